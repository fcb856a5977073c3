"""Pages that compare: regions against chance, people against each other, practices by level and place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from burden.access.scopes import Viewer
from burden.dashboards.addresses import Filters
from burden.dashboards.compare_cards import compare_cards
from burden.dashboards.distribution_cards import distribution_cards
from burden.dashboards.doors import figures_page
from burden.dashboards.language import current_language
from burden.dashboards.page_frame import down_href, region_href
from burden.dashboards.practices_cards import practices_cards
from burden.dashboards.views import page_context, signed_in
from burden.domain.levels import RegionKind
from burden.reports.compare.page import build_compare_report
from burden.reports.distribution.page import build_distribution_report
from burden.reports.pages import COMPARE, DISTRIBUTION, PRACTICES
from burden.reports.practices.page import build_practices_report


@figures_page
@signed_in
def compare(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show which regions lie farther from their peers than chance would put them."""
    report = build_compare_report(**filters.subject(viewer))
    context = page_context(report.frame, page=COMPARE, filters=filters, own=report.own)
    hrefs = {
        unit.region.code: region_href(COMPARE, unit.region, filters)
        if unit.region.kind != RegionKind.TOWNSHIP
        else down_href(unit.region, filters)
        for part in report.parts
        for unit in part.units
    }
    context["cards"] = compare_cards(report=report, hrefs=hrefs, language=current_language())
    return render(request, "dashboards/cards.html", context)


@figures_page
@signed_in
def distribution(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show whether many carry much or a few very much, by level."""
    report = build_distribution_report(**filters.subject(viewer))
    context = page_context(report.frame, page=DISTRIBUTION, filters=filters, own=report.own)
    context["cards"] = distribution_cards(report=report, language=current_language())
    return render(request, "dashboards/cards.html", context)


@figures_page
@signed_in
def practices(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show how many met each practice and each official class, by level and by region."""
    report = build_practices_report(**filters.place(viewer))
    context = page_context(report.frame, page=PRACTICES, filters=filters, own=report.people)
    hrefs = {
        row.region.code: region_href(PRACTICES, row.region, filters)
        for row in report.regions.rows
        if row.region is not None
    }
    context["cards"] = practices_cards(report=report, hrefs=hrefs, language=current_language())
    return render(request, "dashboards/cards.html", context)
