"""Entering the demo."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from burden.access.decorators import open_to_all
from burden.access.demo import demo_user
from burden.access.first_pages import first_page
from burden.access.scopes import Role, Viewer

LOGIN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
@never_cache
@sensitive_variables()
@open_to_all
def demo_sign_in(request: HttpRequest, role: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # any visitor
    """Sign the visitor in as the demo's supervisor, inspector or operator."""
    user = demo_user(role)
    if user is None:
        raise Http404
    login(request, user, backend=LOGIN_BACKEND)
    return HttpResponseRedirect(first_page(Role(user.role)))
