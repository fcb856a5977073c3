"""Sends pages compressed: on a slow network the bytes of a page are what a phone waits for."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("text/html", "application/json")  # static files lie compressed on disk; downloads stay as they are


class CompressPages(GZipMiddleware):
    """Compress pages and JSON where the browser takes it.

    Django's middleware pads each answer by chance, so that its length tells nobody what stands in it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer compressed, or as it is where it is a file, a stream or short."""
        is_page = response.headers.get("Content-Type", "").startswith(COMPRESSED)
        return super().process_response(request, response) if is_page and not response.streaming else response
