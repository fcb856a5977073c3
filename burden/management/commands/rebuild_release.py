"""Computes a published release again and compares."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from burden.aggregation.parameters import parameters_changed
from burden.aggregation.release import AnswersGoneError, rebuilt_sha256
from burden.models import Release


class Command(BaseCommand):
    """Thin door to :func:`burden.aggregation.release.rebuilt_sha256`; a published release is never rewritten."""

    help = "按原参数从答卷重新汇总一次已发布的调查，比对 SHA-256；不改动任何已发布的数。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wave's code; comparing is all this does, and it has to be said."""
        parser.add_argument("code", help="调查编号，如 2026Q4")
        parser.add_argument("--check", action="store_true", required=True, help="重算并比对")

    def handle(self, **options: Any) -> None:
        """Compare, and fail where the numbers differ."""
        release = Release.objects.select_related("wave").filter(wave__code=options["code"], is_current=True).first()
        if release is None:
            raise CommandError(f"调查 {options['code']} 没有已发布的汇总。")
        for name in parameters_changed(release):
            self.stdout.write(f"注意：参数 {name} 与发布时不同。")
        try:
            sha256 = rebuilt_sha256(release)
        except AnswersGoneError as error:
            raise CommandError(f"调查 {options['code']} 的答卷已按期删除，无法重算。") from error
        except ValueError as error:
            raise CommandError(f"调查 {options['code']} 存着的答卷已损坏，无法重算。请从备份恢复数据库。") from error
        if sha256 != release.content_hash:
            raise CommandError(f"不一致：发布时 {release.content_hash}，重算得 {sha256}。")
        self.stdout.write(f"一致：{sha256}")
