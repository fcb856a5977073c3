"""What cautions and their evidence are called, and what stands under them: what they are held against."""

from collections.abc import Mapping

from burden.domain.bars_of_place import caution_bars
from burden.domain.cautions import NEVER, Caution
from burden.domain.rules_in_force import RulesInForce
from burden.reports.notes import Words, paired, rules_note
from burden.reports.types import RegionRef

CAUTION_WORDS: dict[Caution, tuple[str, str]] = {
    Caution.REBOUND: ("可能在回升", "may be coming back"),
    Caution.BLANKET: ("有用的可能也停了", "useful ones may have gone too"),
    Caution.SWAPPED: ("催的可能换了地方", "chasing may have moved elsewhere"),
    Caution.PAPERWORK: ("减负可能添了表格", "relief may have brought forms"),
}
CAUTION_ORDER = tuple(CAUTION_WORDS)  # what is met everywhere comes last
EVIDENCE_WORDS: dict[str, tuple[str, str]] = {
    "I01": ("APP少了", "fewer apps"),
    "I03": ("APP和公众号多了", "more apps and accounts"),
    "I04": ("群少了", "fewer groups"),
    "I06": ("群里的时间多了", "more time in groups"),
    "I07": ("用时多了", "more time"),
    "I31-3": ("说改用小程序、电话催", "say chasing by phone or mini-program"),
    "I31-4": ("说有用的也停了", "say useful ones went"),
    "I32-1": ("说为减负填过表", "say they wrote papers about relief"),
}
ASK = (
    "这些是请您去问一问的线索，不是结论，也不说明是谁的责任；来填的人变了，数也会变。",
    "These are reasons to go and ask, no findings and nobody's fault; other people may have answered.",
)
CHANGES = (
    "升降要达到门槛，而且两次的区间不重叠。",
    "Changes must reach the threshold, with intervals apart.",
)


def caution_notes(rules: RulesInForce, region: RegionRef) -> Words:
    """Return what stands under the cautions of a region, by the rules that count in it."""
    bars = caution_bars(rules, region.path)
    people = {caution: int(bar.people_from) for caution, bar in bars.items() if bar.share < NEVER}
    return paired(ASK, CHANGES, *([_of_shares(people)] if people else []), rules_note(rules.version))


def _of_shares(people: Mapping[Caution, int]) -> tuple[str, str]:
    """Say how many people a share needs: one number where the rules ask for the same, else that of each caution."""
    one, *others = set(people.values())
    if others:
        zh = "、".join(f"“{CAUTION_WORDS[caution][0]}”要至少{number}人" for caution, number in people.items())
        en = ", ".join(f"“{CAUTION_WORDS[caution][1]}” {number}" for caution, number in people.items())
        return (
            f"占比要区间下限达到门槛，还要有足够的人答了：{zh}。",
            f"Shares need a lower end at the threshold, and enough answers: {en}.",
        )
    return (
        f"占比要至少{one}人答了、区间下限达到门槛。",
        f"Shares need {one} answers and a lower end at the threshold.",
    )
