"""The board of leads and decisions about apps, as page and JSON."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from burden.access.scopes import Viewer
from burden.dashboards import api_shapes as shapes
from burden.dashboards import catalogue_sentences
from burden.dashboards.addresses import Filters
from burden.dashboards.api import LEVEL, REFUSALS, REGION, WAVE, ReadingView
from burden.dashboards.cards import Card
from burden.dashboards.charts.rows import rows_figure
from burden.dashboards.charts.what_if import SAVED
from burden.dashboards.doors import figures_page
from burden.dashboards.language import Language, current_language
from burden.dashboards.page_frame import app_hrefs
from burden.dashboards.tables import page_table
from burden.dashboards.views import page_context, signed_in
from burden.reports.apps.board_page import BoardReport, build_board_report
from burden.reports.pages import BOARD
from burden.reports.types import Table


@figures_page
@signed_in
def board(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show which apps there is a reason to look at, what was decided, and whose apps take how much time."""
    report = build_board_report(**filters.place(viewer))
    context = page_context(report.frame, page=BOARD, filters=filters)
    context["cards"] = board_cards(report, hrefs=app_hrefs(report.board, filters), language=current_language())
    return render(request, "dashboards/board.html", context)


def board_cards(report: BoardReport, *, hrefs: Mapping[str, str], language: Language) -> tuple[Card, ...]:
    """Return the cards of the board; ``hrefs`` maps codes of apps to their portraits."""
    by_level = ("哪一级要求用的应用费时间？", "Apps of which level take the time?")
    by_office = ("哪个部门要求用的应用费时间？", "Apps of which office take the time?")
    return (
        Card(
            id="board",
            title=language.say("哪些应用值得看一看，定了什么？", "Which apps to look at, and what was decided?"),
            sentence=catalogue_sentences.board_sentence(report=report, language=language),
            figure=None,
            table=page_table(report.board, language=language, hrefs=hrefs) if report.board.rows else None,
            table_key=report.board.key,
            is_open=True,
            is_self_reported=False,
        ),
        _sponsors_card(report.by_level, by_level, language),
        _sponsors_card(report.by_office, by_office, language),
    )


def _sponsors_card(table: Table, title: tuple[str, str], language: Language) -> Card:
    return Card(
        id=table.key.replace("_", "-"),
        title=language.say(*title),
        sentence=catalogue_sentences.sponsors_sentence(table=table, language=language),
        figure=rows_figure(table=table, measure=SAVED, language=language),
        table=page_table(table, language=language),
    )


class BoardView(ReadingView):
    """Leads about apps in one of your own regions, decisions in force, and whose apps take how much time."""

    @extend_schema(parameters=[WAVE, REGION, LEVEL], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"])
    def get(self, request: Request) -> Response:
        """Return one row a lead, then decisions without a lead, then minutes by level and by office of the sponsor."""
        return self.tables(request, BOARD)
