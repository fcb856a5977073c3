"""Doors of views: each view says whom it serves, and the address table is checked for views that say nothing.

``@open_to_all`` and ``@role_required(...)`` hand the viewer to the view as a keyword.  Whoever has the wrong role
finds nothing there (404), in the same words as for an address that does not exist.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from burden.access.scopes import PUBLIC_VIEWER, Role, Viewer, viewer_for

View = Callable[..., HttpResponseBase]

# Attribute of a view that has said whom it serves; the empty set means everybody.
DOOR = "serves_roles"


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who asks, read once a request: scopes do not change while a page is made."""
    known: Viewer | None = getattr(request, "_burden_viewer", None)
    if known is None:
        known = viewer_for(request.user) if hasattr(request, "user") else PUBLIC_VIEWER
        ask_as(request, known)
    return known


def ask_as(request: HttpRequest, viewer: Viewer) -> None:
    """Let the rest of the request be asked by this viewer."""
    request._burden_viewer = viewer  # type: ignore[attr-defined]  # noqa: SLF001  # our own attribute


def open_to_all(
    view: View,
) -> View:
    """Open a view to everybody; it receives ``viewer=`` and shows each what they may see."""
    return _door(view, frozenset())


def role_required(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles only; it receives ``viewer=``.

    People who have not signed in are asked to; people with another role find nothing.
    """
    return lambda view: _door(view, frozenset(roles))


def _door(view: View, roles: frozenset[Role]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        viewer = viewer_of(request)
        if roles and viewer.role is Role.PUBLIC:
            return redirect_to_login(request.get_full_path())
        if roles and viewer.role not in roles:
            raise Http404
        return view(request, *args, viewer=viewer, **kwargs)

    setattr(guarded, DOOR, roles)
    return guarded
