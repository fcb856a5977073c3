"""The address at which the site was asked for: what stands on slips, posters and in notices."""

from urllib.parse import urlsplit

from django.http import HttpRequest

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


def site_of(request: HttpRequest) -> str:
    """Return the address before the path, e.g. ``https://burden.example``."""
    return f"{request.scheme}://{request.get_host()}"


def is_local(request: HttpRequest) -> bool:
    """Whether nobody but this machine can open the address."""
    return urlsplit(site_of(request)).hostname in LOCAL_HOSTS
