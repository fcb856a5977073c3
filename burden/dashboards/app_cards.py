"""The cards of an app's portrait, and those of all apps together."""

from collections.abc import Mapping

from burden.dashboards import app_sentences as say
from burden.dashboards.cards import Card, app_cards, opinions_card
from burden.dashboards.charts.app_balance import balance_figure, corner_of
from burden.dashboards.charts.app_weights import weights_figure
from burden.dashboards.charts.apps import ACTIVE, MINUTES
from burden.dashboards.charts.levels import levels_figure
from burden.dashboards.charts.rows import rows_figure
from burden.dashboards.figure_style import Figure
from burden.dashboards.language import Language
from burden.dashboards.tables import page_table
from burden.reports.apps.portrait import AppReport
from burden.reports.types import AppsReport, Estimate, Row, Table


def portrait_cards(*, report: AppReport, language: Language) -> tuple[Card, ...]:
    """Return the cards, what people say first, what the catalogue holds last; six charts at most."""
    return (
        *_standing_cards(report, language),
        *_use_cards(report, language),
        _card(
            report.flags,
            ("觉得它最费时间的人，说它有哪些要求？", "What does it ask of those who name it as taking most time?"),
            say.highest_sentence(table=report.flags, language=language),
            rows_figure(table=report.flags, measure=ACTIVE, language=language),
            language,
        ),
        _card(
            report.answers,
            ("在用的人怎么看它？", "What do its users think of it?"),
            say.answers_sentence(table=report.answers, language=language),
            rows_figure(table=report.answers, measure=ACTIVE, language=language),
            language,
        ),
        _plain(report.facts, ("目录怎么写它？", "What does the catalogue say?"), "", language),
    )


def _standing_cards(report: AppReport, language: Language) -> tuple[Card, ...]:
    leads = _plain(
        report.leads,
        ("有没有线索，定了什么？", "Any leads, and what was decided?"),
        say.standing_sentence(report=report, language=language),
        language,
    )
    if not report.history.rows:
        return (leads,)
    return (leads, _plain(report.history, ("登记过哪些决定？", "Which decisions were recorded?"), "", language))


def _use_cards(report: AppReport, language: Language) -> tuple[Card, ...]:
    levels = _card(
        report.levels,
        ("哪一层在它上面花的时间多？", "At which level does it take more time?"),
        say.minutes_sentence(table=report.levels, language=language),
        levels_figure(table=report.levels, measure=MINUTES, language=language),
        language,
        is_open=True,
    )
    waves = _card(
        report.waves,
        ("各次调查，装了的人里在用的有多少？", "How many of its holders used it, wave by wave?"),
        say.waves_sentence(table=report.waves, language=language),
        rows_figure(table=report.waves, measure=ACTIVE, language=language, of=active_of),
        language,
    )
    if not report.regions.rows:
        return (levels, waves)
    regions = _card(
        report.regions,
        ("哪里的人在它上面花的时间多？", "Where does it take more time?"),
        say.minutes_sentence(table=report.regions, language=language),
        levels_figure(table=report.regions, measure=MINUTES, language=language),
        language,
    )
    return (levels, regions, waves)


def active_of(row: Row) -> Estimate:
    """Return the share of holders who use the app."""
    return dict(row.estimates)["active"]


def _card(  # noqa: PLR0913  # what a card consists of
    table: Table,
    title: tuple[str, str],
    sentence: str,
    figure: Figure | None,
    language: Language,
    *,
    is_open: bool = False,
) -> Card:
    return Card(
        id=table.key.replace("_", "-"),
        title=language.say(*title),
        sentence=sentence,
        figure=figure,
        table=page_table(table, language=language),
        is_open=is_open,
    )


def _plain(table: Table, title: tuple[str, str], sentence: str, language: Language) -> Card:
    return Card(
        id=table.key,
        title=language.say(*title),
        sentence=sentence,
        figure=None,
        table=page_table(table, language=language) if table.rows else None,
        table_key=table.key,
        is_open=True,
        is_self_reported=False,
    )


def all_apps_cards(*, report: AppsReport, hrefs: Mapping[str, str], language: Language) -> tuple[Card, ...]:
    """Return the cards of the page of apps; ``hrefs`` maps codes of apps to their portraits."""
    return (
        weights_card(report=report, hrefs=hrefs, language=language),
        *app_cards(report=report, hrefs=hrefs, language=language),
        balance_card(report=report, hrefs=hrefs, language=language),
        opinions_card(report=report, language=language),
    )


def weights_card(*, report: AppsReport, hrefs: Mapping[str, str], language: Language) -> Card:
    """Return the card of whose minutes weigh most; ``hrefs`` maps codes of apps to their portraits."""
    return Card(
        id="weights",
        title=language.say("时间主要花在哪几个应用上？", "Which few apps take most of the time?"),
        sentence=say.weights_sentence(table=report.weights, language=language),
        figure=weights_figure(table=report.weights, language=language),
        table=page_table(report.weights, language=language, hrefs=hrefs) if report.weights.rows else None,
        table_key=report.weights.key,
        legend=(
            language.say(
                "条：这个应用占全部应用用时的几成；菱形：连同前面各个一共几成。横线是95%区间。",
                "Bars: the app's share of all app minutes; diamonds: with those before it. Whiskers: 95% intervals.",
            ),
        ),
    )


def balance_card(*, report: AppsReport, hrefs: Mapping[str, str], language: Language) -> Card:
    """Return the card of minutes against usefulness; ``hrefs`` maps codes of apps to their portraits."""
    return Card(
        id="balance",
        title=language.say("费的时间，换来的有用吗？", "Is the time well spent?"),
        sentence=say.balance_sentence(table=report.balance, language=language),
        figure=balance_figure(table=report.balance, language=language),
        table=page_table(report.balance, language=language, hrefs=hrefs) if report.balance.rows else None,
        table_key=report.balance.key,
        legend=(
            *_named_corner(report, language),
            language.say(
                "▲ 用时在中间值以上、觉得有用的在中间值以下；● 其他。点线是各应用的中间值，横竖线是95%区间。",
                "▲ more time and less useful than the middle; ● others. Dotted: the middle of the apps; "
                "whiskers: 95% intervals.",
            ),
        ),
    )


def _named_corner(report: AppsReport, language: Language) -> tuple[str, ...]:
    """Name the apps under the chart: beside their points the names would cover each other."""
    names = [language.say(row.label_zh, row.label_en) for row in corner_of(report.balance).look]
    return (language.say(f"▲：{'、'.join(names)}。", f"▲: {', '.join(names)}."),) if names else ()
