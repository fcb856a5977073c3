"""Numbers weighted to how many people work where, and numbers set to a common mix of levels, from released sums.

Both are means of cells - people of one level in one place - times shares that do not come from the answers.  Cells are
whole figures, so everybody in a safe group keeps the same weight and nothing finer than groups can be worked out.
Weighting does not cure that some choose to answer and others do not.  Formulae and figures: docs/arithmetic.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import fsum, sqrt

from burden.domain.levels import Level
from burden.domain.statistics import Interval, Sums, log_interval, satterthwaite, wilson_interval
from burden.domain.thresholds import CONFIDENCE, MIX_COVERED, WEIGHT_CAP, WEIGHT_CELL_FROM, WEIGHTS_COVER

WHOLE_REGION = ""  # the place of people who count for the region and for none of its parts
NOBODY = Sums(n=0, total=0, squares=0)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """People of one level in one part of a region: the head count, 0 where it is not known, and what they answered.

    ``place`` names the part, ``WHOLE_REGION`` what is in no part; ``level`` 0 holds people whose level is not apart.
    """

    place: str
    level: int
    people: int
    sums: Sums

    @property
    def stands_alone(self) -> bool:
        """Whether the cell has a head count and answers enough for a spread of its own."""
        return self.people > 0 and self.sums.n >= WEIGHT_CELL_FROM


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """Answers that stand for ``people``: a head count, or a share of a reference mix in any unit."""

    people: float
    sums: Sums


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """A weighted mean with its standard error.

    ``freedom`` are Satterthwaite's degrees of freedom, at least 1; ``people`` the answers in it; ``effective`` how many
    answers of equal weight would carry as much (Kish), between 1 and ``people``.  A share is a fraction.
    """

    value: float
    error: float
    freedom: int
    people: int
    effective: float

    def mean_interval(self, *, confidence: float = CONFIDENCE) -> Interval:
        """Return the log-scale t interval, value * exp(-+ t * error / value); 0 to 0 where the value is 0."""
        return log_interval(self.value, error=self.error, freedom=self.freedom, confidence=confidence)

    def share_interval(self, *, confidence: float = CONFIDENCE) -> Interval:
        """Return Wilson's interval of a share among the n that gives this error, p(1 - p) / error^2; as fractions.

        n is no more than the answers there are, and Kish's where the error is 0 (Korn and Graubard 1998).
        """
        share = min(max(self.value, 0.0), 1.0)
        people = min(share * (1 - share) / self.error**2, self.people) if self.error else self.effective
        return wilson_interval(share * people, people, confidence=confidence)


def weighted_by_head_count(cells: Sequence[Cell]) -> Weighted | None:
    """Return the mean weighted to the head counts; None where fewer than 80 % of the answers have one.

    Over the cells put together (:func:`collapsed`) value = sum W_h * mean_h, error^2 = sum W_h^2 * s_h^2 / n_h, with
    W_h = N_h / sum N, but nobody's weight N_h / n_h exceeds five times the median one.  No finite-population
    factor 1 - n_h / N_h: from several printed intervals it would give N_h, and so how many answered.

    >>> office = Cell(place="a", level=50, people=300, sums=Sums(n=20, total=200, squares=2380))
    >>> town = Cell(place="a", level=60, people=300, sums=Sums(n=60, total=1200, squares=25180))
    >>> found = weighted_by_head_count([office, town])
    >>> found.value, round(found.error, 3), found.people, round(found.effective, 1)
    (15.0, 0.577, 80, 60.0)
    """
    answers = sum(cell.sums.n for cell in cells)
    strata = collapsed(cells)
    if not answers or sum(stratum.sums.n for stratum in strata) < WEIGHTS_COVER * answers:
        return None
    stands_for = [weight * stratum.sums.n for weight, stratum in zip(capped_weights(strata), strata, strict=True)]
    return _weighted(strata, stands_for)


def standardised(by_level: Mapping[int, Sums], mix: Mapping[int, float]) -> Weighted | None:
    """Return the mean that a region would have with the mix's people by level (direct standardisation).

    value = sum M_l * mean_l, error^2 = sum M_l^2 * s_l^2 / n_l over the levels with ten answers or more, M_l their
    shares of the mix.  None where these levels are less than 90 % of the mix: too much would be made up.

    >>> town = {50: Sums(n=10, total=100, squares=1090), 60: Sums(n=90, total=1800, squares=36890)}
    >>> standardised(town, {50: 1, 60: 1}).value, standardised(town, {50: 1, 60: 1, 70: 1})
    (15.0, None)
    """
    strata = [
        Stratum(people=share, sums=by_level[level])
        for level, share in mix.items()
        if share > 0 and by_level.get(level, NOBODY).n >= WEIGHT_CELL_FROM
    ]
    covered = fsum(stratum.people for stratum in strata)
    if not strata or covered < MIX_COVERED * fsum(mix.values()):
        return None
    return _weighted(strata, [stratum.people for stratum in strata])


def collapsed(cells: Iterable[Cell]) -> tuple[Stratum, ...]:
    """Return cells with a head count and ten answers or more each, put together where they have not.

    First with what is left of the level in the region, then with what is left of all levels.  If even that is too
    little, head counts without answers count for the level's other cells, each by its size; answers that are still
    without a head count, and head counts of levels without any answers, are left out.
    """
    alone: list[Cell] = []
    rest: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        is_part = cell.place != WHOLE_REGION and cell.stands_alone
        (alone if is_part else rest[cell.level]).append(cell)
    remainders = [_joined(some, level=level) for level, some in rest.items()]
    kept = [*alone, *(cell for cell in remainders if cell.stands_alone)]
    left = [cell for cell in remainders if not cell.stands_alone]
    last = _joined(left, level=Level.POOLED)
    if last.stands_alone:
        return tuple(Stratum(people=cell.people, sums=cell.sums) for cell in (*kept, last))
    return _spread(kept, left)


def _joined(cells: Iterable[Cell], *, level: int) -> Cell:
    cells = tuple(cells)
    return Cell(
        place=WHOLE_REGION,
        level=level,
        people=sum(cell.people for cell in cells),
        sums=sum((cell.sums for cell in cells), start=NOBODY),
    )


def _spread(kept: Sequence[Cell], left: Iterable[Cell]) -> tuple[Stratum, ...]:
    """Return the cells that are kept, with what is left of each level added to its cells by their size."""
    missing = {cell.level: cell.people for cell in left}
    found: Counter[int] = Counter()
    for cell in kept:
        found[cell.level] += cell.people
    return tuple(
        Stratum(people=cell.people * (1 + missing.get(cell.level, 0) / found[cell.level]), sums=cell.sums)
        for cell in kept
    )


def capped_weights(strata: Sequence[Stratum]) -> list[float]:
    """Return the weight N_h / n_h of a person in each stratum, at most five times the median person's.

    >>> strata = [Stratum(people=20, sums=Sums(n=10, total=0, squares=0)) for _ in range(3)]
    >>> capped_weights([*strata, Stratum(people=900, sums=Sums(n=10, total=0, squares=0))])
    [2.0, 2.0, 2.0, 10.0]
    """
    weights = [stratum.people / stratum.sums.n for stratum in strata]
    in_order = sorted(zip(weights, (stratum.sums.n for stratum in strata), strict=True))
    counted = list(accumulate(n for _, n in in_order))
    median = next((weight for (weight, _), n in zip(in_order, counted, strict=True) if 2 * n >= counted[-1]), 0.0)
    return [min(weight, WEIGHT_CAP * median) for weight in weights]


def _weighted(strata: Sequence[Stratum], stands_for: Sequence[float]) -> Weighted:
    everybody, people = fsum(stands_for), sum(stratum.sums.n for stratum in strata)
    shares = [people / everybody for people in stands_for]
    parts = [share**2 * stratum.sums.variance / stratum.sums.n for share, stratum in zip(shares, strata, strict=True)]
    variance, of_strata = fsum(parts), [(part, stratum.sums.n - 1) for part, stratum in zip(parts, strata, strict=True)]
    return Weighted(
        value=fsum(share * stratum.sums.mean for share, stratum in zip(shares, strata, strict=True)),
        error=sqrt(variance),
        # Without any spread all answers but one.
        freedom=satterthwaite(variance, of_strata) or people - 1,
        people=people,
        effective=1 / fsum(share**2 / stratum.sums.n for share, stratum in zip(shares, strata, strict=True)),
    )
