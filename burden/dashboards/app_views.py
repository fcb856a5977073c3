"""The portrait of one app, as page and JSON."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from burden.access.scopes import Viewer
from burden.dashboards import api_shapes as shapes
from burden.dashboards.addresses import Filters
from burden.dashboards.api import LEVEL, REFUSALS, REGION, WAVE, ReadingView
from burden.dashboards.app_cards import portrait_cards
from burden.dashboards.doors import figures_page
from burden.dashboards.language import current_language
from burden.dashboards.views import page_context, signed_in
from burden.reports.apps.portrait import build_app_report
from burden.reports.pages import APP


@figures_page
@signed_in
def app(request: HttpRequest, code: str, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show everything that may be read about one app in one region."""
    report = build_app_report(**filters.place(viewer), app=code)
    named = replace(filters, more=(("app", code),))
    context = page_context(report.frame, page=APP, filters=named, own=report.people)
    context |= {"filters": filters, "keep": filters.query()}
    context["app"] = report.app
    context["cards"] = portrait_cards(report=report, language=current_language())
    return render(request, "dashboards/app.html", context)


class AppView(ReadingView):
    """One app of the catalogue in one of your own regions."""

    @extend_schema(
        operation_id="apps_portrait",
        parameters=[WAVE, REGION, LEVEL],
        responses={200: shapes.TablesShape} | REFUSALS,
        tags=["figures"],
    )
    def get(self, request: Request, code: str) -> Response:
        """Return facts, leads, decisions, then use and minutes by level, demands, opinions, regions below, waves."""
        return self.tables(request, APP, app=code)
