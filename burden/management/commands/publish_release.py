"""Publishes what a closing computed and nobody has published yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from burden.models import Release, Wave, WaveEvent
from burden.operate.closing.publishing import PublishRefusedError, publish_release
from burden.operate.closing.putting_off import mark_of


class Command(BaseCommand):
    """Thin door to :func:`burden.operate.closing.publishing.publish_release`; refuses where two are asked for."""

    help = "发布一次已经算好、等人看过的调查；可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wave's code."""
        parser.add_argument("code", help="调查编号，如 2026Q4")
        parser.add_argument("--all-the-same", action="store_true", help="有人说了先不发布，也照样发布")

    def handle(self, **options: Any) -> None:
        """Publish, and print what it can be recognised by."""
        wave = Wave.objects.filter(code=options["code"]).first()
        if wave is None:
            raise CommandError(f"没有调查 {options['code']}。")
        try:
            ready = wave.releases.filter(state=Release.State.READY).first() if options["all_the_same"] else None
            release = publish_release(wave=wave, by=WaveEvent.BY_COMMAND, seen=mark_of(ready) if ready else "")
        except PublishRefusedError as error:
            raise CommandError(str(error)) from error
        if release.state == Release.State.HELD:
            raise CommandError("\n".join(["没有发布：检查以后，有的数被改动过。", *release.gate_report["findings"]]))
        self.stdout.write(f"已发布 {release.short_id}，SHA-256 {release.content_hash}")
