"""The app-usage report: every app of the local catalogue with one tap each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from burden.domain.survey_items import (
    HEADER_EN,
    HEADER_ZH,
    USAGE_MINUTES_EN,
    USAGE_MINUTES_ZH,
    USAGE_QUESTION_EN,
    USAGE_QUESTION_ZH,
    USAGE_STATUS_OPTIONS,
    USAGE_TITLE_EN,
    USAGE_TITLE_ZH,
    UsageStatus,
)
from burden.intake.local_apps import phone_apps_of
from burden.intake.outcomes import Outcome
from burden.intake.places import Place, Territory, find_place, territory_of
from burden.intake.posted import posted_usage
from burden.intake.reception import Form, receive, wave_named
from burden.intake.submissions import offers_province_level
from burden.intake.survey_page import Choice, Draft, level_question
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
from burden.models import CatalogueItem, Wave


@dataclass(frozen=True, kw_only=True)
class UsageRow:
    """One app of the list: what the person has to do with it, and minutes where it is in use."""

    app_code: str
    name: str
    statuses: Sequence[Choice]
    minutes: str
    error: str
    warning: str


@survey_view
def usage(request: HttpRequest, wave_code: str) -> HttpResponse:
    """Show the app-usage report for a place, or take it in."""
    try:
        if request.method == "POST":
            return _take_in(request, wave_code)
        wave = open_wave_or_notice(request, wave_code)
        if isinstance(wave, HttpResponse):
            return wave
        territory = territory_of(wave)
        place = find_place(territory, request.GET.get("region", "")) or _only_place(territory, wave)
        if place is None:
            return redirect(reverse("intake:place", kwargs={"wave_code": wave.code}) + "?for=usage")
        return _page(request, wave, place, Draft(post=QueryDict(), errors={}, warnings={}))
    except (OperationalError, InterfaceError):
        return retry_page(request)


@survey_view
def usage_thanks(request: HttpRequest, wave_code: str) -> HttpResponse:
    """Say that the report arrived."""
    return render(request, "intake/thanks.html", {"wave": wave_named(wave_code), "place": None})


def _only_place(territory: Territory, wave: Wave) -> Place | None:
    """Return the wave's own region where it is a county or township: there is nothing to choose."""
    place = find_place(territory, wave.region_code)
    return place if place and place.is_answerable else None


def _take_in(request: HttpRequest, wave_code: str) -> HttpResponse:
    wave = wave_named(wave_code)
    if wave is None:
        return unknown_wave(request)
    territory = territory_of(wave)
    place = find_place(territory, request.POST.get("region_code", ""))
    apps = phone_apps_of(territory, place.path) if place else []
    posted = posted_usage(
        request.POST,
        wave_code=wave.code,
        region_code=place.code if place else "",
        app_codes=[app.app_code for app in apps],
    )
    stop = "confirmed" not in request.POST
    reply = receive(posted.raw, form=Form.USAGE, found=posted.errors, stop_at_warnings=stop)
    if reply.is_kept:
        return see_other(request, reverse("intake:usage-thanks", kwargs={"wave_code": wave.code}), None)
    if reply.outcome in (Outcome.WAVE_CLOSED, Outcome.WAVE_NOT_OPEN):
        return refusal_notice(request, reply.outcome, wave=wave)
    draft = Draft(post=request.POST, errors=reply.errors, warnings=reply.warnings)
    status = 409 if reply.outcome is Outcome.CODE_SPENT else 400
    return _page(request, wave, place, draft, status=status)


def _page(
    request: HttpRequest,
    wave: Wave,
    place: Place | None,
    draft: Draft,
    *,
    status: int = 200,
) -> HttpResponse:
    territory = territory_of(wave)
    apps = phone_apps_of(territory, place.path) if place else []
    context = form_context(wave, draft) | {
        "title": in_words(USAGE_TITLE_ZH, USAGE_TITLE_EN),
        "header": in_words(HEADER_ZH, HEADER_EN),
        "apps_text": in_words(USAGE_QUESTION_ZH, USAGE_QUESTION_EN),
        "minutes_text": in_words(USAGE_MINUTES_ZH, USAGE_MINUTES_EN),
        "place": place,
        "level": level_question(draft, has_province_level=offers_province_level(territory)),
        "rows": [_row(number, app, draft) for number, app in enumerate(apps)],
        "apps_warning": draft.warnings.get("apps", ""),
    }
    return render(request, "intake/usage.html", context, status=status)


def _row(number: int, app: CatalogueItem, draft: Draft) -> UsageRow:
    chosen = draft.post.get(f"status_{app.app_code}", UsageStatus.NOT_INSTALLED.value)
    path = f"apps.{number}."
    errors = [text for name, text in draft.errors.items() if name.startswith(path)]
    warnings = [text for name, text in draft.warnings.items() if name.startswith(path)]
    return UsageRow(
        app_code=app.app_code,
        name=app.name_zh,
        statuses=[
            Choice(value=option.value, text=in_words(option.zh, option.en), is_chosen=option.value == chosen)
            for option in USAGE_STATUS_OPTIONS
        ],
        minutes=draft.post.get(f"minutes_{app.app_code}", "")[:10],
        error=errors[0] if errors else "",
        warning=warnings[0] if warnings else "",
    )
