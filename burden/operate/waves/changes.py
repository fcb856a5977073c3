"""What was changed of a wave's settings, in sentences for its record."""

from collections.abc import Iterator, Mapping
from typing import Any

from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _

FROM_TO = {
    "region_code": _("地区代码由%(before)s改为%(after)s。"),
    "opens_on": _("开始日期由%(before)s改为%(after)s。"),
    "closes_on": _("截止日期由%(before)s改为%(after)s。"),
    "valid_until": _("有效期限由“%(before)s”改为“%(after)s”。"),
    "contact": _("联系方式由“%(before)s”改为“%(after)s”。"),
    "form_no": _("表号由“%(before)s”改为“%(after)s”。"),
    "issuer": _("制定机关由“%(before)s”改为“%(after)s”。"),
    "issue_no": _("文号由“%(before)s”改为“%(after)s”。"),
    "approver": _("审批机关由“%(before)s”改为“%(after)s”。"),
    "approval_no": _("批准文号由“%(before)s”改为“%(after)s”。"),
}
NOW = {
    ("assurance", "coded"): _("改为凭码填报。"),
    ("assurance", "link"): _("改为开放链接。"),
    ("asks_for_text", True): _("改为收文字建议。"),
    ("asks_for_text", False): _("改为不收文字建议。"),
    ("needs_second_person", True): _("改为发布要另一人同意。"),
    ("needs_second_person", False): _("改为发布不用另一人同意。"),
}
ELSE = {
    "further_fields": _("改了第二页问哪几题。"),
    "languages": _("改了页面有哪几种语言。"),
}


def edition_changed(before: str, after: str) -> Iterator[Sentence]:
    """Yield a sentence where a wave moved to another edition of the tree."""
    if before != after:
        yield Sentence(_("行政区划由%(before)s改为%(after)s。"), before=before, after=after)


def what_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Sentence]:
    """Yield a sentence for each setting that is not as before; both map the same columns of a wave to values."""
    for name, value in after.items():
        if before[name] == value:
            continue
        if name in FROM_TO:
            yield Sentence(FROM_TO[name], before=str(before[name] or ""), after=str(value or ""))
        else:
            yield Sentence(ELSE[name] if name in ELSE else NOW[name, value])
