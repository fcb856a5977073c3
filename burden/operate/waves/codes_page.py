"""The operator's pages of codes: how many slips a wave needs, what issuing them means, and the file to print, once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from burden.access.scopes import Viewer
from burden.intake.codes import CodeProblem, CodesRefusedError
from burden.intake.issuing import MOST_SPARE, CodePlan, issue_for_headcounts, plan_codes
from burden.intake.paper import PaperError
from burden.intake.places import find_place, territory_of
from burden.intake.slip_files import PDF, SlipFile, slip_file
from burden.intake.slips import short_address
from burden.models import Wave
from burden.operate.site.address import is_local, site_of
from burden.operate.views import operators_only
from burden.operate.waves.code_lines import batch_of, level_lines

SPARES = (0, 1, 2, 5, 10, MOST_SPARE)
AGAIN, REPLACE = "again", "replace"
BEGUN, SECONDS_SEEN = "slips_begun", 60  # the cookie by which the page behind a download knows that it has begun


def of_wave(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Make a view of operators, of a wave that there is; ``plan`` is None where it takes no codes."""

    @wraps(view)
    def found(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponseBase:  # noqa: ARG001  # by the role
        wave = get_object_or_404(Wave, code=code)
        try:
            plan = plan_codes(wave)
        except CodesRefusedError:
            plan = None
        return view(request, wave, plan)

    return never_cache(operators_only(found))


@require_safe
@of_wave
def codes(request: HttpRequest, wave: Wave, plan: CodePlan | None) -> HttpResponse:
    """Show how many codes each level would get, and how many it was given."""
    context = {"lines": level_lines(plan) if plan else [], "spares": SPARES, "short_address": _short(request, wave)}
    return _page(request, "operate/codes.html", wave, plan, context)


@require_safe
@of_wave
def confirm(request: HttpRequest, wave: Wave, plan: CodePlan | None) -> HttpResponse:
    """Say what issuing means, with its numbers, before anything is done."""
    if plan is None or not plan.groups:
        return redirect("operate:codes", code=wave.code)
    return _confirmation(request, wave, plan, spare=_spare(request.GET.get("spare", "")))


@require_POST
@of_wave
def slips(request: HttpRequest, wave: Wave, plan: CodePlan | None) -> HttpResponseBase:
    """Issue the codes and send their slips; they are nowhere on the server afterwards."""
    if plan is None or not plan.groups:
        return redirect("operate:codes", code=wave.code)
    spare, earlier = _spare(request.POST.get("spare", "")), request.POST.get("earlier", "")
    if plan.issued_before and earlier not in (AGAIN, REPLACE):
        problem = _("以前已经发过码。请先选下面的一项。")
        return _confirmation(request, wave, plan, spare=spare, problem=problem)
    known = request.POST.get("issued_before", "")
    try:
        issued = issue_for_headcounts(
            wave=wave,
            issued_before=int(known) if known.isascii() and known.isdigit() else -1,
            spare=spare,
            replace=earlier == REPLACE,
        )
    except CodesRefusedError as refusal:
        problem = _refused(refusal)
        return _confirmation(request, wave, plan_codes(wave), spare=spare, problem=problem)
    try:
        answer = _download(slip_file(wave=wave, site=site_of(request), issued=issued))
    except PaperError:
        messages.error(request, _("纸条没有做成，这次的码已作废。请再试一次。"))
        return redirect("operate:codes", code=wave.code)
    number = sum(len(group.codes) for group in issued)
    messages.success(
        request, _("发了%(codes)s个码，纸条在下载的文件里。请打开核对，服务器上没有第二份。") % {"codes": number}
    )
    return answer


def _download(file: SlipFile) -> HttpResponseBase:
    """Return the file, and tell the page behind it that it has begun; raises PaperError."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=file.name)}
    how: dict[str, Any] = {"content_type": file.content_type, "headers": headers}
    if file.content_type == PDF:
        answer: HttpResponseBase = HttpResponse(b"".join(file.chunks), **how)
    else:
        answer = StreamingHttpResponse(file.chunks, **how)
    answer.set_cookie(BEGUN, "1", max_age=SECONDS_SEEN, secure=settings.SESSION_COOKIE_SECURE, samesite="Strict")
    return answer


def _confirmation(request: HttpRequest, wave: Wave, plan: CodePlan, *, spare: int, problem: str = "") -> HttpResponse:
    """Return the page of consequences, the first time or again with the problem that kept codes from being issued."""
    context = {
        "spare": spare,
        "batch": batch_of(plan, spare=spare),
        "short_address": _short(request, wave),
        "is_local": is_local(request),
        "may_replace": wave.state == Wave.State.DRAFT,
        "problem": problem,
    }
    return _page(request, "operate/codes_confirm.html", wave, plan, context, status=409 if problem else 200)


def _page(  # noqa: PLR0913  # what every page of codes shows
    request: HttpRequest, template: str, wave: Wave, plan: CodePlan | None, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    place = find_place(territory_of(wave), wave.region_code)
    context = {
        "section": "operate",
        "wave": wave,
        "is_demo": wave.is_demo,
        "place": place.full_name if place else "",
        "plan": plan,
    }
    return render(request, template, context | more, status=status)


def _refused(refusal: CodesRefusedError) -> str:
    """Return why nothing was issued although the page had offered it: something changed meanwhile."""
    if refusal.args[0] == CodeProblem.ISSUED_MEANWHILE:
        return _("已发的码数变了，这次没有再发。请看下面的新数目。")
    return _("这次没有发成。请看下面的数目，再试一次。")


def _spare(text: str) -> int:
    return int(text) if text in map(str, SPARES) else 0


def _short(request: HttpRequest, wave: Wave) -> str:
    return short_address(wave=wave, site=site_of(request))
