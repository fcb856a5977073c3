"""Page 1 of the survey and its thanks."""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from burden.domain.survey_items import A1, A11, HEADER_EN, HEADER_ZH, TITLE_EN, TITLE_ZH
from burden.intake.local_apps import phone_apps_of
from burden.intake.outcomes import Outcome
from burden.intake.place_pages import place_page
from burden.intake.place_question import FIND_BUTTON, PlaceQuestion, place_question, posted_place
from burden.intake.places import find_place, territory_of
from burden.intake.posted import posted_response
from burden.intake.reception import Form, receive, wave_named
from burden.intake.submissions import offers_province_level
from burden.intake.survey_page import Draft, minutes_sources, named_app_words, named_apps, page_order, questions
from burden.intake.survey_view import (
    form_context,
    open_wave_or_notice,
    refusal_notice,
    retry_page,
    see_other,
    survey_view,
    unknown_wave,
)
from burden.intake.words import in_words
from burden.models import Wave

NOTHING_YET = Draft(post=QueryDict(), errors={}, warnings={})


@survey_view
def survey(request: HttpRequest, wave_code: str, region_code: str) -> HttpResponse:
    """Show page 1 for a place, or take it in."""
    try:
        if request.method == "POST":
            return _take_in(request, wave_code)
        wave = open_wave_or_notice(request, wave_code)
        if isinstance(wave, HttpResponse):
            return wave
        territory = territory_of(wave)
        place = find_place(territory, region_code)
        if place is None:
            return place_page(request, wave, territory, problem=_("这次调查的范围内没有这个地区，请另选。"))
        return _page(request, wave, NOTHING_YET, place_question(territory, place=place))
    except (OperationalError, InterfaceError):
        return retry_page(request)


@survey_view
def thanks(request: HttpRequest, wave_code: str) -> HttpResponse:
    """Say that the answers arrived, and offer two things that may be left undone; shown after the close as well."""
    wave = wave_named(wave_code)
    place = find_place(territory_of(wave), request.GET.get("region", "")) if wave else None
    return render(request, "intake/thanks.html", {"wave": wave, "place": place})


def _take_in(request: HttpRequest, wave_code: str) -> HttpResponse:
    """Store what was posted and go on to the thanks, or show the form again with everything that was typed."""
    wave = wave_named(wave_code)
    if wave is None:
        return unknown_wave(request)
    territory = territory_of(wave)
    place = posted_place(territory, request.POST)
    if FIND_BUTTON in request.POST:
        query = request.POST.get("region_query", "").replace("\0", "").strip()
        draft = Draft(post=request.POST, errors={}, warnings={})
        return _page(request, wave, draft, place_question(territory, place=place, query=query))
    posted = posted_response(request.POST, wave_code=wave.code, region_code=place.code if place else "")
    reply = receive(
        posted.raw, form=Form.RESPONSE, found=posted.errors, stop_at_warnings="confirmed" not in request.POST
    )
    if reply.is_kept:
        return see_other(request, reverse("intake:thanks", kwargs={"wave_code": wave.code}), place)
    if reply.outcome in (Outcome.WAVE_CLOSED, Outcome.WAVE_NOT_OPEN):
        return refusal_notice(request, reply.outcome, wave=wave)
    draft = Draft(post=request.POST, errors=reply.errors, warnings=reply.warnings)
    status = 409 if reply.outcome is Outcome.CODE_SPENT else 400
    return _page(request, wave, draft, place_question(territory, place=place), status=status)


def _page(
    request: HttpRequest,
    wave: Wave,
    draft: Draft,
    place: PlaceQuestion,
    *,
    status: int = 200,
) -> HttpResponse:
    territory = territory_of(wave)
    order = page_order(draft.post)
    apps = phone_apps_of(territory, place.place.path if place.place else territory.path)
    context = form_context(wave, draft) | {
        "title": in_words(TITLE_ZH, TITLE_EN),
        "header": in_words(HEADER_ZH, HEADER_EN),
        "place": place,
        "place_text": in_words(A1.zh, A1.en),
        "questions": questions(draft, order=order, has_province_level=offers_province_level(territory)),
        "minutes_sources": minutes_sources(draft),
        "apps_text": in_words(A11.zh, A11.en),
        "app_words": named_app_words(),
        "named_apps": named_apps(draft, apps=apps),
        "apps_error": draft.errors.get("apps", ""),
        "order": order,
    }
    return render(request, "intake/survey.html", context, status=status)
