"""The rules that a release was computed by, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from burden.domain.levels import RegionKind
from burden.domain.release_rules import QUALITY_NAMES
from burden.models import Wave
from burden.operate.two_wordings import in_words

PERCENT = 100


def parameters_in_words(recorded: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the recorded parameters as pairs of a name and what it was; hashes are for comparing only."""
    rules = recorded["rules"]
    left_out = [in_words(*QUALITY_NAMES[flag]) for flag in recorded["excluded_flags"]]
    return (
        (_("每个数至少说多少人"), _("%(people)s人") % {"people": rules["smallest_group"]}),
        (_("几乎人人都答了的地方"), _nearly_all(rules)),
        (_("一个人占大头的数"), _dominance(rules)),
        (_("公布到哪一级"), _kind(recorded["deepest_kind"])),
        (_("怎样收的"), _assurance(recorded["assurance"])),
        (_("质量原因不计入"), _("、").join(left_out) or _("没有，都计入")),
        (_("每天最多按多少分钟算"), _("%(minutes)s分钟") % {"minutes": recorded["most_minutes_per_day"]}),
        (_("应用的人数凑整到"), str(recorded["rounding_base"])),
        (_("目录里的应用"), _("%(apps)s个") % {"apps": len(recorded["app_codes"])}),
        (_("地区表版本"), str(recorded["tree_version"])),
        (_("单位人数表的校验值"), str(recorded["headcounts_sha256"])),
        (_("凑整密钥的指纹"), str(recorded["rounding_key_fingerprint"])),
    )


def _nearly_all(rules: Mapping[str, Any]) -> str:
    values = {"percent": round(rules["nearly_all_share"] * PERCENT), "people": rules["nearly_all_smallest"]}
    return _("答了%(percent)s%%以上的，至少%(people)s人") % values


def _dominance(rules: Mapping[str, Any]) -> str:
    return _("谁也不能把最大的一份猜到%(percent)s%%以内") % {"percent": rules["dominance_percent"]}


def _kind(kind: str) -> str:
    return {
        RegionKind.ROOT.value: _("全国"),
        RegionKind.PROVINCE.value: _("省"),
        RegionKind.CITY.value: _("市"),
        RegionKind.COUNTY.value: _("县"),
        RegionKind.TOWNSHIP.value: _("乡镇街道"),
    }[kind]


def _assurance(assurance: str) -> str:
    return _("凭码填报") if assurance == Wave.Assurance.CODED else _("开放链接，未核验")
