"""The packs of one part of a wave, joined: everybody of one kind, in the order of the walk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.units import look_up, unit_keys
from burden.domain.pack_columns import APP, LAYOUTS, LEVEL, MISSING, PLACE, PackKind
from burden.domain.packs import Numbers, Pack, decode
from burden.models import AnswerPack, Wave

_PACKS = AnswerPack._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
_OF_PLACE = 1_000  # a region code ends in three zeros behind the digits of its place
_OF_COUNTY = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """People of one kind, one position a person, by ``unit`` (region of the walk and level), ascending.

    ``people`` and ``apps`` are the columns of :mod:`burden.domain.pack_columns`; ``owner`` says to whom each app
    belongs, and ``app`` is a place in ``app_codes``.
    """

    unit: IntArray
    people: Mapping[str, Numbers]
    apps: Mapping[str, Numbers]
    owner: IntArray
    app_codes: tuple[str, ...]


def read_everybody(wave: Wave, area: Area, kind: PackKind) -> Everybody:
    """Read and join the packs of one kind, leaving out people of regions that other parts count.

    Raises KeyError for a region within the area's range that its tree does not know.
    """
    where, parameters = area.where_packs()
    rows = query(
        f"SELECT county_code, people, app_codes, app_names, data FROM {_PACKS} "  # noqa: S608  # constants
        f"WHERE wave_id = %s AND kind = %s AND {where} ORDER BY county_code",
        [wave.pk, kind.value, *parameters],
    )
    codes = [row[0] for row in rows]
    packs = [decode(kind, row[4], people=row[1], app_codes=row[2], app_names=row[3]) for row in rows]
    app_codes = tuple(sorted({code for pack in packs for code in pack.app_codes}))
    named = _regions(codes, [pack.people[PLACE] for pack in packs])
    return _in_walking_order(_joined(kind, packs, app_codes), _walked(named, area), app_codes)


def _joined(kind: PackKind, packs: Sequence[Pack], app_codes: tuple[str, ...]) -> Pack:
    """Put packs one behind the other; apps are numbered anew, free names are left out."""
    layout = LAYOUTS[kind]
    place = {code: number for number, code in enumerate(app_codes)}
    apps: dict[str, Numbers] = {}
    for name in layout.app_columns:
        columns = [pack.apps[name] for pack in packs]
        if name == APP:
            # MISSING, -1, finds the last entry.
            columns = [
                np.array([*(place[code] for code in pack.app_codes), MISSING], dtype=np.int32)[column]
                for pack, column in zip(packs, columns, strict=True)
            ]
        apps[name] = np.concatenate([np.zeros(0, dtype=np.int16), *columns])
    return Pack(
        layout=layout,
        people={
            name: np.concatenate([np.zeros(0, dtype=np.int16), *(pack.people[name] for pack in packs)])
            for name in layout.people_columns
        },
        apps=apps,
    )


def people_by_region(wave: Wave, area: Area) -> tuple[IntArray, IntArray]:
    """Return regions of the walk, in no order and some twice, and how many answers of any kind count for each."""
    where, parameters = area.where_packs()
    rows = query(
        # The place is the first column of a pack.
        f"SELECT county_code, substring(data FOR people * 2) FROM {_PACKS} WHERE wave_id = %s AND {where}",  # noqa: S608  # constants
        [wave.pk, *parameters],
    )
    people = [np.bincount(np.frombuffer(row[1], dtype="<i2")) for row in rows]
    places = [np.flatnonzero(of_pack) for of_pack in people]
    walked = _walked(_regions([row[0] for row in rows], places), area)
    counted = [of_pack[named] for of_pack, named in zip(people, places, strict=True)]
    is_ours = walked != MISSING
    return walked[is_ours], np.concatenate([np.zeros(0, dtype=np.int64), *counted])[is_ours]


def _regions(codes: Sequence[str], places: Sequence[Numbers]) -> IntArray:
    """Return the region codes that stand for these places in some packs, as numbers."""
    named: list[IntArray] = [
        int(code) // _OF_COUNTY * _OF_COUNTY + place.astype(np.int64) * _OF_PLACE
        for code, place in zip(codes, places, strict=True)
    ]
    return np.concatenate([np.zeros(0, dtype=np.int64), *named])


def _walked(named: IntArray, area: Area) -> IntArray:
    """Return the region of the walk that each named region counts for, MISSING where that is another part's."""
    known = sorted(area.walked_as)
    place = look_up(np.array([int(code) for code in known], dtype=np.int64), named)
    if area.code_range is not None:
        low, high = (int(code) for code in area.code_range)
        unknown = named[(place < 0) & (named >= low) & (named <= high)]
        if len(unknown):
            raise KeyError(int(unknown[0]))
    # A place that was not found, -1, finds the last entry.
    walked: IntArray = np.array([*(int(area.walked_as[code]) for code in known), MISSING], dtype=np.int64)[place]
    return walked


def _in_walking_order(pack: Pack, walked: IntArray, app_codes: tuple[str, ...]) -> Everybody:
    chosen = np.flatnonzero(walked != MISSING)
    unit = unit_keys(walked[chosen], pack.people[LEVEL][chosen])
    order = np.argsort(unit, kind="stable")
    chosen, unit = chosen[order], unit[order]
    moved_to = np.full(len(walked), MISSING, dtype=np.int64)
    moved_to[chosen] = np.arange(len(chosen))
    owner = moved_to[pack.owners()] if pack.apps else np.zeros(0, dtype=np.int64)
    is_kept = owner != MISSING
    return Everybody(
        unit=unit,
        people={name: column[chosen] for name, column in pack.people.items()},
        apps={name: column[is_kept] for name, column in pack.apps.items()},
        owner=owner[is_kept],
        app_codes=app_codes,
    )
