"""Loads entries of the app catalogue."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.intake.catalogue import read_catalogue
from burden.intake.catalogue_files import catalogue_template
from burden.intake.catalogue_store import Author, ChangeRefusedError, store_catalogue
from burden.intake.row_files import RowFileError
from burden.intake.sheet_files import CSV
from burden.models import CatalogueChange, TreeVersion


class Command(BaseCommand):
    """Thin door to :mod:`burden.intake.catalogue`."""

    help = "装入应用目录（CSV或xlsx）；编号相同的更新，其余新增；可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and the edition of the tree, or the wish for a template."""
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--tree-version", help="行政区划版本；不写则用最新的")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不装入")
        parser.add_argument("--template", action="store_true", help="打印一份样表")

    def handle(self, **options: Any) -> None:  # Django's signature
        """Check the file and store it."""
        trees = TreeVersion.objects.filter(is_demo=False).order_by("-as_of_on")
        version = options["tree_version"]
        tree = TreeVersion.objects.filter(version=version).first() if version else trees.first()
        if tree is not None and options["template"]:
            self.stdout.write(catalogue_template(tree, CSV).decode(), ending="")
            return
        if tree is None or options["file"] is None:
            raise CommandError("请写明文件，并先装入行政区划：load_catalogue 目录.csv")
        try:
            file = read_catalogue(options["file"].read_bytes(), tree=tree)
        except (OSError, RowFileError) as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.stdout.write(f"可以装入{len(file.items)}项。")
            return
        try:
            changes = store_catalogue(file.items, by=Author(door=CatalogueChange.Door.COMMAND), fields=file.fields)
        except ChangeRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"新增{changes.added}项，更新{changes.renewed}项。")
