"""The largest request the site reads.

Django limits form fields but writes files of any size to the disk before a view, or the check against forged forms,
has a word; nobody sends this site files that large.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext

from burden.intake.door import read_away

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def body_limit(get_response: GetResponse) -> GetResponse:
    """Answer 413 to a body above ``DATA_UPLOAD_MAX_MEMORY_SIZE`` bytes, which is read and dropped.

    A body that does not say its length is read by Django as an empty one.
    """

    def limited(request: HttpRequest) -> HttpResponseBase:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            read_away(request)
            return HttpResponse(gettext("内容太大，没有收到。"), status=413, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return limited
