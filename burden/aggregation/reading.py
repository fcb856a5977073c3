"""Reading packs back as they stand in the database: for the gate, and for the hash."""

from collections.abc import Sequence
from hashlib import sha256

from burden.aggregation.fat_rows import query, stream
from burden.models import FigurePack, Release

_TABLE = FigurePack._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
PackKey = tuple[str, str]  # family of packs, region code


def packs_within(release: Release, code_range: tuple[str, str]) -> dict[PackKey, bytes]:
    """Return the packs of the regions of a subtree."""
    rows = query(
        f"SELECT family, region_code, data FROM {_TABLE} "  # noqa: S608  # a constant
        "WHERE release_id = %s AND region_code BETWEEN %s AND %s",
        [release.pk, *code_range],
    )
    return {(family, code): data for family, code, data in rows}


def packs_at(release: Release, codes: Sequence[str], *, whole_family: str) -> dict[PackKey, bytes]:
    """Return the packs of these regions, and all packs of one family."""
    rows = query(
        f"SELECT family, region_code, data FROM {_TABLE} "  # noqa: S608  # a constant
        "WHERE release_id = %s AND (region_code = ANY(%s) OR family = %s)",
        [release.pk, list(codes), whole_family],
    )
    return {(family, code): data for family, code, data in rows}


def checksums(release: Release) -> dict[PackKey, bytes]:
    """Return the SHA-256 of every pack, in the order of families and codes.

    The bytes come here to be hashed, which takes less of the server's time than hashing them takes there, and in any
    order, since a sort there would carry them along.
    """
    rows = stream(f"SELECT family, region_code, data FROM {_TABLE} WHERE release_id = %s", [release.pk])  # noqa: S608  # a constant
    return dict(sorted(((family, code), sha256(data).digest()) for family, code, data in rows))
