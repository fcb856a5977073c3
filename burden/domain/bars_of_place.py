"""What leads about apps and cautions about changes are held against in one place: the numbers of R12-R14 and R22-R25.

A rule that does not count in the place gives no bars there, so nothing is said by it.
"""

from collections.abc import Mapping

from burden.domain.cautions import Caution, CautionBars
from burden.domain.lead_bars import LeadBars, LowUseBars, MergeBars, ZombieBars
from burden.domain.rules_in_force import RulesInForce


def lead_bars(rules: RulesInForce, path: str) -> LeadBars:
    """Return the bars of leads about apps, read in the region with this path."""
    zombie, low_use, merge = (_numbers(rules, code, path) for code in ("R12", "R13", "R14"))
    return LeadBars(
        zombie=None if zombie is None else ZombieBars(**zombie),
        low_use=None if low_use is None else LowUseBars(**low_use),
        merge=None if merge is None else MergeBars(**merge),
    )


def caution_bars(rules: RulesInForce, path: str) -> Mapping[Caution, CautionBars]:
    """Return the bars of the cautions that count in the region with this path."""
    found = {}
    for caution in Caution:
        numbers = _numbers(rules, caution.value, path)
        if numbers is not None:
            # R24 is a lead as well: what its share is held against has the name that shares of leads have.
            found[caution] = CautionBars(**{"share" if name == "warn" else name: n for name, n in numbers.items()})
    return found


def _numbers(rules: RulesInForce, code: str, path: str) -> Mapping[str, float] | None:
    rule = rules.by_code[code]
    return rule.numbers if rule.applies_to(path) else None
