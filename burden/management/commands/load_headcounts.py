"""Loads the head counts of a wave."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.intake.headcount_files import headcounts_template
from burden.intake.headcounts import HeadcountsFrozenError, read_headcounts, store_headcounts
from burden.intake.row_files import RowFileError
from burden.intake.sheet_files import CSV
from burden.models import Wave


class Command(BaseCommand):
    """Thin door to :mod:`burden.intake.headcounts`."""

    help = "装入一次调查的人数表（CSV或xlsx），整份替换；可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and its wave, or the wish for a template."""
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--wave", help="调查编号，如 2026Q4")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不装入")
        parser.add_argument("--template", action="store_true", help="打印这次调查的样表")

    def handle(self, **options: Any) -> None:  # Django's signature
        """Check the file and store it."""
        wave = Wave.objects.filter(code=options["wave"]).first()
        if wave is not None and options["template"]:
            self.stdout.write(headcounts_template(wave, CSV).decode(), ending="")
            return
        if wave is None or options["file"] is None:
            raise CommandError("请写明文件和已有的调查编号：load_headcounts 人数.csv --wave 2026Q4")
        try:
            rows = read_headcounts(options["file"].read_bytes(), wave=wave).rows
            if not options["dry_run"]:
                store_headcounts(wave=wave, rows=rows)
        except (OSError, RowFileError, HeadcountsFrozenError) as error:
            raise CommandError(str(error)) from error
        done = "可以装入" if options["dry_run"] else "已装入"
        self.stdout.write(f"{done}{len(rows)}行，共{sum(row.people for row in rows)}人。")
