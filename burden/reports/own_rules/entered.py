"""What R30 finds in what operators entered: who runs the site, its filing, where to complain."""

from collections.abc import Sequence

from burden.domain.levels import KIND_DEPTH, RegionKind
from burden.models import SiteFactChange
from burden.reports.own_rules.rule import OwnRule, Verdict, Words, kept_if
from burden.reports.own_rules.site_facts import SiteFacts

Fact = SiteFactChange.Fact
SPONSOR_LEVELS: dict[str, Words] = {
    RegionKind.ROOT.value: ("国家级", "national"),
    RegionKind.PROVINCE.value: ("省级", "province"),
    RegionKind.CITY.value: ("市级", "city"),
    RegionKind.COUNTY.value: ("县级", "county"),
    RegionKind.TOWNSHIP.value: ("乡镇街道级", "township"),
}
SPONSOR = ("主办单位是县级以上", "Run by a body at county level or above")
FILING = ("已备案，或有不用备案的书面依据", "Filed, or exempt in writing")
COMPLAINT = ("有投诉的网址", "There is an address for complaints")
NOTHING = ("没有填", "Nothing was filled in")
NOT_YET = ("要由运维人员在操作台填写", "To be filled in by an operator at the desk")


def rules_of_facts(facts: SiteFacts) -> tuple[OwnRule, ...]:
    """Return what the entered facts say; without them, that nobody has entered them yet."""
    return (sponsor_rule(facts), filing_rule(facts), complaint_rule(facts))


def sponsor_rule(facts: SiteFacts) -> OwnRule:
    """Judge the sponsor: known by name, at county level or above."""
    name, level = facts.values[Fact.SPONSOR], facts.values[Fact.SPONSOR_LEVEL]
    verdict, found = Verdict.NOT_ENTERED, NOTHING
    if level:
        words = SPONSOR_LEVELS[level]
        is_high_enough = KIND_DEPTH[RegionKind(level)] <= KIND_DEPTH[RegionKind.COUNTY]
        # A level that is too low settles it; one that is high enough settles nothing without a name.
        verdict = kept_if(is_high_enough) if name or not is_high_enough else Verdict.NOT_ENTERED
        found = (f"{name or '没有填单位'}，{words[0]}", f"{name or 'no body named'}, {words[1]}")
    elif name:
        found = (f"{name}，没有填哪一级", f"{name}, level not filled in")
    how = _how(facts, (Fact.SPONSOR, Fact.SPONSOR_LEVEL))
    return OwnRule(key="sponsor", verdict=verdict, rule=SPONSOR, found=found, how=how)


def filing_rule(facts: SiteFacts) -> OwnRule:
    """Judge the filing: a number, or what exempts the site in writing."""
    number, exemption = facts.values[Fact.FILING_NO], facts.values[Fact.EXEMPTION]
    found = NOTHING
    if number:
        found = (f"备案号 {number}", f"Filing number {number}")
    elif exemption:
        found = (f"不用备案的书面依据：{exemption}", f"Exempt in writing: {exemption}")
    verdict = Verdict.KEPT if number or exemption else Verdict.NOT_ENTERED
    return OwnRule(
        key="filing", verdict=verdict, rule=FILING, found=found, how=_how(facts, (Fact.FILING_NO, Fact.EXEMPTION))
    )


def complaint_rule(facts: SiteFacts) -> OwnRule:
    """Judge the way to complain: an address that anybody can open."""
    link = facts.values[Fact.COMPLAINT_LINK]
    verdict = Verdict.KEPT if link else Verdict.NOT_ENTERED
    found = (link, link) if link else NOTHING
    return OwnRule(
        key="complaint", verdict=verdict, rule=COMPLAINT, found=found, how=_how(facts, (Fact.COMPLAINT_LINK,))
    )


def _how(facts: SiteFacts, names: Sequence[str]) -> Words:
    """Say that an operator entered it and when last; not who: the name of a person is nobody's business here."""
    days = [facts.days[name] for name in names if facts.values[name]]
    if not days:
        return NOT_YET
    return (
        f"运维人员{max(days)}填写，程序没法核对",
        f"Entered by an operator on {max(days)}; the program cannot check it",
    )
