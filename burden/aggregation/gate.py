"""The gate before every publication: proves from the answers that no published number can single out fewer than K.

Each published cell gets a random 64-bit number.  A group of people gets the XOR of the numbers of all cells that it
feeds: groups with the same signature are in exactly the same cells, so nobody can tell them apart, and every such
class must have at least K people.  Cells are the figures as they stand in the database and the rest rows between them.
The people are counted anew (:mod:`burden.aggregation.recount`); which groups make up an atom is the one thing taken
from the walk, and the recounted people and sums of the groups must give every figure exactly.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from burden.aggregation.fat_rows import query
from burden.aggregation.recount import Key, Recount
from burden.domain.atoms import PlannedAtom
from burden.domain.blocks import Block
from burden.domain.levels import Level
from burden.domain.region_tree import RegionTree
from burden.models import Figure, Release

MOST_FINDINGS = 20
_SIGNATURE_BITS = 64


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What the walk says of one block: its atoms over the whole wave, and the groups that are held back."""

    block: Block
    atoms: tuple[PlannedAtom, ...]
    held_back: frozenset[Key]


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
    figures = _read_figures(release)
    report.findings += [f"区块 {name}：没有任何人作答，却有统计数。" for name in sorted(set(figures) - set(claimed))]
    for name, claim in sorted(claimed.items()):
        people = recounts.get(name, Recount()).groups
        report.findings += _check_membership(claim, people, tree)
        sums = _sums_by_cell(claim, people)
        report.findings += _check_figures(claim.block, figures.get(name, {}), sums, tree)
        classes = _classes(figures.get(name, {}), sums, tree)
        report.cells += len(figures.get(name, {}))
        report.classes += len(classes)
        report.findings += [
            f"区块 {name}：{span}/{level} 可推算出少于{smallest_group}人的一组。"
            for (span, level), n in classes.items()
            if n < smallest_group
        ]
    return report


def _read_figures(release: Release) -> dict[str, dict[Key, list[int]]]:
    """Return each block's figures: n and head by (region code, level)."""
    found: dict[str, dict[Key, list[int]]] = defaultdict(dict)
    rows = query(
        f"SELECT block, region_code, level, n, head FROM {Figure._meta.db_table} WHERE release_id = %s",  # noqa: S608, SLF001
        [release.pk],
    )
    for block, region_code, level, n, head in rows:
        found[block][region_code, level] = [n, *head]
    return found


def _check_membership(claim: Claim, people: Mapping[Key, list[int]], tree: RegionTree) -> list[str]:
    """Every group with people is in one atom or held back; atoms hold only groups of their level and subtree."""
    name = claim.block.name
    findings = []
    uses: Counter[Key] = Counter(claim.held_back)
    for atom in claim.atoms:
        uses.update(atom.groups)
        first = tree.index(atom.span)
        for code, level in atom.groups:
            if atom.level not in (level, Level.POOLED) or not first <= tree.index(code) <= tree.last[first]:
                findings.append(f"区块 {name}：{code}/{level} 被计入不属于它的 {atom.span}/{atom.level}。")
    findings += [f"区块 {name}：{code}/{level} 被计算了 {n} 次。" for (code, level), n in uses.items() if n > 1]
    findings += [f"区块 {name}：{code}/{level} 没有任何人作答。" for code, level in uses.keys() - people.keys()]
    findings += [f"区块 {name}：{code}/{level} 被漏掉。" for code, level in people.keys() - uses.keys()]
    return findings


def _sums_by_cell(claim: Claim, people: Mapping[Key, list[int]]) -> dict[Key, list[int]]:
    """Return the recounted people and sums of the atoms at each (span, level)."""
    sums: dict[Key, list[int]] = {}
    nothing = [0] * (1 + len(claim.block.magnitudes))
    for atom in claim.atoms:
        for group in atom.groups:
            _add(sums, (atom.span, atom.level), people.get(group, nothing))
    return sums


def _check_figures(
    block: Block, figures: Mapping[Key, list[int]], sums: Mapping[Key, list[int]], tree: RegionTree
) -> list[str]:
    """Each figure gives the recounted people and sums of its subtree, and none is missing or made up."""
    expected: dict[Key, list[int]] = {}
    for (span, level), numbers in sums.items():
        for code in tree.ancestry(span):
            _add(expected, (code, level), numbers)
    findings = []
    for code, level in sorted(expected.keys() | figures.keys()):
        n, *head = figures.get((code, level), [0])
        if head[: 1 + len(block.magnitudes)] != expected.get((code, level), []):
            findings.append(f"区块 {block.name}：{code}/{level} 的统计数与重新计数不符。")
        elif n != head[0]:
            findings.append(f"区块 {block.name}：{code}/{level} 的人数前后不一。")
    return findings


def _classes(figures: Iterable[Key], sums: Mapping[Key, list[int]], tree: RegionTree) -> dict[Key, int]:
    """Return the people of each class that feeds the same published cells, by one (span, level) of the class."""
    cells = {cell: (secrets.randbits(_SIGNATURE_BITS), secrets.randbits(_SIGNATURE_BITS)) for cell in figures}
    people: Counter[int] = Counter()
    place: dict[int, Key] = {}
    for (span, level), numbers in sums.items():
        _, signature = cells.get((span, level), (0, 0))  # the rest row of the span
        for code in tree.ancestry(span):
            signature ^= cells.get((code, level), (0, 0))[0]
        people[signature] += numbers[0]
        place[signature] = (span, level)
    return {place[signature]: n for signature, n in people.items()}


def _add(sums: dict[Key, list[int]], key: Key, numbers: list[int]) -> None:
    held = sums.get(key)
    sums[key] = list(numbers) if held is None else [a + b for a, b in zip(held, numbers, strict=True)]
