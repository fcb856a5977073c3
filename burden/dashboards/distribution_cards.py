"""The cards of the page of distributions: a box for each level, then how the people of the region spread."""

from burden.dashboards.cards import Card
from burden.dashboards.charts.boxes import boxes_figure
from burden.dashboards.charts.distribution import distribution_figure
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, measure_of, number_text, people_text
from burden.dashboards.sentences import distribution_sentence, nothing_sentence
from burden.dashboards.tables import page_table
from burden.reports.distribution.types import DistributionReport
from burden.reports.types import Row

BOXES_ZH = "框：中间一半的人；竖线：中位数；两端：一成、九成的人不超过的数；圆点和横线：平均和它的95%区间。"
BOXES_EN = "Box: the middle half; stroke in it: the median; ends: 10% and 90% at most; dot and bar: mean, 95% interval."
NO_SPREAD_ZH = "这个指标是占比，每人只有是或不是，没有分布。请在筛选里换一个数量或用时的指标。"
NO_SPREAD_EN = "This indicator is a share: nothing spreads. Choose one of amounts or times in the filters."


def distribution_cards(*, report: DistributionReport, language: Language) -> tuple[Card, ...]:
    """Return the boxes by level and, where the indicator spreads at all, the histogram."""
    indicator = report.frame.indicator
    name = language.say(indicator.name_zh, indicator.name_en)
    boxes = Card(
        id="boxes",
        title=language.say(f"各层级是普遍高，还是少数人特别高？{name}", f"High for all, or for a few? {name}"),
        sentence=levels_sentence(report, language),
        figure=boxes_figure(report=report, language=language),
        table=page_table(report.by_level, language=language),
        legend=(language.say(BOXES_ZH, BOXES_EN),),
        is_open=True,
    )
    return (boxes, _histogram_card(report, language)) if indicator.has_distribution else (boxes,)


def _histogram_card(report: DistributionReport, language: Language) -> Card:
    indicator = report.frame.indicator
    measure = measure_of(indicator)
    levels = language.say(report.frame.levels_zh, report.frame.levels_en)
    return Card(
        id="histogram",
        title=language.say(f"多少人在哪一档？{levels}", f"How many stand where? {levels}"),
        sentence=distribution_sentence(bars=report.bars, own=report.own, indicator=indicator, language=language),
        figure=distribution_figure(bars=report.bars, measure=measure, language=language),
        table=page_table(report.histogram, language=language) if report.bars else None,
        table_key=report.histogram.key,
    )


def levels_sentence(report: DistributionReport, language: Language) -> str:
    """Say of the levels with the highest and the lowest median where they lie, and how far the region's tenth does."""
    indicator = report.frame.indicator
    if not indicator.has_distribution:
        return language.say(NO_SPREAD_ZH, NO_SPREAD_EN)
    rows = [row for row in report.by_level.rows if row.level and row.estimate.quantiles.median is not None]
    if not rows:
        return nothing_sentence(language)
    measure = measure_of(indicator)
    high, low = max(rows, key=_median), min(rows, key=_median)
    if _median(high) == _median(low):
        return _of_level(high, measure, language)
    return f"{_of_level(high, measure, language)}{_of_level(low, measure, language)}".strip()


def _median(row: Row) -> float:
    return row.estimate.quantiles.median or 0.0


def _of_level(row: Row, measure: Measure, language: Language) -> str:
    found = row.estimate.quantiles
    name, people = language.say(row.label_zh, row.label_en), people_text(row.estimate)
    median, p25, p75, p90 = (
        number_text(value, decimals=measure.decimals) for value in (found.median, found.p25, found.p75, found.p90)
    )
    unit = measure.unit(language)
    zh = f"{name}：一半的人不超过{median} {unit}"
    en = f"{name}: half at {median} {unit} or below"
    if found.p25 is not None:
        zh, en = f"{zh}，中间一半的人在{p25}到{p75}之间", f"{en}, the middle half between {p25} and {p75}"
    if found.p90 is not None:
        zh, en = f"{zh}，最重的一成在{p90}以上", f"{en}, the heaviest tenth at {p90} or above"
    return language.say(f"{zh}（{people}人）。", f"{en} ({people} people). ")
