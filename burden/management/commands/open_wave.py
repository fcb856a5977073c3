"""Opens a wave that is being prepared."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from burden.models import Wave
from burden.operate.waves.opening import OpenRefusedError, open_wave


class Command(BaseCommand):
    """Thin door to :func:`burden.operate.waves.opening.open_wave`."""

    help = "开始一次准备好的调查；已开始的不动。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the code of the wave."""
        parser.add_argument("code", help="调查编号，如 2027Q1")

    def handle(self, **options: Any) -> None:
        """Open the wave and say until when it takes answers."""
        wave = Wave.objects.filter(code=options["code"]).first()
        if wave is None:
            raise CommandError(f"没有调查 {options['code']}。")
        try:
            wave = open_wave(wave=wave)
        except OpenRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"调查 {wave.code} 已开始，到 {wave.closes_on:%Y-%m-%d} 截止。")
