"""The addresses of the site, and beside them a view that shows nothing to people who have signed in."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from burden.access.decorators import role_required
from burden.access.scopes import Role, Viewer


@role_required(Role.SUPERVISOR)
def empty(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # it shows nothing
    """Answer with an empty page: what signing in alone costs."""
    return HttpResponse()


urlpatterns = [path("bench/empty/", empty), path("", include("config.urls"))]
