"""Headline numbers: value, interval, number of people and grade, as a page prints them."""

from collections.abc import Iterable
from dataclasses import dataclass

from burden.dashboards.language import Language
from burden.dashboards.numbers import interval_text, measure_of, number_text, people_text, value_text
from burden.domain.indicators import Indicator
from burden.reports.types import Estimate


@dataclass(frozen=True, kw_only=True)
class HeadlineNumber:
    """One big number with what must stand beside it; ``value`` is empty where nothing may be shown."""

    code: str
    name: str
    value: str
    unit: str
    interval: str
    median: str
    n_text: str
    grade: str


def headline_numbers(pairs: Iterable[tuple[Indicator, Estimate]], *, language: Language) -> tuple[HeadlineNumber, ...]:
    """Return the numbers of a page's head, in the order given."""
    return tuple(_number(indicator, estimate, language) for indicator, estimate in pairs)


def _number(indicator: Indicator, estimate: Estimate, language: Language) -> HeadlineNumber:
    measure = measure_of(indicator)
    median = estimate.quantiles.median
    return HeadlineNumber(
        code=indicator.code,
        name=language.say(indicator.name_zh, indicator.name_en),
        value=value_text(estimate, measure) if estimate.is_shown else "",
        unit=measure.unit(language) if not estimate.text else "",
        interval=interval_text(estimate, measure),
        median="" if median is None else number_text(median, decimals=measure.decimals),
        n_text=people_text(estimate),
        grade=estimate.grade,
    )
