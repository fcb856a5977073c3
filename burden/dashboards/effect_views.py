"""The page of before and after a clean-up, and its JSON: the clean-up is named in the address."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from burden.access.scopes import Viewer
from burden.dashboards import effect_shapes as shapes
from burden.dashboards.addresses import Filters
from burden.dashboards.api import INDICATOR, LEVEL, REFUSALS, REGION, WAVE, ReadingView, text_parameter
from burden.dashboards.doors import figures_page
from burden.dashboards.effect_cards import clean_up_links, effect_cards
from burden.dashboards.effect_sentences import NO_CLEAN_UP
from burden.dashboards.language import current_language
from burden.dashboards.views import page_context, signed_in
from burden.reports.effect.page import build_effect_report
from burden.reports.pages import BEFORE_AFTER

EVENT = text_parameter("event", "Key of a clean-up, as listed here; the newest with waves around it by default.")


@figures_page
@signed_in
def before_after(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show what changed with a clean-up beyond what changed elsewhere, and where it is worth asking."""
    event = request.GET.get("event", "").strip()
    filters = replace(filters, more=(("event", event),) if event else ())
    report = build_effect_report(
        **filters.subject(viewer),
        event=event,
    )
    language = current_language()
    # A clean-up entered tomorrow may be tomorrow's default.
    taken = (("event", report.outcome.clean_up.key),) if report.outcome else ()
    context = page_context(report.frame, page=BEFORE_AFTER, filters=filters, taken=taken)
    context["keep"] = filters.with_changes(more=()).query()
    context["clean_ups"] = clean_up_links(report=report, path=request.path, filters=filters, language=language)
    context["nothing"] = language.say(*NO_CLEAN_UP)
    context["cards"] = effect_cards(report=report, language=language)
    return render(request, "dashboards/before_after.html", context)


class BeforeAfterView(ReadingView):
    """What came of a clean-up in one of your own regions or below it."""

    @extend_schema(
        parameters=[WAVE, REGION, LEVEL, INDICATOR, EVENT],
        responses={200: shapes.EffectShape} | REFUSALS,
        tags=["figures"],
    )
    def get(self, request: Request) -> Response:
        """Return the clean-ups to choose from, verdict and effect of the chosen one, its cells, and the cautions."""
        filters = self.filters(request)
        report = build_effect_report(
            **filters.subject(self.viewer(request)),
            event=request.query_params.get("event", "").strip(),
        )
        return Response(shapes.EffectShape(report).data)
