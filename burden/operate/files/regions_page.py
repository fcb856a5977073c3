"""The pages of the region tree: its editions and who uses them, and the file that brings another."""

import gzip
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from burden.access.scopes import Viewer
from burden.domain.sentences import said
from burden.intake.region_files import regions_file, regions_template
from burden.intake.regions import COMMITTED_AS_OF, COMMITTED_FILE, COMMITTED_SOURCE, COMMITTED_VERSION
from burden.intake.sheet_files import CONTENT_TYPES
from burden.models import FileImport, Region, TreeVersion
from burden.operate.files.kind import ImportRefusedError
from burden.operate.files.larger import say_too_large, takes_files
from burden.operate.files.machine import bring
from burden.operate.files.pages import attachment, brought, taken
from burden.operate.files.preview_words import MOST_FILES, file_lines
from burden.operate.files.region_form import RegionForm
from burden.operate.views import operators_only

BAD_REQUEST = 400
TEMPLATE = "template"


@dataclass(frozen=True, kw_only=True)
class EditionLine:
    """One edition: how many regions of each kind it has, and which waves use it."""

    tree: TreeVersion
    total: int
    provinces: int
    cities: int
    counties: int
    townships: int
    waves: tuple[str, ...]


@require_safe
@never_cache
@operators_only
def regions(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """List the editions of the tree."""
    lines = _editions()
    context = {
        "section": "operate",
        "lines": lines,
        "offers_own": COMMITTED_VERSION not in {line.tree.version for line in lines},
        "own": {"version": COMMITTED_VERSION, "source": COMMITTED_SOURCE, "as_of_on": COMMITTED_AS_OF},
    }
    return render(request, "operate/files/regions.html", context | _files())


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def region_import(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show the form of a new edition, or take its file."""
    form = (
        RegionForm(request.POST, request.FILES) if request.method == "POST" else RegionForm(initial=request.GET.dict())
    )
    if request.method == "POST" and form.is_valid():
        answer = taken(request, form, viewer=viewer, kind=FileImport.Kind.REGIONS, parameters=form.parameters())
        if answer is not None:
            return answer
    say_too_large(request)
    context = {"section": "operate", "form": form, "below_regions": True}
    return render(request, "operate/files/region_import.html", context, status=BAD_REQUEST if form.errors else 200)


@require_POST
@never_cache
@operators_only
def own_edition(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Take the edition that comes with the site, as if its file had been brought."""
    try:
        record = bring(
            kind=FileImport.Kind.REGIONS,
            content=gzip.decompress(COMMITTED_FILE.read_bytes()),
            file_name=COMMITTED_FILE.name.removesuffix(".gz"),
            email=viewer.email,
            parameters={
                "version": COMMITTED_VERSION,
                "as_of_on": COMMITTED_AS_OF.isoformat(),
                "source": COMMITTED_SOURCE,
            },
        )
    except ImportRefusedError as refusal:
        messages.error(request, said(refusal.sentence, _))
        return redirect("operate:regions")
    return brought(request, record)


@require_safe
@never_cache
@operators_only
def download(request: HttpRequest, what: str, form: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # likewise
    """Send the template, or an edition by its name, as CSV or XLSX."""
    if form not in CONTENT_TYPES:
        raise Http404
    if what == TEMPLATE:
        return attachment(regions_template(form), name=f"行政区划_样表.{form}", form=form)
    tree = TreeVersion.objects.filter(version=what.replace("\0", "")).first()
    if tree is None:
        raise Http404
    return attachment(regions_file(tree, form), name=f"行政区划_{tree.version}.{form}", form=form)


def _editions() -> tuple[EditionLine, ...]:
    def count(kind: Region.Kind) -> Count:
        return Count("regions", filter=Q(regions__kind=kind.value))

    trees = TreeVersion.objects.annotate(
        total=Count("regions"),
        provinces=count(Region.Kind.PROVINCE),
        cities=count(Region.Kind.CITY),
        counties=count(Region.Kind.COUNTY),
        townships=count(Region.Kind.TOWNSHIP),
    )
    return tuple(
        EditionLine(
            tree=tree,
            total=tree.total,
            provinces=tree.provinces,
            cities=tree.cities,
            counties=tree.counties,
            townships=tree.townships,
            waves=tuple(tree.waves.values_list("code", flat=True)),
        )
        for tree in trees
    )


def _files() -> dict[str, Any]:
    files = FileImport.objects.filter(kind=FileImport.Kind.REGIONS).defer("content", "before")
    return {"files": file_lines(files[:MOST_FILES])}
