"""The honest page of a region with few answers: what can be said, what cannot, how many more would show what."""

from collections.abc import Iterable

from burden.domain.thresholds import (
    GRADE_A_FROM,
    HISTOGRAM_FROM,
    HONEST_PAGE_BELOW,
    SHARES_FROM,
    SHOWN_FROM,
    TAILS_FROM,
)
from burden.reports.estimates import Showing, people_estimate
from burden.reports.types import SUPPRESSED_ZH, HonestPage

# What becomes visible at which number of answers, in order.
STEPS: tuple[tuple[int, str, str], ...] = (
    (SHOWN_FROM, "平均数和它的区间，中位数", "means with their interval, medians"),
    (SHARES_FROM, "反感率等占比，四分位数", "shares such as aversion, quartiles"),
    (HISTOGRAM_FROM, "分布图，中位数的区间", "distributions, intervals of medians"),
    (TAILS_FROM, "少数人负担有多重（第90百分位）", "how heavy it is for the few (90th percentile)"),
    (GRADE_A_FROM, "可靠性为A的数，完整的总览", "grade A numbers and the whole overview"),
)


def honest_page(counts: Iterable[int], *, showing: Showing) -> HonestPage | None:
    """Return the page for a region whose blocks hold these numbers of people; None from 100 answers on.

    The largest block counts.  Too few and none give the same page, and below county it speaks of bands only.
    """
    n = max(counts, default=0)
    if n >= HONEST_PAGE_BELOW:
        return None
    people = people_estimate(n, showing=showing)
    known = n if people.is_shown else 0
    steps = [(max(bar, showing.smallest_group), zh, en) for bar, zh, en in STEPS]
    missing = [step for step in steps if known < step[0]]
    return HonestPage(
        n_text=people.n_text or SUPPRESSED_ZH,
        can_say=tuple((f"{zh}。", f"{_capital(en)}.") for bar, zh, en in steps if known >= bar),
        cannot_say=tuple((f"{zh}。", f"{_capital(en)}.") for _, zh, en in missing),
        more_needed=tuple(_needed(bar, zh, en, n=people.n) for bar, zh, en in missing),
    )


def _needed(bar: int, zh: str, en: str, *, n: int | None) -> tuple[str, str]:
    """Say how many answers show something; how many are still missing only where n itself is shown."""
    if n is None:
        return f"满{bar}份，可看{zh}。", f"From {bar} answers: {en}."
    return f"再有{bar - n}份（满{bar}份），可看{zh}。", f"{bar - n} more answers ({bar} in all): {en}."


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
