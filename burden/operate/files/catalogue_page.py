"""The page to which an operator brings a file of the catalogue, and where the stored one is exported."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.scopes import Viewer
from burden.intake.catalogue_files import catalogue_file, catalogue_template
from burden.intake.sheet_files import CONTENT_TYPES
from burden.models import CatalogueItem, FileImport, TreeVersion
from burden.operate.clean_ups.events import desk_tree
from burden.operate.files.form import FileForm
from burden.operate.files.larger import say_too_large, takes_files
from burden.operate.files.pages import attachment, taken
from burden.operate.files.preview_words import MOST_FILES, file_lines
from burden.operate.views import operators_only

BAD_REQUEST = 400
FILES = {"template": (catalogue_template, "应用目录_样表"), "stored": (catalogue_file, "应用目录")}


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def catalogue_import(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show how large the catalogue is, or take a file that adds to it."""
    tree = desk_tree()
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and tree is not None and form.is_valid():
        answer = taken(request, form, viewer=viewer, kind=FileImport.Kind.CATALOGUE, tree=tree)
        if answer is not None:
            return answer
    say_too_large(request)
    context = _around(tree) | {"form": form}
    return render(request, "operate/files/catalogue.html", context, status=BAD_REQUEST if form.errors else 200)


@require_safe
@never_cache
@operators_only
def download(request: HttpRequest, what: str, form: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """Send the template or the stored catalogue as CSV or XLSX."""
    tree = desk_tree()
    if tree is None or what not in FILES or form not in CONTENT_TYPES:
        raise Http404
    make, title = FILES[what]
    return attachment(make(tree, form), name=f"{title}_{tree.version}.{form}", form=form)


def _around(tree: TreeVersion | None) -> dict[str, Any]:
    files = FileImport.objects.filter(
        kind=FileImport.Kind.CATALOGUE, tree__is_demo=tree is not None and tree.is_demo
    ).defer("content", "before")
    counts = CatalogueItem.objects.beside(tree.version if tree else "").aggregate(
        entries=Count("pk"), retired=Count("pk", filter=Q(is_retired=True))
    )
    return {
        "section": "operate",
        "tree": tree,
        "is_demo": tree is not None and tree.is_demo,
        **counts,
        "files": file_lines(files[:MOST_FILES]),
    }
