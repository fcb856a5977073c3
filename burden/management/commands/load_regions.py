"""Loads an edition of the region tree."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from burden.intake import regions
from burden.intake.region_file import RegionFileError, read_region_file
from burden.intake.row_files import RowFileError

MOST_SHOWN = 20


class Command(BaseCommand):
    """Thin door to :func:`burden.intake.regions.store_tree`."""

    help = "装入行政区划的一个版本，并列出与上一版本的差别；可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, its version, date and source; by default those of this repository."""
        parser.add_argument("--file", type=Path, default=regions.COMMITTED_FILE)
        parser.add_argument("--tree-version", default=regions.COMMITTED_VERSION, help="版本号，如 2026-09")
        parser.add_argument("--as-of", type=date.fromisoformat, default=regions.COMMITTED_AS_OF)
        parser.add_argument("--source", default=regions.COMMITTED_SOURCE, help="数据来源，一句话")

    def handle(self, **options: Any) -> None:
        """Load the file and show what changed."""
        try:
            changes = regions.store_tree(
                version=options["tree_version"],
                source=options["source"],
                as_of_on=options["as_of"],
                rows=read_region_file(options["file"]),
            )
        except (OSError, RowFileError, RegionFileError, regions.TreeInUseError) as error:
            raise CommandError(str(error)) from error
        self._show(changes)

    def _show(self, changes: regions.TreeChanges) -> None:
        if not changes.is_stored:
            self.stdout.write(f"已是最新：{changes.total}个区划，没有变化。")
            return
        self.stdout.write(
            f"装入{changes.total}个区划（对照：{changes.compared_with or '无'}）："
            f"新增{len(changes.added)}，更名{len(changes.renamed)}，换代码{len(changes.recoded)}，"
            f"换上级{len(changes.moved)}，撤销{len(changes.removed)}。"
        )
        if changes.compared_with is None:
            return
        lines = [f"+ {code} {name}" for code, name in changes.added]
        lines += [f"~ {code} {old} → {new}" for code, old, new in changes.renamed]
        lines += [f"~ {name} {old} → {new}" for old, new, name in changes.recoded]
        lines += [f"~ {code} {name}：{old} → {new}" for code, name, old, new in changes.moved]
        lines += [f"- {code} {name}" for code, name in changes.removed]
        for line in lines[:MOST_SHOWN]:
            self.stdout.write(line)
        if len(lines) > MOST_SHOWN:
            self.stdout.write(f"……另有{len(lines) - MOST_SHOWN}项")
