"""Says that what a closing computes must not be published yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from burden.models import Wave, WaveEvent
from burden.operate.closing.putting_off import PutOffRefusedError, put_off


class Command(BaseCommand):
    """Thin door to :func:`burden.operate.closing.putting_off.put_off`."""

    help = "一次调查算好了也先不发布，并写明原因；可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wave's code and the reason."""
        parser.add_argument("code", help="调查编号，如 2026Q4")
        parser.add_argument("reason", help="原因，各位运维在操作台都看得到")

    def handle(self, **options: Any) -> None:
        """Put it off, and say how to go on."""
        wave = Wave.objects.filter(code=options["code"]).first()
        if wave is None:
            raise CommandError(f"没有调查 {options['code']}。")
        try:
            put_off(wave=wave, by=WaveEvent.BY_COMMAND, reason=options["reason"])
        except PutOffRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"调查 {wave.code} 先不发布。"
            f"改好以后，请运行 manage.py close_wave {wave.code} --again，或在操作台重新汇总。"
        )
