"""The gate before every publication: proves from the answers that no published number can single out fewer than K.

Each published cell gets a random 64-bit number.  A group of people gets the XOR of the numbers of all cells that it
feeds: groups with the same signature are in exactly the same cells, so nobody can tell them apart, and every such
class must have at least K people.  Cells are the figures as they stand in the database and the rest rows between them.
The people are counted anew (:mod:`burden.aggregation.recount`); which groups make up an atom is the one thing taken
from the walk, and the recounted people and sums of the groups must give every figure exactly.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.part import BlockAtoms
from burden.aggregation.recount import Recount
from burden.aggregation.units import added_up, code_text, look_up, tree_codes, unit_keys, unit_name, unit_parts
from burden.domain.blocks import Block
from burden.domain.levels import Level
from burden.domain.region_tree import NO_PARENT, RegionTree
from burden.models import Figure, Release

MOST_FINDINGS = 20
_SIGNATURE = np.dtype(np.uint64)
_BIG_ENDIAN_INT8 = np.dtype(">i8")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What the walk says of one block: its atoms over the whole wave, their groups, and the groups held back.

    ``span`` and ``level`` name the atoms; the groups (``member_code``, ``member_level``) belong to the atoms
    ``member_of``.  ``held_back`` holds units (:mod:`burden.aggregation.units`).
    """

    block: Block
    span: IntArray
    level: IntArray
    member_of: IntArray
    member_code: IntArray
    member_level: IntArray
    held_back: IntArray


def claim_of(top: BlockAtoms, parts: Sequence[BlockAtoms]) -> Claim:
    """Return the claim of one block; ``parts`` are its shards and the trunk, ``top`` the trunk, whose carry is held."""
    firsts = np.cumsum([0, *(len(part.span) for part in parts)])
    return Claim(
        block=top.block,
        span=np.concatenate([part.span for part in parts]),
        level=np.concatenate([part.level for part in parts]),
        member_of=np.concatenate([part.member_of + first for part, first in zip(parts, firsts, strict=False)]),
        member_code=np.concatenate([part.member_code for part in parts]),
        member_level=np.concatenate([part.member_level for part in parts]),
        held_back=unit_keys(top.carried.code, top.carried.level),
    )


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Numbers by (region, level): ``unit`` ascending, ``numbers`` in step."""

    unit: IntArray
    numbers: IntArray

    @classmethod
    def added_up(cls, unit: IntArray, numbers: IntArray) -> "Cells":
        """Return one cell a unit, the sum of its rows."""
        units, sums = added_up(unit, numbers)
        return cls(unit=units, numbers=sums)


@dataclass(kw_only=True)
class GateReport:
    """What the gate found, in words; a release passes when there is nothing to say."""

    cells: int = 0
    classes: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def has_passed(self) -> bool:
        """Whether the release may be published."""
        return not self.findings

    def as_json(self) -> dict[str, Any]:
        """Return the report as the release keeps it."""
        return {
            "passed": self.has_passed,
            "cells": self.cells,
            "classes": self.classes,
            "findings": self.findings[:MOST_FINDINGS],
            "further_findings": max(0, len(self.findings) - MOST_FINDINGS),
        }


class _Tree:
    """The wave's tree, to look regions up by their codes as numbers."""

    def __init__(self, tree: RegionTree) -> None:
        self.codes = tree_codes(tree)
        self.parent = np.array(tree.parent, dtype=np.int64)
        self.last = np.array(tree.last, dtype=np.int64)

    def upwards(self, code: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield places in ``code`` and the code that stands there, then the one above it, up to the top."""
        place, node = np.arange(len(code)), look_up(self.codes, code)
        while len(place):
            yield place, self.codes[node]
            node = self.parent[node]
            place, node = place[node != NO_PARENT], node[node != NO_PARENT]


def examine(
    release: Release,
    tree: RegionTree,
    *,
    claims: Iterable[Claim],
    recounts: Mapping[str, Recount],
    smallest_group: int,
) -> GateReport:
    """Check every block of a release whose atoms and figures are written; say what is wrong, if anything."""
    report = GateReport()
    claimed = {claim.block.name: claim for claim in claims}
    figures = _read_figures(
        release, most_magnitudes=max((len(c.block.magnitudes) for c in claimed.values()), default=0)
    )
    report.findings += [f"区块 {name}：没有任何人作答，却有统计数。" for name in sorted(set(figures) - set(claimed))]
    whole = _Tree(tree)
    for name, claim in sorted(claimed.items()):
        people = recounts.get(name) or Recount.of_nobody(claim.block)
        published = figures.get(name, np.zeros((0, 4 + len(claim.block.magnitudes)), dtype=np.int64))
        sums = _sums_by_cell(claim, people)
        report.findings += _check_membership(claim, people, whole)
        report.findings += _check_figures(claim.block, published, sums, whole)
        classes = _classes(unit_keys(published[:, 0], published[:, 1]), sums, whole)
        report.cells += len(published)
        report.classes += len(classes)
        report.findings += [
            f"区块 {name}：{unit_name(unit)} 可推算出少于{smallest_group}人的一组。"
            for unit, n in classes.items()
            if n < smallest_group
        ]
    return report


def _read_figures(release: Release, *, most_magnitudes: int) -> dict[str, IntArray]:
    """Return each block's figures: region code, level, n and the first numbers of the head, one row a figure."""
    columns = ["region_code::bigint", "level", "n", *(f"head[{place + 1}]" for place in range(1 + most_magnitudes))]
    row = " || ".join(f"int8send(coalesce({column}, 0)::bigint)" for column in columns)
    rows = query(
        f"SELECT block, string_agg({row}, ''::bytea) FROM {Figure._meta.db_table} "  # noqa: S608, SLF001  # constants
        "WHERE release_id = %s GROUP BY block",
        [release.pk],
    )
    return {
        block: np.frombuffer(packed, dtype=_BIG_ENDIAN_INT8).astype(np.int64).reshape(-1, len(columns))
        for block, packed in rows
    }


def _check_membership(claim: Claim, people: Recount, tree: _Tree) -> list[str]:
    """Every group with people is in one atom or held back; atoms hold only groups of their level and subtree."""
    name = claim.block.name
    span, level = claim.span[claim.member_of], claim.level[claim.member_of]
    first, node = look_up(tree.codes, span), look_up(tree.codes, claim.member_code)
    is_outside = (node < first) | (node > tree.last[first])
    is_outside |= (level != Level.POOLED) & (level != claim.member_level)
    findings = [
        f"区块 {name}：{code_text(claim.member_code[at])}/{claim.member_level[at]} "
        f"被计入不属于它的 {code_text(span[at])}/{level[at]}。"
        for at in np.flatnonzero(is_outside).tolist()
    ]
    members = unit_keys(claim.member_code, claim.member_level)
    used, uses = np.unique(np.concatenate([members, claim.held_back]), return_counts=True)
    findings += [
        f"区块 {name}：{unit_name(used[at])} 被计算了 {uses[at]} 次。" for at in np.flatnonzero(uses > 1).tolist()
    ]
    nobody, forgotten = np.setdiff1d(used, people.unit), np.setdiff1d(people.unit, used)
    findings += [f"区块 {name}：{unit_name(unit)} 没有任何人作答。" for unit in nobody.tolist()]
    findings += [f"区块 {name}：{unit_name(unit)} 被漏掉。" for unit in forgotten.tolist()]
    return findings


def _sums_by_cell(claim: Claim, people: Recount) -> Cells:
    """Return the recounted people and sums of the atoms at each (span, level)."""
    cell = unit_keys(claim.span, claim.level)[claim.member_of]
    return Cells.added_up(cell, people.of(claim.member_code, claim.member_level))


def _check_figures(block: Block, figures: IntArray, sums: Cells, tree: _Tree) -> list[str]:
    """Each figure gives the recounted people and sums of its subtree, and none is missing or made up."""
    code, level = unit_parts(sums.unit)
    steps = list(tree.upwards(code))
    expected = Cells.added_up(
        np.concatenate([unit_keys(above, level[place]) for place, above in steps] or [sums.unit]),
        np.concatenate([sums.numbers[place] for place, _ in steps] or [sums.numbers]),
    )
    published = unit_keys(figures[:, 0], figures[:, 1])
    place = look_up(expected.unit, published)
    given = figures[:, 3 : 4 + len(block.magnitudes)]
    is_wrong = (place < 0) | (given != expected.numbers[place]).any(axis=1) if len(expected.unit) else place < 0
    wrong = np.union1d(published[is_wrong], np.setdiff1d(expected.unit, published))
    uneven = np.setdiff1d(published[figures[:, 2] != figures[:, 3]], wrong)
    findings = [f"区块 {block.name}：{unit_name(unit)} 的统计数与重新计数不符。" for unit in wrong.tolist()]
    return findings + [f"区块 {block.name}：{unit_name(unit)} 的人数前后不一。" for unit in uneven.tolist()]


def _classes(published: IntArray, sums: Cells, tree: _Tree) -> dict[int, int]:
    """Return the people of each class that feeds the same published cells, by one (span, level) of the class."""
    published = np.unique(published)
    of_cell, of_rest = (_random_numbers(len(published)) for _ in range(2))
    code, level = unit_parts(sums.unit)
    signature = of_rest[look_up(published, sums.unit)]
    for place, above in tree.upwards(code):
        signature[place] ^= of_cell[look_up(published, unit_keys(above, level[place]))]
    _, first, of_row = np.unique(signature, return_index=True, return_inverse=True)
    people = np.bincount(of_row, weights=sums.numbers[:, 0], minlength=len(first)).astype(np.int64)
    return dict(zip(sums.unit[first].tolist(), people.tolist(), strict=True))


def _random_numbers(size: int) -> NDArray[np.uint64]:
    """Return so many random numbers and a zero behind them, which position -1 finds: a cell that is not published."""
    drawn = np.frombuffer(secrets.token_bytes(size * _SIGNATURE.itemsize), dtype=_SIGNATURE)
    return np.append(drawn, np.uint64(0))
