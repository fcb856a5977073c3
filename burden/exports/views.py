"""Pages of the exports: the list of one's files, one file in the making, the file itself."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from burden.access.decorators import role_required
from burden.access.downloads import busy_days, page_of_downloads
from burden.access.export_jobs import Job, find_job, list_jobs
from burden.access.file_kinds import FileKind
from burden.access.refusals import RefusalError
from burden.access.scopes import Role, Viewer
from burden.domain.sentences import said
from burden.exports.asking import Request, ask_for_file
from burden.exports.kinds import FORMATS
from burden.exports.lines import line_of
from burden.exports.taking import open_file
from burden.reports.errors import BadFilterError
from burden.reports.filters import parse_levels
from burden.reports.selection import frame_of, select

View = Callable[..., HttpResponseBase]
readers_only = role_required(Role.SUPERVISOR, Role.INSPECTOR)


def refusing(view: View) -> View:
    """Turn the reading door's refusals into pages: 404 for what is not there or not theirs, 400 for odd filters."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RefusalError as refusal:
            raise Http404 from refusal
        except BadFilterError as error:
            return render(request, "400.html", {"sentence": said(error.sentence, gettext)}, status=400)

    return page


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
@refusing
def exports(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show the viewer's files, or take the wish for one."""
    return _request_file(request, viewer) if request.method == "POST" else _list_files(request, viewer)


def _list_files(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    jobs = [line_of(job) for job in list_jobs(viewer)]
    register = _register(request, viewer) if viewer.role is Role.INSPECTOR else {}
    context = {
        "section": "exports",
        "jobs": jobs,
        "is_demo": any(line.job.is_demo for line in jobs),
    }
    return render(request, "exports/list.html", context | register | _packs(viewer))


def _register(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    return {"page": page_of_downloads(viewer, request.GET.get("page", "1")), "busy_days": busy_days(viewer)}


def _request_file(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    asked = Request(
        kind=request.POST.get("kind", ""),
        wave=request.POST.get("wave", ""),
        region=request.POST.get("region", ""),
        page=request.POST.get("page", ""),
        levels=parse_levels(request.POST.get("level", "")),
        indicator=request.POST.get("indicator", ""),
        what_if=request.POST.get("what_if", ""),
        event=request.POST.get("event", ""),
        app=request.POST.get("app", ""),
        language=get_language() or "",
    )
    return redirect("exports:job", job_id=ask_for_file(viewer, asked).id)


@require_safe
@readers_only
@never_cache
def job_page(request: HttpRequest, job_id: uuid.UUID, *, viewer: Viewer) -> HttpResponse:
    """Show how far a file is; without JavaScript the page asks again by itself."""
    job = _own_job(viewer, job_id)
    context = {"section": "exports", "line": line_of(job), "job": job, "is_demo": job.is_demo}
    return render(request, "exports/job.html", context)


# No HEAD: whoever asks for the file gets it, and is written down.
@require_GET
@readers_only
@refusing
def file(request: HttpRequest, job_id: uuid.UUID, *, viewer: Viewer) -> HttpResponseBase:  # noqa: ARG001  # Django's signature
    """Send the file, after the download was written down."""
    job = _own_job(viewer, job_id)
    content = open_file(viewer, job)
    if content is None:
        raise Http404
    return FileResponse(
        content, as_attachment=True, filename=job.file_name, content_type=FORMATS[FileKind(job.kind)].media_type
    )


def _own_job(viewer: Viewer, job_id: uuid.UUID) -> Job:
    job = find_job(viewer, job_id)
    if job is None:
        raise Http404
    return job


def _packs(viewer: Viewer) -> dict[str, Any]:
    """Return what the form for a summary pack offers; nothing where nothing is released."""
    try:
        frame = frame_of(select(viewer=viewer))
    except RefusalError:
        return {"frame": None}
    return {"frame": frame, "pack_kinds": ((FileKind.PACK_XLSX, "XLSX"), (FileKind.PACK_CSV, gettext("CSV（压缩包）")))}
