"""The gate before every publication: proves from the answers that no published number can single out fewer than K.

Each published cell gets a random 64-bit number.  A group of people gets the XOR of the numbers of all cells that it
feeds: groups with the same signature are in exactly the same cells, so nobody can tell them apart, and every such
class must have at least K people.  Cells are the figures as they stand in the database and the rest rows between them.
The people are counted anew (:mod:`burden.aggregation.recount`): they and the sums of their magnitudes must give every
figure and atom exactly.  Squares, counts of facts, histograms and rounded counts are not counted a second time.

Each shard passes a gate of its own.  A top's own cells and those above hold its people level by level, all of one level
alike, so they tell nobody of one top apart whom the shard's own cells do not; the trunk's gate looks at them.  That
every pack is still the one that a gate has seen, the trunk makes sure by their hashes.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.gate_faults import Fault
from burden.aggregation.tree_index import TreeIndex
from burden.aggregation.units import added_up, look_up
from burden.domain.figure_packs import FIGURE, Entries, decode
from burden.domain.region_tree import NO_PARENT

MOST_FINDINGS = 20
_LEVELS = 100  # a level has two digits
_KINDS = 4
_SIGNATURE = np.dtype(np.uint64)
_NUMBERS = 5  # people and the sums of at most four magnitudes


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
class Claim:
    """What recounted answers say of some families: one row an atom, or a total of a whole subtree.

    ``block`` is a place in ``names``; ``kind`` is FIGURE for totals that shards hand up; ``numbers`` holds people and
    sums of magnitudes, _NUMBERS columns.
    """

    names: tuple[str, ...]
    magnitudes: IntArray
    block: IntArray
    node: IntArray
    level: IntArray
    kind: IntArray
    numbers: IntArray


FamilyClaim: TypeAlias = tuple[Sequence[str], int, Sequence[IntArray]]


def claim_of(parts: Iterable[FamilyClaim]) -> Claim:
    """Return one claim over families: (names, magnitudes, (block, node, level, kind, numbers)) each."""
    names: list[str] = []
    magnitudes: list[IntArray] = []
    columns: list[list[IntArray]] = [[np.zeros(0, dtype=np.int64)] for _ in range(4)]
    numbers = [np.zeros((0, _NUMBERS), dtype=np.int64)]
    for of_family, count, (block, node, level, kind, sums) in parts:
        for column, values in zip(columns, (block + len(names), node, level, kind), strict=True):
            column.append(values)
        numbers.append(np.pad(sums, ((0, 0), (0, _NUMBERS - sums.shape[1]))))
        names += of_family
        magnitudes.append(np.full(len(of_family), count))
    block, node, level, kind = (np.concatenate(column) for column in columns)
    return Claim(
        names=tuple(names),
        magnitudes=np.concatenate([np.zeros(0, dtype=np.int64), *magnitudes]),
        block=block,
        node=node,
        level=level,
        kind=kind,
        numbers=np.concatenate(numbers),
    )


def examine(
    claim: Claim,
    packs: Sequence[bytes],
    tree: TreeIndex,
    *,
    smallest_group: int,
    with_top: bool,
) -> tuple[GateReport, IntArray, IntArray]:
    """Check the packs of a part against the recounted answers; say what is wrong, if anything.

    Returns the report and the expected totals of the part's tops: their cells (:func:`cells_of`) and numbers.  Unless
    ``with_top`` these are for the gate of whoever publishes them.
    """
    gate = _Gate(claim, packs, tree)
    report = GateReport(cells=len(gate.published))
    top = tree.is_top[gate.expected_node]
    expected = ~top | with_top
    report.findings += gate.check_figures(expected)
    report.findings += gate.check_atoms()
    classes = gate.classes()
    report.classes = len(classes)
    report.findings += [
        f"区块 {gate.name(cell)} {Fault.SMALL}{smallest_group}人的一组。" for cell, n in classes if n < smallest_group
    ]
    return report, gate.expected[top], gate.expected_numbers[top]


def cells_of(block: IntArray, node: IntArray, level: IntArray, tree: TreeIndex) -> IntArray:
    """Return one number a cell: by block, then position in the tree, then level."""
    cells: IntArray = (block * tree.size + node) * _LEVELS + level
    return cells


class _Gate:
    """Cells are named by one number each (:func:`cells_of`)."""

    def __init__(self, claim: Claim, packs: Sequence[bytes], tree: TreeIndex) -> None:
        self.claim = claim
        self.tree = tree
        self.base = cells_of(claim.block, claim.node, claim.level, tree)
        self.expected, self.expected_numbers = self._totals()
        self.expected_node = self._node(self.expected)
        self._read(decode(packs, with_cells=False))

    def _node(self, cells: IntArray) -> IntArray:
        nodes: IntArray = cells // _LEVELS % self.tree.size
        return nodes

    def _above(self, cells: IntArray, node: IntArray) -> IntArray:
        """Return the cells of the same block and level at the regions above; none of the regions is a top."""
        above: IntArray = cells + (self.tree.parent[node] - node) * _LEVELS
        return above

    def _at_top(self, cells: IntArray) -> IntArray:
        """Return the cells of the same block and level at the tops above."""
        node = self._node(cells)
        at_top: IntArray = cells + (self.tree.top_of(node) - node) * _LEVELS
        return at_top

    def _totals(self) -> tuple[IntArray, IntArray]:
        """Return every cell that somebody feeds, ascending, and its people and sums.

        They are added region by region, from the deepest kind up, so that a county adds up its townships and not all
        atoms within.
        """
        rising, numbers = self.base, self.claim.numbers
        cells, sums = [rising[:0]], [numbers[:0]]
        for depth in np.flatnonzero(np.bincount(self.tree.depth))[::-1].tolist():
            is_here = self.tree.depth[self._node(rising)] == depth
            here, total = added_up(rising[is_here], numbers[is_here])
            cells.append(here)
            sums.append(total)
            node = self._node(here)
            climbs = self.tree.parent[node] != NO_PARENT
            rising = np.concatenate([rising[~is_here], self._above(here[climbs], node[climbs])])
            numbers = np.concatenate([numbers[~is_here], total[climbs]])
        return added_up(np.concatenate(cells), np.concatenate(sums))

    def _read(self, entries: Entries) -> None:
        """Take what stands in the packs: people and sums of every figure and atom."""
        number = {name: place for place, name in enumerate(self.claim.names)}
        block = np.array([number.get(name, -1) for name in entries.names] or [-1], dtype=np.int64)[entries.block]
        node = self.tree.positions(entries.code)
        is_known = (block >= 0) & (node >= 0)
        self.strangers = [entries.names[at] for at in entries.block[~is_known].tolist()]
        block, node = block[is_known], node[is_known]
        starts = (np.cumsum(entries.head_size) - entries.head_size)[is_known]
        place = np.arange(_NUMBERS)
        has = place <= self.claim.magnitudes[block][:, None]
        has &= place < entries.head_size[is_known][:, None]
        numbers = np.where(has, entries.heads[np.where(has, starts[:, None] + place, 0)], 0)
        cells = cells_of(block, node, entries.level[is_known], self.tree)
        is_figure = entries.kind[is_known] == FIGURE
        self.published, self.published_numbers = cells[is_figure], numbers[is_figure]
        self.atoms = cells[~is_figure] * _KINDS + entries.kind[is_known][~is_figure]
        self.atom_numbers = numbers[~is_figure]

    def name(self, cell: int) -> str:
        """Return a cell as findings name it."""
        place, level = divmod(cell, _LEVELS)
        return f"{self.claim.names[place // self.tree.size]}：{self.tree.name(place % self.tree.size, level)}"

    def check_figures(self, chosen: NDArray[np.bool_]) -> list[str]:
        """Each figure gives the recounted people and sums of its subtree, and none is missing or made up."""
        found = [f"区块 {name}：没有任何人作答，却有统计数。" for name in sorted(set(self.strangers))]
        wrong = _differences(
            self.expected[chosen], self.expected_numbers[chosen], self.published, self.published_numbers
        )
        return found + [f"区块 {self.name(cell)} 的统计数与重新计数不符。" for cell in wrong]

    def check_atoms(self) -> list[str]:
        """Each atom gives the recounted people and sums; where nothing is below, it is its region's figure."""
        claim = self.claim
        stands = self.tree.has_children[claim.node] & (claim.kind != FIGURE)
        expected = self.base[stands] * _KINDS + claim.kind[stands]
        order = np.argsort(expected, kind="stable")
        wrong = _differences(expected[order], claim.numbers[stands][order], self.atoms, self.atom_numbers)
        return [f"区块 {self.name(atom // _KINDS)} 的一组与重新计数不符。" for atom in wrong]

    def classes(self) -> list[tuple[int, int]]:
        """Return the people of each class that feeds the same published cells, with one cell of the class."""
        is_atom = self.claim.kind != FIGURE
        base, people = added_up(self.base[is_atom], self.claim.numbers[is_atom, :1])
        published = np.unique(self.published)
        of_cell, of_rest = (_random_numbers(len(published)) for _ in range(2))
        # What lies above a top of the part: all of one block and level feed the same cells there.
        above = look_up(self.expected, self._at_top(base))
        signature = _random_numbers(len(self.expected))[above]
        signature ^= of_rest[look_up(published, base)]
        # A region's people feed its cell and all that those of the region above feed.
        fed = of_cell[look_up(published, self.expected)]
        depth = self.tree.depth[self.expected_node]
        inner = ~self.tree.is_top[self.expected_node]
        for here in (np.flatnonzero((depth == of_kind) & inner) for of_kind in np.unique(depth)):
            fed[here] ^= fed[look_up(self.expected, self._above(self.expected[here], self.expected_node[here]))]
        signature ^= fed[look_up(self.expected, base)]
        _, first, of_row = np.unique(signature, return_index=True, return_inverse=True)
        sizes = np.bincount(of_row, weights=people[:, 0], minlength=len(first)).astype(np.int64)
        return list(zip(base[first].tolist(), sizes.tolist(), strict=True))


def _differences(expected: IntArray, numbers: IntArray, found: IntArray, given: IntArray) -> list[int]:
    """Return what is missing, made up, there twice, or has other numbers; ``expected`` ascends."""
    order = np.argsort(found, kind="stable")
    if np.array_equal(found[order], expected) and np.array_equal(given[order], numbers):
        return []
    place = look_up(expected, found)
    is_wrong = place < 0
    if len(expected):
        is_wrong |= (given != numbers[place]).any(axis=1)
    known, times = np.unique(found, return_counts=True)
    wrong: list[int] = np.unique(
        np.concatenate([found[is_wrong], known[times > 1], np.setdiff1d(expected, known)])
    ).tolist()
    return wrong


def _random_numbers(size: int) -> NDArray[np.uint64]:
    """Return so many random numbers and a zero behind them, which position -1 finds: a cell that is not published."""
    drawn = np.frombuffer(secrets.token_bytes(size * _SIGNATURE.itemsize), dtype=_SIGNATURE)
    return np.append(drawn, np.uint64(0))
