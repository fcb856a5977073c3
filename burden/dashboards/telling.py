"""What the charts of a page say, without drawing the page: the sentences that files print above its tables."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext

from burden.dashboards.app_cards import all_apps_cards, portrait_cards
from burden.dashboards.board_views import board_cards
from burden.dashboards.cards import (
    Card,
    children_card,
    distribution_card,
    further_cards,
    heatmap_card,
    level_card,
)
from burden.dashboards.compare_cards import compare_cards
from burden.dashboards.distribution_cards import distribution_cards
from burden.dashboards.effect_cards import effect_cards, nothing_card
from burden.dashboards.finding_lines import findings_card
from burden.dashboards.language import Language
from burden.dashboards.notice_lines import notices_card
from burden.dashboards.practices_cards import practices_cards
from burden.dashboards.profile_views import profile_cards
from burden.dashboards.quality_views import quality_cards
from burden.dashboards.trend_cards import trend_cards
from burden.dashboards.what_if_views import what_if_cards
from burden.reports import pages
from burden.reports.apps.board_page import build_board_report
from burden.reports.apps.page import build_apps_report
from burden.reports.apps.portrait import build_app_report
from burden.reports.compare.page import build_compare_report
from burden.reports.distribution.page import build_distribution_report
from burden.reports.effect.page import build_effect_report
from burden.reports.findings.page import build_findings_report
from burden.reports.further_page import build_further_report
from burden.reports.notices.page import build_notices_report
from burden.reports.overview import build_overview
from burden.reports.practices.page import build_practices_report
from burden.reports.profile.page import build_profile_report
from burden.reports.quality.page import build_quality_report
from burden.reports.question import Question
from burden.reports.region_page import build_region_report
from burden.reports.telling import PageWords, Told
from burden.reports.trends.page import build_trend_report
from burden.reports.what_if.choices import choices_of_text
from burden.reports.what_if.page import build_what_if_report

Maker = Callable[[Question, Language], Iterable[Card]]


def tell(question: Question) -> PageWords:
    """Return the name of the page and what its charts say; a page of mere tables says no more than its name.

    NothingToShow for what does not exist or may not be read, BadFilterError for filters that no page knows.
    """
    make = MAKERS.get(question.page)
    with translation.override(question.language):
        cards = tuple(make(question, Language(question.language))) if make else ()
        label = gettext(pages.LINE_OF[question.page].label)
    return PageWords(label=label, charts=tuple(_told(cards)))


def _told(cards: Iterable[Card]) -> Iterator[Told]:
    table = ""
    for card in cards:
        # A chart without a table of its own draws that of the chart before it.
        table = card.table_key or (card.table.key if card.table else table)
        yield Told(table=table, title=card.title, sentence=card.sentence)


def _overview(question: Question, language: Language) -> Iterable[Card]:
    report = build_overview(**question.subject)
    for table in report.by_level:
        if table.indicator is not None:
            yield level_card(table=table, indicator=table.indicator, language=language)
    yield heatmap_card(report=report, hrefs={}, language=language)


def _region(question: Question, language: Language) -> Iterable[Card]:
    report = build_region_report(**question.subject)
    children = children_card(report=report, hrefs={}, language=language)
    # Files hold no table of the distribution; its sentence stands with the regions below.
    spread = distribution_card(report=report, language=language)
    return (children, replace(spread, table=None))


def _compare(question: Question, language: Language) -> Iterable[Card]:
    report = build_compare_report(**question.subject)
    return compare_cards(report=report, hrefs={}, language=language)


def _distribution(question: Question, language: Language) -> Iterable[Card]:
    report = build_distribution_report(**question.subject)
    return distribution_cards(report=report, language=language)


def _practices(question: Question, language: Language) -> Iterable[Card]:
    report = build_practices_report(**question.place)
    return practices_cards(report=report, hrefs={}, language=language)


def _trends(question: Question, language: Language) -> Iterable[Card]:
    report = build_trend_report(**question.subject)
    return trend_cards(report=report, language=language)


def _apps(question: Question, language: Language) -> Iterable[Card]:
    report = build_apps_report(**question.place)
    return all_apps_cards(report=report, hrefs={}, language=language)


def _app(question: Question, language: Language) -> Iterable[Card]:
    report = build_app_report(**question.place, app=question.app)
    return portrait_cards(report=report, language=language)


def _board(question: Question, language: Language) -> Iterable[Card]:
    report = build_board_report(**question.place)
    return board_cards(report, hrefs={}, language=language)


def _further(question: Question, language: Language) -> Iterable[Card]:
    report = build_further_report(**question.place)
    return further_cards(report=report, language=language)


def _what_if(question: Question, language: Language) -> Iterable[Card]:
    choices = choices_of_text(question.what_if)
    report = build_what_if_report(**question.place, choices=choices)
    return () if choices.is_empty else what_if_cards(report, language)


def _profile(question: Question, language: Language) -> Iterable[Card]:
    report = build_profile_report(**question.place)
    return profile_cards(report, language)


def _before_after(question: Question, language: Language) -> Iterable[Card]:
    report = build_effect_report(
        **question.subject,
        event=question.event,
    )
    cards = effect_cards(report=report, language=language)
    return cards if report.outcome else (nothing_card(report=report, language=language), *cards)


def _quality(question: Question, language: Language) -> Iterable[Card]:
    report = build_quality_report(**question.place)
    return quality_cards(report, language)


def _findings(question: Question, language: Language) -> Iterable[Card]:
    report = build_findings_report(**question.place)
    return (findings_card(report, language=language),)


def _notices(question: Question, language: Language) -> Iterable[Card]:
    report = build_notices_report(**question.place)
    return (notices_card(report, language=language),)


MAKERS: dict[str, Maker] = {
    pages.OVERVIEW: _overview,
    pages.REGION: _region,
    pages.PROFILE: _profile,
    pages.NOTICES: _notices,
    pages.COMPARE: _compare,
    pages.DISTRIBUTION: _distribution,
    pages.PRACTICES: _practices,
    pages.TRENDS: _trends,
    pages.BEFORE_AFTER: _before_after,
    pages.FINDINGS: _findings,
    pages.QUALITY: _quality,
    pages.APPS: _apps,
    pages.APP: _app,
    pages.BOARD: _board,
    pages.FURTHER: _further,
    pages.WHAT_IF: _what_if,
}
