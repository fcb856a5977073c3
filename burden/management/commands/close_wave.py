"""Closes a wave, and publishes its release unless somebody is to look at it first."""

import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from burden.aggregation.patience import DATABASE_IS_AWAY
from burden.aggregation.progress import Progress, progress_of
from burden.domain.levels import LEVEL_NAMES, Level
from burden.domain.release_rules import FLAGGED, QUALITY_NAMES
from burden.models import Release, Wave, WaveEvent
from burden.operate.closing.close import CloseRefusedError, close_wave, compute_again
from burden.operate.closing.words import what_goes_on
from burden.operate.health.neighbours import is_a_worker_answering

BAR_CELLS = 30
SECONDS_BEFORE_WORDS = 3.0
HELD = "发布检查没有通过，没有发布任何数。原因如下；改正以后再执行一次，就重新汇总："


class _Watcher:
    """Draws a bar that fills, and says who is at what where it does not fill for a while."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out
        self._drawn = (-1, -1)
        self._since = 0.0
        self._said = ""

    def __call__(self, progress: Progress) -> None:
        """Take one look."""
        if (progress.done, progress.shards) != self._drawn:
            self._draw(progress.done, progress.shards)
        elif time.monotonic() - self._since > SECONDS_BEFORE_WORDS and what_goes_on(progress) != self._said:
            self._said = what_goes_on(progress)
            self._out.write(f"\n{self._said}")

    def _draw(self, done: int, shards: int) -> None:
        self._drawn, self._since, self._said = (done, shards), time.monotonic(), ""
        filled = BAR_CELLS * done // shards if shards else BAR_CELLS
        bar = "█" * filled + "░" * (BAR_CELLS - filled)
        self._out.write(f"\r汇总 {bar} {done}/{shards}", ending="\n" if done == shards else "")
        self._out.flush()


class Command(BaseCommand):
    """Thin door to :func:`burden.operate.closing.close.close_wave`."""

    help = "截止一次调查：收齐答卷、汇总、检查，没有要求人看过的就发布；可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wave's code, and whether to see it through here."""
        parser.add_argument("code", help="调查编号，如 2026Q4")
        parser.add_argument("--again", action="store_true", help="有人说先不发布的，重新汇总")
        parser.add_argument("--wait", action="store_true", help="等到算完为止，发布了就打印收支平衡")

    def handle(self, **options: Any) -> None:
        """Close, and print what became of every answer."""
        wave = Wave.objects.filter(code=options["code"]).first()
        if wave is None:
            raise CommandError(f"没有调查 {options['code']}。")
        try:
            if options["again"]:
                compute_again(wave=wave, by=WaveEvent.BY_COMMAND)
            release = close_wave(wave=wave, wait=options["wait"], watch=_Watcher(self.stdout))
        except CloseRefusedError as error:
            raise CommandError(str(error)) from error
        except DATABASE_IS_AWAY as error:
            raise CommandError("数据库断开了，没有做完。再执行一次，就从断开的地方接着做。") from error
        if release.state == Release.State.COMPUTING:
            self._print_unfinished(release)
        elif release.state == Release.State.READY:
            self._print_waiting(release)
        elif release.state == Release.State.HELD:
            raise CommandError("\n".join([HELD, *release.gate_report["findings"]]))
        else:
            self._print_balance(release)

    def _print_unfinished(self, release: Release) -> None:
        progress = progress_of(release.pk)
        self.stdout.write(
            f"调查 {release.wave.code} 已截止，后台正在汇总（{progress.done}/{progress.shards}）。"
            "再执行一次可看进度；加 --wait，就由本命令一起算完。"
        )
        if not is_a_worker_answering():
            self.stdout.write("没有后台进程应答。请启动 celery -A config worker，或者加 --wait 再执行一次。")

    def _print_waiting(self, release: Release) -> None:
        code = release.wave.code
        self.stdout.write(f"调查 {code} 已算好，检查通过，还没有发布：请在操作台看过以后发布。")
        if not release.wave.needs_second_person:
            self.stdout.write(f"要在这里发布，请运行 manage.py publish_release {code}。")

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
