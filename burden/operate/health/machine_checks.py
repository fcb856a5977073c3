"""Whether what the site stands on is well: database, broker, processes, keys, disk."""

import shutil
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from burden.models import TaskRun
from burden.operate.health.ages import age_in_words
from burden.operate.health.neighbours import NOT_MIGRATED, UNREACHABLE, is_a_worker_answering
from burden.operate.health.observation import Observation, problem, well
from burden.operate.tasks import EVERY_MINUTE

SHORTEST_KEY = 32  # bytes, as many as the hashes that are made with it
LEAST_FREE_BYTES = 1024**3  # PostgreSQL stops taking answers when the disk is full
# The clock writes its memory down every three minutes; what it asks for every minute, a worker does.
LONGEST_SILENCE = timedelta(minutes=10)
OTHERS = 0o077  # permissions of everybody but the owner


def database(state: str) -> Observation:
    """Say whether the database answers."""
    subject = _("数据库")
    if state == UNREACHABLE:
        return problem(
            subject,
            _("连不上。"),
            by_command="请启动 PostgreSQL，并核对 DATABASE_URL。",
            by_desk=_restart(),
        )
    return well(subject, _("连得上。"))


def migrations(state: str) -> Observation:
    """Say whether the tables are those that this program wants."""
    subject = _("数据表")
    if state == NOT_MIGRATED:
        return problem(subject, _("还不是最新。"), by_command="请运行 manage.py migrate。", by_desk=_restart())
    return well(subject, _("是最新的。"))


def broker(state: str) -> Observation:
    """Say whether work can be handed to workers."""
    subject = _("任务队列")
    if state == UNREACHABLE:
        return problem(
            subject,
            _("连不上；答卷照收，汇总和导出要等。"),
            by_command="请启动 Valkey，并核对 REDIS_URL。",
            by_desk=_restart(),
        )
    return well(subject, _("连得上。"))


def workers() -> Observation:
    """Ask whether anybody is there to do what pages hand over."""
    subject = _("后台进程")
    if is_a_worker_answering():
        return well(subject, _("在工作。"))
    return problem(
        subject,
        _("没有应答；答卷照收，汇总、导入和导出要等。"),
        by_command="请启动 celery -A config worker。",
        by_desk=_restart(),
    )


def clock(*, is_migrated: bool) -> Observation:
    """Look when the clock was last heard of: by what it asked a worker for, or by its own memory on this machine."""
    subject = _("定时进程")
    heard = [_age_of_memory(), _age_of_last_minute() if is_migrated else None]
    ages = [age for age in heard if age is not None]
    if ages and min(ages) <= LONGEST_SILENCE:
        return well(subject, _("在走，%(age)s有过动静。") % {"age": age_in_words(min(ages))})
    return problem(
        subject,
        _("没有在走；到期的调查不会自动截止，转存也停着。"),
        by_command="若它不在别的机器上，请启动 celery -A config beat。",
        by_desk=_restart(),
    )


def pulse() -> Observation:
    """Say whether clock and worker together did this minute's work, without asking either; unheard of is not unwell."""
    subject = _("后台进程")
    age = _age_of_last_minute()
    if age is None or age <= LONGEST_SILENCE:
        return well(subject, _("在工作。"))
    return problem(
        subject,
        _("后台最近一次有动静是%(age)s；答卷照收，汇总、导入和自动截止要等。") % {"age": age_in_words(age)},
        by_command="请启动 celery -A config worker 和 celery -A config beat。",
        by_desk=_restart(),
    )


def _age_of_last_minute() -> timedelta | None:
    last = TaskRun.objects.last_end_of(EVERY_MINUTE)
    return None if last is None else timezone.now() - last


def _age_of_memory() -> timedelta | None:
    """Return how old the file is, whose ending depends on the machine; None where there is none."""
    memory = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME)
    written = [path.stat().st_mtime for path in memory.parent.glob(f"{memory.name}*")]
    return timedelta(seconds=time.time() - max(written)) if written else None


def keys() -> Observation:
    """Look whether the secrets are long, different and the owner's alone."""
    subject = _("密钥")
    secrets = [settings.SECRET_KEY.encode(), settings.CODE_KEY, settings.ROUNDING_KEY, settings.SEALING_KEY.encode()]
    file = Path(settings.LOCAL_DIR) / "secrets.json"
    by_hand = "调查开始之前，请按 docs/operations.md 换成随机的长密钥，各用各的。"
    by_desk = _("请让管机器的人在调查开始之前按操作手册换好；开始以后换，发出的填报码会作废。")
    if any(len(key) < SHORTEST_KEY for key in secrets):
        short = _("有密钥不足%(bytes)s个字节。") % {"bytes": SHORTEST_KEY}
        return problem(subject, short, by_command=by_hand, by_desk=by_desk)
    if len(set(secrets)) < len(secrets):
        return problem(subject, _("有两个密钥相同。"), by_command=by_hand, by_desk=by_desk)
    if file.exists() and file.stat().st_mode & OTHERS:
        by_desk = _("请让管机器的人把密钥文件改成只有本站读得到。")
        return problem(subject, _("别人读得到密钥文件。"), by_command=f"请运行 chmod 600 {file}。", by_desk=by_desk)
    return well(subject, _("齐全。"))


def disk() -> Observation:
    """Look how much room is left."""
    subject = _("磁盘")
    free = shutil.disk_usage(settings.LOCAL_DIR).free
    room = _("还有%(gigabytes)s GB") % {"gigabytes": f"{free / 1024**3:.1f}"}
    if free < LEAST_FREE_BYTES:
        return problem(
            subject,
            _("%(room)s，快满了；满了就收不下答卷。") % {"room": room},
            by_command="请腾出地方。",
            by_desk=_("请让管机器的人腾出地方。"),
        )
    return well(subject, _("%(room)s。") % {"room": room})


def _restart() -> str:
    return _("请让管机器的人把本站停下再启动一次；已收的答卷不会丢。")
