"""Prints numbers the same way in sentences, tables, labels and headline figures.

Values arrive rounded from the reports; here they only get their decimals, separators and units.
"""

from dataclasses import dataclass

from burden.dashboards.language import Language
from burden.domain.indicators import Indicator, Statistic
from burden.reports.types import Estimate

MISSING = "—"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How values of one kind are printed."""

    decimals: int
    unit_zh: str
    unit_en: str
    is_percentage: bool = False

    def unit(self, language: Language) -> str:
        """Return the unit that follows a value."""
        return language.say(self.unit_zh, self.unit_en)


SHARE = Measure(decimals=1, unit_zh="%", unit_en="%", is_percentage=True)


def measure_of(indicator: Indicator) -> Measure:
    """Return how values of the indicator are printed."""
    return Measure(
        decimals=indicator.decimals,
        unit_zh=indicator.unit_zh,
        unit_en=indicator.unit_en,
        is_percentage=indicator.statistic is not Statistic.MEAN,
    )


def number_text(value: float | None, *, decimals: int) -> str:
    """Return the number with exactly these decimals and thousands separators; a dash for none.

    >>> number_text(1234.5, decimals=1), number_text(None, decimals=0)
    ('1,234.5', '—')
    """
    return MISSING if value is None else f"{value:,.{decimals}f}"


def value_text(estimate: Estimate, measure: Measure) -> str:
    """Return the value alone: ``6.8``, ``40.0`` or the words that stand for it (``<5 %``)."""
    return estimate.text or number_text(estimate.value, decimals=measure.decimals)


def value_with_unit(estimate: Estimate, measure: Measure, language: Language) -> str:
    """Return the value with its unit: ``6.8 个/人``, ``40.0%``."""
    if estimate.text:
        return estimate.text
    gap = "" if measure.is_percentage else " "
    return f"{value_text(estimate, measure)}{gap}{measure.unit(language)}"


def interval_text(estimate: Estimate, measure: Measure) -> str:
    """Return the interval as ``6.4–7.2``, or nothing where none was published."""
    if estimate.low is None or estimate.high is None:
        return ""
    low = number_text(estimate.low, decimals=measure.decimals)
    return f"{low}–{number_text(estimate.high, decimals=measure.decimals)}"


def people_text(estimate: Estimate) -> str:
    """Return the number of people: exact with separators ("1,234") or as its band ("20–49")."""
    return estimate.n_text if estimate.n is None else f"{estimate.n:,}"


def evidence_text(estimate: Estimate, measure: Measure, language: Language) -> str:
    """Return what must stand behind a value in brackets: interval and number of people."""
    interval = interval_text(estimate, measure)
    parts = [language.say(f"95%区间{interval}", f"95% interval {interval}")] if interval else []
    people = people_text(estimate)
    parts.append(language.say(f"{people}人", f"{people} people"))
    return language.say("，", ", ").join(parts)
