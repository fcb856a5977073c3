"""The gate before every publication: proves from the answers that no published number can single out fewer than K.

Cells are the figures as they stand in the database and the rest rows between them.  People who are in exactly the same
cells are a class, nobody can tell them apart, and every class must have at least K people.  Cells of one block and
level lie one above the other up the tree, so a class are the people of one lowest published cell, apart whether their
own region's or from below; of those in no cell of the part, all of one level.

The people are counted anew (:mod:`burden.aggregation.recount`): they and the sums of their magnitudes must give every
figure and atom exactly.  Squares, counts of facts, histograms and rounded counts are not counted a second time.

Each shard passes a gate of its own.  A top's own cells and those above hold its people level by level, all of one level
alike, so they tell nobody of one top apart whom the shard's own cells do not; the trunk's gate looks at them.  That
every pack is still the one that a gate has seen, the trunk makes sure by their hashes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.gate_faults import Fault
from burden.aggregation.gate_loops import (
    CLASSES,
    KINDS,
    LEVELS,
    SMALL,
    TOPS,
    WRONG,
    Part,
    Rows,
    State,
    examine_blocks,
)
from burden.aggregation.gate_packs import NUMBERS, read_packs
from burden.aggregation.tree_index import TreeIndex
from burden.domain.figure_packs import FIGURE
from burden.domain.levels import Level
from burden.domain.region_tree import NO_PARENT

MOST_FINDINGS = 20
_LEVEL_AT: IntArray = np.array([int(level) for level in Level], dtype=np.int64)
_PLACE_OF: IntArray = np.full(LEVELS, -1, dtype=np.int64)
_PLACE_OF[_LEVEL_AT] = np.arange(len(_LEVEL_AT))


@dataclass(kw_only=True)
class GateReport:
    """What the gate found, in words; a release passes when there is nothing to say."""

    cells: int = 0
    classes: int = 0
    findings: list[str] = field(default_factory=list)
    further_findings: int = 0

    @property
    def has_passed(self) -> bool:
        """Whether the release may be published."""
        return not self.findings

    def add(self, other: "GateReport") -> None:
        """Take in what another gate of the same release found."""
        self.cells += other.cells
        self.classes += other.classes
        self.findings += other.findings
        self.further_findings += other.further_findings

    def as_carried(self) -> dict[str, Any]:
        """Return the report of a shard as it is handed to the trunk."""
        return {
            "cells": self.cells,
            "classes": self.classes,
            "findings": self.findings[:MOST_FINDINGS],
            "further_findings": self.further_findings + max(0, len(self.findings) - MOST_FINDINGS),
        }

    def as_json(self) -> dict[str, Any]:
        """Return the report as the release keeps it."""
        return {"passed": self.has_passed, **self.as_carried()}


@dataclass(frozen=True, kw_only=True)
class FamilyClaim:
    """What recounted answers say of one family: one row an atom, or a total of a whole subtree.

    ``block`` is a place in ``names``; ``kind`` is FIGURE for totals that shards hand up; ``numbers`` (rows x numbers)
    holds people and sums of magnitudes.
    """

    names: Sequence[str]
    block: IntArray
    node: IntArray
    level: IntArray
    kind: IntArray
    numbers: IntArray

    def rows(self, tree: TreeIndex) -> Rows:
        """Return the rows block after block.

        ValueError where a block, region, level or kind is none that there is, or a row lacks something.
        """
        for column, size in ((self.block, len(self.names)), (self.node, tree.size), (self.kind, KINDS)):
            if column.min(initial=0) < 0 or column.max(initial=-1) >= size:
                raise ValueError("A claim on a block, region or kind that there is not.")
        if not np.isin(self.level, _LEVEL_AT).all() or not 1 <= self.numbers.shape[1] <= NUMBERS:
            raise ValueError("A claim on a level that there is not, or of too many numbers.")
        columns = [self.block, self.node, self.level, self.kind, self.numbers]
        if len(set(map(len, columns))) != 1:
            raise ValueError("A claim whose rows lack something.")
        if (self.block[1:] < self.block[:-1]).any():
            order = np.argsort(self.block, kind="stable")
            columns = [column[order] for column in columns]
        # A loop is compiled for each kind of array that it meets.
        block, *others = (np.require(column, np.int64, ["C", "W"]) for column in columns)
        return Rows(np.searchsorted(block, np.arange(len(self.names) + 1)), *others)


def examine(
    claims: Sequence[FamilyClaim], packs: Sequence[bytes], tree: TreeIndex, *, smallest_group: int, with_top: bool
) -> tuple[GateReport, list[tuple[IntArray, IntArray]]]:
    """Check the packs of a part against the recounted answers; say what is wrong, if anything.

    Returns the report, and for each claim the expected totals of the part's tops: their cells (:func:`cells_of`),
    ascending, and numbers.  These are for the gate of whoever publishes them; there are none ``with_top``.
    """
    names = [name for claim in claims for name in claim.names]
    published = read_packs(packs, names, tree.number)
    part = Part(tree.parent, tree.has_children, _PLACE_OF, _LEVEL_AT, with_top, smallest_group)
    state = _beginning(claims, published.rows, part)
    tops: list[tuple[IntArray, IntArray]] = []
    first_block = 0
    for claim in claims:
        wrong, small, top, _ = state.counts.tolist()
        of_claim = published.rows._replace(first=published.rows.first[first_block:])
        examine_blocks(claim.rows(tree), of_claim, part, state)
        before = first_block * tree.size * LEVELS * KINDS
        state.wrong[wrong : state.counts[WRONG]] += before
        state.small[small : state.counts[SMALL]] += before
        of_tops = state.tops[top : state.counts[TOPS]].reshape(-1, 1 + claim.numbers.shape[1])
        order = np.argsort(of_tops[:, 0])
        tops.append((of_tops[order, 0] // KINDS, of_tops[order, 1:]))
        first_block += len(claim.names)
    findings = [
        *(f"区块 {name}：没有任何人作答，却有统计数。" for name in published.strangers),
        *_differences(state.wrong[: state.counts[WRONG]], names, tree),
        *(
            f"区块 {_cell_name(cell, names, tree)} {Fault.SMALL}{smallest_group}人的一组。"
            for cell in (state.small[: state.counts[SMALL]] // KINDS).tolist()
        ),
    ]
    return GateReport(cells=published.figures, classes=int(state.counts[CLASSES]), findings=findings), tops


def cells_of(block: IntArray, node: IntArray, level: IntArray, tree: TreeIndex) -> IntArray:
    """Return one number a cell: by block, then position in the tree, then level."""
    cells: IntArray = (block * tree.size + node) * LEVELS + level
    return cells


def _beginning(claims: Sequence[FamilyClaim], published: Rows, part: Part) -> State:
    """Return a state of nothing with room for whatever may be found.

    ValueError for a tree with a region before the one above it.
    """
    nodes, places = len(part.parent), len(part.level_at)
    if (part.parent >= np.arange(nodes)).any():
        raise ValueError("A region stands before the region above it.")
    steps, above = 1, part.parent
    while (above := above[above != NO_PARENT]).size:
        steps, above = steps + 1, part.parent[above]
    rows = sum(len(claim.block) for claim in claims)
    return State(
        fed=np.zeros(nodes, dtype=np.int64),
        named=np.zeros(nodes, dtype=np.int64),
        sums=np.zeros((nodes, places, NUMBERS), dtype=np.int64),
        own=np.zeros((nodes, places), dtype=np.int64),
        below=np.zeros((nodes, places), dtype=np.int64),
        witness=np.zeros((nodes, places), dtype=np.int64),
        given=np.zeros((nodes, places, KINDS), dtype=np.int64),
        wrong=np.empty(len(published.node) + rows * (1 + steps), dtype=np.int64),
        small=np.empty(rows, dtype=np.int64),
        tops=np.empty(rows * (1 + NUMBERS), dtype=np.int64),
        counts=np.zeros(4, dtype=np.int64),
    )


def _cell_name(cell: int, names: Sequence[str], tree: TreeIndex) -> str:
    """Return a cell as findings name it."""
    place, level = divmod(cell, LEVELS)
    return f"{names[place // tree.size]}：{tree.name(place % tree.size, level)}"


def _differences(wrong: IntArray, names: Sequence[str], tree: TreeIndex) -> list[str]:
    """Return in words which figures, then which atoms are not what the answers give."""
    cell, kind = np.divmod(np.unique(wrong), KINDS)
    figures, atoms = cell[kind == FIGURE].tolist(), cell[kind != FIGURE].tolist()
    return [
        *(f"区块 {_cell_name(cell, names, tree)} 的统计数与重新计数不符。" for cell in figures),
        *(f"区块 {_cell_name(cell, names, tree)} 的一组与重新计数不符。" for cell in atoms),
    ]
