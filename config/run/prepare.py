"""``python -m config.run.prepare``: brings tables and static files up to date and loads the regions where none are.

One process for all of it, because starting Django takes longer than the steps of a second start.
"""

import os

import django
from django.core.management import call_command


def main() -> None:
    """Do all three; each is safe to repeat."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from burden.models import Region  # noqa: PLC0415  # after django.setup

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Region.objects.exists():
        call_command("load_regions")


if __name__ == "__main__":
    main()
