"""The cards of the page of before and after: the chosen clean-up, and the cautions."""

from dataclasses import dataclass, replace

from burden.dashboards.addresses import Filters
from burden.dashboards.cards import Card
from burden.dashboards.charts.effect import effect_figure
from burden.dashboards.effect_sentences import cautions_sentence, effect_sentence
from burden.dashboards.language import Language
from burden.dashboards.tables import page_table
from burden.reports.effect.types import Cautions, EffectReport

LEGEND = (
    "空心是清理前，实心是清理后；圆点是本地，菱形是没做清理的地区的平均；横线是95%区间。",
    "Hollow: before, filled: after; circles: there, diamonds: mean of regions without a clean-up; bars: 95% intervals.",
)


@dataclass(frozen=True, kw_only=True)
class CleanUpLink:
    """One clean-up to choose; ``waves`` says which waves stand around it."""

    href: str
    day: str
    region: str
    title: str
    note: str
    waves: str
    is_chosen: bool


def clean_up_links(*, report: EffectReport, path: str, filters: Filters, language: Language) -> tuple[CleanUpLink, ...]:
    """Return the clean-ups to choose from, newest first."""
    chosen = report.outcome.clean_up.key if report.outcome else ""
    return tuple(
        CleanUpLink(
            href=path + replace(filters, more=(("event", clean_up.key),)).query(),
            day=clean_up.happened_on.isoformat(),
            region=language.name_of(clean_up.region.name),
            title=language.name_of(clean_up.title),
            note=language.name_of(clean_up.note),
            waves=_waves(clean_up.before, clean_up.after, language),
            is_chosen=clean_up.key == chosen,
        )
        for clean_up in report.clean_ups
    )


def _waves(before: str, after: str, language: Language) -> str:
    if before and after:
        return language.say(f"{before}和{after}之间", f"between {before} and {after}")
    if before:
        return language.say("还没有清理以后的调查", "no wave since")
    return language.say("没有清理以前的调查", "no wave before")


def effect_cards(*, report: EffectReport, language: Language) -> tuple[Card, ...]:
    """Return what came of the chosen clean-up, where there is one, and the cautions of the chosen wave."""
    cards = [_effect_card(report, language)] if report.outcome else []
    if report.cautions is not None:
        cards.append(_cautions_card(report.cautions, language))
    return tuple(cards)


def nothing_card(*, report: EffectReport, language: Language) -> Card:
    """Return what files print in place of the chosen clean-up where there is none; pages say it in their list."""
    return Card(
        id="clean-ups",
        title=language.say("登记过的清理", "Clean-ups entered"),
        sentence=effect_sentence(report=report, language=language),
        figure=None,
        table=None,
    )


def _effect_card(report: EffectReport, language: Language) -> Card:
    indicator = report.frame.indicator
    has_numbers = report.cells is not None and any(row.estimate.is_shown for row in report.cells.rows)
    return Card(
        id="effect",
        title=language.say(f"清理有没有用？{indicator.name_zh}", f"Did the clean-up help? {indicator.name_en}"),
        sentence=effect_sentence(report=report, language=language),
        figure=effect_figure(report=report, language=language),
        table=page_table(report.cells, language=language) if report.cells and has_numbers else None,
        table_key=report.cells.key if report.cells else "",
        legend=(language.say(*LEGEND),),
        is_open=True,
    )


def _cautions_card(cautions: Cautions, language: Language) -> Card:
    return Card(
        id="cautions",
        title=language.say("减负以后，哪里值得去问一问？", "Where is it worth asking after relief?"),
        sentence=cautions_sentence(cautions=cautions, language=language),
        figure=None,
        table=page_table(cautions.table, language=language) if cautions.cases else None,
        table_key=cautions.table.key,
        is_open=True,
    )
