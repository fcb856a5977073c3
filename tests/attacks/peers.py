"""Who the peers of a region are and where it stands among them, by the written formulae, from people one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from math import exp, fsum, log, sqrt
from statistics import fmean

from scipy import stats

from tests.attackers import Cell
from tests.attacks.published import BANDS, BLOCK_OF, DECIMALS, SHARES, SHARES_FROM, printed_value
from tests.attacks.truth import K, Truth
from tests.attacks.worlds import PROVINCE, Person
from tests.oracles import ORACLES, apps, minutes, rows_of

DIGITS = {"root": 0, "province": 2, "city": 4, "county": 6, "township": 9}
GROUND = {"township": 4, "county": 2, "city": 0}  # digits that peers share
FEWEST, FEWEST_WINSORISED = 3, 10
LINE = 0.998
PERCENT = 100
QUANTILES = (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10))

# What each person counts for; the idle share is a ratio of two sums, which has no spread and is not compared.
VALUES: dict[str, Callable[[list[Person]], list[int]]] = {
    "I01": lambda people: [row[0] for row in apps(people)],
    "I02": lambda people: [row[2] for row in apps(people)],
    "I03": lambda people: [row[0] + row[2] for row in apps(people)],
    "I04": lambda people: [row[0] for row in rows_of(people, ("group_count",))],
    "I05": lambda people: [row[0] for row in minutes(people)],
    "I06": lambda people: [row[1] for row in minutes(people)],
    "I07": lambda people: [min(sum(row), 960) for row in minutes(people)],
    "I08": lambda people: [int(sum(row) >= 60) for row in minutes(people)],
    "I08-90": lambda people: [int(sum(row) >= 90) for row in minutes(people)],
    "I08-120": lambda people: [int(sum(row) >= 120) for row in minutes(people)],
    "I09": lambda people: [int(row[0] >= 4) for row in rows_of(people, ("attitude_5",))],
}


@dataclass(frozen=True, kw_only=True)
class Lines:
    """What units are measured by: centre, spread within units over the centre, variance between them (log scale)."""

    centre: float
    spread: float
    between: float

    def ends(self, people: int, confidence: float = LINE) -> tuple[float, float]:
        """Return the limits for a unit of so many people."""
        factor = exp(_normal(confidence) * sqrt(self.spread**2 / people + self.between))
        return self.centre / factor, self.centre * factor


@dataclass(frozen=True, kw_only=True)
class Field:
    """Regions of one kind within a ground, of some levels, by one indicator."""

    truth: Truth
    kind: str
    ground: str
    levels: tuple[int, ...]
    indicator: str

    @property
    def codes(self) -> list[str]:
        """All regions of the kind."""
        found = (code for code, _, kind in self.truth.made_up.regions if kind == self.kind)
        return [code for code in found if code.startswith(self.ground)]

    @cached_property
    def printed(self) -> dict[str, float]:
        """Return the values of all regions that have one, as they are printed."""
        found = {}
        for code in self.codes:
            right = ORACLES[self.indicator](self._persons(code))
            fewest = SHARES_FROM if self.indicator in SHARES else K
            if right.value is not None and right.n >= fewest:
                found[code] = printed_value(right.value, self.indicator, decimals=DECIMALS.get(self.indicator, 1))
        return found

    @cached_property
    def measured(self) -> tuple[Lines | None, str]:
        """Return the lines, None without a comparison, and the region set aside ("" for none)."""
        if self.indicator not in VALUES:
            return None, ""
        units = {code: VALUES[self.indicator](self._persons(code)) for code in self.printed}
        aside = "" if self.kind == "township" or len(units) >= FEWEST_WINSORISED else _farthest(units)
        pooled = [values for code, values in units.items() if code != aside]
        lines = _lines(pooled)
        # Around a pooled share that is printed as "<5 %" or ">95 %" no limits are drawn.
        at_end = lines is not None and self.indicator in SHARES and not 0.05 <= lines.centre <= 0.95
        return (None, "") if at_end else (lines, aside)

    @property
    def pooled(self) -> Cell:
        """All people of those that the mean of the peers is made of."""
        _, aside = self.measured
        cells = [self._cell(code) for code in self.printed if code != aside]
        return Cell(name=("peers", self.kind, self.ground), units=frozenset().union(*(cell.units for cell in cells)))

    def judged_by(self, code: str) -> int:
        """Return by how many people a region is judged: below county by the fewest of its band."""
        n = len(VALUES[self.indicator](self._persons(code)))
        return n if self.kind != "township" else next(bar for bar, _ in reversed(BANDS) if n >= bar)

    def standing(self, code: str) -> str:
        """Return where a region stands, in the words of JSON; "" where it is not compared."""
        lines, _ = self.measured
        if lines is None or code not in self.printed:
            return ""
        values, people = VALUES[self.indicator](self._persons(code)), self.judged_by(code)
        mean = fmean(values)
        if self.indicator in SHARES:  # judged as it is printed where that is a bound
            mean = min(max(mean, 0.05), 0.95)
        low, high = lines.ends(people)
        told = max(mean, 0.5 / people)
        return "higher" if told > high else "lower" if told < low else "similar"

    def limits(self, people: int) -> list[float]:
        """Return the ends of the lines at 95 and 99.8 %, as the indicator prints its values, not rounded."""
        lines, _ = self.measured
        if lines is None:
            return []
        ends = [end for line in (0.95, LINE) for end in lines.ends(people, line)]
        return [min(PERCENT, PERCENT * end) for end in ends] if self.indicator in SHARES else ends

    def others(self, code: str) -> list[float] | None:
        """Return the five numbers of how the other regions lie; None of fewer than ten."""
        values = sorted(value for other, value in self.printed.items() if other != code)
        if len(values) < FEWEST_WINSORISED:
            return None
        places = [min(int(q * (len(values) - 1)), len(values) - 2) for q in QUANTILES]
        return [(values[place] + values[place + 1]) / 2 for place in places]

    def _cell(self, code: str) -> Cell:
        return self.truth.cell(BLOCK_OF[self.indicator], code, self.levels)

    def _persons(self, code: str) -> list[Person]:
        return self.truth.persons(BLOCK_OF[self.indicator], self._cell(code))


def field_around(truth: Truth, region: str, kind: str, *, levels: tuple[int, ...], indicator: str) -> Field:
    """Return the peers of regions of a kind in a region: townships of the city, counties of the province, ..."""
    own = next(kind for code, _, kind in truth.made_up.regions if code == region)
    path = region[: DIGITS[own]][: GROUND.get(kind, 0)]
    return Field(truth=truth, kind=kind, ground=max(path, PROVINCE[:2], key=len), levels=levels, indicator=indicator)


def _lines(units: Sequence[list[int]]) -> Lines | None:
    """Return the lines of these units, each the values of its people."""
    people = sum(len(values) for values in units)
    total = sum(sum(values) for values in units)
    if len(units) < FEWEST or total == 0 or people <= len(units):
        return None
    within = fsum((value - fmean(values)) ** 2 for values in units for value in values) / (people - len(units))
    if within == 0:
        return None
    centre = total / people
    spread = sqrt(within) / centre
    weights = [len(values) / spread**2 for values in units]
    z = [_distance(values, centre) * sqrt(weight) for values, weight in zip(units, weights, strict=True)]
    cut = len(z) // 10
    low, high = sorted(z)[cut], sorted(z)[len(z) - 1 - cut]
    excess = fsum(min(max(one, low), high) ** 2 for one in z) - (len(units) - 1)
    between = excess / (fsum(weights) - fsum(w * w for w in weights) / fsum(weights)) if excess > 0 else 0.0
    return Lines(centre=centre, spread=spread, between=between)


def _farthest(units: dict[str, list[int]]) -> str:
    """Return the unit farthest outside what the others alone allow it; "" where all are inside."""
    ratios = {"": 1.0}
    for code, values in units.items():
        others = [of_other for other, of_other in units.items() if other != code]
        lines, n = _lines(others), len(values)
        if lines is not None:
            people = sum(len(of_other) for of_other in others)
            uneven = fsum(len(of_other) ** 2 for of_other in others) / people**2
            variance = lines.spread**2 * (1 / n + 1 / people) + lines.between * (1 + uneven)
            allowed = float(stats.t.ppf((1 + LINE) / 2, people - len(others))) * sqrt(variance)
            ratios[code] = abs(_distance(values, lines.centre)) / allowed
    return max(ratios, key=lambda code: ratios[code])


def _distance(values: list[int], centre: float) -> float:
    return log(max(fmean(values), 0.5 / len(values)) / centre)


@cache
def _normal(confidence: float) -> float:
    return float(stats.norm.ppf((1 + confidence) / 2))
