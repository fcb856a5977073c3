"""Slips to cut out and draw from a box: what stands on them, and the PDF made of them.

Nothing of a slip is written to a disk: the codes go through a pipe to the process that lays out the sheets.
"""

from collections.abc import Sequence
from functools import cache
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from burden.domain.levels import LEVEL_NAMES, Level
from burden.domain.survey_items import TITLE_ZH
from burden.intake.issuing import IssuedGroup
from burden.intake.paper import laid_out
from burden.models import Wave

SLIPS_A_SHEET = 8
SLIPS_A_PART = 100 * SLIPS_A_SHEET  # a part takes the layouter about 200 MB for a second or two
CHARACTERS = settings.BASE_DIR / "burden" / "data" / "fonts" / "characters.txt"


def print_slips(*, wave: Wave, site: str, groups: Sequence[IssuedGroup]) -> bytes:
    """Return the sheets of these slips as PDF; ``site`` is the address before the path, e.g. ``https://host``.

    Slips are Chinese whatever language the operator reads.  Raises :class:`PaperError`.
    """
    with translation.override("zh-hans"):
        return laid_out("slips", _content(wave, site, groups))


def slip_address(*, wave: Wave, site: str, region_code: str, level: Level, code: str) -> str:
    """Return the address that a slip's QR code holds.

    Code and level stand in the fragment, which browsers keep to themselves: no log of any server on the way holds it.
    """
    page = reverse("intake:survey", kwargs={"wave_code": wave.code, "region_code": region_code})
    return f"{site}{page}#{urlencode({'code': code.replace('-', ''), 'level_code': int(level)})}"


def short_address(*, wave: Wave, site: str) -> str:
    """Return what somebody types who cannot scan, e.g. ``burden.example/s/2026Q4/``."""
    return urlsplit(site).netloc + reverse("intake:place", kwargs={"wave_code": wave.code})


def drawable_place(names: Sequence[str], *, region_code: str) -> str:
    """Return the place as text for which the font has every sign.

    A few regions are written with signs so rare that it has none: the region itself is then named by its code, places
    above it are left out.
    """
    *above, own = names
    shown = [name for name in above if is_drawable(name)]
    return " ".join([*shown, own if is_drawable(own) else region_code])


def is_drawable(text: str) -> bool:
    """Whether the font of the slips has every character of a text."""
    return set(text) <= _characters()


@cache
def _characters() -> frozenset[str]:
    return frozenset(CHARACTERS.read_text())


def _content(wave: Wave, site: str, groups: Sequence[IssuedGroup]) -> dict[str, object]:
    return {
        "words": _words(wave),
        "short_address": short_address(wave=wave, site=site),
        "batches": [
            {
                "place": drawable_place(group.names, region_code=group.region_code),
                "level": _(LEVEL_NAMES[group.level][0]),
                "slips": [_slip(wave, site, group, code) for code in group.codes],
            }
            for group in groups
        ],
    }


def _words(wave: Wave) -> dict[str, object]:
    return {
        "title": _(TITLE_ZH),
        "rules": (
            _("1. 剪下、对折、放进箱里，各人自己抽一张。谁抽了哪张，不登记。"),
            _("2. 自愿填写，一分半钟左右。不填也不用说明。"),
            _("3. 谁填了、谁没填，谁也查不到。一张纸条只能用一次。"),
        ),
        "until": _("%(wave)s · %(day)s 截止") % {"wave": wave.code, "day": f"{wave.closes_on:%Y-%m-%d}"},
        "type": _("手机扫码；或在浏览器输入网址，再输入这20个字符："),
        "qr": _("填报网址的二维码"),
    }


def _slip(wave: Wave, site: str, group: IssuedGroup, code: str) -> dict[str, str]:
    address = slip_address(wave=wave, site=site, region_code=group.region_code, level=group.level, code=code)
    return {"code": code.replace("-", " "), "address": address}
