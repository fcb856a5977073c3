"""Pages of figures for people who have signed in: overview, region, notices, trends, apps, page 2."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from burden.access.decorators import role_required
from burden.access.scopes import Role, Viewer
from burden.dashboards.addresses import Filters, More
from burden.dashboards.app_cards import all_apps_cards
from burden.dashboards.cards import (
    children_card,
    distribution_card,
    further_cards,
    heatmap_card,
    level_card,
)
from burden.dashboards.doors import figures_page
from burden.dashboards.headline import headline_numbers
from burden.dashboards.honest import honest_words
from burden.dashboards.language import current_language
from burden.dashboards.notice_lines import notice_lines, notices_card
from burden.dashboards.numbers import people_text
from burden.dashboards.page_frame import app_hrefs, down_href, page_frame
from burden.dashboards.trend_cards import trend_cards
from burden.reports.apps.page import build_apps_report
from burden.reports.further_page import build_further_report
from burden.reports.notices.page import build_notices_report
from burden.reports.overview import build_overview
from burden.reports.pages import APPS, FURTHER, NOTICES, OVERVIEW, REGION, TRENDS
from burden.reports.region_page import build_region_report
from burden.reports.suggestions import shown_suggestions
from burden.reports.trends.page import build_trend_report
from burden.reports.types import Estimate, Frame, OverviewReport, Table

signed_in = role_required(Role.SUPERVISOR, Role.INSPECTOR, Role.OPERATOR)


@figures_page
@signed_in
def overview(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show how heavy it is in a region, for whom and where; the one honest page where few have answered."""
    report = build_overview(**filters.subject(viewer))
    context = page_context(report.frame, page=OVERVIEW, filters=filters, own=_own_number(report))
    context["headline"] = headline_numbers(report.headline, language=current_language())
    if report.honest is not None:
        words = honest_words(report.honest, language=current_language())
        return render(request, "dashboards/honest.html", context | {"honest_page": words})
    return render(request, "dashboards/overview.html", context | _overview_cards(report, filters))


@figures_page
@signed_in
def region(request: HttpRequest, code: str, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show the regions below one region against their peers."""
    report = build_region_report(**filters.with_changes(region=code).subject(viewer))
    language = current_language()
    context = page_context(report.frame, page=REGION, filters=filters, own=report.own)
    context["headline"] = headline_numbers(((report.frame.indicator, report.own),), language=language)
    context["cards"] = (
        children_card(report=report, hrefs=_child_hrefs(report.children, filters), language=language),
        distribution_card(report=report, language=language),
    )
    if report.frame.wave.asks_for_text and not report.frame.is_public_view:
        context["suggestions"] = shown_suggestions(viewer=viewer, wave=report.frame.wave.code, region=code)
    return render(request, "dashboards/region.html", context)


@figures_page
@signed_in
def notices(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show which regions and figures deserve a look after a release."""
    report = build_notices_report(**filters.place(viewer))
    language = current_language()
    context = page_context(report.frame, page=NOTICES, filters=filters)
    context["card"] = notices_card(report, language=language)
    context["lines"] = notice_lines(report, filters=filters, language=language)
    return render(request, "dashboards/notices.html", context)


@figures_page
@signed_in
def trends(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show whether a figure falls or rises from wave to wave, over its peers and beside clean-ups."""
    report = build_trend_report(**filters.subject(viewer))
    own = next((wave.estimate for wave in report.waves if wave.code == report.frame.wave.code), None)
    context = page_context(report.frame, page=TRENDS, filters=filters, own=own)
    context["cards"] = trend_cards(report=report, language=current_language())
    return render(request, "dashboards/cards.html", context)


@figures_page
@signed_in
def apps(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show how many hold and use each app of the catalogue, and how long."""
    report = build_apps_report(**filters.place(viewer))
    context = page_context(report.frame, page=APPS, filters=filters, own=report.people)
    context["people"] = people_text(report.people) if report.people.is_shown else ""
    hrefs = app_hrefs(report.apps, filters)
    context["cards"] = all_apps_cards(report=report, hrefs=hrefs, language=current_language())
    return render(request, "dashboards/apps.html", context)


@figures_page
@signed_in
def further(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show what people said on page 2, question by question."""
    report = build_further_report(**filters.place(viewer))
    context = page_context(report.frame, page=FURTHER, filters=filters)
    context["cards"] = further_cards(report=report, language=current_language())
    return render(request, "dashboards/further.html", context)


def _overview_cards(report: OverviewReport, filters: Filters) -> dict[str, Any]:
    language = current_language()
    return {
        "level_cards": tuple(
            level_card(table=table, indicator=table.indicator, language=language)
            for table in report.by_level
            if table.indicator is not None
        ),
        "heatmap": heatmap_card(report=report, hrefs=_child_hrefs(report.heatmap, filters), language=language),
    }


def _own_number(report: OverviewReport) -> Estimate | None:
    """Return the region's own number of the chosen indicator; none where the chosen levels have no row of it."""
    chosen = {indicator.code: value for indicator, value in report.headline}.get(report.frame.indicator.code)
    if chosen or report.frame.levels:
        return chosen
    tables = [table for table in report.by_level if table.indicator == report.frame.indicator]
    return next((row.estimate for table in tables for row in table.rows if row.kind == "total"), None)


def _child_hrefs(table: Table, filters: Filters) -> dict[str, str]:
    below = (row.region for row in table.rows if row.region and row.kind != "total")
    return {region.code: down_href(region, filters) for region in below}


def _file_kinds() -> tuple[tuple[str, str], ...]:
    """Return the kinds of files that a page offers, with the words on their buttons."""
    return (
        ("table-csv", _("本页表格 CSV")),
        ("table-xlsx", _("本页表格 XLSX")),
        ("page-pdf", _("本页 PDF")),
        ("pack-csv", _("本地区汇总 CSV（压缩包）")),
        ("pack-xlsx", _("本地区汇总 XLSX")),
    )


def page_context(
    frame: Frame, *, page: str, filters: Filters, own: Estimate | None = None, taken: More = ()
) -> dict[str, Any]:
    """Return what the template of a page of figures needs around its charts.

    ``own`` is the number of the region itself, where the page is about one: its people and grade head the page.  There
    is none where each row has people of its own: profile, quality, page 2, board, what-if, notices and leads; before
    and after, where a clean-up may be of a region below and of other waves.
    ``taken`` is what the page took by default of the filters that it alone knows.
    """
    return {
        "frame": frame,
        "page": page_frame(frame=frame, page=page, filters=filters, language=current_language(), own=own, taken=taken),
        "page_name": page,
        "filters": filters,
        "keep": filters.query(),
        "section": APPS if page == APPS else OVERVIEW,
        "is_demo": frame.wave.is_demo,
        "file_kinds": _file_kinds(),
    }
