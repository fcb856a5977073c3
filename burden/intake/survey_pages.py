"""Page 1 of the survey and its thanks."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from burden.intake.form_page import FormPage, Sheet, form_response
from burden.intake.place_pages import place_page
from burden.intake.place_question import place_question
from burden.intake.places import find_place, territory_of
from burden.intake.posted import Posted, posted_response
from burden.intake.questions import Draft
from burden.intake.reception import Form, wave_named
from burden.intake.survey_page import draw_survey
from burden.intake.survey_view import open_wave_or_notice, speak_languages_of, survey_view
from burden.intake.taking_in import take_in
from burden.intake.thanks_page import thanks_page


@survey_view
def survey(request: HttpRequest, wave_code: str, region_code: str) -> HttpResponse:
    """Show page 1 for a place, or take it in."""
    if request.method == "POST":
        return take_in(request, wave_code, PAGE_ONE)
    wave = open_wave_or_notice(request, wave_code)
    if isinstance(wave, HttpResponse):
        return wave
    territory = territory_of(wave)
    place = find_place(territory, region_code)
    if place is None:
        return place_page(request, wave, territory, problem=_("这次调查的范围内没有这个地区，请另选。"))
    fresh = Draft(post=QueryDict(), errors={}, warnings={})
    sheet = Sheet(wave=wave, territory=territory, place=place_question(territory, place=place), draft=fresh)
    return form_response(request, PAGE_ONE, sheet)


@survey_view
def thanks(request: HttpRequest, wave_code: str) -> HttpResponse:
    """Say that the answers arrived; shown after the close as well."""
    wave = wave_named(wave_code)
    if wave is not None:
        speak_languages_of(wave)
    return thanks_page(request, wave)


def _read(request: HttpRequest, sheet: Sheet) -> Posted:
    place = sheet.place.place
    return posted_response(request.POST, wave_code=sheet.wave.code, region_code=place.code if place else "")


PAGE_ONE = FormPage(form=Form.RESPONSE, template="intake/survey.html", read=_read, draw=draw_survey)
