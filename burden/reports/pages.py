"""The pages of figures, one line each: where it stands in the navigation, what it is called, for whom it is open.

The view of a page is called like it (``dashboards:<name>``), and so are its tables (:mod:`burden.reports.tables`).
"""

from dataclasses import dataclass
from enum import StrEnum

from burden.domain.levels import RegionKind
from burden.domain.sentences import gettext_noop as _

OVERVIEW, REGION, COMPARE, DISTRIBUTION, PROFILE = "overview", "region", "compare", "distribution", "profile"
NOTICES, TRENDS, BEFORE_AFTER = "notices", "trends", "before-after"
APPS, APP, PRACTICES, BOARD, WHAT_IF = "apps", "app", "practices", "board", "what-if"
FURTHER, QUALITY, FINDINGS = "further", "quality", "findings"
PUBLIC = "public"


class Group(StrEnum):
    """What a reader wants to look at; the pages of a group stand together, groups in this order."""

    LOAD = _("看轻重")
    CHANGE = _("看变化")
    APPS = _("看应用")
    DATA = _("看数据")


EVERY_KIND = frozenset(RegionKind)
COUNTY_UP = EVERY_KIND - {RegionKind.TOWNSHIP}


@dataclass(frozen=True, kw_only=True)
class PageLine:
    """One page: ``is_public`` for readers of public figures alone, ``kinds`` the kinds of region that have it.

    ``has_indicator`` says that one indicator is chosen for it, ``has_levels`` that levels can be; a page that is not
    ``is_listed`` opens from another one.
    """

    name: str
    group: Group
    label: str
    is_public: bool = False
    has_indicator: bool = False
    kinds: frozenset[RegionKind] = EVERY_KIND
    is_for_inspectors: bool = False
    has_levels: bool = True
    is_listed: bool = True


LINES: tuple[PageLine, ...] = (
    PageLine(name=OVERVIEW, group=Group.LOAD, label=_("总览"), is_public=True, has_indicator=True),
    PageLine(name=REGION, group=Group.LOAD, label=_("下级地区"), is_public=True, has_indicator=True, kinds=COUNTY_UP),
    PageLine(name=COMPARE, group=Group.LOAD, label=_("公平比较"), is_public=True, has_indicator=True),
    PageLine(name=DISTRIBUTION, group=Group.LOAD, label=_("分布"), has_indicator=True),
    PageLine(name=PROFILE, group=Group.LOAD, label=_("单位画像")),
    PageLine(name=NOTICES, group=Group.CHANGE, label=_("值得留意")),
    PageLine(name=TRENDS, group=Group.CHANGE, label=_("趋势"), has_indicator=True),
    PageLine(name=BEFORE_AFTER, group=Group.CHANGE, label=_("清理前后"), has_indicator=True, kinds=COUNTY_UP),
    PageLine(name=APPS, group=Group.APPS, label=_("应用")),
    PageLine(name=APP, group=Group.APPS, label=_("应用画像"), is_listed=False),
    PageLine(name=PRACTICES, group=Group.APPS, label=_("做法")),
    PageLine(name=BOARD, group=Group.APPS, label=_("关停并转")),
    PageLine(name=WHAT_IF, group=Group.APPS, label=_("试算")),
    PageLine(name=FURTHER, group=Group.DATA, label=_("第二页")),
    PageLine(name=QUALITY, group=Group.DATA, label=_("数据质量"), kinds=COUNTY_UP),
    PageLine(name=FINDINGS, group=Group.DATA, label=_("线索"), is_for_inspectors=True, has_levels=False),
    PageLine(name=PUBLIC, group=Group.DATA, label=_("公开结果"), is_public=True, has_indicator=True, is_listed=False),
)
LINE_OF: dict[str, PageLine] = {line.name: line for line in LINES}


def open_lines(*, kind: RegionKind, is_public_view: bool, is_inspector: bool) -> tuple[PageLine, ...]:
    """Return the pages that the navigation lists for a region of this kind.

    ``is_public_view`` for a reader who may read no more of it than everybody.
    """
    return tuple(
        line
        for line in LINES
        if line.is_listed
        and kind in line.kinds
        and (line.is_public or not is_public_view)
        and (is_inspector or not line.is_for_inspectors)
    )
