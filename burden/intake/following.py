"""Opening the forms that follow page 1: by the pass that its thanks hand over, or freely where no codes are needed."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from burden.intake.codes import needs_code
from burden.intake.form_page import FormPage, Sheet, form_response
from burden.intake.outcomes import Outcome
from burden.intake.passes import pass_hash
from burden.intake.place_question import place_question, posted_place
from burden.intake.places import Place, Territory, find_place, territory_of
from burden.intake.questions import Draft
from burden.intake.reception import Form
from burden.intake.survey_view import notice, open_wave_or_notice, refusal_notice, start_with_page_one
from burden.intake.taking_in import take_in
from burden.intake.thanks_page import OPEN_FIELD, SENT_FIELD
from burden.models import Wave

HANDED_OVER = ("one_time_pass", "region_code", "level_code", SENT_FIELD)


def serve_following(request: HttpRequest, wave_code: str, page: FormPage) -> HttpResponse:
    """Open the form, prefilled where the thanks ask for it, or take it in."""
    if request.method == "POST" and OPEN_FIELD not in request.POST:
        return take_in(request, wave_code, page)
    wave = _asking_wave_or_notice(request, wave_code, page)
    if isinstance(wave, HttpResponse):
        return wave
    if request.method == "POST":
        return _prefilled(request, wave, page)
    if needs_code(wave):
        return start_with_page_one(request, wave)
    territory = territory_of(wave)
    place = find_place(territory, request.GET.get("region", "")) or _only_place(territory, wave)
    if place is None:
        return redirect(reverse("intake:place", kwargs={"wave_code": wave.code}) + f"?for={page.form.value}")
    return form_response(request, page, _sheet(wave, territory, place, QueryDict()))


def _asking_wave_or_notice(request: HttpRequest, code: str, page: FormPage) -> Wave | HttpResponse:
    wave = open_wave_or_notice(request, code)
    if isinstance(wave, Wave) and page.form is Form.FURTHER and not wave.has_page_two:
        return notice(request, _("这次调查没有第二页，答完第一页就好。"), status=404, wave=wave)
    return wave


def _prefilled(request: HttpRequest, wave: Wave, page: FormPage) -> HttpResponse:
    """Draw the form with place and level of the answers just sent; it stays a form of its own that joins nothing."""
    one_time_pass = request.POST.get("one_time_pass", "")
    if not one_time_pass and needs_code(wave):
        return start_with_page_one(request, wave)
    # Yesterday's pass is told of before anything is filled in; whether one is spent, only when the form is sent.
    if one_time_pass and pass_hash(one_time_pass, wave_code=wave.code, form=page.form.value) is None:
        return refusal_notice(request, Outcome.PASS_UNKNOWN, wave=wave)
    kept = QueryDict(mutable=True)
    kept.update({name: request.POST[name] for name in HANDED_OVER if name in request.POST})
    territory = territory_of(wave)
    return form_response(request, page, _sheet(wave, territory, posted_place(territory, kept), kept))


def _sheet(wave: Wave, territory: Territory, place: Place | None, post: QueryDict) -> Sheet:
    draft = Draft(post=post, errors={}, warnings={})
    return Sheet(wave=wave, territory=territory, place=place_question(territory, place=place), draft=draft)


def _only_place(territory: Territory, wave: Wave) -> Place | None:
    """Return the wave's own region where it is a county or township: there is nothing to choose."""
    place = find_place(territory, wave.region_code)
    return place if place and place.is_answerable else None
