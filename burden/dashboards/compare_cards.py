"""The cards of the page of fair comparison: a funnel with its table, then its lines as numbers."""

from collections.abc import Iterator, Mapping

from burden.dashboards.cards import Card
from burden.dashboards.charts.funnel import funnel_figure
from burden.dashboards.compare_sentences import compare_sentence
from burden.dashboards.language import Language
from burden.dashboards.numbers import number_text
from burden.dashboards.tables import page_table
from burden.reports.compare.types import CompareReport, FunnelPart, Limits
from burden.reports.peers.notes import KIND_WORDS

LONG_TABLE = 40  # rows; longer ones are folded, the chart's sentence names what matters
LINES_ZH = "虚线：95%；实线：99.8%，在它以外才算高于或低于；点线：同级平均。"
LINES_EN = "Dashed: 95%; solid: 99.8%, only beyond it a region counts as higher or lower; dotted: the peer mean."
MARKS_ZH = "▲ 高于同级　● 无明显差异　▼ 低于同级；竖线：95%区间；淡色的人数少，只作参考。"
MARKS_EN = "▲ higher than peers, ● no clear difference, ▼ lower; bars: 95% intervals; faint: few people."


def compare_cards(*, report: CompareReport, hrefs: Mapping[str, str], language: Language) -> tuple[Card, ...]:
    """Return the cards of each kind of region; ``hrefs`` maps region codes to where a row of the table leads."""
    return tuple(card for part in report.parts for card in _cards(part, report, hrefs, language))


def _cards(part: FunnelPart, report: CompareReport, hrefs: Mapping[str, str], language: Language) -> Iterator[Card]:
    indicator, own = report.frame.indicator, report.frame.region.code
    kind_zh, kind_en = KIND_WORDS[part.kind]
    yield Card(
        id=f"compare-{part.kind}",
        title=language.say(
            f"{kind_zh}之间的差别，是不是偶然？{indicator.name_zh}",
            f"Could chance explain how {kind_en} differ? {indicator.name_en}",
        ),
        sentence=compare_sentence(part=part, own=own, indicator=indicator, language=language),
        figure=funnel_figure(part=part, own=own, indicator=indicator, language=language),
        table=page_table(part.units_table, language=language, hrefs=hrefs),
        legend=(language.say(LINES_ZH, LINES_EN), language.say(MARKS_ZH, MARKS_EN)),
        is_open=len(part.units) <= LONG_TABLE,
    )
    if part.limits:
        yield Card(
            id=f"limits-{part.kind}",
            title=language.say(f"多少人对应多宽的判断线？{kind_zh}", f"How wide are the lines? {kind_en}"),
            sentence=_lines_sentence(part, language),
            figure=None,
            table=page_table(part.limits_table, language=language),
            is_open=True,
            is_self_reported=False,
        )


def _lines_sentence(part: FunnelPart, language: Language) -> str:
    """Say how the outer lines narrow from the fewest people to the most, in numbers of the table."""
    indicator = part.comparison.indicator
    first, last = (
        _outer(at, decimals=indicator.decimals, language=language) for at in (part.limits[0], part.limits[-1])
    )
    return language.say(
        f"人越少，偶然的起伏越大，线就越宽：99.8%线{first}；{last}。",
        f"The fewer the people, the more chance moves a mean, the wider the lines. 99.8%: {first}; {last}.",
    )


def _outer(at: Limits, *, decimals: int, language: Language) -> str:
    low, high = (number_text(end, decimals=decimals) for end in at.ends[-1])
    return language.say(f"{at.text}人时在{low}到{high}之间", f"{low} to {high} at {at.text} people")
