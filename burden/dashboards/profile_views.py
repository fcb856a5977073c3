"""The profile of one unit and its JSON: all indicators on their spines, the same tables in both."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from burden.access.scopes import Viewer
from burden.dashboards import api_shapes as shapes
from burden.dashboards.addresses import Filters
from burden.dashboards.api import LEVEL, REFUSALS, REGION, WAVE, ReadingView
from burden.dashboards.cards import Card
from burden.dashboards.charts.spine import spine_figure
from burden.dashboards.doors import figures_page
from burden.dashboards.honest import honest_words
from burden.dashboards.language import Language, current_language
from burden.dashboards.profile_sentences import profile_sentence
from burden.dashboards.tables import page_table
from burden.dashboards.views import page_context, signed_in
from burden.reports.pages import PROFILE
from burden.reports.profile.page import build_profile_report
from burden.reports.profile.types import ProfilePart, ProfileReport

LEGEND = (
    (
        "上边写的是多少同级低于此；深灰：同级的中间一半；浅灰：中间八成，两头各有一成在外；点线：同级一半低于此。",
        "On top: how many peers lie below. Dark grey: middle half of the peers; light: middle 80%; dotted: half below.",
    ),
    (
        "▲ 高于同级，● 无明显差异，▼ 低于同级；横线是95%区间，淡色的人数少；离得太远的画在边上。",
        "▲ higher, ● no clear difference, ▼ lower; bars: 95% intervals, faint: few people; far values at the edge.",
    ),
)


@figures_page
@signed_in
def profile(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show one unit with all its indicators against its peers; where few answered, what can be said and what not."""
    report = build_profile_report(**filters.place(viewer))
    language = current_language()
    context = page_context(report.frame, page=PROFILE, filters=filters)
    context["cards"] = profile_cards(report, language)
    if report.honest is not None:
        context["honest_page"] = honest_words(report.honest, language=language)
    return render(request, "dashboards/profile.html", context)


def profile_cards(report: ProfileReport, language: Language) -> tuple[Card, ...]:
    """Return one card a part of the profile."""
    return tuple(_card(part, language) for part in report.parts)


def _card(part: ProfilePart, language: Language) -> Card:
    figure = spine_figure(lines=part.lines, language=language)
    return Card(
        id=part.table.key.replace(":", "-"),
        title=language.say(part.name_zh, part.name_en),
        sentence=profile_sentence(lines=part.lines, language=language),
        figure=figure,
        table=page_table(part.table, language=language),
        legend=tuple(language.say(*line) for line in LEGEND) if figure else (),
        is_open=True,
    )


class ProfileView(ReadingView):
    """All indicators of one of your own regions."""

    @extend_schema(parameters=[WAVE, REGION, LEVEL], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"])
    def get(self, request: Request) -> Response:
        """Return one row an indicator: value, weighted value, place among peers, trend, and how the peers lie."""
        return self.tables(request, PROFILE)
