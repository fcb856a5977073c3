"""One chart with everything that stands beside it: title, sentence, table, notes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from burden.dashboards import sentences
from burden.dashboards.charts.apps import active_figure, minutes_figure
from burden.dashboards.charts.caterpillar import caterpillar_figure
from burden.dashboards.charts.distribution import distribution_figure
from burden.dashboards.charts.heatmap import heatmap_figure, scale_text
from burden.dashboards.charts.levels import levels_figure
from burden.dashboards.drawing.picture import Drawing, drawing_of
from burden.dashboards.figure_style import Figure
from burden.dashboards.language import Language
from burden.dashboards.numbers import measure_of
from burden.dashboards.tables import PageTable, bars_table, page_table
from burden.domain.indicators import TOPIC_NAMES, Indicator, Topic
from burden.reports.distribution.tables import drawn_bars
from burden.reports.types import AppsReport, FurtherReport, OverviewReport, RegionReport, Table

BANDS_ZH = "▲ 高于同级　● 与同级无明显差异　▼ 低于同级。灰带是偶然波动的范围；淡色的人数少，只作参考。"
BANDS_EN = "▲ above peers, ● no clear difference, ▼ below peers. Grey band: chance alone; faint: few people."


@dataclass(frozen=True, kw_only=True)
class Card:
    """A chart as a page shows it; ``figure`` is None where nothing may be drawn, ``table`` where another card has it.

    ``legend`` are lines under the chart; ``is_open`` unfolds the table; ``is_self_reported`` tags it; ``definition``
    says how the indicator is computed, where the page is not about that one alone.  ``table_key`` names the table
    whose sentence this is even where it has no rows to show; empty, it is that of ``table``.
    """

    id: str
    title: str
    sentence: str
    figure: Figure | None
    table: PageTable | None
    legend: tuple[str, ...] = ()
    is_open: bool = False
    is_self_reported: bool = True
    definition: str = ""
    table_key: str = ""

    @property
    def drawing(self) -> Drawing | None:
        """The chart as SVG, which stands until Plotly has drawn it."""
        return drawing_of(self.figure) if self.figure else None


def level_card(*, table: Table, indicator: Indicator, language: Language) -> Card:
    """Return the card of one indicator by level."""
    references = [language.say(line.label_zh, line.label_en) for line in table.reference_lines]
    legend = language.say("虚线：", "Dotted: ") + language.say("；", "; ").join(references)
    return Card(
        id=f"levels-{indicator.code}",
        title=language.say(indicator.name_zh, indicator.name_en),
        sentence=sentences.levels_sentence(table=table, indicator=indicator, language=language),
        figure=levels_figure(table=table, measure=measure_of(indicator), language=language),
        table=page_table(table, language=language),
        legend=(legend,) if references else (),
        definition=language.say(indicator.definition_zh, indicator.definition_en),
    )


def heatmap_card(*, report: OverviewReport, hrefs: Mapping[str, str], language: Language) -> Card:
    """Return the card of regions by level; ``hrefs`` maps region codes to where a click leads."""
    addresses = [hrefs.get(row.region.code, "") if row.region else "" for row in report.heatmap.rows]
    indicator = report.frame.indicator
    name = language.say(indicator.name_zh, indicator.name_en)
    return Card(
        id="heatmap",
        title=language.say(f"哪里、哪一层更重？{name}", f"Where, and at which level? {name}"),
        sentence=sentences.heatmap_sentence(report=report, language=language),
        figure=heatmap_figure(report=report, language=language, hrefs=addresses),
        table=page_table(report.heatmap, language=language, hrefs=hrefs),
        legend=(scale_text(report, language),),
    )


def children_card(*, report: RegionReport, hrefs: Mapping[str, str], language: Language) -> Card:
    """Return the card of a region's children against their peers; its table is the way down, so it stands open."""
    indicator = report.frame.indicator
    return Card(
        id="children",
        title=language.say(indicator.question_zh, indicator.question_en),
        sentence=sentences.children_sentence(report=report, language=language),
        figure=caterpillar_figure(report=report, language=language, hrefs=hrefs),
        table=page_table(report.children, language=language, hrefs=hrefs),
        legend=(language.say(BANDS_ZH, BANDS_EN),),
        is_open=True,
    )


def distribution_card(*, report: RegionReport, language: Language) -> Card:
    """Return the card of how people's values spread."""
    indicator = report.frame.indicator
    bars = drawn_bars(report.distribution)
    return Card(
        id="distribution",
        title=language.say("是普遍如此，还是少数人特别重？", "Common to all, or heavy for a few?"),
        sentence=sentences.distribution_sentence(bars=bars, own=report.own, indicator=indicator, language=language),
        figure=distribution_figure(bars=bars, measure=measure_of(indicator), language=language),
        table=bars_table(bars, unit=measure_of(indicator).unit(language), language=language),
    )


def further_cards(*, report: FurtherReport, language: Language) -> tuple[Card, ...]:
    """Return one card a topic of page 2: its table alone, since its rows have different units."""
    return tuple(_table_card(table, title=_topic_of(table), language=language) for table in report.topics)


def opinions_card(*, report: AppsReport, language: Language) -> Card:
    """Return the card of what users think of their apps, folded: it has several lines an app."""
    title = ("在用的人怎么看", "What users think")
    card = _table_card(report.opinions, title=title, language=language)
    number = len({row.cells[0] for row in report.opinions.rows})
    if not number:
        return card
    said = language.say(
        f"{number}个应用有够多的人说了看法，都列在表里；单看一个应用，点它的名字。",
        f"Enough people said what they think of {number} apps: all in the table; of one app, follow its name.",
    )
    return replace(card, sentence=said, is_open=False)


def _topic_of(table: Table) -> tuple[str, str]:
    return TOPIC_NAMES[Topic(table.key.partition(":")[2])]


def _table_card(table: Table, *, title: tuple[str, str], language: Language) -> Card:
    has_value = any(row.estimate.is_shown for row in table.rows)
    return Card(
        id=table.key.replace(":", "-"),
        title=language.say(*title),
        sentence="" if has_value else sentences.nothing_sentence(language),
        figure=None,
        table=page_table(table, language=language),
        is_open=True,
    )


def app_cards(*, report: AppsReport, hrefs: Mapping[str, str], language: Language) -> tuple[Card, Card]:
    """Return the cards of active shares and of minutes; the first carries the table of both.

    ``hrefs`` maps codes of apps to their portraits.
    """
    active = Card(
        id="active",
        title=language.say("装了的APP，有多少人真在用？", "Of those who hold an app, how many use it?"),
        sentence=sentences.active_sentence(report=report, language=language),
        figure=active_figure(report=report, language=language),
        table=page_table(report.apps, language=language, hrefs=hrefs),
        is_open=True,
    )
    minutes = Card(
        id="minutes",
        title=language.say("在用的人，每个工作日花多久？", "How long do its users spend a workday?"),
        sentence=sentences.minutes_sentence(report=report, language=language),
        figure=minutes_figure(report=report, language=language),
        table=None,
    )
    return active, minutes
