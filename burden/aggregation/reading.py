"""Reading packs back as they stand in the database: for the gates and the hash, with the versions of their rows."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from burden.aggregation.fat_rows import query, stream
from burden.models import FigurePack, Release

_TABLE = FigurePack._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
# PostgreSQL never changes a row: who does writes another one, which bears the number of the transaction, xmin.
_VERSION = "xmin::text"
PackKey = tuple[str, str]  # family of packs, region code


class StoredPack(NamedTuple):
    """A pack as it was read: its bytes, and the version of its row."""

    data: bytes
    version: str


class SeenPack(NamedTuple):
    """What is kept of a pack that a gate has read: the SHA-256 of its bytes, and the version of its row."""

    sha256: str
    version: str


def packs_within(release: Release, code_range: tuple[str, str]) -> dict[PackKey, StoredPack]:
    """Return the packs of the regions of a subtree."""
    return _stored("region_code BETWEEN %s AND %s", release, *code_range)


def packs_at(release: Release, codes: Sequence[str], *, whole_family: str) -> dict[PackKey, StoredPack]:
    """Return the packs of these regions, and all packs of one family."""
    return _stored("(region_code = ANY(%s) OR family = %s)", release, list(codes), whole_family)


def _stored(condition: str, release: Release, *parameters: object) -> dict[PackKey, StoredPack]:
    rows = query(f"{_packs_with(f'data, {_VERSION}')} AND {condition}", [release.pk, *parameters])
    return {(family, code): StoredPack(*row) for family, code, *row in rows}


def _packs_with(columns: str) -> str:
    """Return the query for these columns of a release's packs, behind their keys."""
    return f"SELECT family, region_code, {columns} FROM {_TABLE} WHERE release_id = %s"  # noqa: S608  # constants


def seen(packs: Mapping[PackKey, StoredPack]) -> dict[PackKey, SeenPack]:
    """Return what is kept of packs that were read."""
    return {key: SeenPack(sha256(pack.data).hexdigest(), pack.version) for key, pack in packs.items()}


def versions(release: Release) -> dict[PackKey, str]:
    """Return the version of every pack's row as it stands now: the bytes of one that is the same are the same."""
    return {(family, code): version for family, code, version in query(_packs_with(_VERSION), [release.pk])}


def checksums(release: Release) -> dict[PackKey, str]:
    """Return the SHA-256 of every pack as it stands now.

    The bytes come here to be hashed, which takes less of the server's time than hashing them takes there.
    """
    rows = stream(_packs_with("data"), [release.pk])
    return {(family, code): sha256(data).hexdigest() for family, code, data in rows}
