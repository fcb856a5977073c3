"""Leads by rule, for inspectors: the page and its JSON."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from burden.access.decorators import role_required
from burden.access.scopes import Role, Viewer
from burden.dashboards import api_shapes as shapes
from burden.dashboards.addresses import Filters
from burden.dashboards.api import LEVEL, REFUSALS, REGION, WAVE, ReadingView
from burden.dashboards.doors import figures_page
from burden.dashboards.finding_lines import findings_card, rule_lines
from burden.dashboards.language import current_language
from burden.dashboards.views import page_context
from burden.reports.findings_page import build_findings_report
from burden.reports.pages import FINDINGS


@figures_page
@role_required(Role.INSPECTOR)
def findings(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show what an inspector may look into, under the rule that each speaks to."""
    report = build_findings_report(**filters.place(viewer))
    language = current_language()
    context = page_context(report.frame, page=FINDINGS, filters=filters)
    context["card"] = findings_card(report, language=language)
    context["rules"] = rule_lines(report, filters=filters, language=language)
    return render(request, "dashboards/findings.html", context)


class FindingsView(ReadingView):
    """Leads by rule in one of an inspector's own regions."""

    @extend_schema(parameters=[WAVE, REGION, LEVEL], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"])
    def get(self, request: Request) -> Response:
        """Return one row a finding: rule, weight, region or app, what speaks for it, and the documents behind it."""
        return self.tables(request, FINDINGS)
