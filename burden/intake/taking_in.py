"""What becomes of a posted form: kept and thanked for, or shown again with everything that was typed."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from burden.intake.form_page import TRAP, FormPage, Sheet, form_response
from burden.intake.outcomes import Outcome
from burden.intake.payload import PREVIEW_BUTTON
from burden.intake.place_question import FIND_BUTTON, place_question, posted_place
from burden.intake.places import Place, territory_of
from burden.intake.questions import Draft
from burden.intake.reception import Form, Reply, receive, wave_named
from burden.intake.survey_view import REFUSED_PASSES, refusal_notice, speak_languages_of, unknown_wave
from burden.intake.thanks_page import SENT_FIELD, Handover, thanks_page

WITHOUT_A_FORM = (Outcome.WAVE_CLOSED, Outcome.WAVE_NOT_OPEN, *REFUSED_PASSES)


def take_in(request: HttpRequest, wave_code: str, page: FormPage) -> HttpResponse:
    """Store what was posted and thank for it; a search for a place and a look at the payload store nothing."""
    wave = wave_named(wave_code)
    if wave is None:
        return unknown_wave(request)
    speak_languages_of(wave)
    territory = territory_of(wave)
    place = posted_place(territory, request.POST)
    is_search = FIND_BUTTON in request.POST
    query = request.POST.get("region_query", "").replace("\0", "").strip() if is_search else ""
    sheet = Sheet(
        wave=wave,
        territory=territory,
        place=place_question(territory, place=place, query=query),
        draft=Draft(post=request.POST, errors={}, warnings={}),
        is_preview=PREVIEW_BUTTON in request.POST and not is_search,
    )
    if is_search or sheet.is_preview:
        return form_response(request, page, sheet)
    if request.POST.get(TRAP):
        reply = Reply(errors={TRAP: _("有一个应当留空的格子里填了字，没有收。已经替您清空，请再提交一次。")})
    else:
        posted = page.read(request, sheet)
        stops = "confirmed" not in request.POST
        reply = receive(posted.raw, form=page.form, found=posted.errors, stop_at_warnings=stops)
    return _answered(request, page, sheet, reply)


def _answered(request: HttpRequest, page: FormPage, sheet: Sheet, reply: Reply) -> HttpResponse:
    if reply.is_kept:
        handover = _handover(request, page.form, sheet.place.place, reply)
        return thanks_page(request, sheet.wave, form=page.form, handover=handover)
    if reply.outcome is not None and reply.outcome in WITHOUT_A_FORM:
        return refusal_notice(request, reply.outcome, wave=sheet.wave)
    draft = Draft(post=sheet.draft.post, errors=reply.errors, warnings=reply.warnings)
    status = 409 if reply.outcome is Outcome.CODE_SPENT else 400
    again = Sheet(wave=sheet.wave, territory=sheet.territory, place=sheet.place, draft=draft)
    return form_response(request, page, again, status=status)


def _handover(request: HttpRequest, form: Form, place: Place | None, reply: Reply) -> Handover:
    """Return what the thanks hand over: the pass of a fresh receipt of page 1, or the one that opened this form."""
    before = [name for name in request.POST.get(SENT_FIELD, "").split() if name in tuple(Form)]
    return Handover(
        region_code=place.code if place else "",
        level_code=request.POST.get("level_code", ""),
        one_time_pass=reply.one_time_pass or request.POST.get("one_time_pass", ""),
        sent=() if form is Form.RESPONSE else (*before, form.value),
    )
