"""The tables of a page as one list: what JSON serves and files print, cell by cell what the page shows."""

from collections.abc import Callable
from typing import Protocol

from burden.domain.sentences import Sentence
from burden.reports import pages
from burden.reports.apps.board_page import build_board_report
from burden.reports.apps.page import build_apps_report
from burden.reports.apps.portrait import build_app_report
from burden.reports.compare.page import build_compare_report
from burden.reports.distribution.page import build_distribution_report
from burden.reports.effect.page import build_effect_report
from burden.reports.errors import BadFilterError
from burden.reports.findings.page import build_findings_report
from burden.reports.further_page import build_further_report
from burden.reports.headline import headline_table
from burden.reports.notices.page import build_notices_report
from burden.reports.overview import build_overview
from burden.reports.pack import build_pack
from burden.reports.practices.page import build_practices_report
from burden.reports.profile.page import build_profile_report
from burden.reports.public_page import build_public_report
from burden.reports.quality.page import build_quality_report
from burden.reports.question import Question
from burden.reports.region_page import build_region_report
from burden.reports.trends.page import build_trend_report
from burden.reports.types import Frame, Table, TablePage
from burden.reports.what_if.choices import choices_of_text
from burden.reports.what_if.page import build_what_if_report

PACK = "pack"  # the summary of all pages


class Tabled(Protocol):
    """A report that says itself which tables it consists of."""

    @property
    def frame(self) -> Frame:
        """Return what stands around the tables."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables in the order of the page."""


def table_for(asked: Question) -> TablePage:
    """Return frame and tables of a page by its name in ``PAGES``.

    Every table is the very object that the page draws; filters that the page does not have are not looked at.
    NothingToShow for what does not exist or may not be read; BadFilterError for unknown pages and filters.
    """
    if asked.page not in PAGES:
        raise BadFilterError("kind", Sentence("没有这种表。"))
    return PAGES[asked.page](asked)


def page_of(report: Tabled) -> TablePage:
    """Return the tables of a report in its frame."""
    return TablePage(frame=report.frame, tables=report.tables)


def _overview(asked: Question) -> TablePage:
    report = build_overview(**asked.subject)
    tables = (headline_table(report.frame, report.headline), *report.by_level, report.heatmap)
    return TablePage(frame=report.frame, tables=tables)


def _public(asked: Question) -> TablePage:
    report = build_public_report(**asked.subject)
    return TablePage(frame=report.frame, tables=(headline_table(report.frame, report.headline), *report.by_level))


def _what_if(asked: Question) -> TablePage:
    return page_of(build_what_if_report(**asked.place, choices=choices_of_text(asked.what_if)))


PAGES: dict[str, Callable[[Question], TablePage]] = {
    pages.OVERVIEW: _overview,
    pages.REGION: lambda asked: page_of(build_region_report(**asked.subject)),
    pages.COMPARE: lambda asked: page_of(build_compare_report(**asked.subject)),
    pages.DISTRIBUTION: lambda asked: page_of(build_distribution_report(**asked.subject)),
    pages.PROFILE: lambda asked: page_of(build_profile_report(**asked.place)),
    pages.NOTICES: lambda asked: page_of(build_notices_report(**asked.place)),
    pages.TRENDS: lambda asked: page_of(build_trend_report(**asked.subject)),
    pages.BEFORE_AFTER: lambda asked: page_of(build_effect_report(**asked.subject, event=asked.event)),
    pages.APPS: lambda asked: page_of(build_apps_report(**asked.place)),
    pages.APP: lambda asked: page_of(build_app_report(**asked.place, app=asked.app)),
    pages.PRACTICES: lambda asked: page_of(build_practices_report(**asked.place)),
    pages.BOARD: lambda asked: page_of(build_board_report(**asked.place)),
    pages.WHAT_IF: _what_if,
    pages.FURTHER: lambda asked: page_of(build_further_report(**asked.place)),
    pages.QUALITY: lambda asked: page_of(build_quality_report(**asked.place)),
    pages.FINDINGS: lambda asked: page_of(build_findings_report(**asked.place)),
    pages.PUBLIC: _public,
    PACK: lambda asked: build_pack(**asked.place),
}
