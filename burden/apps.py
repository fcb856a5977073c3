"""The one Django application, made of rooms with one-way imports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BurdenConfig(AppConfig):
    """Registers the rooms' models and the system checks, and brings two siblings together."""

    name = "burden"
    verbose_name = _("基层减负看板")

    def ready(self) -> None:
        """Load the system checks of the site; let files say what the charts of their page say."""
        # Models must be loaded first.
        from burden import checks  # noqa: F401, PLC0415
        from burden.dashboards.telling import tell  # noqa: PLC0415
        from burden.reports.telling import use_teller  # noqa: PLC0415

        use_teller(tell)
