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
from burden.aggregation.units import look_up
from burden.domain.levels import CODE_DIGITS, KIND_DEPTH, PREFIX_DIGITS, RegionKind
from burden.domain.packs import PACK_STEP, SHARED_DIGITS, pack_code
from burden.domain.region_tree import RegionTree, code_text
from burden.models import Region, Wave

_REGIONS = Region._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
# Waves by open link publish nothing below county: one person may answer several times.
DEEPEST_KIND_LINK = RegionKind.COUNTY
DEEPEST_KIND_CODED = RegionKind.TOWNSHIP
NOWHERE = -2  # in place of a position: a region without answers, which no part walks
# Regions as three long texts, each with the same number of digits a region: a row a region would cost half a
# microsecond of Python.  All three see the rows in one order, whichever that is.  In place of the parent of a top
# stands a code that no region has.  Kinds are asked for from townships up, which most regions are.
_DEPTH = " ".join(f"WHEN '{kind}' THEN '{depth}'" for kind, depth in reversed(KIND_DEPTH.items()))
_COLUMNS = (
    f"string_agg(code, ''), string_agg(coalesce(nullif(parent_code, ''), '{'9' * CODE_DIGITS}'), ''), "
    f"string_agg(CASE kind {_DEPTH} END, '')"
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Area:
    """Regions of one part.

    ``tree`` is what the walk sees.  ``named`` are the codes of the regions that an answer may name, as numbers,
    ascending; ``walked_as`` is the region of ``tree`` that each counts for: itself, or its county in waves that publish
    nothing deeper.  ``code_range`` selects the answers of a subtree; where it is None they are those that name one of
    ``named``.
    """

    tree: RegionTree
    named: IntArray
    walked_as: IntArray
    code_range: tuple[str, str] | None = None

    @cached_property
    def index(self) -> TreeIndex:
        """The tree as the steps of a release climb it."""
        return TreeIndex(self.tree)

    @cached_property
    def walked_nodes(self) -> IntArray:
        """The position in ``tree`` that each of the named regions counts for.

        NOWHERE stands for regions that are not in the tree: where nobody of a whole subtree answered, the trunk's ends
        above.
        """
        node = look_up(self.tree.number, self.walked_as)
        return np.where(node < 0, NOWHERE, node)

    def nodes_of(self, code: IntArray) -> IntArray:
        """Return what ``walked_nodes`` says of some regions; KeyError for one that no answer may name."""
        place = look_up(self.named, code)
        if place.min(initial=0) < 0:
            raise KeyError(code_text(int(code[place < 0][0])))
        return self.walked_nodes[place]

    def where(self) -> tuple[str, list[object]]:
        """Return an SQL condition on ``region_code`` and its parameters."""
        if self.code_range is not None:
            return "region_code BETWEEN %s AND %s", list(self.code_range)
        return "region_code = ANY(%s)", [[code_text(code) for code in self.named.tolist()]]

    def where_packs(self) -> tuple[str, list[object]]:
        """Return an SQL condition on ``county_code`` that finds the packs of all these regions, and its parameters.

        A pack may hold people of other regions beside.
        """
        if self.code_range is not None:
            low, high = self.code_range
            return "county_code BETWEEN %s AND %s", [pack_code(low), high]
        packs = np.unique(self.named // PACK_STEP) * PACK_STEP
        return "county_code = ANY(%s)", [[code_text(code) for code in packs.tolist()]]


def deepest_kind(wave: Wave) -> RegionKind:
    """Return the smallest kind of place that the wave publishes."""
    return DEEPEST_KIND_CODED if wave.is_coded_by_rule else DEEPEST_KIND_LINK


def load_tree(wave: Wave) -> RegionTree:
    """Return the wave's edition of the region tree from the wave's region down.

    Raises Region.DoesNotExist when the edition has no such region.
    """
    return _tree(wave, "path LIKE %s", f"{_top(wave).path}%")


def _top(wave: Wave) -> Region:
    return Region.objects.of_tree(wave.tree_id).get(code=wave.region_code)


def _tree(wave: Wave, condition: str, *parameters: object) -> RegionTree:
    """Return some regions of the wave's edition; ValueError for a code that is not of twelve digits."""
    sql = f"SELECT {_COLUMNS} FROM {_REGIONS} WHERE tree_id = %s AND {condition}"  # noqa: S608  # constants
    [(code, above, depth)] = query(sql, [wave.tree_id, *parameters])
    return RegionTree.from_columns(
        _numbers(code or "", digits=CODE_DIGITS),
        _numbers(above or "", digits=CODE_DIGITS),
        _numbers(depth or "", digits=1),
    )


def _numbers(text: str, *, digits: int) -> IntArray:
    """Return the numbers of so many digits that stand side by side in a text; ValueError where something else does."""
    digit = np.frombuffer(text.encode(), dtype=np.uint8) - ord("0")
    if digit.max(initial=0) > ord("9") - ord("0"):
        raise ValueError("Something else than digits in the tree.")
    found: IntArray = digit.reshape(-1, digits) @ 10 ** np.arange(digits)[::-1]
    return found


def whole_area(wave: Wave) -> Area:
    """Return the wave's whole region as one area."""
    return _area_of_wave(wave, "path LIKE %s")


def planned_area(wave: Wave, *, fine: Collection[str]) -> Area:
    """Return the wave's whole region as one area with townships only where packs of these codes hold their people."""
    within = "path LIKE %s AND (kind <> %s OR left(code, %s) = ANY(%s))"
    shared = [code[:SHARED_DIGITS] for code in fine]
    return _area_of_wave(wave, within, RegionKind.TOWNSHIP, SHARED_DIGITS, shared)


def _area_of_wave(wave: Wave, condition: str, *parameters: object) -> Area:
    """Return the regions of the wave that meet a condition, whose first parameter is the pattern of their paths."""
    top = _top(wave)
    tree = _tree(wave, condition, f"{top.path}%", *parameters)
    return _area(wave, tree, (top.code, _highest_code(top.code, top.kind)))


def shard_area(wave: Wave, first: str, last: str) -> Area:
    """Return the subtrees from one region to another of the same parent, in the order of codes."""
    code_range = first, _highest_code(last, Region.objects.of_tree(wave.tree_id).get(code=last).kind)
    return _area(wave, _tree(wave, "code BETWEEN %s AND %s", *code_range), code_range)


def _area(wave: Wave, tree: RegionTree, code_range: tuple[str, str]) -> Area:
    kind = deepest_kind(wave)
    return Area(
        tree=tree.at_or_above(kind),
        named=tree.number,
        walked_as=tree.number[tree.floors(kind)],
        code_range=code_range,
    )


def trunk_area(whole: Area, shards: Mapping[str, str]) -> Area:
    """Return what is left above the shards, whose first tops come with their last ones.

    Their tops stay in the tree as leaves without answers of their own.
    """
    if not shards:
        return whole
    tree = whole.tree
    is_left = np.ones(len(whole.named), dtype=np.bool_)
    for first, last in shards.items():
        lowest, highest = tree.number[tree.index(first)], tree.number[tree.last[tree.index(last)]]
        is_left &= (whole.walked_as < lowest) | (whole.walked_as > highest)
    return Area(
        tree=tree.with_children_of({code for first in shards for code in tree.ancestry(first)[:-1]}),
        named=whole.named[is_left],
        walked_as=whole.walked_as[is_left],
    )


def _highest_code(code: str, kind: str) -> str:
    """Return what no code within a region is higher than."""
    return code[: PREFIX_DIGITS[RegionKind(kind)]].ljust(CODE_DIGITS, "9")
