"""The one Django application, made of rooms with one-way imports."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BurdenConfig(AppConfig):
    """Registers the rooms' models and the system checks, and brings two siblings together."""

    name = "burden"
    verbose_name = _("基层减负看板")

    def ready(self) -> None:
        """Load system checks and what listens to signing in; let files say what the charts of their page say."""
        # Models must be loaded first.
        from burden import checks  # noqa: F401, PLC0415
        from burden.access import signals  # noqa: F401, PLC0415
        from burden.dashboards.telling import tell  # noqa: PLC0415
        from burden.reports.telling import use_teller  # noqa: PLC0415

        use_teller(tell)
        post_migrate.connect(_store_rules, sender=self)


def _store_rules(**_signal: Any) -> None:
    """Bring the rules of the program into a database that was made or renewed just now."""
    from django.db import connection  # noqa: PLC0415  # as above

    from burden.models import RuleRevision  # noqa: PLC0415  # likewise
    from burden.operate.rules.revisions import store_book  # noqa: PLC0415  # likewise

    # An older state of the tables, to which somebody migrated back, has no place for them.
    if RuleRevision._meta.db_table in connection.introspection.table_names():  # noqa: SLF001  # Django's Meta
        store_book()
