"""The page of a file that an operator brought, whatever its kind: progress, problems, preview, confirming, undoing."""

import csv
import io
import uuid
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from burden.access.scopes import Viewer
from burden.domain.formulas import guarded
from burden.domain.sentences import said
from burden.intake.sheet_files import BOM, CONTENT_TYPES, CSV
from burden.models import FileImport
from burden.operate.files import machine
from burden.operate.files.form import FileForm
from burden.operate.files.handing_over import go_on_with
from burden.operate.files.kind import ImportRefusedError
from burden.operate.files.preview_words import preview_in_words, state_in_words
from burden.operate.views import operators_only

State = FileImport.State
MOST_SHOWN = 200  # problems on the page; the list to download has more
PREVIEWS = {
    FileImport.Kind.HEADCOUNTS.value: "operate/files/_headcounts_preview.html",
    FileImport.Kind.CATALOGUE.value: "operate/files/_catalogue_preview.html",
    FileImport.Kind.REGIONS.value: "operate/files/_regions_preview.html",
}


def of_file(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Make a view of operators, of a file that there is."""

    @never_cache
    @operators_only
    @wraps(view)
    def found(request: HttpRequest, key: uuid.UUID, *, viewer: Viewer) -> HttpResponse:
        # The file itself is megabytes, and a page that follows its progress asks again every few seconds.
        record = FileImport.objects.select_related("wave", "tree").defer("content").filter(pk=key).first()
        if record is None:
            raise Http404
        return view(request, record, viewer=viewer)

    return found


@require_safe
@of_file
def file_import(request: HttpRequest, record: FileImport, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """Show how far a file is, what is wrong with it, or what it would change."""
    problems = list(_problems(record))
    why_no_undo = _why_no_undo(record)
    context = {
        "problems": problems[:MOST_SHOWN],
        "more_problems": max(0, len(problems) - MOST_SHOWN),
        "unkept_problems": record.problem_count - len(problems),
        "preview": preview_in_words(record) if record.summary else None,
        "is_under_way": record.state in (State.WAITING, State.CHECKING, State.STORING),
        "can_undo": record.state == State.STORED and not why_no_undo,
        "why_no_undo": why_no_undo,
    }
    return _page(request, "operate/files/file_import.html", record, context)


@require_POST
@of_file
def confirm(request: HttpRequest, record: FileImport, *, viewer: Viewer) -> HttpResponse:
    """Store a file whose preview was seen; a second press finds it stored."""
    if not machine.confirm(record.pk, seen=request.POST.get("seen", ""), email=viewer.email):
        if record.state == State.READY:
            messages.warning(request, _("原来的数据刚才变了，已经重新比对。请把这一页再看一遍，然后确认。"))
    elif not go_on_with(record):
        messages.warning(request, _("后台任务暂时连不上，恢复后会自动接着做。"))
    return redirect("operate:file-import", key=record.pk)


@require_POST
@of_file
def give_up(request: HttpRequest, record: FileImport, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # likewise
    """Forget a file that is not stored."""
    home = home_of(record)
    if not machine.give_up(record.pk):
        messages.error(request, _("这个文件已经确认装入，不能放弃了。"))
        return redirect("operate:file-import", key=record.pk)
    messages.success(request, _("没有装入，文件已删除。"))
    return redirect(home)


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def undo(request: HttpRequest, record: FileImport, *, viewer: Viewer) -> HttpResponse:
    """Say what undoing means, or put back what the file replaced."""
    if request.method == "POST":
        try:
            if machine.undo(record.pk, email=viewer.email):
                messages.success(request, _("已撤销，恢复成装入以前的样子。"))
        except ImportRefusedError as refusal:
            messages.error(request, said(refusal.sentence, _))
    elif record.state == State.STORED:
        return _page(request, "operate/files/undo.html", record, {"why_no_undo": _why_no_undo(record)})
    return redirect("operate:file-import", key=record.pk)


@require_safe
@of_file
def problems(request: HttpRequest, record: FileImport, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # likewise
    """Send what is wrong with a file as CSV, to be mended beside it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_("行"), _("列"), _("问题")])
    writer.writerows(
        [problem["line"] or "", guarded(problem["column"]), guarded(problem["sentence"])]
        for problem in _problems(record)
    )
    return attachment((BOM + text.getvalue()).encode(), name=_("问题.csv"), form=CSV)


def attachment(content: bytes, *, name: str, form: str) -> HttpResponse:
    """Return a file to be saved."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)


def home_of(record: FileImport) -> str:
    """Return the address of the page to which files of this kind are brought."""
    if record.kind == FileImport.Kind.HEADCOUNTS and record.wave:
        return reverse("operate:headcounts", kwargs={"code": record.wave.code})
    return reverse("operate:regions" if record.kind == FileImport.Kind.REGIONS else "operate:catalogue-file")


def again_of(record: FileImport) -> str:
    """Return the address to which a mended file is brought, with what was typed beside the first."""
    if record.kind == FileImport.Kind.REGIONS:
        return f"{reverse('operate:region-file')}?{urlencode(record.parameters)}"
    return home_of(record)


def taken(request: HttpRequest, form: FileForm, *, viewer: Viewer, **what: Any) -> HttpResponse | None:
    """Have the file of a valid form checked and lead to its page; None where it is refused, and the form says why.

    ``what`` are kind, wave, tree and parameters as :func:`machine.bring` takes them.
    """
    content, name = form.taken()
    try:
        record = machine.bring(content=content, file_name=name, email=viewer.email, **what)
    except ImportRefusedError as refusal:
        form.add_error("file", said(refusal.sentence, _))
        return None
    return brought(request, record)


def brought(request: HttpRequest, record: FileImport) -> HttpResponse:
    """Have a new file checked and lead to its page."""
    if not go_on_with(record):
        messages.warning(request, _("后台任务暂时连不上，恢复后会自动接着做。"))
    return redirect("operate:file-import", key=record.pk)


def _problems(record: FileImport) -> Iterator[dict[str, Any]]:
    for line, column, template, values in record.problems:
        sentence = _(template) % values if values else _(template)
        yield {"line": line, "column": column, "sentence": sentence}


def _why_no_undo(record: FileImport) -> str:
    refusal = machine.why_no_undo(record) if record.state == State.STORED else None
    return said(refusal, _) if refusal else ""


def _page(request: HttpRequest, template: str, record: FileImport, more: dict[str, Any]) -> HttpResponse:
    is_demo = bool((record.wave and record.wave.is_demo) or (record.tree and record.tree.is_demo))
    home_title = _(record.get_kind_display())
    context = {
        "section": "operate",
        "record": record,
        "wave": record.wave,
        "home": home_of(record),
        "again": again_of(record),
        "is_demo": is_demo,
        "home_title": home_title,
        "title": _("%(what)s：%(file)s") % {"what": home_title, "file": record.file_name},
        "state": state_in_words(record),
        "preview_template": PREVIEWS[record.kind],
    }
    return render(request, template, context | more)
