"""Fields of the catalogue and their values in the language of the request."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from burden.domain.levels import RESPONDENT_LEVELS
from burden.intake.catalogue_plan import MERGED_INTO, NO, YES
from burden.models import CatalogueChange, CatalogueItem, Region
from burden.models.catalogue_item import NATION
from burden.operate.two_wordings import level_name

NAME_OF_NATION = "全国"


def kind_words() -> dict[str, str]:
    """Return the kinds of entries by their code."""
    return {kind.value: _(kind.label) for kind in CatalogueItem.Kind}


def audience_words() -> dict[str, str]:
    """Return whom entries serve, by the code."""
    return {audience.value: _(audience.label) for audience in CatalogueItem.Audience}


def level_words() -> dict[str, str]:
    """Return the levels of sponsors by their number."""
    return {str(int(level)): level_name(level) for level in RESPONDENT_LEVELS}


def door_words() -> dict[str, str]:
    """Return by which way changes came in."""
    return {door.value: _(door.label) for door in CatalogueChange.Door}


def field_words() -> dict[str, str]:
    """Return the fields of an entry in the order in which pages list them."""
    return {
        "name_zh": _("名称"),
        "kind": _("是哪一类"),
        "region_code": _("哪个地区的人要用"),
        "function_category": _("做什么用"),
        "sponsor_level": _("哪一级主办"),
        "sponsor_dept": _("哪个部门主办"),
        "audience": _("给谁用"),
        "launched_on": _("哪天上线"),
        "last_update_on": _("最近哪天更新"),
        "filing_no": _("备案编号"),
        "has_complaint_channel": _("有投诉建议渠道"),
        "is_exempt_scene": _("属于特殊场景（安保、应急等）"),
        "exempt_basis": _("特殊场景的依据"),
        "is_commercial": _("有商业推广"),
        "platform": _("账号在哪个平台"),
        "package_names": _("安卓包名"),
        "duplicate_group": _("同类组"),
        "active_users_3m": _("主办方报的近3个月使用人数"),
        "is_retired": _("已停用"),
        MERGED_INTO: _("并到哪一项"),
    }


def value_in_words(field: str, text: str, *, places: Mapping[str, str]) -> str:
    """Return a value, as the history keeps it, in words; ``places`` are names of regions by code."""
    if not text:
        return _("空着")
    if text in (YES, NO):
        return _("是") if text == YES else _("否")
    words = {"kind": kind_words, "audience": audience_words, "sponsor_level": level_words}.get(field)
    if words is not None:
        return words().get(text, text)
    return places.get(text, text) if field == "region_code" else text


def names_of_regions(codes: Iterable[str]) -> dict[str, str]:
    """Return names of regions by code, in the newest edition that knows each; one query."""
    found = Region.objects.filter(code__in=set(codes)).order_by("tree__as_of_on").values_list("code", "name")
    return {NATION: NAME_OF_NATION} | dict(found)
