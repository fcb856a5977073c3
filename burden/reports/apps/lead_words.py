"""Leads about apps in words: what an app may be, how much stands behind it, and the evidence in one sentence."""

from burden.domain.app_leads import AppLead, AppLeadKind, Basis, LeadGrade
from burden.domain.lead_bars import MergeBars, ZombieBars
from burden.models import CatalogueItem
from burden.reports.apps.leads import Leads
from burden.reports.types import Estimate
from burden.reports.wording import Wording

KIND_WORDS: dict[str, tuple[str, str]] = {
    AppLeadKind.ZOMBIE.value: ("疑似僵尸", "hardly used"),
    AppLeadKind.LOW_USE.value: ("疑似低效", "little used"),
    AppLeadKind.DUPLICATE.value: ("疑似重复", "doubled"),
    AppLeadKind.SCATTERED.value: ("疑似小散", "small and scattered"),
    "other": ("没有线索，另有依据", "no lead, other grounds"),
}
GRADE_WORDS: dict[LeadGrade, tuple[str, str]] = {
    LeadGrade.FACT: ("台账事实", "fact of the register"),
    LeadGrade.STRONG: ("较强线索", "strong lead"),
    LeadGrade.LEAD: ("线索", "lead"),
    LeadGrade.WARNING: ("提醒", "warning"),
}


def kind_words(kind: str) -> Wording:
    """Return what an app may be; ``kind`` as a lead or a decision names it."""
    return Wording(*KIND_WORDS[kind])


def evidence_words(lead: AppLead, found: Leads) -> Wording:
    """Return the evidence of one of these leads in one sentence."""
    items = found.items
    item = items[lead.code]
    names = "、".join(items[code].name_zh for code in lead.others)
    if lead.basis is Basis.REGISTERED_USERS:
        return _registered(item, found.bars.zombie or ZombieBars())
    if lead.basis is Basis.GROUP:
        return Wording(f"目录把它与{names}列为功能相近的一组", f"in one group of doubles with {names}")
    if lead.basis is Basis.FUNCTION:
        return Wording(
            f"与{names}同属“{item.function_category}”，同一批人都要装",
            f"same function and the same people as {names}",
        )
    if lead.basis in {Basis.MANY_SMALL, Basis.ONE_OFFICE}:
        return _scattered(lead, item, names, found.bars.merge or MergeBars())
    return _of_people(lead, found.shares[lead.code, lead.basis])


def _registered(item: CatalogueItem, bars: ZombieBars) -> Wording:
    # The head count itself is not printed: beside the number of answers it would tell how many have answered.
    users, percent = item.active_users_3m, f"{bars.registered:g}"
    return Wording(
        f"主办方报的近3个月使用人数为{users}，不超过当地在岗人数的{percent}%",
        f"{users} users in 3 months by the sponsor's own count, at most {percent} % of the people who work there",
    )


def _scattered(lead: AppLead, item: CatalogueItem, names: str, bars: MergeBars) -> Wording:
    number, most = len(lead.others) + 1, f"{bars.held_high:g}"
    if lead.basis is Basis.ONE_OFFICE:
        return Wording(
            f"{item.sponsor_dept}有{number}个小应用（另有{names}），装的人各不超过{most}%",
            f"{number} small apps of one office (with {names}), each held by at most {most} %",
        )
    return Wording(
        f"“{item.function_category}”有{number}个小应用（另有{names}），装的人各不超过{most}%",
        f"{number} small apps of one function (with {names}), each held by at most {most} %",
    )


def _of_people(lead: AppLead, share: Estimate) -> Wording:
    value = share.text or f"{share.value:.0f}%"
    zh = f"占{value}（95%区间{share.low:.0f}–{share.high:.0f}%）"
    en = f"{value} (95% interval {share.low:.0f}–{share.high:.0f}%)"
    if lead.basis is Basis.MODULES:
        return Wording(f"在用的人里，功能很少用到或没用到的{zh}", f"of its users, {en} use little or none of it")
    return Wording(f"装了的人里，近3个月打开过的{zh}", f"of its holders, {en} opened it in 3 months")
