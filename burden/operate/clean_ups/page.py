"""The pages where an operator enters clean-ups: the list, the form, and what deleting means."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.scopes import Viewer
from burden.intake.places import LONGEST_SEARCH
from burden.models import CleanupEvent, TreeVersion
from burden.operate.clean_ups.events import (
    SameCleanUpError,
    desk_tree,
    lines_of,
    page_of_clean_ups,
    store_clean_up,
    tree_to_change_by,
)
from burden.operate.clean_ups.form import CleanUpForm
from burden.operate.views import operators_only

BAD_REQUEST = 400


@require_safe
@never_cache
@operators_only
def clean_ups(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """List clean-ups, newest first."""
    tree = desk_tree()
    page, lines = page_of_clean_ups(tree, request.GET.get("page", "1")) if tree else (None, ())
    return render(request, "operate/clean_ups.html", _around(tree) | {"lines": lines, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def new_clean_up(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """Show the empty form, or enter a clean-up."""
    tree = desk_tree()
    if tree is None:
        raise Http404
    return _filled_in(request, tree, CleanupEvent(), initial={})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def clean_up(request: HttpRequest, key: int, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # likewise
    """Show the form of one clean-up, or change it."""
    newest, event = _found(key)
    tree = tree_to_change_by(event, newest)
    (line,) = lines_of([event], tree)
    initial = {
        "region": line.place if len(line.place) <= LONGEST_SEARCH else event.region_code,
        "happened_on": event.happened_on,
        "title": event.title,
        "note": event.note,
    }
    return _filled_in(request, tree, event, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def delete_clean_up(request: HttpRequest, key: int, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # likewise
    """Say what deleting means, or delete."""
    tree, event = _found(key)
    if request.method == "POST":
        event.delete()
        messages.success(request, _("已删除：%(title)s。") % {"title": event.title})
        return redirect("operate:clean-ups")
    (line,) = lines_of([event], tree)
    return render(request, "operate/clean_up_delete.html", _around(tree) | {"line": line})


def _filled_in(
    request: HttpRequest, tree: TreeVersion, event: CleanupEvent, *, initial: dict[str, Any]
) -> HttpResponse:
    form = CleanUpForm(request.POST if request.method == "POST" else None, tree=tree, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            store_clean_up(form.into(event))
        except SameCleanUpError:
            form.add_error("title", _("这个地区这一天已经登记过同样的一件。"))
        else:
            messages.success(request, _("记下了。"))
            return redirect("operate:clean-ups")
    context = _around(tree) | {"form": form, "key": event.pk}
    return render(request, "operate/clean_up.html", context, status=BAD_REQUEST if form.errors else 200)


def _found(key: int) -> tuple[TreeVersion, CleanupEvent]:
    tree = desk_tree()
    event = CleanupEvent.objects.filter(pk=key, tree__is_demo=tree.is_demo).first() if tree else None
    if tree is None or event is None:
        raise Http404
    return tree, event


def _around(tree: TreeVersion | None) -> dict[str, Any]:
    return {"section": "operate", "is_demo": tree is not None and tree.is_demo, "has_tree": tree is not None}
