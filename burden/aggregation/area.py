"""Which regions one computation covers, and where their answers stand in the database.

A release is computed in parts: shards (whole subtrees, found by the range of their codes) and the trunk (the regions
above the shards, found by name).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.tree_index import TreeIndex
from burden.domain.levels import CODE_DIGITS, PREFIX_DIGITS, RegionKind, code_of
from burden.domain.packs import pack_code
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


def load_tree(wave: Wave, *, top: str | None = None) -> RegionTree:
    """Return the wave's edition of the region tree from ``top`` (default: the wave's region) down.

    Raises Region.DoesNotExist when the edition has no such region.
    """
    regions = Region.objects.of_tree(wave.tree_id)
    path = regions.get(code=top or wave.region_code).path
    return RegionTree.from_rows(
        query(
            f"SELECT code, parent_code, kind FROM {_REGIONS} WHERE tree_id = %s AND path LIKE %s",  # noqa: S608  # a constant
            [wave.tree_id, f"{path}%"],
        )
    )


def _walked_as(tree: RegionTree, wave: Wave) -> dict[str, str]:
    kind = deepest_kind(wave)
    if kind is RegionKind.TOWNSHIP:
        return {code: code for code in tree.codes}
    return {code: tree.floor(code, kind) for code in tree.codes}


def whole_area(wave: Wave) -> Area:
    """Return the wave's whole region as one area."""
    tree = load_tree(wave)
    return Area(
        tree=tree.at_or_above(deepest_kind(wave)),
        walked_as=_walked_as(tree, wave),
        code_range=_code_range(tree, wave.region_code),
    )


def shard_area(wave: Wave, root_code: str) -> Area:
    """Return one subtree of the wave's region."""
    tree = load_tree(wave, top=root_code)
    return Area(
        tree=tree.at_or_above(deepest_kind(wave)),
        walked_as=_walked_as(tree, wave),
        code_range=_code_range(tree, root_code),
    )


def trunk_area(whole: Area, shard_roots: Collection[str]) -> Area:
    """Return what is left above the shards; their roots stay in the tree as leaves without answers of their own."""
    roots = set(shard_roots)
    if not roots:
        return whole
    inner = {code for root in roots for code in whole.tree.ancestry(root)[:-1]}
    hidden = _subtree_codes(whole.tree, roots)
    return Area(
        tree=whole.tree.without_below([code for code in whole.tree.codes if code not in inner]),
        walked_as={code: walked for code, walked in whole.walked_as.items() if walked not in hidden},
    )


def _subtree_codes(tree: RegionTree, roots: Collection[str]) -> set[str]:
    nodes = [tree.index(root) for root in roots]
    return {tree.codes[below] for node in nodes for below in range(node, tree.last[node] + 1)}


def _code_range(tree: RegionTree, code: str) -> tuple[str, str]:
    prefix = code[: PREFIX_DIGITS[tree.kinds[tree.index(code)]]]
    return code_of(prefix), prefix.ljust(CODE_DIGITS, "9")
