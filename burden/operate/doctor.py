"""What is wrong with this site, in sentences that say what to do: ``manage.py doctor``."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from burden.aggregation.progress import progress_of
from burden.models import InboxItem, Release, TreeVersion, Wave
from burden.operate.checked import worries
from burden.operate.closing_words import what_goes_on
from burden.operate.neighbours import NOT_MIGRATED, UNREACHABLE, answering_workers, broker_state, database_state

SHORTEST_KEY = 32  # bytes, as many as the hashes that are made with it
LEAST_FREE_BYTES = 1024**3  # PostgreSQL stops taking answers when the disk is full
# The clock writes its memory down every three minutes.
LONGEST_SILENCE_OF_CLOCK = timedelta(minutes=10)
OTHERS = 0o077  # permissions of everybody but the owner


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at; the sentence says how it is or what to do."""

    subject: str
    is_well: bool
    sentence: str


def examine() -> Iterator[Finding]:
    """Yield one finding a subject; what cannot be looked at while something below it is away is left out."""
    state = database_state()
    yield _database(state)
    if state != UNREACHABLE:
        yield _migrations(state)
    if state not in (UNREACHABLE, NOT_MIGRATED):
        yield _regions()
        yield _inbox()
        yield _releases()
        yield _checks()
    broker = _broker()
    yield broker
    if broker.is_well:
        yield _workers()
    yield _clock()
    yield _keys()
    yield _disk()


def _finding(subject: str, problem: str, *, well: str) -> Finding:
    return Finding(subject=subject, is_well=not problem, sentence=problem or well)


def _database(state: str) -> Finding:
    problem = "连不上。请启动 PostgreSQL，并核对 DATABASE_URL。" if state == UNREACHABLE else ""
    return _finding("数据库", problem, well="连得上。")


def _migrations(state: str) -> Finding:
    problem = "还不是最新。请运行 manage.py migrate。" if state == NOT_MIGRATED else ""
    return _finding("数据表", problem, well="是最新的。")


def _regions() -> Finding:
    tree = TreeVersion.objects.filter(is_demo=False).order_by("-as_of_on").first()
    if tree is None:
        return _finding("行政区划", "还没有装入。请运行 manage.py load_regions。", well="")
    return _finding("行政区划", "", well=f"版本 {tree.version}，{tree.regions.count()}个区划。")


def _inbox() -> Finding:
    """Look for answers that wait longer than they should: an answer carries no time, but its wave does."""
    waiting = InboxItem.objects.count()
    left_over = InboxItem.objects.exclude(wave__state=Wave.State.OPEN).order_by("wave__code")
    codes = list(left_over.values_list("wave__code", flat=True).distinct())
    problem = (
        f"{'、'.join(codes)} 已截止，答卷还没有转存。请运行 manage.py close_wave {codes[0]} --wait。" if codes else ""
    )
    return _finding("收件箱", problem, well=f"{waiting}份答卷等待转存。")


def _releases() -> Finding:
    """Look for releases under way at which nobody works: between two shards that is so for moments only."""
    for release in Release.objects.filter(state=Release.State.COMPUTING).select_related("wave").order_by("wave__code"):
        progress = progress_of(release.pk)
        if progress.troubled or progress.is_idle:
            sentence = f"{release.wave.code}（{progress.done}/{progress.shards}）：{what_goes_on(progress)}"
            return _finding("汇总", f"{sentence}请运行 manage.py close_wave {release.wave.code} --wait。", well="")
    return _finding("汇总", "", well="没有停下来的。")


def _checks() -> Finding:
    """Tell what the last night's check of published numbers found."""
    problems = worries()
    return _finding("发布核对", problems[0] if problems else "", well="已发布的数与发布时相同。")


def _broker() -> Finding:
    problem = (
        "" if broker_state() != UNREACHABLE else "连不上；答卷照收，汇总和导出要等。请启动 Valkey，并核对 REDIS_URL。"
    )
    return _finding("任务队列", problem, well="连得上。")


def _workers() -> Finding:
    answers = answering_workers()
    problem = "" if answers else "没有后台进程应答。请启动 celery -A config worker。"
    return _finding("后台进程", problem, well=f"{answers}个在工作。")


def _clock() -> Finding:
    """Look when the clock last wrote its memory, whose file has an ending that depends on the machine."""
    memory = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME)
    written = [path.stat().st_mtime for path in memory.parent.glob(f"{memory.name}*")]
    is_silent = not written or time.time() - max(written) > LONGEST_SILENCE_OF_CLOCK.total_seconds()
    problem = "本机的定时进程没有在走；若它不在别的机器上，请启动 celery -A config beat。" if is_silent else ""
    return _finding("定时进程", problem, well="在走。")


def _keys() -> Finding:
    keys = [settings.SECRET_KEY.encode(), settings.CODE_KEY, settings.ROUNDING_KEY]
    file = Path(settings.LOCAL_DIR) / "secrets.json"
    problem = ""
    if any(len(key) < SHORTEST_KEY for key in keys):
        problem = f"有密钥不足{SHORTEST_KEY}个字节。调查开始之前，请按 docs/operations.md 换成随机的长密钥。"
    elif len(set(keys)) < len(keys):
        problem = "有两个密钥相同。调查开始之前，请按 docs/operations.md 各用各的。"
    elif file.exists() and file.stat().st_mode & OTHERS:
        problem = f"别人读得到密钥文件。请运行 chmod 600 {file}。"
    return _finding("密钥", problem, well="齐全。")


def _disk() -> Finding:
    free = shutil.disk_usage(settings.LOCAL_DIR).free
    room = f"还有{free / 1024**3:.1f} GB"
    problem = f"{room}，快满了；满了就收不下答卷。请腾出地方。" if free < LEAST_FREE_BYTES else ""
    return _finding("磁盘", problem, well=f"{room}。")
