"""What every template may ask for."""

from collections.abc import Callable

from django.http import HttpRequest

from burden.access.demo import has_real_operator, is_demo_door_open


def site(request: HttpRequest) -> dict[str, Callable[[], bool]]:  # noqa: ARG001  # the same for everybody
    """Return what templates may ask for; a query runs only where a template does ask."""
    return {"is_demo_door_open": is_demo_door_open, "has_real_operator": has_real_operator}
