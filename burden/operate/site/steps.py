"""The checklist's steps of the site itself: the regions and the catalogue."""

from django.utils.translation import gettext as _

from burden.models import CatalogueItem, TreeVersion
from burden.operate.site.step import Step, Way


def regions_step(tree: TreeVersion | None) -> Step:
    """Say whether there are regions to choose from."""
    return Step(
        title=_("建库"),
        is_done=tree is not None,
        there=_regions_there(tree) if tree else "",
        missing="" if tree else _("还没有装入行政区划。"),
        why=_("填的人要从里面选自己的县和乡镇；没有它，建不了调查。"),
        ways=(Way(name="regions", words=_("行政区划") if tree else _("装入行政区划")),),
    )


def _regions_there(tree: TreeVersion) -> str:
    values = {"version": tree.version, "count": f"{tree.regions.count():,}"}
    return _("行政区划 %(version)s，共%(count)s个地区。") % values


def catalogue_step(tree: TreeVersion | None, *, is_past: bool) -> Step:
    """Say how much there is to choose from when people name apps."""
    count = CatalogueItem.objects.beside(tree.version).filter(is_retired=False).count() if tree else 0
    return Step(
        title=_("目录"),
        is_done=count > 0,
        is_due=tree is not None and not is_past,
        is_past=is_past,
        there=_("登记了%(count)s个应用、小程序、账号和系统。") % {"count": f"{count:,}"} if count else "",
        missing="" if count else _("还没有登记应用。"),
        why=_("填的人从目录里点选最占时间的应用；没登记的只能手写，事后要一个个归并。"),
        ways=_catalogue_ways(is_past=is_past) if tree else (),
    )


def _catalogue_ways(*, is_past: bool) -> tuple[Way, ...]:
    by_hand = Way(name="catalogue", words=_("打开目录"))
    return (by_hand,) if is_past else (Way(name="catalogue-file", words=_("从文件装入目录")), by_hand)
