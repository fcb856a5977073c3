"""How every page of the survey is served: no cookie asked or set, nothing stored on the way, no address handed on."""

import functools
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from burden.intake.api import LARGEST_BODY
from burden.intake.codes import needs_code
from burden.intake.outcomes import Outcome
from burden.intake.places import Place
from burden.intake.reception import NO_SUCH_WAVE, REFUSALS, wave_named
from burden.intake.submissions import refusal_of
from burden.intake.survey_page import Draft
from burden.models import Wave

View = Callable[..., HttpResponse]
KEY_BYTES = 16
SEE_OTHER = 303
RETRY = gettext_lazy("暂时没有收到。您填的都还在这一页里，请稍等片刻再按一次。")


def survey_view(view: View) -> View:
    """Decorate a view of the survey.

    Cross-site request forgery abuses who somebody is; nobody is anybody here, there is no session and no cookie, so a
    forged form could do no more than an honest one.  The check would need a cookie, and is left out.
    """

    @functools.wraps(view)
    def served(request: HttpRequest, **kwargs: str) -> HttpResponse:
        # Browsers send a form in the encoding of its page; another one would be a codec of the sender's choice.
        request.encoding = "utf-8"
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            response = notice(request, _("内容太大，没有收到。"), status=413)
        else:
            response = view(request, **kwargs)
        # A township in the address is enough to narrow a person down: it is neither kept by caches nor told others.
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(served)


def open_wave_or_notice(request: HttpRequest, code: str) -> Wave | HttpResponse:
    """Return the wave where it takes answers today, else the page that says why not."""
    wave = wave_named(code)
    if wave is None:
        return unknown_wave(request)
    refusal = refusal_of(wave)
    return wave if refusal is None else refusal_notice(request, refusal, wave=wave)


def unknown_wave(request: HttpRequest) -> HttpResponse:
    """Return the page for an address that names no wave."""
    return notice(request, _(NO_SUCH_WAVE), status=404)


def refusal_notice(request: HttpRequest, refusal: Outcome, *, wave: Wave) -> HttpResponse:
    """Return the page for a wave that is closed (410) or not open yet (404)."""
    status = 410 if refusal is Outcome.WAVE_CLOSED else 404
    return notice(request, _(REFUSALS[refusal][1]), status=status, wave=wave)


def notice(request: HttpRequest, sentence: str, *, status: int, wave: Wave | None = None) -> HttpResponse:
    """Return a page of one sentence."""
    return render(request, "intake/notice.html", {"sentence": sentence, "wave": wave}, status=status)


def see_other(request: HttpRequest, address: str, place: Place | None) -> HttpResponse:
    """Redirect so that reloading sends nothing twice.

    Level and code travel on in the fragment, which browsers keep to themselves: the next form can be prefilled, and
    no request joins the two answers.
    """
    kept = {name: request.POST[name] for name in ("level_code", "code") if request.POST.get(name)}
    region = urlencode({"region": place.code}) if place else ""
    return HttpResponseRedirect(f"{address}?{region}#{urlencode(kept)}", status=SEE_OTHER)


def form_context(wave: Wave, draft: Draft) -> dict[str, Any]:
    """Return what both forms draw around their questions.

    The key is made with the page and comes back with every try, so that pressing the button twice is one answer.
    """
    return {
        "wave": wave,
        "draft": draft,
        "key": draft.post.get("idempotency_key") or secrets.token_urlsafe(KEY_BYTES),
        "needs_code": needs_code(wave),
        "code": draft.post.get("code", "")[:40],
        "code_error": draft.errors.get("code", ""),
        "place_error": draft.errors.get("region_code", ""),
        "level_error": draft.errors.get("level_code", ""),
    }


def retry_page(request: HttpRequest) -> HttpResponse:
    """Return what was posted in hidden fields with one button, made without the database that just failed."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return render(request, "intake/retry.html", {"sentence": RETRY, "fields": fields}, status=503)
