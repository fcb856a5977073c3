"""The packs of one part of a wave as they stand in the database: fetched once, and read twice, by two roads.

Bytes are all that the tallies' road and the recount's share; that no pack was overlooked is for the trunk to see, which
counts the people of the whole wave in the database (:func:`people_in_packs`).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import query
from burden.models import AnswerPack, Wave

PACKS = AnswerPack._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name


class PackRow(NamedTuple):
    """One pack: its code, how many people it holds, the list of codes that its apps are numbered by, and its bytes.

    The list is JSON as the database writes it: nearly all packs have the same, which is then read once.
    """

    code: str
    people: int
    app_list: str
    data: bytes


PackRows: TypeAlias = Mapping[str, Sequence[PackRow]]  # by kind, ascending by code


def read_pack_rows(wave: Wave, area: Area) -> PackRows:
    """Return the packs in which people of the area's regions lie; they may hold others beside."""
    where, parameters = area.where_packs()
    found: dict[str, list[PackRow]] = {}
    for kind, *row in query(
        f"SELECT kind, county_code, people, array_to_json(app_codes)::text, data FROM {PACKS} "  # noqa: S608  # constants
        f"WHERE wave_id = %s AND {where} ORDER BY kind, county_code",
        [wave.pk, *parameters],
    ):
        found.setdefault(kind, []).append(PackRow(*row))
    return found


def people_in_packs(wave: Wave) -> dict[str, int]:
    """Return how many people the packs of the whole wave hold, by kind."""
    rows = query(f"SELECT kind, sum(people)::bigint FROM {PACKS} WHERE wave_id = %s GROUP BY kind", [wave.pk])  # noqa: S608  # a constant
    return dict(rows)
