"""The page of data quality and its JSON: notes first, then what they stand on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from burden.access.scopes import Viewer
from burden.dashboards import api_shapes as shapes
from burden.dashboards import quality_sentences as sentences
from burden.dashboards.addresses import Filters
from burden.dashboards.api import LEVEL, REFUSALS, REGION, WAVE, ReadingView
from burden.dashboards.cards import Card
from burden.dashboards.charts.levels import levels_figure
from burden.dashboards.charts.weighting import weighting_figure
from burden.dashboards.doors import figures_page
from burden.dashboards.language import Language, current_language
from burden.dashboards.numbers import SHARE
from burden.dashboards.tables import page_table
from burden.dashboards.views import page_context, signed_in
from burden.reports.pages import QUALITY
from burden.reports.quality.page import build_quality_report
from burden.reports.quality.types import QualityReport

WEIGHTS_LEGEND = (
    "100%是未加权的数；灰带内相差不到10%，出了灰带画成蓝色；横线是加权后的95%区间。",
    "100% is the raw value; within the grey band the two differ by less than 10%; bars: weighted 95% intervals.",
)


@figures_page
@signed_in
def quality(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show what to bear in mind when reading a region's numbers, and never whose fault it would be."""
    report = build_quality_report(**filters.place(viewer))
    context = page_context(report.frame, page=QUALITY, filters=filters)
    context["cards"] = quality_cards(report, current_language())
    return render(request, "dashboards/quality.html", context)


def quality_cards(report: QualityReport, language: Language) -> tuple[Card, ...]:
    """Return the notes, then what they stand on."""
    weights = weighting_figure(lines=report.weighed, language=language)
    return (
        Card(
            id="quality-notes",
            title=language.say("读数时要留意什么？", "What to bear in mind"),
            sentence=sentences.notes_sentence(table=report.notes, language=language),
            figure=None,
            table=page_table(report.notes, language=language) if report.notes.rows else None,
            table_key=report.notes.key,
            is_open=True,
            is_self_reported=False,
        ),
        Card(
            id="quality-weights",
            title=language.say("各处填的人多少不一，影响大吗？", "Do uneven answers matter?"),
            sentence=sentences.weighting_sentence(lines=report.weighed, language=language),
            figure=weights,
            table=page_table(report.weighting, language=language),
            legend=(language.say(*WEIGHTS_LEGEND),) if weights else (),
            is_open=True,
        ),
        Card(
            id="quality-rounding",
            title=language.say("用时是不是取整填的？", "Are minutes rounded?"),
            sentence=sentences.heaping_sentence(heaped=report.heaped, language=language),
            figure=levels_figure(table=report.heaping, measure=SHARE, language=language),
            table=page_table(report.heaping, language=language),
            is_open=True,
        ),
        Card(
            id="quality-sources",
            title=language.say("用时是估计的，还是看了手机？", "Recalled or read from the phone?"),
            sentence=sentences.sources_sentence(sourced=report.sourced, language=language),
            figure=levels_figure(table=report.sources, measure=SHARE, language=language),
            table=page_table(report.sources, language=language),
            is_open=True,
        ),
        *_bare_cards(report, language),
    )


def _bare_cards(report: QualityReport, language: Language) -> tuple[Card, ...]:
    """Return the cards that are tables alone."""
    titles = (
        (report.evenness, "大家填的数是不是太整齐？", "Are answers too much alike?"),
        (report.balance, "答卷都去哪儿了？", "Where did the answers go?"),
        (report.flags, "哪些答卷有质量标记？", "Which answers carry quality marks?"),
    )
    return tuple(
        Card(
            id=table.key,
            title=language.say(zh, en),
            sentence="",
            figure=None,
            table=page_table(table, language=language),
            is_open=True,
            is_self_reported=False,
        )
        for table, zh, en in titles
    )


class QualityView(ReadingView):
    """Notes on the data of one of your own regions, county and above."""

    @extend_schema(parameters=[WAVE, REGION, LEVEL], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"])
    def get(self, request: Request) -> Response:
        """Return notes, weighted against raw, round minutes, how much answers differ, and where the answers went."""
        return self.tables(request, QUALITY)
