"""Issues invitation codes and prints them once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.domain.levels import LEVEL_NAMES, RESPONDENT_LEVELS, Level
from burden.intake.codes import CodesRefusedError, issue_codes
from burden.models import Wave

LEVEL_HELP = "，".join(f"{int(level)} {LEVEL_NAMES[level][0]}" for level in RESPONDENT_LEVELS)


class Command(BaseCommand):
    """Thin door to :func:`burden.intake.codes.issue_codes`."""

    help = "发填报码，一行一个，只显示这一次；数据库只存其加密摘要。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take wave, region, level and number."""
        parser.add_argument("wave", help="调查编号，如 2026Q4")
        parser.add_argument("--region", required=True, help="12位地区代码")
        parser.add_argument(
            "--level", required=True, type=int, choices=[int(level) for level in RESPONDENT_LEVELS], help=LEVEL_HELP
        )
        parser.add_argument("--number", required=True, type=int, help="几个")

    def handle(self, **options: Any) -> None:  # Django's signature
        """Issue the codes and print them."""
        wave = Wave.objects.filter(code=options["wave"]).first()
        if wave is None:
            raise CommandError(f"没有调查 {options['wave']}。")
        try:
            codes = issue_codes(
                wave=wave, region_code=options["region"], level=Level(options["level"]), number=options["number"]
            )
        except CodesRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        for code in codes:
            self.stdout.write(code)
