"""Leads by rule, for inspectors: the page and its JSON, and the life of one lead."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from burden.access.decorators import role_required
from burden.access.finding_steps import StepOvertakenError, record_step
from burden.access.scopes import Role, Viewer
from burden.dashboards import api_shapes as shapes
from burden.dashboards.addresses import Filters
from burden.dashboards.api import LEVEL, REFUSALS, REGION, WAVE, ReadingView
from burden.dashboards.doors import BAD_REQUEST, figures_page
from burden.dashboards.finding_choices import choice_fields, read_choices
from burden.dashboards.finding_lines import bar_sentence, finding_line, findings_card, rule_lines, source_lines
from burden.dashboards.finding_step_form import FindingStepForm
from burden.dashboards.language import current_language
from burden.dashboards.views import page_context
from burden.reports.errors import NothingToShow
from burden.reports.findings.page import build_finding, build_findings_report
from burden.reports.findings.types import Finding, FindingsReport
from burden.reports.pages import FINDINGS


@figures_page
@role_required(Role.INSPECTOR)
def findings(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show what an inspector may look into, under the rule that each speaks to."""
    report = build_findings_report(**filters.place(viewer))
    chosen = read_choices(request.GET)
    filters = replace(filters, more=chosen.pairs())
    language = current_language()
    shown = chosen.of(report.findings)
    context = page_context(report.frame, page=FINDINGS, filters=filters)
    context["card"] = findings_card(report, language=language)
    context["version"] = report.rules_version
    context["fields"] = choice_fields(chosen, report.findings, language) if report.findings else ()
    context["found"] = len(shown) if chosen.pairs() else None
    context["rules"] = rule_lines(shown, filters=filters, language=language)
    return render(request, "dashboards/findings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@role_required(Role.INSPECTOR)
def finding(request: HttpRequest, key: int, *, viewer: Viewer) -> HttpResponse:
    """Show one lead with what was recorded of it, or record what came of it."""
    try:
        report, found = build_finding(viewer=viewer, key=key)
    except NothingToShow:
        raise Http404 from None
    form = FindingStepForm(request.POST or None, initial={"seen": len(found.steps)})
    if request.method == "POST" and form.is_valid() and _recorded(form, viewer, found):
        messages.success(request, _("记下了。"))
        return redirect("dashboards:finding", key=key)
    context = _context_of(report, found) | {"form": form}
    return render(request, "dashboards/finding.html", context, status=BAD_REQUEST if form.errors else 200)


def _recorded(form: FindingStepForm, viewer: Viewer, found: Finding) -> bool:
    data = form.cleaned_data
    seen = -1 if data["seen"] is None else data["seen"]
    try:
        record_step(viewer, key=found.key, state=data["state"], note=data["note"], seen=seen)
    except StepOvertakenError:
        form.add_error(None, _("刚才已有人记过一次。请看过上面的记录，再记。"))
        form.show_again(seen=str(len(found.steps)))
        return False
    return True


def _context_of(report: FindingsReport, found: Finding) -> dict[str, Any]:
    language = current_language()
    filters = Filters(wave=report.frame.wave.code, region=report.frame.region.code)
    return {
        "section": "overview",
        "is_demo": report.frame.wave.is_demo,
        "frame": report.frame,
        "rule": found.rule,
        "title": language.say(found.rule.zh, found.rule.en),
        "sources": source_lines(found.rule, language),
        "version": report.rules_version,
        "line": finding_line(found, filters, language),
        "bar": bar_sentence(found, language),
        "place": language.name_of(found.region.name),
        "steps": [(step, language.say(str(step.words), step.words.en)) for step in found.steps],
        "earlier": [(step, language.say(str(step.words), step.words.en)) for step in found.earlier],
        "back": filters.query(),
    }


class FindingsView(ReadingView):
    """Leads by rule in one of an inspector's own regions."""

    @extend_schema(parameters=[WAVE, REGION, LEVEL], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"])
    def get(self, request: Request) -> Response:
        """Return one row a finding: rule, weight, region or app, what speaks for it, its sources, what came of it."""
        return self.tables(request, FINDINGS)
