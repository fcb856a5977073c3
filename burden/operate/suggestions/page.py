"""The page where an operator reads suggestions and decides which are shown."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from burden.access.scopes import Viewer
from burden.models import Suggestion, Wave
from burden.operate.moderation import is_readable
from burden.operate.suggestions.moderating import DecisionRefusedError, count_by_state, decide, suggestions_of
from burden.operate.views import deed, operators_only


@require_safe
@never_cache
@operators_only
def suggestions(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # by the role
    """List suggestions of one wave: those that wait first, others by ``show``."""
    wave = get_object_or_404(Wave, code=code)
    shown = _state_or_waiting(request.GET.get("show", ""))
    can_read = is_readable(wave)
    context = {
        "section": "operate",
        "is_demo": wave.is_demo,
        "wave": wave,
        "can_read": can_read,
        "show": shown,
        "tabs": _tabs(wave) if can_read else (),
        "page": suggestions_of(wave, shown, number=request.GET.get("page", "1")) if can_read else None,
    }
    return render(request, "operate/suggestions.html", context)


@deed
def decide_suggestion(request: HttpRequest, wave: Wave, *, viewer: Viewer) -> HttpResponse:
    """Show or hide one suggestion and return to where the operator was reading."""
    try:
        suggestion_id = UUID(request.POST.get("suggestion", ""))
        decide(wave=wave, suggestion_id=suggestion_id, verdict=request.POST.get("verdict", ""), email=viewer.email)
    except (ValueError, DecisionRefusedError):
        raise Http404 from None
    messages.success(request, _("记下了。"))
    query = {"show": _state_or_waiting(request.POST.get("show", "")), "page": request.POST.get("page", "1")[:6]}
    address = reverse("operate:suggestions", kwargs={"code": wave.code})
    return HttpResponseRedirect(f"{address}?{urlencode(query)}")


def _state_or_waiting(text: str) -> str:
    return text if text in Suggestion.State.values else Suggestion.State.WAITING.value


def _tabs(wave: Wave) -> tuple[tuple[str, str, int], ...]:
    """Return state, its words and how many there are."""
    counts = count_by_state(wave)
    states = Suggestion.State
    words = {states.WAITING: _("待看"), states.SHOWN: _("公开"), states.HIDDEN: _("不公开")}
    return tuple((state.value, word, counts[state.value]) for state, word in words.items())
