"""Which regions one computation covers, and where their answers stand in the database.

A release is computed in parts: shards (whole subtrees side by side, found by the range of their codes) and the trunk
(the regions above the shards, found by name).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.tree_index import TreeIndex
from burden.domain.levels import CODE_DIGITS, PREFIX_DIGITS, RegionKind
from burden.domain.packs import SHARED_DIGITS, pack_code
from burden.domain.region_tree import RegionTree
from burden.models import Region, Wave

_REGIONS = Region._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
# Waves by open link publish nothing below county: one person may answer several times.
DEEPEST_KIND_LINK = RegionKind.COUNTY
DEEPEST_KIND_CODED = RegionKind.TOWNSHIP
NOWHERE = -2  # in place of a position: a region without answers, which no part walks


@dataclass(frozen=True, kw_only=True)
class Area:
    """Regions of one part.

    ``tree`` is what the walk sees.  ``walked_as`` maps each region code that an answer may name to the region of
    ``tree`` that it counts for: itself, or its county in waves that publish nothing deeper.  ``code_range`` selects the
    answers of a subtree; where it is None they are those that name a key of ``walked_as``.
    """

    tree: RegionTree
    walked_as: Mapping[str, str]
    code_range: tuple[str, str] | None = None

    @cached_property
    def index(self) -> TreeIndex:
        """The tree as arrays."""
        return TreeIndex(self.tree)

    @cached_property
    def walked_nodes(self) -> tuple[IntArray, IntArray]:
        """The region codes that an answer may name, ascending, and the position in ``tree`` that each counts for.

        NOWHERE stands for regions that are not in the tree: where nobody of a whole subtree answered, the trunk's ends
        above.
        """
        known = sorted(self.walked_as)
        nodes = [self.tree.position.get(self.walked_as[code], NOWHERE) for code in known]
        return np.array([int(code) for code in known], dtype=np.int64), np.array(nodes, dtype=np.int64)

    def where(self) -> tuple[str, list[object]]:
        """Return an SQL condition on ``region_code`` and its parameters."""
        if self.code_range is not None:
            return "region_code BETWEEN %s AND %s", list(self.code_range)
        return "region_code = ANY(%s)", [list(self.walked_as)]

    def where_packs(self) -> tuple[str, list[object]]:
        """Return an SQL condition on ``county_code`` that finds the packs of all these regions, and its parameters.

        A pack may hold people of other regions beside.
        """
        if self.code_range is not None:
            low, high = self.code_range
            return "county_code BETWEEN %s AND %s", [pack_code(low), high]
        return "county_code = ANY(%s)", [sorted({pack_code(code) for code in self.walked_as})]


def deepest_kind(wave: Wave) -> RegionKind:
    """Return the smallest kind of place that the wave publishes."""
    return DEEPEST_KIND_CODED if wave.is_coded_by_rule else DEEPEST_KIND_LINK


def load_tree(wave: Wave) -> RegionTree:
    """Return the wave's edition of the region tree from the wave's region down.

    Raises Region.DoesNotExist when the edition has no such region.
    """
    return RegionTree.from_rows(_regions(wave, "path LIKE %s", f"{_top(wave).path}%"))


def _top(wave: Wave) -> Region:
    return Region.objects.of_tree(wave.tree_id).get(code=wave.region_code)


def _regions(wave: Wave, condition: str, *parameters: object) -> list[tuple[str, str, str]]:
    """Return code, parent code and kind of some regions of the wave's edition."""
    sql = f"SELECT code, parent_code, kind FROM {_REGIONS} WHERE tree_id = %s AND {condition}"  # noqa: S608  # constants
    return query(sql, [wave.tree_id, *parameters])


def whole_area(wave: Wave) -> Area:
    """Return the wave's whole region as one area."""
    tree = load_tree(wave)
    return _area(wave, tree, _whole_range(wave, tree))


def planned_area(wave: Wave, *, fine: Collection[str]) -> Area:
    """Return the wave's whole region as one area with townships only where packs of these codes hold their people."""
    within = "path LIKE %s AND (kind <> %s OR left(code, %s) = ANY(%s))"
    shared = [code[:SHARED_DIGITS] for code in fine]
    rows = _regions(wave, within, f"{_top(wave).path}%", RegionKind.TOWNSHIP, SHARED_DIGITS, shared)
    tree = RegionTree.from_rows(rows)
    return _area(wave, tree, _whole_range(wave, tree))


def _whole_range(wave: Wave, tree: RegionTree) -> tuple[str, str]:
    return wave.region_code, _highest_code(wave.region_code, tree.kinds[tree.index(wave.region_code)])


def shard_area(wave: Wave, first: str, last: str) -> Area:
    """Return the subtrees from one region to another of the same parent, in the order of codes."""
    code_range = first, _highest_code(last, Region.objects.of_tree(wave.tree_id).get(code=last).kind)
    return _area(wave, RegionTree.from_rows(_regions(wave, "code BETWEEN %s AND %s", *code_range)), code_range)


def _area(wave: Wave, tree: RegionTree, code_range: tuple[str, str]) -> Area:
    kind = deepest_kind(wave)
    walked = tree.at_or_above(kind)
    codes = tree.codes if walked is tree else (tree.floor(code, kind) for code in tree.codes)
    return Area(tree=walked, walked_as=dict(zip(tree.codes, codes, strict=True)), code_range=code_range)


def trunk_area(whole: Area, shards: Mapping[str, str]) -> Area:
    """Return what is left above the shards, whose first tops come with their last ones.

    Their tops stay in the tree as leaves without answers of their own.
    """
    if not shards:
        return whole
    tree = whole.tree
    hidden: set[str] = set()
    for first, last in shards.items():
        hidden.update(tree.codes[tree.index(first) : tree.last[tree.index(last)] + 1])
    return Area(
        tree=tree.with_children_of({code for first in shards for code in tree.ancestry(first)[:-1]}),
        walked_as={code: walked for code, walked in whole.walked_as.items() if walked not in hidden},
    )


def _highest_code(code: str, kind: str) -> str:
    """Return what no code within a region is higher than."""
    return code[: PREFIX_DIGITS[RegionKind(kind)]].ljust(CODE_DIGITS, "9")
