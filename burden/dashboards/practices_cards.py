"""The cards of the page of practices: by level, by official class, and both by region."""

from collections.abc import Iterator, Mapping

from burden.dashboards.cards import Card
from burden.dashboards.charts.heatmap import GridCell, grid_figure
from burden.dashboards.charts.practices import marks_text, practices_figure
from burden.dashboards.language import Language
from burden.dashboards.numbers import SHARE
from burden.dashboards.practices_sentences import facts_sentence, regions_sentence
from burden.dashboards.tables import page_table
from burden.reports.practices.met import CLASS_FACTS, HOLLOW, PRACTICE_FACTS, Fact
from burden.reports.types import PracticesReport, Table

BARS_ZH = "横线：95%区间；淡色的人数少，只作参考。"
BARS_EN = "Bars: 95% intervals; faint: few people."
GRID_ZH = "格里是遇到过的人占几成（%），颜色越深越多；斜纹格：样本不足，已并入上级，或无数据。"
GRID_EN = "Percent of people who met it, the darker the more; hatched: too few answers, counted above, or none."
# Heads of narrow columns; the table and what appears under the pointer have the names in full.
SHORT: dict[str, tuple[str, str]] = {
    "class_compulsory": ("强制<br>使用", "com-<br>pulsory"),
    "class_traces": ("过度<br>留痕", "traces"),
    "class_ranking": ("滥用<br>排名", "ranking"),
    "class_multiple": ("多头<br>填报", "multiple"),
    HOLLOW.code: ("空壳<br>僵尸", "hollow"),
    "p_checkin": ("打卡", "check-in"),
    "p_points_rank": ("排名", "ranking"),
    "p_rate_notice": ("通报", "circulars"),
    "p_location_track": ("定位", "location"),
    "p_photo_upload": ("照片", "photos"),
    "p_duplicate_entry": ("重复<br>填报", "same<br>data"),
    "p_like_recruit": ("点赞", "likes"),
    "p_instant_reply": ("限时<br>回复", "replies"),
    "p_none": ("都没<br>有", "none"),
}


def practices_cards(*, report: PracticesReport, hrefs: Mapping[str, str], language: Language) -> tuple[Card, ...]:
    """Return the four cards; those by region only where there are regions below."""
    by_level = (
        _by_level(report, report.practices, ("遇到过哪些做法？", "Which practices did people meet?"), language),
        _by_level(report, report.classes, ("归到五类问题，各占多少？", "How much of each official class?"), language),
    )
    return (*by_level, *_by_region(report, hrefs, language)) if report.regions.rows else by_level


def _by_level(report: PracticesReport, table: Table, title: tuple[str, str], language: Language) -> Card:
    return Card(
        id=table.key,
        title=language.say(*title),
        sentence=facts_sentence(table=table, frame=report.frame, language=language),
        figure=practices_figure(table=table, frame=report.frame, language=language),
        table=page_table(table, language=language),
        legend=(marks_text(report.frame, language), language.say(BARS_ZH, BARS_EN)),
        is_open=True,
    )


def _by_region(report: PracticesReport, hrefs: Mapping[str, str], language: Language) -> Iterator[Card]:
    pages = (
        ("classes-by-region", CLASS_FACTS, ("哪里遇到的多？五类问题", "Where is it met? Official classes"), True),
        ("practices-by-region", PRACTICE_FACTS, ("哪里遇到的多？八种做法", "Where is it met? Eight practices"), False),
    )
    for name, facts, title, has_table in pages:
        yield Card(
            id=name,
            title=language.say(*title),
            sentence=regions_sentence(table=report.regions, facts=facts, language=language),
            figure=_grid(report.regions, facts, hrefs, language),
            table=page_table(report.regions, language=language, hrefs=hrefs) if has_table else None,
            legend=(language.say(GRID_ZH, GRID_EN),),
            is_open=has_table,
        )


def _grid(
    table: Table, facts: tuple[Fact, ...], hrefs: Mapping[str, str], language: Language
) -> dict[str, object] | None:
    rows = [
        [
            GridCell(
                estimate=dict(row.estimates)[fact.code],
                name=f"{language.say(row.label_zh, row.label_en)} · {language.say(fact.zh, fact.en)}",
                href=hrefs.get(row.region.code, "") if row.region else "",
            )
            for fact in facts
        ]
        for row in table.rows
    ]
    return grid_figure(
        names=[language.say(row.label_zh, row.label_en) for row in table.rows],
        columns=[language.say(*SHORT[fact.code]) for fact in facts],
        cells=rows,
        measure=SHARE,
        language=language,
    )
