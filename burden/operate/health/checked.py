"""What the nightly check of published numbers found, in sentences that say what to do."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from burden.models import Release, ReleaseCheck
from burden.operate.health.observation import Observation, problem

LONGEST_WITHOUT_A_LOOK = timedelta(days=2)  # a night may be missed: the machine was off, or the wave was just released


def worries() -> tuple[Observation, ...]:
    """Return what somebody must look at, release by release, by code of its wave."""
    current = Release.objects.filter(is_current=True).select_related("wave", "check_made")
    return tuple(found for release in current.order_by("wave__code") for found in _worries_of(release))


def _worries_of(release: Release) -> Iterator[Observation]:
    check: ReleaseCheck | None = getattr(release, "check_made", None)
    if check is not None and not check.is_well:
        yield _worry(check)
    last = release.published_on if check is None else check.stored_on
    if last is None or timezone.localdate() - last > LONGEST_WITHOUT_A_LOOK:
        yield problem(
            _("发布核对"),
            _("调查 %(code)s 存着的数两天多没有核对过，核对在夜里进行。") % {"code": release.wave.code},
            by_command="请查看定时进程和后台进程在不在运行。",
            by_desk=_("请看“收件情况”里的“后台进程”和“定时进程”；都正常的话，让机器夜里也开着。"),
        )


def check_in_words(check: ReleaseCheck) -> str:
    """Return what the last nightly check found, and when."""
    if not check.is_well:
        worry = _worry(check)
        return worry.sentence + worry.by_desk
    stored = _("存着的数与发布时相同（%(day)s核对）。") % {"day": check.stored_on}
    if check.recount == ReleaseCheck.Recount.SAME:
        return stored + _("从答卷重算，结果相同（%(day)s重算）。") % {"day": check.recounted_on}
    if check.recount == ReleaseCheck.Recount.GONE:
        return stored + _("答卷已按期删除，不能再从答卷重算。")
    return stored + _("还没有轮到从答卷重算；每夜重算一次调查，轮着来。")


def _worry(check: ReleaseCheck) -> Observation:
    wave_code = check.release.wave.code
    code = {"code": wave_code}
    if check.stored == ReleaseCheck.Stored.SMALL:
        return problem(
            _("发布核对"),
            _("调查 %(code)s 存着的数里，相减可得到人数过少的一组。") % code,
            by_command="请先停用本站的公开页面，从备份恢复数据库，再找开发者查明原因。",
            by_desk=_("请马上让管机器的人停用公开页面，从备份恢复数据库，再找开发者查明原因。"),
        )
    if check.stored == ReleaseCheck.Stored.CHANGED:
        return problem(
            _("发布核对"),
            _("调查 %(code)s 存着的数与发布时不同，数据库被改动过。") % code,
            by_command="请从备份恢复，并查明是谁改的。",
            by_desk=_("请让管机器的人从备份恢复，并查明是谁改的。"),
        )
    is_other = check.recount == ReleaseCheck.Recount.OTHER
    command = f"manage.py rebuild_release {wave_code} --check"
    return problem(
        _("发布核对"),
        (_("调查 %(code)s 从答卷重算，与发布的数不同。") if is_other else _("调查 %(code)s 夜里没有重算完。")) % code,
        by_command=f"请运行 {command}，并查明原因。" if is_other else f"请在空闲时运行 {command}。",
        by_desk=_("请把这句话告诉管机器的人，由他们重算一遍、查明原因；已公布的页面没有变。"),
    )
