"""The what-if page and its JSON: one question in the address, the same tables in both."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from burden.access.scopes import Viewer
from burden.dashboards import api_shapes as shapes
from burden.dashboards import what_if_sentences
from burden.dashboards.addresses import Filters
from burden.dashboards.api import LEVEL, REFUSALS, REGION, WAVE, ReadingView, text_parameter
from burden.dashboards.cards import Card
from burden.dashboards.charts.levels import levels_figure
from burden.dashboards.charts.what_if import SAVED, parts_figure
from burden.dashboards.doors import figures_page
from burden.dashboards.language import Language, current_language
from burden.dashboards.numbers import value_text
from burden.dashboards.tables import page_table
from burden.dashboards.views import page_context, signed_in
from burden.reports.pages import WHAT_IF
from burden.reports.tables import page_of
from burden.reports.what_if.choices import ACTION_WORDS, KEYS, MOST_GROUPS, Action, Choices, read_choices
from burden.reports.what_if.page import Offer, WhatIfReport, build_what_if_report


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One box of the form: an action, whether it is ticked, and its name for who cannot see the column."""

    action: str
    is_ticked: bool
    label: str


@dataclass(frozen=True, kw_only=True)
class AppLine:
    """One app of the form; ``minutes`` and ``checkin`` are empty where nothing may be shown."""

    code: str
    name: str
    minutes: str
    checkin: str
    ticks: tuple[Tick, ...]


@figures_page
@signed_in
def what_if(request: HttpRequest, *, viewer: Viewer, filters: Filters) -> HttpResponse:
    """Show what stopping, merging or stripping apps and closing groups would save; the address is the question."""
    choices = read_choices(dict(request.GET.lists()))
    filters = replace(filters, more=choices.pairs())
    asked = [(name, value) for name in request.GET if name in KEYS for value in request.GET.getlist(name)]
    if sorted(asked) != sorted(choices.pairs()):
        return HttpResponseRedirect(request.path + filters.query())
    report = build_what_if_report(
        **filters.place(viewer),
        choices=choices,
    )
    language = current_language()
    context = page_context(report.frame, page=WHAT_IF, filters=filters)
    context["keep"] = filters.with_changes(more=()).query()
    context["anew"] = request.path + context["keep"]
    context["choices"] = choices
    context["most_groups"] = MOST_GROUPS
    context["apps"] = tuple(_app_line(offer, choices, language) for offer in report.offers)
    context["actions"] = tuple(language.say(*ACTION_WORDS[action]) for action in Action)
    context["unlisted"] = report.unlisted
    context["cards"] = () if choices.is_empty else what_if_cards(report, language)
    return render(request, "dashboards/what_if.html", context)


def _app_line(offer: Offer, choices: Choices, language: Language) -> AppLine:
    chosen = dict(choices.apps).get(offer.code)
    return AppLine(
        code=offer.code,
        name=language.name_of(offer.name),
        minutes=value_text(offer.minutes, SAVED) if offer.minutes.is_shown else "",
        checkin=_percent(offer),
        ticks=tuple(
            Tick(
                action=action.value,
                is_ticked=action is chosen,
                label=language.say(
                    f"{offer.name}：{ACTION_WORDS[action][0]}", f"{offer.name}: {ACTION_WORDS[action][1]}"
                ),
            )
            for action in Action
            # Where no share of check-ins is published, nothing can be computed; a choice made elsewhere stays visible.
            if action is not Action.CHECKIN or offer.can_strip or action is chosen
        ),
    )


def _percent(offer: Offer) -> str:
    if not offer.checkin.is_shown:
        return ""
    return offer.checkin.text or f"{offer.checkin.value:.0f} %"


def what_if_cards(report: WhatIfReport, language: Language) -> tuple[Card, ...]:
    """Return what is saved by level, then by measure."""
    return (
        Card(
            id="changes",
            title=language.say("每人每个工作日少花多少时间？", "How much less time a person a workday?"),
            sentence=what_if_sentences.changes_sentence(table=report.changes, language=language),
            figure=levels_figure(table=report.changes, measure=SAVED, language=language),
            table=page_table(report.changes, language=language),
            is_open=True,
        ),
        Card(
            id="parts",
            title=language.say("每一项各少花多少时间？", "How much time does each measure save?"),
            sentence=what_if_sentences.parts_sentence(table=report.parts, language=language),
            figure=parts_figure(table=report.parts, language=language),
            table=page_table(report.parts, language=language),
            is_open=True,
        ),
    )


QUESTION = [
    text_parameter("stop", "Codes of apps to stop, separated by commas."),
    text_parameter("merge", "Codes of apps to merge into others."),
    text_parameter("checkin", "Codes of apps to strip of check-ins."),
    text_parameter("transfer", "Percent of the time of stopped and merged apps that goes elsewhere; 0 by default."),
    text_parameter("checkin_share", "Percent of that time that the check-ins themselves take; 100 by default."),
    text_parameter("groups", "Work groups closed, of each person; 0 by default."),
]


class WhatIfView(ReadingView):
    """What would be saved in one of your own regions if apps, check-ins or work groups went."""

    @extend_schema(
        parameters=[WAVE, REGION, LEVEL, *QUESTION], responses={200: shapes.TablesShape} | REFUSALS, tags=["figures"]
    )
    def get(self, request: Request) -> Response:
        """Return minutes and hours saved by level, then by measure; without a question both tables have no rows."""
        filters = self.filters(request)
        report = build_what_if_report(
            **filters.place(self.viewer(request)),
            choices=read_choices(dict(request.query_params.lists())),
        )
        return Response(shapes.TablesShape(page_of(report)).data)
