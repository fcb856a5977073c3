"""What the nightly check of published numbers found, in sentences that say what to do."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from burden.models import Release, ReleaseCheck

LONGEST_WITHOUT_A_LOOK = timedelta(days=2)  # a night may be missed: the machine was off, or the wave was just released


def worries() -> tuple[str, ...]:
    """Return a sentence for each release that somebody must look at, by code of its wave."""
    current = Release.objects.filter(is_current=True).select_related("wave", "check_made")
    return tuple(sentence for release in current.order_by("wave__code") for sentence in _worries_of(release))


def _worries_of(release: Release) -> Iterator[str]:
    check: ReleaseCheck | None = getattr(release, "check_made", None)
    if check is not None and not check.is_well:
        yield _sentence(check)
    last = release.published_on if check is None else check.stored_on
    if last is None or timezone.localdate() - last > LONGEST_WITHOUT_A_LOOK:
        yield _("调查 %(code)s 存着的数两天多没有核对过。核对在夜里进行，请查看定时进程和后台进程在不在运行。") % {
            "code": release.wave.code
        }


def _sentence(check: ReleaseCheck) -> str:
    if check.stored == ReleaseCheck.Stored.SMALL:
        sentence = _(
            "调查 %(code)s 存着的数里，相减可得到人数过少的一组。"
            "请先停用本站的公开页面，从备份恢复数据库，再找开发者查明原因。"
        )
    elif check.stored == ReleaseCheck.Stored.CHANGED:
        sentence = _("调查 %(code)s 存着的数与发布时不同，数据库被改动过。请从备份恢复，并查明是谁改的。")
    elif check.recount == ReleaseCheck.Recount.OTHER:
        sentence = _(
            "调查 %(code)s 从答卷重算，与发布的数不同。请运行 manage.py rebuild_release %(code)s --check，并查明原因。"
        )
    else:
        sentence = _("调查 %(code)s 夜里没有重算完。请在空闲时运行 manage.py rebuild_release %(code)s --check。")
    return sentence % {"code": check.release.wave.code}
