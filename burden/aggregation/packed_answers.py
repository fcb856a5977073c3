"""The packs of one part of a wave, joined: everybody of one kind, in the order of the walk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from burden.aggregation.area import NOWHERE, Area
from burden.aggregation.families import unit_of
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.pack_rows import PackRow
from burden.aggregation.units import look_up
from burden.domain.pack_columns import APP, LAYOUTS, LEVEL, MISSING, PLACE, PackKind
from burden.domain.packs import Numbers, Pack, decode

_PLACES = 1_000  # regions of a pack differ in three digits
_OF_PLACE = 1_000  # a region code ends in three zeros behind the digits of its place
_OF_COUNTY = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """People of one kind, one position a person, by ``unit`` (:func:`burden.aggregation.families.unit_of`), ascending.

    ``people`` and ``apps`` are the columns of :mod:`burden.domain.pack_columns`; ``owner`` says to whom each app
    belongs, and ``app`` is a place in ``app_codes``.
    """

    unit: IntArray
    people: Mapping[str, Numbers]
    apps: Mapping[str, Numbers]
    owner: IntArray
    app_codes: tuple[str, ...]


def everybody(rows: Sequence[PackRow], area: Area, kind: PackKind) -> Everybody:
    """Join the packs of one kind, leaving out people of regions that other parts count.

    Raises KeyError for a region within the area's range that its tree does not know.
    """
    packs = [
        decode(kind, row.data, people=row.people, app_codes=row.app_codes, app_names=row.app_names) for row in rows
    ]
    app_codes = tuple(sorted({code for of_pack in {tuple(row.app_codes) for row in rows} for code in of_pack}))
    pack = _joined(kind, packs, app_codes)
    return _in_walking_order(pack, _nodes(rows, pack.people[PLACE], area), app_codes)


def _joined(kind: PackKind, packs: Sequence[Pack], app_codes: tuple[str, ...]) -> Pack:
    """Put packs one behind the other; apps are numbered anew, free names are left out."""
    layout = LAYOUTS[kind]
    apps = {
        name: _one_behind_the_other([pack.apps[name] for pack in packs]) for name in layout.app_columns if name != APP
    }
    if layout.apps:
        apps[APP] = _one_behind_the_other(_numbered(packs, app_codes))
    return Pack(
        layout=layout,
        people={name: _one_behind_the_other([pack.people[name] for pack in packs]) for name in layout.people_columns},
        apps=apps,
    )


def _numbered(packs: Sequence[Pack], app_codes: tuple[str, ...]) -> list[Numbers]:
    """Return the apps of each pack as places in the list of all."""
    place = {code: number for number, code in enumerate(app_codes)}
    known: dict[tuple[str, ...], Numbers] = {}
    found = []
    for pack in packs:
        if pack.app_codes not in known:
            # MISSING, -1, finds the last entry.
            known[pack.app_codes] = np.array([*(place[code] for code in pack.app_codes), MISSING], dtype=np.int64)
        found.append(known[pack.app_codes][pack.apps[APP]])
    return found


def _one_behind_the_other(columns: Sequence[Numbers]) -> Numbers:
    return np.concatenate(columns) if columns else np.zeros(0, dtype=np.int16)


def _nodes(rows: Sequence[PackRow], place: Numbers, area: Area) -> IntArray:
    """Return the position in the area's tree that each person counts for, MISSING where that is another part's.

    Every region is looked up once, however many people name it.
    """
    named = np.repeat(np.arange(len(rows)) * _PLACES, [row.people for row in rows]) + place
    is_named = np.zeros(len(rows) * _PLACES, dtype=np.bool_)
    is_named[named] = True
    regions = np.flatnonzero(is_named)
    county = np.array([int(row.code) // _OF_COUNTY * _OF_COUNTY for row in rows], dtype=np.int64)
    node_of = np.empty(len(is_named), dtype=np.int64)
    node_of[regions] = _walked(county[regions // _PLACES] + regions % _PLACES * _OF_PLACE, area)
    found: IntArray = node_of[named]
    return found


def _walked(code: IntArray, area: Area) -> IntArray:
    """Return the position of the region that each of some regions counts for, MISSING where that is another part's.

    Raises KeyError for a region that no part counts.
    """
    known, nodes = area.walked_nodes
    place = look_up(known, code)
    if area.code_range is not None:
        low, high = (int(bound) for bound in area.code_range)
        unknown = code[(place < 0) & (code >= low) & (code <= high)]
        if len(unknown):
            raise KeyError(int(unknown[0]))
    # A place that was not found, -1, finds the last entry.
    found: IntArray = np.append(nodes, MISSING)[place]
    if (found == NOWHERE).any():
        raise KeyError(int(code[found == NOWHERE][0]))
    return found


def _in_walking_order(pack: Pack, node: IntArray, app_codes: tuple[str, ...]) -> Everybody:
    owner = pack.owners() if pack.apps else np.zeros(0, dtype=np.int64)
    is_ours = node != MISSING
    unit = unit_of(node, pack.people[LEVEL])
    if is_ours.all() and (unit[1:] >= unit[:-1]).all():
        return Everybody(unit=unit, people=pack.people, apps=pack.apps, owner=owner, app_codes=app_codes)
    chosen = np.flatnonzero(is_ours)
    chosen = chosen[np.argsort(unit[chosen], kind="stable")]
    moved_to = np.full(len(node), MISSING, dtype=np.int64)
    moved_to[chosen] = np.arange(len(chosen))
    owner = moved_to[owner]
    is_kept = np.flatnonzero(owner != MISSING)
    return Everybody(
        unit=unit[chosen],
        people={name: column[chosen] for name, column in pack.people.items()},
        apps={name: column[is_kept] for name, column in pack.apps.items()},
        owner=owner[is_kept],
        app_codes=app_codes,
    )
