"""The page of a closing: take no more answers, watch what is computed, look at what will be published, publish."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from burden.access.scopes import Viewer
from burden.domain.sentences import said
from burden.models import Release, Wave
from burden.operate import tasks
from burden.operate.closing.close import CloseRefusedError, choose_publication, compute_again, stop_taking_answers
from burden.operate.closing.held_words import reasons_of
from burden.operate.closing.preview import preview_of
from burden.operate.closing.publishing import (
    IS_ALONE,
    IS_ALONE_SINCE,
    PublishRefusedError,
    lacks_second_person,
    people_behind,
    publish_release,
)
from burden.operate.closing.putting_off import LONGEST_REASON, PutOffRefusedError, mark_of, put_off, put_off_in_force
from burden.operate.closing.state import Closing, Stage, closing_of
from burden.operate.views import deed, operators_only
from burden.operate.waves.life import line_of
from burden.operate.waves.lines import WaveLine, wave_line

BAD_REQUEST = 400


@require_safe
@never_cache
@operators_only
def closing(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Show how far the closing is, and what can be done next."""
    wave = get_object_or_404(Wave, code=code)
    line = wave_line(viewer, code)
    if line is None:
        raise Http404
    return _page(request, wave, line, viewer)


@deed
def close(request: HttpRequest, wave: Wave, *, viewer: Viewer) -> HttpResponse:
    """Take no more answers from now on and have the release computed."""
    line = wave_line(viewer, wave.code)
    if wave.state == Wave.State.OPEN and "sure" not in request.POST and line is not None:
        return _page(request, wave, line, viewer, problem=_("请先勾选“我知道收口以后不能再开”。"))
    try:
        stop_taking_answers(wave, by=viewer.email, waits_for_a_look=True)
        tasks.close_wave.delay(wave.code)
    except CloseRefusedError:
        messages.error(request, _("调查 %(code)s 还没有开始，不能收口。") % {"code": wave.code})
    except OperationalError:
        # The timetable looks every minute for closings that broke off.
        messages.warning(request, _("已经收口。后台任务暂时连不上，恢复后会自动汇总。"))
    return redirect("operate:closing", code=wave.code)


@deed
def after_the_last_day(request: HttpRequest, wave: Wave, *, viewer: Viewer) -> HttpResponse:
    """Choose what follows when the last day closes the wave."""
    try:
        choose_publication(wave=wave, waits_for_a_look=request.POST.get("after") == "look", by=viewer.email)
    except CloseRefusedError:
        messages.error(request, _("调查 %(code)s 已经收口，这一项不能再改。") % {"code": wave.code})
    else:
        messages.success(request, _("记下了。"))
    return redirect("operate:closing", code=wave.code)


@deed
def publish(request: HttpRequest, wave: Wave, *, viewer: Viewer) -> HttpResponse:
    """Publish what was looked at, or agree to it where a second person is still missing."""
    try:
        release = publish_release(wave=wave, by=viewer.email, seen=request.POST.get("seen") or "-")
    except PublishRefusedError as refusal:
        messages.error(request, said(refusal.sentence, _))
    else:
        if release.state == Release.State.PUBLISHED:
            messages.success(request, _("%(code)s 已发布。") % {"code": wave.code})
            return redirect("operate:release", release_id=release.pk)
        if release.state == Release.State.HELD:
            messages.error(request, _("没有发布：检查以后，有的数被改动过。"))
        else:
            messages.success(request, _("您同意发布，已经记下。还要另一位运维同意。"))
    return redirect("operate:closing", code=wave.code)


@deed
def not_yet(request: HttpRequest, wave: Wave, *, viewer: Viewer) -> HttpResponse:
    """Let what was or is being computed wait, for a reason that the other operators read."""
    reason, line = request.POST.get("reason", ""), wave_line(viewer, wave.code)
    try:
        put_off(wave=wave, by=viewer.email, reason=reason)
    except PutOffRefusedError as refusal:
        if line is not None and closing_of(wave).can_be_put_off:
            return _page(request, wave, line, viewer, no_problem=said(refusal.sentence, _), reason=reason)
        messages.error(request, said(refusal.sentence, _))
    else:
        messages.success(request, _("记下了：先不发布。"))
    return redirect("operate:closing", code=wave.code)


@deed
def again(request: HttpRequest, wave: Wave, *, viewer: Viewer) -> HttpResponse:
    """Compute anew what the gate held or somebody put off."""
    try:
        compute_again(wave=wave, by=viewer.email)
    except CloseRefusedError as refusal:
        messages.error(request, said(refusal.sentence, _))
    return redirect("operate:closing", code=wave.code)


def _page(  # noqa: PLR0913  # what was typed, and what is wrong with it
    request: HttpRequest,
    wave: Wave,
    line: WaveLine,
    viewer: Viewer,
    *,
    problem: str = "",
    no_problem: str = "",
    reason: str = "",
) -> HttpResponse:
    at = closing_of(wave)
    put_off_by = put_off_in_force(wave) if at.can_be_put_off else None
    context = {
        "section": "operate",
        "is_demo": wave.is_demo,
        "wave": wave,
        "line": line,
        "closing": at,
        "problem": problem,
        "put_off": line_of(put_off_by) if put_off_by else None,
        "no_problem": no_problem,
        "reason": reason,
        "longest_reason": LONGEST_REASON,
        "alone": _is_alone(wave, at),
        **_of_stage(wave, at, viewer),
    }
    return render(request, "operate/closing.html", context, status=BAD_REQUEST if problem or no_problem else 200)


def _is_alone(wave: Wave, at: Closing) -> str:
    """Return the sentence that nobody can be the second person, and who still could; "" where somebody can."""
    if at.stage is Stage.RELEASED or not lacks_second_person(wave):
        return ""
    return _(IS_ALONE) if at.stage is Stage.DRAFT else _(IS_ALONE_SINCE)


def _of_stage(wave: Wave, at: Closing, viewer: Viewer) -> dict[str, Any]:
    """Return what the page needs at this stage only."""
    if at.stage is Stage.OPEN:
        return {"days_left": (wave.closes_on - timezone.localdate()).days}
    if at.release is not None and at.stage is Stage.HELD:
        return {"reasons": reasons_of(at.release.gate_report)}
    if at.release is not None and at.stage is Stage.READY:
        behind = people_behind(wave)
        return {
            "preview": preview_of(at.release),
            "behind": behind,
            "is_behind": viewer.email in behind,
            "seen": mark_of(at.release),
        }
    return {}
