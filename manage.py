#!/usr/bin/env python3
"""Django's command line for this site."""

import os
import sys


def main() -> None:
    """Run one management command, e.g. ``manage.py load_regions``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  # settings must be named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
