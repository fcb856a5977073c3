#!/usr/bin/env python3
"""Django's command line for this site."""

import os
import sys


def main() -> None:
    """Run one management command, e.g. ``manage.py load_regions``.

    Exits with one sentence where the environment is incomplete or the embedded servers do not run.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  # settings must be named first
    from django.db import OperationalError  # noqa: PLC0415  # likewise

    from config.env import BadVariable  # noqa: PLC0415  # likewise
    from config.services.places import not_running  # noqa: PLC0415  # likewise

    try:
        execute_from_command_line(sys.argv)
    except BadVariable as error:
        sys.exit(str(error))
    except OperationalError:
        hint = not_running()
        if hint is None:
            raise
        sys.exit(hint)


if __name__ == "__main__":
    main()
