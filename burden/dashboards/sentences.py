"""Writes the sentence that stands above each chart: direction, benchmark and number of people, in both languages.

Every number in a sentence is printed by the functions that print the table, so they agree.  "Higher" and "lower" are
directions; no sentence accuses anybody or names a place in a ranking.
"""

from collections import Counter
from collections.abc import Sequence

from burden.dashboards.charts.apps import ACTIVE, MINUTES, estimate_of
from burden.dashboards.language import Language
from burden.dashboards.numbers import (
    Measure,
    evidence_text,
    interval_text,
    measure_of,
    number_text,
    people_text,
    value_with_unit,
)
from burden.domain.indicators import Indicator
from burden.domain.levels import LEVEL_NAMES, Level
from burden.reports.types import (
    SUPPRESSED,
    AppsReport,
    Band,
    Estimate,
    HistogramBar,
    OverviewReport,
    RegionReport,
    Row,
    Table,
)

NOTHING_ZH = "样本不足或无数据，这里没有可以显示的数。"
NOTHING_EN = "Too few answers, or none: there is no number to show here."


def nothing_sentence(language: Language) -> str:
    """Return what stands in place of a chart without a single value."""
    return language.say(NOTHING_ZH, NOTHING_EN)


def levels_sentence(*, table: Table, indicator: Indicator, language: Language) -> str:
    """Compare the levels of one indicator with each other and with the region as a whole, the table's total."""
    measure = measure_of(indicator)
    own = next((row.estimate for row in table.rows if row.kind == "total"), SUPPRESSED)
    rows = [row for row in table.rows if row.kind == "plain" and row.level and row.estimate.is_shown]
    if not rows:
        return nothing_sentence(language)
    benchmark = _benchmark(own, measure, language)
    if len(rows) == 1:
        value = _named(rows[0], measure, language)
        return language.say(f"能显示的只有{value}。{benchmark}", f"Only one level can be shown: {value}. {benchmark}")
    high, low = max(rows, key=_value), min(rows, key=_value)
    top, bottom = _named(high, measure, language), _named(low, measure, language)
    doubt = overlap_doubt(high.estimate, low.estimate, language)
    return language.say(
        f"{top}，较高；{bottom}，较低。{doubt}{benchmark}",
        f"Higher: {top}. Lower: {bottom}. {doubt}{benchmark}",
    )


def heatmap_sentence(*, report: OverviewReport, language: Language) -> str:
    """Name the cell where the load falls heaviest, and how many cells cannot be shown."""
    measure = measure_of(report.frame.indicator)
    cells = [
        (_value_of(cell), row.label_zh, row.label_en, level, cell)
        for row, cells in zip(report.heatmap.rows, report.heatmap_estimates, strict=True)
        if row.kind != "rest"
        for level, cell in zip(report.heatmap_levels, cells, strict=True)
    ]
    shown = [cell for cell in cells if cell[-1].is_shown]
    if not shown:
        return nothing_sentence(language)
    _, zh, en, level, estimate = max(shown, key=lambda cell: cell[0])
    level_zh, level_en = LEVEL_NAMES[Level(level)]
    value = f"{value_with_unit(estimate, measure, language)}"
    evidence = evidence_text(estimate, measure, language)
    hidden = len(cells) - len(shown)
    left = _left_out(hidden, zh="格", en=("cell", "cells"), language=language)
    return language.say(
        f"最重的是{zh}的{level_zh}：{value}（{evidence}）。{left}",
        f"Heaviest: {level_en} in {en}, {value} ({evidence}). {left}",
    )


def children_sentence(*, report: RegionReport, language: Language) -> str:
    """Say how many children lie above and below their peers by more than chance, and what the benchmark is."""
    measure = measure_of(report.frame.indicator)
    rows = [row for row in report.children.rows if row.kind in {"plain", "suppressed"}]
    if not rows:
        alone = language.say("以下没有单列的地区。", "No regions are listed below. ")
        return alone + _benchmark(report.own, measure, language)
    shown = [row for row in rows if row.estimate.is_shown]
    if not shown:
        return language.say(
            f"{NOTHING_ZH}{_benchmark(report.own, measure, language)}",
            f"{NOTHING_EN} {_benchmark(report.own, measure, language)}",
        )
    hidden = len(rows) - len(shown)
    own = _benchmark(report.own, measure, language)
    left = _left_out(hidden, zh="个地区", en=("region", "regions"), language=language) + own
    if not report.benchmark.is_shown:
        return language.say(
            f"能显示的{len(shown)}个地区太少，或填的几乎一样，不作比较。{left}",
            f"The {_counted(len(shown), 'region', 'regions')} shown are too few, or too much alike, to compare. {left}",
        )
    return _against_peers(shown, value_with_unit(report.benchmark, measure, language), language) + left


def _against_peers(shown: Sequence[Row], peers: str, language: Language) -> str:
    """Say how many regions lie above, below and near the mean of their peers; what is none is not mentioned."""
    counts = Counter(row.estimate.band for row in shown)
    parts = [
        (counts[Band.HIGHER], "个较高", "above"),
        (counts[Band.LOWER], "个较低", "below"),
        (counts[Band.SIMILAR] + counts[Band.UNKNOWN], "个看不出差异", "with no clear difference"),
    ]
    if counts[Band.HIGHER] == counts[Band.LOWER] == 0:
        return language.say(
            f"能显示的{len(shown)}个地区与同级平均（{peers}）相比，都看不出差异。",
            f"Of {_counted(len(shown), 'region', 'regions')} none differs clearly from the peer mean ({peers}). ",
        )
    zh = "，".join(f"{count}{words}" for count, words, _ in parts if count)
    en = ", ".join(f"{count} {words}" for count, _, words in parts if count)
    return language.say(
        f"能显示的{len(shown)}个地区与同级平均（{peers}）相比，{zh}。",
        f"Of {_counted(len(shown), 'region', 'regions')}, against the peer mean ({peers}): {en}. ",
    )


def distribution_sentence(
    *, bars: Sequence[HistogramBar], own: Estimate, indicator: Indicator, language: Language
) -> str:
    """Say where the middle half of people lies and from where the heaviest tenth begins, beside mean and median."""
    measure = measure_of(indicator)
    if not bars:
        return nothing_sentence(language)
    return f"{_median(own, measure, language)}{_spread(own, measure, language)}{_benchmark(own, measure, language)}"


def active_sentence(*, report: AppsReport, language: Language) -> str:
    """Say how evenly the apps are used, of all who have to hold them."""
    return _apps_sentence(
        report,
        name="active",
        measure=ACTIVE,
        zh="装了的人里，在用的占比",
        en="Share of holders who use the app",
        language=language,
    )


def minutes_sentence(*, report: AppsReport, language: Language) -> str:
    """Say which app takes most of its users' time, and which least."""
    return _apps_sentence(
        report,
        name="minutes",
        measure=MINUTES,
        zh="在用的人平均每个工作日用时",
        en="Mean minutes a workday of its users",
        language=language,
    )


def _apps_sentence(  # noqa: PLR0913  # one wording in two languages
    report: AppsReport, *, name: str, measure: Measure, zh: str, en: str, language: Language
) -> str:
    shown = _sturdy([(estimate_of(row, name), row) for row in report.apps.rows if estimate_of(row, name).is_shown])
    people = people_text(report.people)
    if not shown:
        return nothing_sentence(language)
    high, high_row = max(shown, key=lambda pair: _value_of(pair[0]))
    low, low_row = min(shown, key=lambda pair: _value_of(pair[0]))
    top = f"{value_with_unit(high, measure, language)}（{evidence_text(high, measure, language)}）"
    bottom = f"{value_with_unit(low, measure, language)}（{evidence_text(low, measure, language)}）"
    if language is Language.ENGLISH:
        top, bottom = (text.replace("（", " (").replace("）", ")") for text in (top, bottom))
    if len(shown) == 1:
        return language.say(
            f"{zh}：能显示的只有{high_row.label_zh}，{top}。使用报告共{people}份。",
            f"{en}: only {high_row.label_en} can be shown, {top}. {people} usage reports in all.",
        )
    return language.say(
        f"{zh}：{high_row.label_zh}较高，{top}；{low_row.label_zh}较低，{bottom}。使用报告共{people}份。",
        f"{en}: higher for {high_row.label_en}, {top}; lower for {low_row.label_en}, {bottom}. "
        f"{people} usage reports in all.",
    )


def _sturdy(shown: list[tuple[Estimate, Row]]) -> list[tuple[Estimate, Row]]:
    """Return those that many people stand behind; all of them where no app has many."""
    return [pair for pair in shown if pair[0].grade in {"A", "B"}] or shown


def _left_out(count: int, *, zh: str, en: tuple[str, str], language: Language) -> str:
    """Say how many cells or regions have too few answers; nothing where there are none."""
    if count == 0:
        return ""
    return language.say(
        f"另有{count}{zh}样本不足或无数据，人数已并入上级。",
        f"Too few answers, or none, in {_counted(count, *en)} more: people are counted with the level above. ",
    )


def _counted(count: int, one: str, many: str) -> str:
    """Return an English number with its noun: ``1 region``, ``3 regions``."""
    return f"{count} {one if count == 1 else many}"


def _named(row: Row, measure: Measure, language: Language) -> str:
    value = value_with_unit(row.estimate, measure, language)
    evidence = evidence_text(row.estimate, measure, language)
    return language.say(f"{row.label_zh}{value}（{evidence}）", f"{row.label_en} {value} ({evidence})")


def _benchmark(own: Estimate, measure: Measure, language: Language) -> str:
    if not own.is_shown:
        return ""
    value = value_with_unit(own, measure, language)
    evidence = evidence_text(own, measure, language)
    return language.say(f"本地区合计{value}（{evidence}）。", f"The region as a whole: {value} ({evidence}).")


def _median(own: Estimate, measure: Measure, language: Language) -> str:
    median = own.quantiles.median
    if median is None:
        return ""
    bounds = Estimate(state=own.state, low=own.quantiles.median_low, high=own.quantiles.median_high)
    interval = interval_text(bounds, measure)
    number = number_text(median, decimals=measure.decimals)
    if interval:
        return language.say(
            f"一半的人不超过{number}（95%区间{interval}）。",
            f"Half of the people are at {number} or below (95% interval {interval}). ",
        )
    return language.say(f"一半的人不超过{number}。", f"Half of the people are at {number} or below. ")


def _spread(own: Estimate, measure: Measure, language: Language) -> str:
    found = own.quantiles
    if found.p25 is None or found.p75 is None:
        return ""
    low, high, top = (number_text(value, decimals=measure.decimals) for value in (found.p25, found.p75, found.p90))
    middle = language.say(f"中间一半的人在{low}到{high}之间。", f"The middle half lies between {low} and {high}. ")
    if found.p90 is None:
        return middle
    return middle + language.say(f"最重的一成在{top}以上。", f"The heaviest tenth is at {top} or above. ")


def overlap_doubt(high: Estimate, low: Estimate, language: Language) -> str:
    """Say that two values may differ by chance only, where their intervals overlap."""
    if high.low is None or low.high is None or high.low > low.high:
        return ""
    return language.say("两者的区间重叠，差别可能只是偶然。", "Their intervals overlap, so it may be chance. ")


def _value(row: Row) -> float:
    return _value_of(row.estimate)


def _value_of(estimate: Estimate) -> float:
    return estimate.value if estimate.value is not None else float("-inf")
