"""Deletes raw answers after their time."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from burden.intake.retention import MONTHS_KEPT, purge_wave, waves_past_retention


class Command(BaseCommand):
    """Thin door to :mod:`burden.intake.retention`."""

    help = "删除已发布且超过保存期的原始答卷；已公布的数字不变；可重复执行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the retention and the wish to delete for good."""
        parser.add_argument("--months", type=int, default=MONTHS_KEPT, help="截止后保存几个月")
        parser.add_argument("--yes", action="store_true", help="真的删除；不写则只列出")

    def handle(self, **options: Any) -> None:  # Django's signature
        """List the waves concerned, or delete their answers."""
        if options["months"] < 0:
            raise CommandError("保存的月数不能是负数。")
        waves = waves_past_retention(months=options["months"])
        if not waves:
            self.stdout.write("没有超过保存期的答卷。")
        for wave in waves:
            if not options["yes"]:
                self.stdout.write(f"{wave.code}（{wave.closes_on}截止）超过保存期；加 --yes 删除。")
                continue
            purged = purge_wave(wave)
            self.stdout.write(
                f"{purged.wave_code}：删除答卷{purged.responses}份、使用报告{purged.usage_reports}份、"
                f"补充问题{purged.further_responses}份、建议{purged.suggestions}条。"
            )
