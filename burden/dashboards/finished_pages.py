"""Pages are made once and then served to everybody who may read the same: bytes, not figures.

What a page shows follows from the address, the language, the day, what its reader may read, and the edition of what
pages read.  These are the question; the reader's name is not among them.  Who asks, and which regions are theirs, is
read anew for every request, before the shelf is looked at: whoever may read something else asks another question.

While a page is made there is no reader: a stand-in without name has signed in, and its token is good for nothing.
Where these stand in the page the holes are, so that no page on the shelf knows for whom it was made.
"""

import copy
import re
import secrets
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.html import escape
from django.utils.translation import get_language

from burden.access.decorators import ask_as, viewer_of
from burden.dashboards.page_shelf import FinishedPage, Hole, Shelf
from burden.reports.edition import TablesRead, current_edition

View = Callable[..., HttpResponseBase]

SHELF = Shelf()
OK = 200
# What every request carries and no page shows; pages may depend on any other cookie.
COOKIES_OF_NO_PAGE = frozenset({"sessionid", "csrftoken", "messages", "django_language"})
STAND_IN = "reader@of-this-page.invalid"
TOKEN_OF_A_REQUEST: tuple[str, ...] = ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")  # where Django keeps it
MOST_PADDING = 100
_TOKEN = rb'(?P<csrf>(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?="))'
_HOLES = re.compile(_TOKEN + rb"|(?P<email>" + re.escape(STAND_IN).encode() + rb")")
_TAKES_GZIP = re.compile(r"\bgzip\b")


def made_once(view: View) -> View:
    """Serve what a view has answered before, where nothing has changed since that it was made from.

    Only whole pages (200) are kept, and only those made from tables whose every change is noticed.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or len(get_messages(request)):
            return view(request, *args, **kwargs)
        edition = current_edition()
        question = _question(request, edition)
        found = SHELF.find(question)
        if found is not None:
            return _served(found, request)
        tables = TablesRead()
        with _nobody_reading(request), tables.noting():
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        if not isinstance(response, HttpResponse):
            return response
        made = _finished(response)
        if response.status_code != OK:
            response.content = made.text(_words(made, request))
            return response
        if edition and tables.are_watched and not response.cookies:
            SHELF.keep(question, made, edition=edition)
        return _served(made, request)

    return page


def _question(request: HttpRequest, edition: str) -> Hashable:
    """Return all that a page may depend on; the reader's rights are part of it, their name is not."""
    viewer = viewer_of(request)
    others = sorted(item for item in request.COOKIES.items() if item[0] not in COOKIES_OF_NO_PAGE)
    return (
        edition,
        timezone.localdate(),
        viewer.role,
        viewer.subtrees,
        get_language(),
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        tuple(others),
    )


@contextmanager
def _nobody_reading(request: HttpRequest) -> Iterator[None]:
    """Let a stand-in ask, who may read the same; its token is made anew and belongs to nobody."""
    viewer, user = viewer_of(request), request.user
    token = {name: request.META.pop(name) for name in TOKEN_OF_A_REQUEST if name in request.META}
    if isinstance(user, AbstractBaseUser):
        request.user = copy.copy(user)
        request.user.email, request.user.pk = STAND_IN, None
    ask_as(request, replace(viewer, email=STAND_IN if viewer.email else ""))
    try:
        yield
    finally:
        request.user = user
        ask_as(request, viewer)
        for name in TOKEN_OF_A_REQUEST:
            request.META.pop(name, None)
        request.META.update(token)


def _finished(response: HttpResponse) -> FinishedPage:
    """Return the answer with holes where the stand-in's name and token are."""
    texts, holes, end = [], [], 0
    for found in _HOLES.finditer(response.content):
        texts.append(response.content[end : found.start()])
        holes.append(Hole(str(found.lastgroup)))
        end = found.end()
    headers = [(name, value) for name, value in response.items() if name != "Content-Length"]
    return FinishedPage.of([*texts, response.content[end:]], holes=holes, headers=headers)


def _served(page: FinishedPage, request: HttpRequest) -> HttpResponse:
    """Return the page for one reader, compressed where the browser takes it."""
    words = _words(page, request)
    if _TAKES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        content = page.compressed(words, padding=secrets.randbelow(MOST_PADDING))
        response = HttpResponse(content, headers={**dict(page.headers), "Content-Encoding": "gzip"})
        patch_vary_headers(response, ("Accept-Encoding",))
        return response
    return HttpResponse(page.text(words), headers=dict(page.headers))


def _words(page: FinishedPage, request: HttpRequest) -> Mapping[Hole, bytes]:
    """Return what goes into the holes of a page; asking for the token sets the reader's cookie."""
    words = {Hole.EMAIL: escape(viewer_of(request).email).encode()}
    if Hole.TOKEN in page.holes:
        words[Hole.TOKEN] = get_token(request).encode()
    return words
