"""The one Django application, made of rooms with one-way imports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BurdenConfig(AppConfig):
    """Registers the rooms' models and the system checks."""

    name = "burden"
    verbose_name = _("基层减负看板")

    def ready(self) -> None:
        """Load the system checks of the site."""
        from burden import checks  # noqa: F401, PLC0415  # models must be loaded first
