"""Weighted numbers, the slow and obvious way: everybody carries a weight of their own.  No shared code."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median_low, variance

Unit = tuple[str, int]  # part of the region ("" for the region itself) and level


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One person's value, with the unit that their figure is listed under."""

    unit: Unit
    value: int


@dataclass(frozen=True, kw_only=True)
class OracleWeighted:
    """Weighted mean, its standard error, people in it and Kish's number of people."""

    value: float
    error: float
    people: int
    effective: float


def weighted(answers: Sequence[Answer], head_counts: Mapping[Unit, int]) -> OracleWeighted | None:
    """Return the mean weighted by head count; None where fewer than 80 % of the answers have a weight."""
    counted_with = counted_together(answers, head_counts)
    weighed = [answer for answer in answers if answer.unit in counted_with]
    if not answers or len(weighed) < 0.8 * len(answers):
        return None
    stood_for = people_of_cells(head_counts, counted_with, {answer.unit for answer in weighed})
    size = Counter(counted_with[answer.unit] for answer in weighed)
    weights = [stood_for[counted_with[answer.unit]] / size[counted_with[answer.unit]] for answer in weighed]
    most = 5 * median_low(weights)
    weights = [min(weight, most) for weight in weights]
    total = sum(weights)
    error = 0.0
    for cell in size:
        mine = [place for place, answer in enumerate(weighed) if counted_with[answer.unit] == cell]
        share = sum(weights[place] for place in mine) / total
        error += share**2 * variance([weighed[place].value for place in mine]) / len(mine)
    return OracleWeighted(
        value=sum(weight * answer.value for weight, answer in zip(weights, weighed, strict=True)) / total,
        error=sqrt(error),
        people=len(weighed),
        effective=total**2 / sum(weight**2 for weight in weights),
    )


def counted_together(answers: Sequence[Answer], head_counts: Mapping[Unit, int]) -> dict[Unit, Unit]:
    """Return the cell that each unit is counted in; units without a cell are missing."""
    units = {answer.unit for answer in answers} | set(head_counts)
    cell_of = {unit: unit for unit in units}

    def is_large(cell: Unit) -> bool:
        there = [unit for unit in units if cell_of[unit] == cell]
        people = sum(head_counts.get(unit, 0) for unit in there)
        return people > 0 and sum(answer.unit in there for answer in answers) >= 10

    for unit in sorted(units):
        if not is_large(unit):
            cell_of[unit] = ("", unit[1])
    for cell in sorted({cell for cell in cell_of.values() if cell[0] == ""}):
        if not is_large(cell):
            cell_of |= {unit: ("", 0) for unit in units if cell_of[unit] == cell}
    if not is_large(("", 0)):
        cell_of = {unit: cell for unit, cell in cell_of.items() if cell != ("", 0)}
    return cell_of


def people_of_cells(
    head_counts: Mapping[Unit, int], counted_with: Mapping[Unit, Unit], answered: set[Unit]
) -> dict[Unit, float]:
    """Return the people that each cell stands for; units without a cell go to the cells of their level by size."""
    own: Counter[Unit] = Counter()
    for unit, people in head_counts.items():
        if unit in counted_with:
            own[counted_with[unit]] += people
    stood_for = {cell: float(people) for cell, people in own.items()}
    for unit, people in head_counts.items():
        if unit in counted_with:
            continue
        alike = [cell for cell in own if cell[1] == unit[1] != 0]
        for cell in alike:
            stood_for[cell] += people * own[cell] / sum(own[other] for other in alike)
    assert all(counted_with[unit] in stood_for for unit in answered)
    return stood_for


def standardised(by_level: Mapping[int, Sequence[int]], mix: Mapping[int, float]) -> tuple[float, float] | None:
    """Return mean and standard error of a region as if its levels stood as in the mix; None without nine tenths."""
    known = {level: share for level, share in mix.items() if share and len(by_level.get(level, ())) >= 10}
    if not known or sum(known.values()) < 0.9 * sum(mix.values()):
        return None
    value = error = 0.0
    for level, share in known.items():
        part = share / sum(known.values())
        value += part * fmean(by_level[level])
        error += part**2 * variance(by_level[level]) / len(by_level[level])
    return value, sqrt(error)
