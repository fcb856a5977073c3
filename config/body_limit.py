"""The largest request the site reads.

Django limits form fields but takes files of any size before a view, or the check against forged forms, has a word.
Only to the pages where operators bring files may larger ones be sent.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

from burden.intake.door import read_away
from burden.operate.files.larger import TAKES_FILES, TOO_LARGE

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def body_limit(get_response: GetResponse) -> GetResponse:
    """Answer 413 to a body above ``DATA_UPLOAD_MAX_MEMORY_SIZE`` bytes, which is read and dropped.

    A page that takes files says itself that one above ``FILE_UPLOAD_MAX_MEMORY_SIZE`` was too large.  A body that does
    not say its length is read by Django as an empty one.
    """

    def limited(request: HttpRequest) -> HttpResponseBase:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return get_response(request)
        if not _takes_files(request.path_info):
            read_away(request)
            return HttpResponse(gettext("内容太大，没有收到。"), status=413, content_type="text/plain; charset=utf-8")
        if length <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            return get_response(request)
        read_away(request)
        return HttpResponseRedirect(f"{request.path}?{TOO_LARGE}=1")

    return limited


def _takes_files(path: str) -> bool:
    """Whether the page at this address is marked as one to which operators bring files."""
    try:
        return bool(getattr(resolve(path).func, TAKES_FILES, False))
    except Resolver404:
        return False
