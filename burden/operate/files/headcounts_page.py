"""The page of a wave's head counts: what is stored, and the file that replaces it."""

from typing import Any

from django.db.models import Count, Max, Min, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.scopes import Viewer
from burden.domain.levels import Level
from burden.intake.headcount_files import headcounts_file, headcounts_template
from burden.intake.places import find_place, territory_of
from burden.intake.sheet_files import CONTENT_TYPES
from burden.models import FileImport, Wave
from burden.operate.files.form import FileForm
from burden.operate.files.larger import say_too_large, takes_files
from burden.operate.files.pages import attachment, taken
from burden.operate.files.preview_words import MOST_FILES, file_lines
from burden.operate.two_wordings import level_name
from burden.operate.views import operators_only

BAD_REQUEST = 400
FILES = {"template": (headcounts_template, "人数_样表"), "stored": (headcounts_file, "人数")}


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def headcounts(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Show the head counts of a wave, or take a file that is to replace them."""
    wave = get_object_or_404(Wave, code=code)
    may_import = wave.state in (Wave.State.DRAFT, Wave.State.OPEN)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and may_import and form.is_valid():
        answer = taken(request, form, viewer=viewer, kind=FileImport.Kind.HEADCOUNTS, wave=wave)
        if answer is not None:
            return answer
    say_too_large(request)
    context = _around(wave) | {"form": form, "may_import": may_import}
    return render(request, "operate/files/headcounts.html", context, status=BAD_REQUEST if form.errors else 200)


@require_safe
@never_cache
@operators_only
def download(request: HttpRequest, code: str, what: str, form: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """Send the template or the stored head counts as CSV or XLSX."""
    wave = get_object_or_404(Wave, code=code)
    if what not in FILES or form not in CONTENT_TYPES:
        raise Http404
    make, title = FILES[what]
    return attachment(make(wave, form), name=f"{wave.code}_{title}.{form}", form=form)


def _around(wave: Wave) -> dict[str, Any]:
    place = find_place(territory_of(wave), wave.region_code)
    levels = wave.headcounts.order_by("level").values("level").annotate(people=Sum("people"), units=Count("pk"))
    lines = [line | {"name": level_name(Level(line["level"]))} for line in levels]
    return {
        "section": "operate",
        "wave": wave,
        "is_demo": wave.is_demo,
        "place": place.full_name if place else "",
        "lines": lines,
        "people": sum(line["people"] for line in lines),
        "days": wave.headcounts.aggregate(first=Min("as_of_on"), last=Max("as_of_on")),
        "files": file_lines(wave.file_imports.defer("content", "before")[:MOST_FILES]),
    }
