"""The cards of the page of trends: the line with its table, and the list of clean-ups."""

from burden.dashboards.cards import Card
from burden.dashboards.charts.trend import trend_figure
from burden.dashboards.language import Language
from burden.dashboards.tables import page_table
from burden.dashboards.trend_sentences import trend_sentence
from burden.domain.indicators import Statistic
from burden.reports.trends.types import TrendReport
from burden.reports.types import Table

OWN_ZH = "实线和竖线：本地区的数和95%区间，淡色的人数少，只作参考；圆点在调查截止那天。"
OWN_EN = "Line and bars: the region and its 95% intervals, faint: few people; dots stand on the day the wave closed."
BARE_ZH = "实线：本地区的数；这个指标是两个总数之比，没有区间；圆点在调查截止那天。"
BARE_EN = "Line: the region; a ratio of two sums has no interval; dots stand on the day the wave closed."
PEERS_ZH = "深灰带：同级地区的中间一半；浅灰带：中间八成，10%的同级低于它的下沿；点线：同级的中间值。"
PEERS_EN = "Dark grey: middle half of the peers; light grey: middle 80%, a tenth lie below it; dotted: half lie below."
EVENTS_ZH = "竖虚线①②…：减负事件，见下一张表。"
EVENTS_EN = "Dashed lines ①②…: clean-ups, listed in the next table."


def trend_cards(*, report: TrendReport, language: Language) -> tuple[Card, ...]:
    """Return the trend with its table open, and beside it the clean-ups on a site that enters them."""
    indicator = report.frame.indicator
    is_ratio = indicator.statistic is Statistic.RATIO
    legend = [language.say(BARE_ZH, BARE_EN) if is_ratio else language.say(OWN_ZH, OWN_EN)]
    if any(wave.peers for wave in report.waves):
        legend.append(language.say(PEERS_ZH, PEERS_EN))
    if report.events:
        legend.append(language.say(EVENTS_ZH, EVENTS_EN))
    trend = Card(
        id="trend",
        title=language.say(f"各次调查怎么变？{indicator.name_zh}", f"How does it change? {indicator.name_en}"),
        sentence=trend_sentence(report=report, language=language),
        figure=trend_figure(report=report, language=language),
        table=page_table(report.trend, language=language),
        legend=tuple(legend),
        is_open=True,
    )
    return (trend, _clean_ups_card(report, report.clean_ups, language)) if report.clean_ups else (trend,)


def _clean_ups_card(report: TrendReport, clean_ups: Table, language: Language) -> Card:
    count = len(report.events)
    nothing = language.say(
        "这期间本地区和上级地区没有登记减负事件。",
        "No clean-up of this time was entered for the region or those above it.",
    )
    said = language.say(
        f"这期间本地区和上级地区登记了{count}件。", f"Entered for the region and those above it: {count}."
    )
    return Card(
        id="clean-ups",
        title=language.say("这期间做过哪些减负？", "Which clean-ups were there?"),
        sentence=said if count else nothing,
        figure=None,
        table=page_table(clean_ups, language=language) if report.events else None,
        table_key=clean_ups.key,
        is_open=True,
        is_self_reported=False,
    )
