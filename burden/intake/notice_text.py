"""What a notice says of a wave: who asks, why, that it is voluntary, how long it takes, what is not kept, whom to ask.

The same words stand on the poster, on the page to put up and in the text to paste into a group.  Nothing in them chases
anybody: no deadline to obey, no request for a receipt, no number to reach.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from burden.domain.survey_items import HEADER_EN, HEADER_ZH, TITLE_EN, TITLE_ZH
from burden.intake.codes import needs_code
from burden.intake.slips import short_address
from burden.intake.words import in_words
from burden.models import Wave


@dataclass(frozen=True, kw_only=True)
class NoticeText:
    """A notice: ``points`` are pairs of a heading and what it says, ``header`` those of the statistical form."""

    title: str
    address: str
    until: str
    how: str
    points: tuple[tuple[str, str], ...]
    header: tuple[tuple[str, str], ...]
    short: str


def notice_text(*, wave: Wave, site: str, place: str) -> NoticeText:
    """Return the notice in the reader's language; ``site`` is the address before the path, e.g. ``https://host``."""
    address = short_address(wave=wave, site=site)
    until = _("%(opens)s 至 %(closes)s") % {"opens": f"{wave.opens_on}", "closes": f"{wave.closes_on}"}
    how = _how(wave)
    return NoticeText(
        title=in_words(TITLE_ZH, TITLE_EN),
        address=address,
        until=until,
        how=how,
        points=tuple(_points(wave, place=place, until=until, how=how)),
        header=_header(wave),
        short=_short(wave, address=address, place=place),
    )


def _how(wave: Wave) -> str:
    if needs_code(wave):
        return _("先从箱里抽一张纸条，扫纸条上的码；或者在浏览器里输入网址，再输入纸条上的20个字符。")
    return _("用手机扫码，或者在浏览器里输入网址。不用登录，不用装东西。")


def _points(wave: Wave, *, place: str, until: str, how: str) -> list[tuple[str, str]]:
    asker = wave.issuer or _("（请写明组织单位）")
    contact = wave.contact or _("（请写明科室和电话）")
    values = {"asker": asker, "place": place}
    return [
        (_("谁在问"), _("%(asker)s，问的是%(place)s的工作人员。") % values),
        (_("为什么问"), _("弄清因工作装了多少APP、进了多少工作群、每天花多少时间，好把用不着的减下来。")),
        (_("自愿"), _("填不填都行，每一题都可以不答，不填不用说明。不排名，不催报，谁也查不到谁填了、谁没填。")),
        (_("要多久"), _("第一页大约一分半钟。填完还有自愿再答的，可以直接离开。")),
        (_("哪几天"), until),
        (_("怎么填"), how),
        (_("不存什么"), in_words(HEADER_ZH, HEADER_EN)),
        (
            _("填了以后"),
            _("截止后汇总公布，人人可看。不满%(people)s人的一组不公布。") % {"people": wave.smallest_group},
        ),
        (_("请注意"), _("不要写人名、电话和涉密内容。不用截图，不用回复，没有“已完成”证明。")),
        (_("有问题问谁"), contact),
    ]


def _header(wave: Wave) -> tuple[tuple[str, str], ...]:
    """Return what the statistical form must bear, as far as it is filled in."""
    valid_until = f"{wave.valid_until}" if wave.valid_until else ""
    fields = (
        (_("表号"), wave.form_no),
        (_("制定机关"), wave.issuer if wave.form_no else ""),
        (_("文号"), wave.issue_no),
        (_("审批机关"), wave.approver),
        (_("批准文号"), wave.approval_no),
        (_("有效期至"), valid_until),
    )
    return tuple((name, value) for name, value in fields if value)


def _short(wave: Wave, *, address: str, place: str) -> str:
    """Return the text to paste into a group."""
    values = {
        "title": in_words(TITLE_ZH, TITLE_EN),
        "place": place,
        "asker": wave.issuer or _("（请写明组织单位）"),
        "address": address,
        "closes": f"{wave.closes_on}",
        "contact": wave.contact or _("（请写明科室和电话）"),
    }
    with_code = _("要用抽到的纸条上的码。") if needs_code(wave) else ""
    words = _(
        "%(title)s（%(place)s）：%(asker)s想知道工作用的APP和群占了大家多少时间，好把用不着的减下来。"
        "自愿填，大约一分半钟，不登录，不记姓名、手机号。到%(closes)s为止。"
        "填不填都不用回复，也不用截图。网址：%(address)s 有问题问：%(contact)s"
    )
    return (words % values) + (" " + with_code if with_code else "")
