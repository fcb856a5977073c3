"""What the nightly check of published numbers found, in sentences that say what to do."""

from django.utils.translation import gettext as _

from burden.models import ReleaseCheck


def worries() -> tuple[str, ...]:
    """Return a sentence for each release that somebody must look at, by code of its wave."""
    checks = ReleaseCheck.objects.filter(release__is_current=True).select_related("release__wave")
    return tuple(_sentence(check) for check in checks.order_by("release__wave__code") if not check.is_well)


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
