"""Prints the link that makes the first operator of an empty site."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from burden.access.demo import has_real_operator
from burden.access.first_operator import link_path


class Command(BaseCommand):
    """A thin door to :mod:`burden.access.first_operator`."""

    help = "Print a link, good for a day, that makes the first operator; nothing where one exists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the site's address."""
        parser.add_argument("--site", default="http://localhost:8000", help="address before the path")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # Django's signature
        """Print the link, or say that it is not needed."""
        if has_real_operator():
            self.stdout.write("An operator exists: sign in at /accounts/login/.")
            return
        self.stdout.write(f"Make the first operator here, once, within a day:\n  {options['site']}{link_path()}")
