"""The page of all that was changed in the catalogue."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from burden.access.scopes import Viewer
from burden.operate.catalogue.history import page_of_deeds, page_of_one_deed
from burden.operate.catalogue.page import around
from burden.operate.clean_ups.events import desk_tree
from burden.operate.views import operators_only


@require_safe
@never_cache
@operators_only
def catalogue_history(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # by the role
    """List what was changed together, newest first, or all of one change that came in a file."""
    tree, number, asked = desk_tree(), request.GET.get("page", "1"), request.GET.get("deed", "")
    if tree is None:
        return render(request, "operate/catalogue_history.html", around(tree))
    if not asked:
        page, deeds = page_of_deeds(tree, number)
        return render(request, "operate/catalogue_history.html", around(tree) | {"page": page, "deeds": deeds})
    try:
        deed = uuid.UUID(asked)
    except ValueError:
        raise Http404 from None
    rows, found = page_of_one_deed(tree, deed, number)
    if found is None:
        raise Http404
    context = {"page": rows, "deeds": (found,), "query": f"deed={deed}", "is_one": True}
    return render(request, "operate/catalogue_history.html", around(tree) | context)
