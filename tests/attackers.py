"""Attackers: what a reader of everything published could derive about small groups of people.

They see cells only - (region, level set) with the number of people - and know the tree, K and the method.  None of
them shares code with burden.domain.atoms.
"""

import itertools
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

Unit = tuple[str, int]  # (region code, level): the people of one level who name one region
UNIT_TOLERANCE = 1e-7
UNBOUNDED = 3  # status of linprog


@dataclass(frozen=True)
class Cell:
    """A published number: how many people of ``units`` it speaks of (the members, which readers do not see)."""

    name: tuple[str, ...]
    units: frozenset[Unit]


def signature_classes(cells: Iterable[Cell], people: Mapping[Unit, int]) -> list[int]:
    """T1: sizes of the classes of people that no published cell tells apart; people in no cell are left out."""
    signature = dict.fromkeys(people, 0)
    for cell in cells:
        mark = secrets.randbits(64)
        for unit in cell.units:
            signature[unit] ^= mark
    sizes: dict[int, int] = {}
    for unit, mark in signature.items():
        if mark:
            sizes[mark] = sizes.get(mark, 0) + people[unit]
    return sorted(size for size in sizes.values() if size)


def nested_differences(cells: Sequence[Cell], people: Mapping[Unit, int]) -> list[int]:
    """T2: people left when one published cell is subtracted from another that contains it, zeros left out."""
    differences = []
    for outer, inner in itertools.permutations(cells, 2):
        if inner.units < outer.units:
            differences.append(sum(people[unit] for unit in outer.units - inner.units))
    return sorted(difference for difference in differences if difference)


def derivable_units(cells: Sequence[Cell], people: Mapping[Unit, int], *, below: int) -> list[Unit]:
    """T3: small units whose own total is a linear combination of published cells (row-space membership by SVD)."""
    units = sorted(people)
    matrix = np.array([[unit in cell.units for unit in units] for cell in cells], dtype=float)
    if matrix.size == 0:
        return []
    _, singular, rows = np.linalg.svd(matrix, full_matrices=False)
    basis = rows[singular > UNIT_TOLERANCE]
    found = []
    for position, unit in enumerate(units):
        if not 0 < people[unit] < below:
            continue
        target = np.zeros(len(units))
        target[position] = 1.0
        if np.linalg.norm(target - basis.T @ (basis @ target)) < UNIT_TOLERANCE:
            found.append(unit)
    return found


def feasible_widths(
    cells: Sequence[Cell], people: Mapping[Unit, int], targets: Iterable[Unit], *, most: int | None
) -> dict[Unit, tuple[float, float]]:
    """T4: smallest and largest number of people that each target unit may have, given all published cells.

    ``most`` bounds each target from above as an attacker who knows the method would (unshown means at most K-1).
    """
    units = sorted(people)
    target_set = set(targets)
    bounds = [(0, most if unit in target_set else None) for unit in units]
    matrix = np.array([[unit in cell.units for unit in units] for cell in cells], dtype=float)
    totals = np.array([sum(people[unit] for unit in cell.units) for cell in cells], dtype=float)
    ranges = {}
    for unit in sorted(target_set):
        direction = np.array([float(other == unit) for other in units])
        low = linprog(direction, A_eq=matrix, b_eq=totals, bounds=bounds, method="highs")
        high = linprog(-direction, A_eq=matrix, b_eq=totals, bounds=bounds, method="highs")
        ranges[unit] = (low.fun, np.inf if high.status == UNBOUNDED else -high.fun)
    return ranges
