"""The tables of a page as one list: what JSON serves and files print, cell by cell what the page shows."""

from collections.abc import Callable

from burden.access.scopes import Viewer
from burden.domain.sentences import Sentence
from burden.reports.app_page import build_app_report
from burden.reports.apps_page import build_apps_report
from burden.reports.board_page import build_board_report
from burden.reports.compare_page import build_compare_report
from burden.reports.distribution_page import build_distribution_report
from burden.reports.effect_page import build_effect_report
from burden.reports.errors import BadFilterError
from burden.reports.findings_page import build_findings_report
from burden.reports.further_page import build_further_report
from burden.reports.headline import headline_table
from burden.reports.notices_page import build_notices_report
from burden.reports.overview import build_overview
from burden.reports.pack import build_pack
from burden.reports.pages import BEFORE_AFTER
from burden.reports.practices_page import build_practices_report
from burden.reports.profile_page import build_profile_report
from burden.reports.public_page import build_public_report
from burden.reports.quality_page import build_quality_report
from burden.reports.region_page import build_region_report
from burden.reports.trend_page import build_trend_report
from burden.reports.types import TablePage
from burden.reports.what_if import build_what_if_report
from burden.reports.what_if_choices import choices_of_text


def table_for(  # noqa: PLR0913  # the filters that every page has
    viewer: Viewer,
    page: str,
    *,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    indicator: str | None = None,
    what_if: str = "",
    event: str = "",
    app: str = "",
) -> TablePage:
    """Return frame and tables of a page by its name in ``PAGES``; pack is the summary of all pages.

    Every table is the very object that the page draws.  ``indicator`` counts for the pages that choose one;
    ``what_if`` is the question of the page what-if, as its choices print it; ``app`` the code of the page app.
    ``event`` is the key of the clean-up of the page before-after, which has one indicator as well.
    NothingToShow for what does not exist or may not be read; BadFilterError for unknown pages and filters.
    """
    if page not in PAGES:
        raise BadFilterError("kind", Sentence("没有这种表。"))
    if page == WHAT_IF:
        return _what_if(viewer, wave, region, levels, indicator, question=what_if)
    if page == BEFORE_AFTER:
        return _before_after(viewer, wave, region, levels, indicator, event=event)
    if page == APP:
        return _app(viewer, wave, region, levels, indicator, code=app)
    return PAGES[page](viewer, wave, region, levels, indicator)


Maker = Callable[[Viewer, str | None, str | None, tuple[int, ...], str | None], TablePage]


def _overview(
    viewer: Viewer, wave: str | None, region: str | None, levels: tuple[int, ...], indicator: str | None
) -> TablePage:
    report = build_overview(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator)
    tables = (headline_table(report.frame, report.headline), *report.by_level, report.heatmap)
    return TablePage(frame=report.frame, tables=tables)


def _region(
    viewer: Viewer, wave: str | None, region: str | None, levels: tuple[int, ...], indicator: str | None
) -> TablePage:
    report = build_region_report(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator)
    return TablePage(frame=report.frame, tables=(report.children,))


def _notices(
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # all indicators of the headline
) -> TablePage:
    report = build_notices_report(viewer=viewer, wave=wave, region=region, levels=levels)
    return TablePage(frame=report.frame, tables=(report.table,))


def _compare(
    viewer: Viewer, wave: str | None, region: str | None, levels: tuple[int, ...], indicator: str | None
) -> TablePage:
    report = build_compare_report(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator)
    return TablePage(frame=report.frame, tables=report.tables)


def _distribution(
    viewer: Viewer, wave: str | None, region: str | None, levels: tuple[int, ...], indicator: str | None
) -> TablePage:
    report = build_distribution_report(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator)
    return TablePage(frame=report.frame, tables=report.tables)


def _trends(
    viewer: Viewer, wave: str | None, region: str | None, levels: tuple[int, ...], indicator: str | None
) -> TablePage:
    report = build_trend_report(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator)
    return TablePage(frame=report.frame, tables=report.tables)


def _apps(
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # apps have tables of their own
) -> TablePage:
    report = build_apps_report(viewer=viewer, wave=wave, region=region, levels=levels)
    return TablePage(frame=report.frame, tables=(report.apps, report.weights, report.balance, report.opinions))


def _app(  # noqa: PLR0913  # the filters that every page has, and which app
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # tables of its own
    *,
    code: str = "",
) -> TablePage:
    report = build_app_report(viewer=viewer, app=code, wave=wave, region=region, levels=levels)
    return TablePage(frame=report.frame, tables=report.tables)


def _findings(
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # rules have evidence of their own
) -> TablePage:
    report = build_findings_report(viewer=viewer, wave=wave, region=region, levels=levels)
    return TablePage(frame=report.frame, tables=(report.table,))


def _board(
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # leads and decisions
) -> TablePage:
    report = build_board_report(viewer=viewer, wave=wave, region=region, levels=levels)
    return TablePage(frame=report.frame, tables=report.tables)


def _practices(
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # practices have tables of their own
) -> TablePage:
    report = build_practices_report(viewer=viewer, wave=wave, region=region, levels=levels)
    return TablePage(frame=report.frame, tables=report.tables)


def _further(
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # all indicators of page 2
) -> TablePage:
    report = build_further_report(viewer=viewer, wave=wave, region=region, levels=levels)
    return TablePage(frame=report.frame, tables=report.topics)


def _what_if(  # noqa: PLR0913  # the filters that every page has, and the question
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # it asks about apps and groups
    *,
    question: str = "",
) -> TablePage:
    choices = choices_of_text(question)
    report = build_what_if_report(viewer=viewer, wave=wave, region=region, levels=levels, choices=choices)
    return TablePage(frame=report.frame, tables=(report.changes, report.parts))


def _profile(
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # all indicators
) -> TablePage:
    report = build_profile_report(viewer=viewer, wave=wave, region=region, levels=levels)
    return TablePage(frame=report.frame, tables=tuple(part.table for part in report.parts))


def _before_after(  # noqa: PLR0913  # the filters that every page has, and the clean-up
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,
    *,
    event: str = "",
) -> TablePage:
    report = build_effect_report(
        viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator, event=event
    )
    return TablePage(frame=report.frame, tables=report.tables)


def _quality(
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # notes on all numbers
) -> TablePage:
    report = build_quality_report(viewer=viewer, wave=wave, region=region, levels=levels)
    return TablePage(frame=report.frame, tables=report.tables)


def _public(
    viewer: Viewer, wave: str | None, region: str | None, levels: tuple[int, ...], indicator: str | None
) -> TablePage:
    report = build_public_report(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator)
    return TablePage(frame=report.frame, tables=(headline_table(report.frame, report.headline), *report.by_level))


def _pack(
    viewer: Viewer,
    wave: str | None,
    region: str | None,
    levels: tuple[int, ...],
    indicator: str | None,  # noqa: ARG001  # a pack has all indicators
) -> TablePage:
    return build_pack(viewer=viewer, wave=wave, region=region, levels=levels)


APP, WHAT_IF, PACK = "app", "what-if", "pack"
PAGES: dict[str, Maker] = {
    "overview": _overview,
    "region": _region,
    "compare": _compare,
    "distribution": _distribution,
    "notices": _notices,
    "trends": _trends,
    "apps": _apps,
    APP: _app,
    "board": _board,
    "findings": _findings,
    "practices": _practices,
    "further": _further,
    "profile": _profile,
    "quality": _quality,
    "public": _public,
    WHAT_IF: _what_if,
    BEFORE_AFTER: _before_after,
    PACK: _pack,
}
