"""Getting ready: a worker computes a made-up county in memory as it starts, so that its machine code is at hand.

Compiled loops (:mod:`burden.domain.compiled`) are loaded when they are first called, and compiled if this machine never
did so.  A release that waits should not wait for that, and no transaction should be open meanwhile.  As the county
passes the gate, the worker's arithmetic is tried as well.
"""

import json
from functools import cache

import numpy as np

from burden.aggregation import carry
from burden.aggregation.area import Area
from burden.aggregation.gate import GateReport
from burden.aggregation.pack_rows import PackRow
from burden.aggregation.reading import StoredPack
from burden.aggregation.rounding import with_rounded_counts
from burden.aggregation.subtree import examined, shelves_of, subtree_of
from burden.aggregation.writing import packs_of
from burden.domain.array_walk import UNKNOWN
from burden.domain.blocks import ANSWER_BLOCKS, APP_PREFIXES, USAGE_PREFIX
from burden.domain.levels import Level, RegionKind
from burden.domain.pack_columns import APP, DUPLICATE_OF, LAYOUTS, LEVEL, MISSING, NAME, PLACE, Column, Layout
from burden.domain.packs import Pack, encode
from burden.domain.region_tree import RegionTree
from burden.domain.tree_arrays import LEVELS
from burden.models import Release, Wave

_COUNTY = "990101000000"
_TOWNSHIPS = ("990101001000", "990101002000", "990101003000")
_APP = "made-up"
# Of each level and place so many people: enough for a figure of their own, and too few.
_PEOPLE = ((Level.TOWNSHIP, 1, 12), (Level.VILLAGE, 1, 4), (Level.TOWNSHIP, 2, 30), (Level.VILLAGE, 3, 8))


class NotReadyError(Exception):
    """The made-up county did not pass the gate: this machine computes something else than it should."""


@cache
def get_ready() -> None:
    """Load every compiled loop, once a process; NotReadyError where the made-up county does not pass the gate."""
    report = examined_county()
    if not report.has_passed:
        raise NotReadyError("; ".join(report.findings))


def examined_county() -> GateReport:
    """Compute, encode, read back and examine a county in which everybody gives the same answers."""
    tree = RegionTree.from_rows(
        [(_COUNTY, "", RegionKind.COUNTY), *((code, _COUNTY, RegionKind.TOWNSHIP) for code in _TOWNSHIPS)]
    )
    area = Area(tree=tree, named=tree.number, walked_as=tree.number, code_range=(_COUNTY, "990101999999"))
    blocks = [*(block.name for block in ANSWER_BLOCKS), USAGE_PREFIX, *APP_PREFIXES]
    release = Release(
        parameters={
            "rules": {"smallest_group": Wave().smallest_group},
            "excluded_flags": [],
            "app_codes": [_APP],
            "blocks": blocks,
        }
    )
    people = np.full(len(tree) * len(LEVELS), UNKNOWN, dtype=np.int64)
    computed = subtree_of(release, area, {kind: [_row(layout)] for kind, layout in LAYOUTS.items()}, people=people)
    written = packs_of(area.index, shelves_of(computed))
    packs = {(family, code): StoredPack(bytes(data), version="") for family, code, data in written}
    usage = computed.found[USAGE_PREFIX]
    with_rounded_counts(Wave(), usage.family.layout, [usage.standing])
    return carry.unpack(carry.pack(examined(computed, packs))).report


def _row(layout: Layout) -> PackRow:
    """Return a pack of one kind in which everybody gives the smallest answers, of one app."""
    size = sum(count for _, _, count in _PEOPLE)
    people = {column.name: _same(column, size) for column in layout.people}
    people[LEVEL] = np.repeat([int(level) for level, _, _ in _PEOPLE], [count for _, _, count in _PEOPLE])
    people[PLACE] = np.repeat([place for _, place, _ in _PEOPLE], [count for _, _, count in _PEOPLE])
    apps = {column.name: _same(column, size) for column in layout.apps}
    pack = Pack(layout=layout, people=people, apps=apps, app_codes=(_APP,))
    return PackRow(_COUNTY, size, json.dumps(pack.app_codes), encode(pack))


def _same(column: Column, size: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return a column of the same answers: the first app, no name beside it, else 1."""
    answer = {APP: 0, NAME: MISSING, DUPLICATE_OF: MISSING}.get(column.name, 1)
    return np.full(size, answer, dtype=np.int64)
