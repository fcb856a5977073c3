"""The dictionary of indicators, its document, its oracle and the arithmetic agree."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from burden.domain.app_load import weights_of
from burden.domain.blocks import ANSWER_BLOCKS, Holds, Magnitude
from burden.domain.funnel import Funnel
from burden.domain.further_items import FURTHER_BY_FIELD, stored_choice, stored_choices
from burden.domain.histograms import Histogram
from burden.domain.indicators import BY_CODE, INDICATORS, Indicator, Statistic
from burden.domain.own_cost import hours_spent
from burden.domain.shares import wilson_at_worst_rounding
from burden.domain.statistics import Interval, Sums, mean_interval, median_rank, ratio, wilson_interval
from burden.domain.student_t import t_quantile
from burden.domain.survey_items import DURATION_BANDS, InputKind, Item
from burden.domain.thresholds import (
    LITTLE_USED_PERCENT,
    ZOMBIE_PERCENT,
    ZOMBIE_REGISTER_PERCENT,
    ZOMBIE_STRONG_HIGH_PERCENT,
)
from burden.domain.trend import Verdict, WavePoint, chi_squared, slope_of, verdict_of
from burden.domain.weights import Cell, standardised, weighted_by_head_count
from burden.domain.what_if import Freed, app_minutes, hours_a_month, saving_of
from tests.domain.binned import histogram_of, quantile
from tests.further_oracles import hours_of
from tests.oracles import ORACLES, OracleEstimate, Person

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "arithmetic.md").read_text(encoding="utf-8")
FIELDS = {
    "apps": "app_count",
    "idle": "idle_app_count",
    "accounts": "account_count",
    "groups": "group_count",
    "app minutes": "app_minutes_per_day",
    "group minutes": "group_minutes_per_day",
    "attitude": "attitude_5",
}
EXAMPLE = re.compile(r"^> (I\d\d(?:-\d+)?): (n = .*)$", re.MULTILINE)


def rows_under(heading: str) -> list[list[str]]:
    """Return the cells of the table that begins with the heading, title row first."""
    lines = DOCUMENT[DOCUMENT.index(f"| {heading} |") :].splitlines()
    table = lines[: next(place for place, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table if not line.startswith("|--")]


def example_people() -> list[Person]:
    title, *rows = rows_under("person")
    people: list[Person] = [
        {FIELDS[name]: None if cell == "–" else int(cell) for name, cell in zip(title[1:], row[1:], strict=True)}
        for row in rows
    ]
    _, *questions = rows_under("answer")
    for field, *cells in questions:
        for person, cell in zip(people, cells, strict=True):
            person[field] = None if cell == "–" else cell.split(" + ") if field == "cleanup_effect" else cell
    return people


def sentence(estimate: OracleEstimate) -> str:
    assert estimate.value is not None
    parts = [f"n = {estimate.n}", f"value = {float(estimate.value):.1f}"]
    if estimate.low is not None:
        parts.append(f"interval = {estimate.low:.1f} to {estimate.high:.1f}")
    if estimate.median is not None:
        parts.append(f"median = {float(estimate.median):g}")
    return ", ".join(parts)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_every_indicator_has_its_oracle_its_section_and_a_true_example(indicator: Indicator) -> None:
    examples = dict(EXAMPLE.findall(DOCUMENT))

    assert f"\n## {indicator.code} {indicator.name_zh} · {indicator.name_en}\n" in DOCUMENT
    assert examples[indicator.code] == sentence(ORACLES[indicator.code](example_people()))


def test_no_oracle_and_no_example_stands_for_an_indicator_that_does_not_exist() -> None:
    assert set(ORACLES) == set(BY_CODE)
    assert {code for code, _ in EXAMPLE.findall(DOCUMENT)} == set(BY_CODE)


def test_numbers_to_check_an_implementation_by_are_true() -> None:
    wilson, lead = wilson_interval(11, 30), wilson_interval(21, 30)
    worst = wilson_at_worst_rounding(15, 30)
    mean = mean_interval(Sums(n=5, total=150, squares=6100))
    limits = Funnel(centre=60, relative_spread=1, between_variance=0).limits(25)
    computed = {
        "mean of 10, 20, 20, 40, 60 minutes": f"30.0 ({mean.low:.1f} to {mean.high:.1f})",
        "t quantile at 97.5 %, 9 degrees of freedom": f"{t_quantile(0.975, 9):.6f}",
        "Wilson, 11 of 30": f"{100 * wilson.low:.1f} to {100 * wilson.high:.1f} %",
        "Wilson, 21 of 30": f"{100 * lead.low:.1f} to {100 * lead.high:.1f} %",
        "Wilson at the worst rounding, 15 of 30": f"{100 * worst.low:.1f} to {100 * worst.high:.1f} %",
        "rank of the median's lower end, 30 people": f"{median_rank(30, 0.95)}",
        "funnel limits at 99.8 %, centre 60, relative spread 1, 25 people": f"{limits.low:.1f} to {limits.high:.1f}",
    }

    assert dict(rows_under("what")[1:]) == computed


def as_numbers(person: Person) -> dict[str, int | None]:
    """Return the answers as the tables keep them."""
    kept = {name: value for name, value in person.items() if name not in FURTHER_BY_FIELD and name != "duration_band"}
    for field, item in FURTHER_BY_FIELD.items():
        value = person.get(field)
        if value is None or item.kind is InputKind.NUMBER:
            kept[field] = None if value is None else int(value)
        elif item.kind is InputKind.MULTIPLE:
            kept[field] = stored_choices(item, tuple(value))
        else:
            kept[field] = stored_choice(item, value)
    band = person.get("duration_band")
    kept["duration_band"] = DURATION_BANDS.index(band) + 1 if band else None
    return kept


class Answered:
    """What the indicator's record makes of raw answers, by the arithmetic of the product."""

    def __init__(self, people: list[Person], indicator: Indicator) -> None:
        self.indicator = indicator
        numbers = (as_numbers(person) for person in people)
        complete = [kept for kept in numbers if all(kept[column] is not None for column in indicator.block.columns)]
        self.people: list[dict[str, int]] = [{k: v for k, v in kept.items() if v is not None} for kept in complete]
        self.n = sum(self.count(name) for name in indicator.base) if indicator.base else len(self.people)

    def values(self, magnitude: Magnitude) -> list[int]:
        return [min(sum(person[column] for column in magnitude.columns), magnitude.top) for person in self.people]

    def sums(self, name: str) -> Sums:
        values = self.values(self.indicator.block.magnitude(name))
        return Sums(n=self.n, total=sum(values), squares=sum(value**2 for value in values))

    def histogram(self, name: str) -> Histogram:
        magnitude = self.indicator.block.magnitude(name)
        return histogram_of(self.values(magnitude), magnitude=magnitude)

    def count(self, name: str) -> int:
        block = self.indicator.block
        fact = next(fact for fact in block.facts if fact.name == name)
        is_magnitude = fact.of in {magnitude.name for magnitude in block.magnitudes}
        said = self.values(block.magnitude(fact.of)) if is_magnitude else [person[fact.of] for person in self.people]
        if fact.holds is Holds.EQUALS:
            return sum(number == fact.operand for number in said)
        if fact.holds is Holds.AT_LEAST:
            return sum(number >= fact.operand for number in said)
        return sum(bool(number & fact.operand) for number in said)


def value_of(answered: Answered) -> float | None:
    indicator = answered.indicator
    if indicator.statistic is Statistic.MEAN:
        return float(indicator.scale) * answered.sums(indicator.sums[0]).mean
    if indicator.statistic is Statistic.SHARE:
        return 100 * sum(answered.count(name) for name in indicator.sums) / answered.n
    fraction = ratio(*(answered.sums(name).total for name in indicator.sums))
    return None if fraction is None else 100 * fraction


def interval_of(answered: Answered) -> Interval | None:
    indicator = answered.indicator
    if indicator.statistic is Statistic.MEAN:
        (name,) = indicator.sums
        interval, scale = mean_interval(answered.sums(name)), float(indicator.scale)
        return Interval(scale * interval.low, scale * min(interval.high, indicator.block.magnitude(name).top))
    if indicator.statistic is Statistic.SHARE:
        share = wilson_interval(sum(answered.count(name) for name in indicator.sums), answered.n)
        return Interval(100 * share.low, 100 * share.high)
    return None


def optional(low: int, high: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(low, high)


def answer_to(item: Item) -> st.SearchStrategy[Any]:
    values = [option.value for option in item.options]
    if item.kind is InputKind.NUMBER:
        return optional(item.low, item.high)
    if item.kind is InputKind.BUTTONS:
        return st.none() | st.sampled_from(values)
    several = st.lists(st.sampled_from(values[:-1]), min_size=1, unique=True)
    return st.none() | st.just(values[-1:]) | several


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            **{field: answer_to(item) for field, item in FURTHER_BY_FIELD.items()},
            "duration_band": st.none() | st.sampled_from(DURATION_BANDS),
            "app_count": optional(1, 60),
            "idle_app_count": optional(0, 1),
            "account_count": optional(0, 200),
            "group_count": optional(1, 300),
            "app_minutes_per_day": optional(0, 960),
            "group_minutes_per_day": optional(0, 960),
            "attitude_5": optional(1, 5),
        }
    ),
    max_size=30,
)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
@settings(max_examples=30)
@given(people=PEOPLE)
def test_record_and_arithmetic_agree_with_the_oracle(indicator: Indicator, people: list[Person]) -> None:
    expected = ORACLES[indicator.code](people)
    answered = Answered(people, indicator)

    assert answered.n == expected.n
    if expected.n >= 2:
        assert expected.value is not None
        assert value_of(answered) == pytest.approx(float(expected.value))
        interval = interval_of(answered)
        assert (interval is None) == (expected.low is None)
        if interval is not None:
            assert interval.low == pytest.approx(expected.low, rel=1e-6, abs=1e-9)
            assert interval.high == pytest.approx(expected.high, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    "indicator", [i for i in INDICATORS if i.has_distribution], ids=lambda indicator: indicator.code
)
@settings(max_examples=30)
@given(people=PEOPLE)
def test_quantiles_agree_with_the_oracle(indicator: Indicator, people: list[Person]) -> None:
    expected = ORACLES[indicator.code](people)
    answered = Answered(people, indicator)
    if expected.n == 0:
        return

    (name,) = indicator.sums
    width = indicator.block.magnitude(name).width
    found = [quantile(answered.histogram(name), q, width=width) for q in (0.1, 0.25, 0.5, 0.75, 0.9)]

    true = (expected.p10, expected.p25, expected.median, expected.p75, expected.p90)
    assert [float(indicator.scale * value) for value in found] == pytest.approx([float(of or 0) for of in true])


def test_blocks_share_no_column() -> None:
    columns = [column for block in ANSWER_BLOCKS for column in block.columns]

    assert len(columns) == len(set(columns))


@given(bands=st.lists(st.sampled_from(DURATION_BANDS), min_size=1, max_size=50), untimed=st.integers(0, 50))
def test_hours_that_a_wave_cost_are_those_of_the_oracle(bands: list[str], untimed: int) -> None:
    people: list[Person] = [{"duration_band": band} for band in bands] + [{} for _ in range(untimed)]

    spent = hours_spent({band: bands.count(band) for band in DURATION_BANDS}, answers=len(people))

    assert (spent.low, spent.middle, spent.high) == hours_of(people, answers=len(people))


def test_the_example_of_what_a_wave_cost_is_true() -> None:
    spent = hours_spent({"lt20": 3, "20_60": 27, "60_90": 50, "gt90": 20}, answers=6000)

    assert [round(float(hours)) for hours in (spent.low, spent.middle, spent.high)] == [89, 146, 203]
    assert "about 146 hours, between 89 and 203" in DOCUMENT
    assert spent.middle == Fraction(6000, 3600 * 100) * (3 * 10 + 27 * 40 + 50 * 75 + 20 * 195)


def test_the_examples_of_what_if_are_true() -> None:
    app = app_minutes(Sums(n=50, total=700, squares=30 * 10**2 + 20 * 20**2), people=100)
    half, all_minutes = Fraction(1, 2), Sums(n=100, total=1800, squares=40_000)
    saving, part = saving_of(app, most=all_minutes), saving_of(app.times(half), most=all_minutes)
    above = Freed(minutes=Fraction(27), error=2.0, people=100, gross=Fraction(27))

    assert (
        f"{float(saving.minutes):.1f} minutes a person (s = {10 * app.error:.2f}, {saving.interval.low:.1f} to "
        f"{saving.interval.high:.1f}), {float(hours_a_month(saving.minutes)):g} hours a month of 100 people; with half "
        f"of it going elsewhere {float(part.minutes):.1f} minutes."
    ) in " ".join(DOCUMENT.split())
    assert (
        f"With 27 minutes by the usage reports, I05 = 18 and half going elsewhere it is "
        f"{float(saving_of(above.times(half), most=all_minutes).minutes):g}, not {27 / 2}."
    ) in " ".join(DOCUMENT.split())


def test_the_example_of_what_apps_take_is_true() -> None:
    users = ((30, 30), (10, 20), (10,))
    sums = [Sums(n=len(m), total=sum(m), squares=sum(x * x for x in m)) for m in users]
    parts = [app_minutes(of_users, people=10) for of_users in sums]

    minutes, shares = [f"{float(part.minutes):g}" for part in parts], [f"{w.share:.0f}" for w in weights_of(parts)]
    assert (
        f"of 10 people each: {minutes[0]}, {minutes[1]} and {minutes[2]} minutes a person, {shares[0]}, {shares[1]} "
        f"and {shares[2]} % of all."
    ) in " ".join(DOCUMENT.split())


def test_the_limits_of_leads_are_those_of_the_document() -> None:
    limits = (ZOMBIE_REGISTER_PERCENT, ZOMBIE_STRONG_HIGH_PERCENT, ZOMBIE_PERCENT, LITTLE_USED_PERCENT)
    section = DOCUMENT[DOCUMENT.index("## Leads about apps") : DOCUMENT.index("## What apps take")]

    assert limits == (1, 10, 10, 70)
    for words in (
        "at most 1 %",
        "interval ends at 10 % or below",
        "at most 10 %, interval ends at 20 %",
        "at least 70 %",
    ):
        assert words in section


def test_the_example_of_trends_is_true() -> None:
    waves = [
        WavePoint(day=90 * k, n=100, total=100 * mean, squares=100 * (mean**2 + 20**2))
        for k, mean in enumerate((70, 66, 61, 57, 52))
    ]

    assert verdict_of(waves) is Verdict.FALLS
    assert (
        f"means 70, 66, 61, 57, 52, each with standard deviation 20: b = \N{MINUS SIGN}{-slope_of(waves):.2f} a day, "
        f"χ² = {chi_squared(waves):.1f}: 在下降."
    ) in " ".join(DOCUMENT.split())


def test_the_examples_of_weights_are_true() -> None:
    offices = Sums(n=20, total=20 * 10, squares=20 * (10**2 + 20))
    townships = Sums(n=60, total=60 * 20, squares=60 * (20**2 + 30))
    raw, raw_interval = offices + townships, mean_interval(offices + townships)
    weighted = weighted_by_head_count(
        [
            Cell(place="a", level=50, people=100, sums=offices),
            Cell(place="a", level=60, people=900, sums=townships),
        ]
    )
    mixed = standardised({50: offices, 60: townships}, {50: 1, 60: 1})
    assert weighted is not None
    assert mixed is not None
    interval, mixed_interval = weighted.mean_interval(), mixed.mean_interval()

    assert (
        f"Raw {raw.mean:.1f} ({raw_interval.low:.1f} to {raw_interval.high:.1f}), weighted {weighted.value:.1f} "
        f"({interval.low:.1f} to {interval.high:.1f}), Kish's number {weighted.effective:.0f}."
    ) in " ".join(DOCUMENT.split())
    assert (
        f"the same answers in a mix of half and half: {mixed.value:.1f} "
        f"({mixed_interval.low:.1f} to {mixed_interval.high:.1f})."
    ) in " ".join(DOCUMENT.split())
