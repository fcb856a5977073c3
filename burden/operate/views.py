"""The operator's desk: a wave, its state in words, and what can be done with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from burden.access.decorators import role_required
from burden.access.demo import has_real_operator
from burden.access.scopes import Role, Viewer
from burden.domain.sentences import said
from burden.models import Wave
from burden.operate.site.address import is_local
from burden.operate.waves.life import life_of
from burden.operate.waves.lines import wave_line
from burden.operate.waves.opening import OpenRefusedError, open_wave
from burden.operate.waves.summary import settings_of


def operators_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a view to operators; to the demo's, whom anybody may be, only until a real one keeps the site."""

    @wraps(view)
    def for_operators(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request.user, "is_demo", False) and has_real_operator():
            raise Http404
        return view(request, *args, **kwargs)

    return role_required(Role.OPERATOR)(for_operators)


def deed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Make a view that changes something: by POST, for operators, of a wave that there is."""

    @require_POST
    @never_cache
    @operators_only
    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        return view(request, get_object_or_404(Wave, code=code), **kwargs)

    return guarded


@require_safe
@never_cache
@operators_only
def wave_page(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Show one wave, and how far its closing is."""
    line = wave_line(viewer, code)
    if line is None:
        raise Http404
    context = {"section": "operate", "line": line, "life": life_of(code), "is_demo": line.wave.is_demo}
    return render(request, "operate/wave.html", context | settings_of(code, is_local=is_local(request)))


@deed
def open_(request: HttpRequest, wave: Wave, *, viewer: Viewer) -> HttpResponse:
    """Open a wave that is being prepared, for somebody who said that they know what that settles."""
    if "sure" not in request.POST:
        messages.error(request, _("请先勾选“我核对过了，知道开始以后不能退回草稿”。"))
        return redirect("operate:wave", code=wave.code)
    try:
        open_wave(wave=wave, by=viewer.email)
    except OpenRefusedError as refusal:
        for sentence in refusal.sentences:
            messages.error(request, said(sentence, _))
    else:
        messages.success(request, _("调查 %(code)s 已开始。") % {"code": wave.code})
    return redirect("operate:wave", code=wave.code)
