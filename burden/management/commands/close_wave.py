"""Closes a wave and publishes its release."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from burden.domain.levels import LEVEL_NAMES, Level
from burden.domain.release_rules import FLAGGED, QUALITY_NAMES
from burden.models import Release, Wave
from burden.operate.closing import CloseRefusedError, close_wave

BAR_CELLS = 30


class Command(BaseCommand):
    """Thin door to :func:`burden.operate.closing.close_wave`."""

    help = "截止一次调查：收齐答卷、汇总、检查、发布；可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wave's code, and whether to see it through here."""
        parser.add_argument("code", help="调查编号，如 2026Q4")
        parser.add_argument("--wait", action="store_true", help="等到发布为止，并打印收支平衡")

    def handle(self, **options: Any) -> None:
        """Close, and print what became of every answer."""
        wave = Wave.objects.filter(code=options["code"]).first()
        if wave is None:
            raise CommandError(f"没有调查 {options['code']}。")
        try:
            release = close_wave(wave=wave, wait=options["wait"], progress=self._draw)
        except CloseRefusedError as error:
            raise CommandError(str(error)) from error
        if release.state == Release.State.COMPUTING:
            self.stdout.write(f"调查 {wave.code} 已截止，后台正在汇总。")
            return
        if release.state == Release.State.HELD:
            raise CommandError("\n".join(["发布检查没有通过，没有发布任何数：", *release.gate_report["findings"]]))
        self._print_balance(release)

    def _draw(self, done: int, shards: int) -> None:
        filled = BAR_CELLS * done // shards if shards else BAR_CELLS
        bar = "█" * filled + "░" * (BAR_CELLS - filled)
        self.stdout.write(f"\r汇总 {bar} {done}/{shards}", ending="\n" if done == shards else "")
        self.stdout.flush()

    def _print_balance(self, release: Release) -> None:
        self.stdout.write(f"已发布 {release.short_id}，SHA-256 {release.content_hash}")
        self._print_flagged(release)
        self.stdout.write("收到 = 发布 + 留存不发布 + 剔除 + 未答，按内容和层级：")
        for block, levels in release.balance.items():
            if block == FLAGGED:
                continue
            for level, line in levels.items():
                self.stdout.write(
                    f"  {block} {LEVEL_NAMES[Level(int(level))][0]}：{line['accepted']} = {line['published']}"
                    f" + {line['held_back']} + {line['excluded']} + {line['not_answered']}"
                )

    def _print_flagged(self, release: Release) -> None:
        """Print how many answers each quality mark has, and whether the release leaves them out."""
        left_out = release.parameters["excluded_flags"]
        marked: Counter[str] = Counter()
        for flags in release.balance.get(FLAGGED, {}).values():
            marked.update(flags)
        self.stdout.write("质量标记（第一页答卷）：" + ("" if marked else "没有"))
        for flag, count in sorted(marked.items()):
            name = QUALITY_NAMES.get(flag, (flag, flag))[0]
            self.stdout.write(f"  {name}：{count}份，{'已剔除' if flag in left_out else '照常计入'}")
