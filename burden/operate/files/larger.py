"""Pages to which larger files may be posted than anything else the site reads; config/body_limit.py asks for them."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from burden.intake.sheets import LARGEST_FILE, MEGABYTE

TAKES_FILES = "takes_files"
TOO_LARGE = "too-large"  # what the address of a page says after a file that was larger still

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def takes_files(view: View) -> View:
    """Mark a page to which files may be posted."""
    setattr(view, TAKES_FILES, True)
    return view


def say_too_large(request: HttpRequest) -> None:
    """Say that a file was not read, where the address tells so."""
    if TOO_LARGE in request.GET:
        messages.error(request, _("文件太大，最多%(megabytes)sMB。") % {"megabytes": LARGEST_FILE // MEGABYTE})
