"""A short way for answers: past the handler, the signals and the middleware that serve signed-in people.

An office sends its answers within the same minutes, and none of that has a part in an answer that nobody signs.  The
headers that protect a browser are the site's own; whatever else comes takes the usual way.
"""

import logging
from collections.abc import Iterable
from typing import cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware

from burden.intake.door import answer, form_behind, out_of_order

logger = logging.getLogger(__name__)


class ShortWay:
    """Stands before the site's application and takes answers in by itself."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._door = SecurityMiddleware(_answer)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a post to one of the doors; hand everything else on."""
        if environ["REQUEST_METHOD"] != "POST" or form_behind(environ["PATH_INFO"]) is None or _must_redirect(environ):
            return self._application(environ, start_response)
        response = cast("HttpResponse", self._door(WSGIRequest(environ)))
        headers = [*response.items(), ("Content-Length", str(len(response.content)))]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        return [response.content]


def _answer(request: HttpRequest) -> HttpResponse:
    try:
        return answer(request)
    # Django's handler, which is passed by, would answer 500; a phone keeps what it holds and tries again at 503.
    except Exception:
        logger.exception("An answer could not be taken in.")
        return out_of_order()


def _must_redirect(environ: WSGIEnvironment) -> bool:
    """Whether the request came without TLS where it is demanded: the usual way knows where to send it."""
    return bool(settings.SECURE_SSL_REDIRECT) and not WSGIRequest(environ).is_secure()
