"""How every page of the survey is served: no cookie asked or set, nothing stored on the way, no address handed on."""

import functools
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import activate, get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from burden.intake.door import LARGEST_BODY
from burden.intake.outcomes import Outcome
from burden.intake.reception import NO_SUCH_WAVE, REFUSALS, wave_named
from burden.intake.submissions import refusal_of
from burden.models import Wave
from burden.models.wave import FIRST_LANGUAGE

View = Callable[..., HttpResponse]
RETRY = gettext_lazy("暂时没有收到。您填的都还在这一页里，请稍等片刻再按一次。")
NOT_NOW = gettext_lazy("暂时打不开，请稍等片刻再试。")
REFUSED_PASSES = (Outcome.PASS_MISSING, Outcome.PASS_UNKNOWN, Outcome.PASS_SPENT)
STATUS_OF_REFUSAL = {Outcome.WAVE_CLOSED: 410, Outcome.WAVE_NOT_OPEN: 404, Outcome.PASS_SPENT: 409}


def survey_view(view: View) -> View:
    """Decorate a view of the survey.

    Cross-site request forgery abuses who somebody is; nobody is anybody here, there is no session and no cookie, so a
    forged form could do no more than an honest one.  The check would need a cookie, and is left out.  A browser that
    says that another site sent the form is refused all the same: that site could have chosen the form's key.
    """

    @functools.wraps(view)
    def served(request: HttpRequest, **kwargs: str) -> HttpResponse:
        # Browsers send a form in the encoding of its page; another one would be a codec of the sender's choice.
        request.encoding = "utf-8"
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
            response = notice(request, _("请从调查的页面里提交。"), status=403)
        elif int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            response = notice(request, _("内容太大，没有收到。"), status=413)
        elif _is_cut_off(request):
            response = notice(request, str(NOT_NOW), status=503)
        else:
            response = _answer(view, request, **kwargs)
        # A township in the address is enough to narrow a person down: it is neither kept by caches nor told others.
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(served)


def _is_cut_off(request: HttpRequest) -> bool:
    """Whether the connection ended within the body.

    The web server then hands over what came; half a form reads like a whole one with questions skipped, and as the
    first write it would stand against the whole one that is sent again.
    """
    try:
        return len(request.body) < int(request.META.get("CONTENT_LENGTH") or 0)
    except UnreadablePostError:
        return True


def open_wave_or_notice(request: HttpRequest, code: str) -> Wave | HttpResponse:
    """Return the wave where it takes answers today, else the page that says why not."""
    wave = wave_named(code)
    if wave is None:
        return unknown_wave(request)
    speak_languages_of(wave)
    refusal = refusal_of(wave)
    return wave if refusal is None else refusal_notice(request, refusal, wave=wave)


def speak_languages_of(wave: Wave) -> None:
    """Go on in Simplified Chinese where the wave does not offer the language that the phone asks for.

    Until the end of the request: the next one chooses its language anew.
    """
    if get_language() not in wave.languages:
        activate(FIRST_LANGUAGE)


def unknown_wave(request: HttpRequest) -> HttpResponse:
    """Return the page for an address that names no wave."""
    return notice(request, _(NO_SUCH_WAVE), status=404)


def refusal_notice(request: HttpRequest, refusal: Outcome, *, wave: Wave) -> HttpResponse:
    """Return the page for a closed wave (410), one not open yet (404), or a pass without effect (400, 409)."""
    return notice(request, _(REFUSALS[refusal][1]), status=STATUS_OF_REFUSAL.get(refusal, 400), wave=wave)


def start_with_page_one(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Return the page for whoever comes to a form that page 1 opens without having sent page 1: it leads there."""
    context = {
        "sentence": _(REFUSALS[Outcome.PASS_MISSING][1]),
        "wave": wave,
        "page_one": reverse("intake:place", kwargs={"wave_code": wave.code}),
    }
    return render(request, "intake/notice.html", context)


def notice(request: HttpRequest, sentence: str, *, status: int, wave: Wave | None = None) -> HttpResponse:
    """Return a page of one sentence."""
    return render(request, "intake/notice.html", {"sentence": sentence, "wave": wave}, status=status)


def _answer(view: View, request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Return the view's page; without the database what was posted in hidden fields, made without asking it again."""
    try:
        return view(request, **kwargs)
    except (OperationalError, InterfaceError):
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        context = {"sentence": RETRY if fields else NOT_NOW, "fields": fields}
        return render(request, "intake/retry.html", context, status=503)
