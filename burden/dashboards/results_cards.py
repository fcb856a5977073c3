"""The two charts of the public results, as plain SVG with one sentence each."""

from dataclasses import dataclass

from burden.dashboards.charts.dots import Dot
from burden.dashboards.charts.plain_svg import SvgChart, svg_dots
from burden.dashboards.language import Language, level_name
from burden.dashboards.numbers import measure_of
from burden.domain.indicators import I07
from burden.domain.levels import Level
from burden.reports.results_page import ResultsReport
from burden.reports.types import Row

MEASURE = measure_of(I07)


@dataclass(frozen=True, kw_only=True)
class PlainCard:
    """One chart: ``id`` names its title for who cannot see it."""

    id: str
    title: str
    chart: SvgChart


def results_cards(*, report: ResultsReport, language: Language) -> tuple[PlainCard, ...]:
    """Return minutes by level, and minutes wave by wave; what has nothing to show is left out."""
    titles = {
        "levels": language.say(
            "哪一层花的时间多？（每个工作日几分钟）", "At which level does it take longer? (minutes a workday)"
        ),
        "waves": language.say(
            "一次比一次少了吗？（每个工作日几分钟）", "Is it less from wave to wave? (minutes a workday)"
        ),
    }
    dots = {"levels": _levels(report, language), "waves": _waves(report, language)}
    charts = {name: svg_dots(rows, measure=MEASURE, language=language) for name, rows in dots.items()}
    return tuple(
        PlainCard(id=name, title=titles[name], chart=chart) for name, chart in charts.items() if chart is not None
    )


def _levels(report: ResultsReport, language: Language) -> list[Dot]:
    table = next(table for table in report.public.by_level if table.indicator is I07)
    rows = [row for row in table.rows if row.kind != "group"]
    return [
        Dot(row=place, name=_name(row, language), estimate=row.estimate)
        for place, row in enumerate(rows)
        if row.estimate.is_shown
    ]


def _name(row: Row, language: Language) -> str:
    is_pooled = row.level == Level.POOLED
    return level_name(Level.POOLED, language) if is_pooled else language.say(row.label_zh, row.label_en)


def _waves(report: ResultsReport, language: Language) -> list[Dot]:
    if len(report.minutes) < 2:  # noqa: PLR2004  # one wave is no change
        return []
    return [
        Dot(
            row=place, name=wave.code if wave.is_comparable else _otherwise(wave.code, language), estimate=wave.estimate
        )
        for place, wave in enumerate(report.minutes)
    ]


def _otherwise(code: str, language: Language) -> str:
    return language.say(f"{code}（口径不同）", f"{code} (counted otherwise)")
