"""Whether the site can do its work: regions, taking in, promotion, releases."""

import contextlib
import uuid
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from burden.aggregation.progress import progress_of
from burden.intake.tasks import PROMOTION
from burden.models import BatchItem, InboxItem, Release, TaskRun, Wave
from burden.operate.closing.words import what_goes_on
from burden.operate.health.ages import age_in_words
from burden.operate.health.observation import Observation, problem, well
from burden.operate.waves.preparing import newest_tree

# Every six hours, and a call that nobody fetched within the hour is dropped (config/timetable.py).
LONGEST_WITHOUT_PROMOTION = timedelta(hours=8)


class _TakenBackError(Exception):
    """Ends a transaction that was only a trial."""


def regions() -> Observation:
    """Look for a register to choose regions from."""
    subject = _("行政区划")
    tree = newest_tree()
    if tree is None:
        return problem(
            subject,
            _("还没有装入。"),
            by_command="请运行 manage.py load_regions。",
            by_desk=_("请到操作台，做清单的第1步。"),
        )
    values = {"version": tree.version, "count": tree.regions.count()}
    return well(subject, _("版本 %(version)s，%(count)s个地区。") % values)


def intake() -> Observation:
    """Try whether the database takes a row, and take it back."""
    subject = _("收答卷")
    try:
        with contextlib.suppress(_TakenBackError), transaction.atomic():
            TaskRun.objects.create(name=f"trial {uuid.uuid4().hex[:8]}", ended_at=timezone.now())
            raise _TakenBackError
    except DatabaseError:
        return problem(
            subject,
            _("数据库写不进，收不下答卷。"),
            by_command="请查看磁盘是不是满了，数据库是不是只读。",
            by_desk=_(
                "请马上让管机器的人看看磁盘是不是满了、数据库是不是只读；恢复以前，填的人交不上，草稿留在手机里。"
            ),
        )
    return well(subject, _("收得下：刚试写了一次，随即撤销。"))


def promotion() -> Observation:
    """Tell how long answers have waited at least: they carry no time, but their promotion does."""
    subject = _("转存")
    last = TaskRun.objects.last_end_of(PROMOTION)
    if last is None:
        return well(subject, _("还没有轮到过；每6小时一次，不满20份的留到下一次。"))
    age = timezone.now() - last
    said = _("上一次在%(age)s；每6小时一次，不满20份的留到下一次。") % {"age": age_in_words(age)}
    if age <= LONGEST_WITHOUT_PROMOTION:
        return well(subject, said)
    return problem(
        subject,
        said,
        by_command="请查看定时进程和后台进程在不在运行。",
        by_desk=_("该转存没有转存。答卷照收，不会丢；请看“收件情况”里的“后台进程”和“定时进程”。"),
    )


def inbox() -> Observation:
    """Look for answers that wait longer than they should: an answer carries no time, but its wave does."""
    subject = _("收件箱")
    waiting = [model.objects.values("wave_id") for model in (InboxItem, BatchItem)]
    left_over = Wave.objects.exclude(state=Wave.State.OPEN).filter(pk__in=waiting[0].union(waiting[1]))
    codes = list(left_over.order_by("code").values_list("code", flat=True))
    if not codes:
        return well(subject, _("没有截止后还留着的答卷。"))
    return problem(
        subject,
        _("%(codes)s 已截止，答卷还没有转存。") % {"codes": _("、").join(codes)},
        by_command=f"请运行 manage.py close_wave {codes[0]} --wait。",
        by_desk=_("后台会自动再试；过十分钟还是这样，请让管机器的人把本站停下再启动一次，已收的答卷不会丢。"),
    )


def releases() -> Observation:
    """Look for releases under way at which nobody works: between two shards that is so for moments only."""
    subject = _("汇总")
    for release in Release.objects.filter(state=Release.State.COMPUTING).select_related("wave").order_by("wave__code"):
        progress = progress_of(release.pk)
        if progress.troubled or progress.is_idle:
            return problem(
                subject,
                _("%(code)s（%(done)s/%(pieces)s）：%(words)s")
                % {
                    "code": release.wave.code,
                    "done": progress.done,
                    "pieces": progress.shards,
                    "words": what_goes_on(progress),
                },
                by_command=f"请运行 manage.py close_wave {release.wave.code} --wait。",
                by_desk=_("后台恢复后会从停下的地方接着算；过十分钟还是这样，请让管机器的人把本站停下再启动一次。"),
            )
    return well(subject, _("没有停下来的。"))


def checks_are_well() -> Observation:
    """Say that the last night's check of published numbers found nothing."""
    return well(_("发布核对"), _("已发布的数与发布时相同。"))
