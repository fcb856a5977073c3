"""From evidence to findings: what is worth an inspector's visit, and how much stands behind it.

Shares are those that pages print, so a finding tells nothing that a page does not.  A share speaks where at least 30
people answered and the lower end of its 95 % interval reaches the threshold: 20 % for a lead, 50 % for a strong one,
unless operators changed the rule (:mod:`rules_in_force`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from burden.domain.app_leads import LeadGrade, PrintedShare
from burden.domain.levels import Level
from burden.domain.rule_evidence import Answered, RegisterCheck
from burden.domain.thresholds import (
    ACCOUNT_STALE_DAYS,
    FILING_TERM_DAYS,
    FINDING_LOW_PERCENT,
    FINDING_STRONG_LOW_PERCENT,
    LEAD_FROM,
)

WHOLE = 100
BELOW_COUNTY = frozenset({Level.TOWNSHIP, Level.VILLAGE})
COUNTY_AND_BELOW = BELOW_COUNTY | {Level.COUNTY}
ACCOUNT = "account"
PUBLIC = "public"


@dataclass(frozen=True, kw_only=True)
class Bars:
    """The thresholds of a rule: people, lower ends in percent, its own for a warning (None: as its evidence says).

    ``stale_days`` is for accounts without anything new.
    """

    people_from: float = LEAD_FROM
    low: float = FINDING_LOW_PERCENT
    strong: float = FINDING_STRONG_LOW_PERCENT
    warn: float | None = None
    stale_days: float = ACCOUNT_STALE_DAYS

    def grade(self, low: float) -> LeadGrade | None:
        """Return the weight of a share with this lower end, in percent."""
        if low >= self.strong:
            return LeadGrade.STRONG
        return LeadGrade.LEAD if low >= self.low else None


USUAL = Bars()


def grade_of(share: PrintedShare | None, bars: Bars = USUAL) -> LeadGrade | None:
    """Return how much a share speaks for a rule's being broken; None where it does not, or too few answered.

    >>> grade_of(PrintedShare(value=70, low=52, high=83, n=30)).value
    'H'
    >>> grade_of(PrintedShare(value=36.7, low=21.9, high=55, n=30)).value
    'L'
    >>> grade_of(PrintedShare(value=60, low=40, high=77, n=25)) is None
    True
    """
    if share is None or share.n < bars.people_from:
        return None
    return bars.grade(share.low)


def grade_together(shares: Sequence[PrintedShare | None], bars: Bars = USUAL) -> LeadGrade | None:
    """Return how much shares of the same people speak together, when nobody printed how many said all of it.

    One alone speaks as in :func:`grade_of`.  Of several at least low_1 + low_2 + ... - 100 % x (number - 1) said all
    (Frechet), whichever people they are.

    >>> required = PrintedShare(value=90, low=80, high=95, n=60)
    >>> appraised = PrintedShare(value=60, low=50, high=70, n=60)
    >>> grade_together([required, appraised]).value
    'L'
    """
    known = [share for share in shares if share is not None and share.n >= bars.people_from]
    if not known or len(known) < len(shares):
        return None
    return bars.grade(sum(share.low for share in known) - WHOLE * (len(known) - 1))


def warns(share: PrintedShare | None, asked: Answered, bars: Bars = USUAL) -> bool:
    """Return whether a share of page 2 reaches the rule's own threshold, at the unfavourable end of its interval.

    >>> warns(PrintedShare(value=30, low=22, high=39, n=90), Answered(indicator="I32-1", at_least=20))
    True
    """
    if share is None or share.n < bars.people_from:
        return False
    if asked.at_most is not None:
        return share.high <= (asked.at_most if bars.warn is None else bars.warn)
    return asked.at_least is not None and share.low >= (asked.at_least if bars.warn is None else bars.warn)


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """What the catalogue holds of one entry that is in use; days are None and texts empty where it does not say."""

    code: str
    kind: str
    path: str
    sponsor_level: int
    sponsor: str
    audience: str
    platform: str
    filing_no: str
    launched_on: date | None
    updated_on: date | None
    has_complaint_channel: bool
    is_commercial: bool

    @property
    def is_account(self) -> bool:
        """Whether it is followed, not installed."""
        return self.kind == ACCOUNT


def register_findings(
    check: RegisterCheck,
    entries: Sequence[RegisterEntry],
    *,
    today: date,
    binds_from: date | None = None,
    stale_days: float = ACCOUNT_STALE_DAYS,
) -> tuple[str, ...]:
    """Return the codes of the entries that a check of the register finds, in the entries' order.

    ``binds_from`` is the day from which the rule binds entries that were there before; later ones it binds at once.
    """
    if check is RegisterCheck.SECOND_ACCOUNT:
        return tuple(_second_accounts(entries))
    if check is RegisterCheck.STALE_ACCOUNT:
        return tuple(entry.code for entry in entries if _is_stale(entry, today - timedelta(days=stale_days)))
    return tuple(entry.code for entry in entries if _is_found(check, entry, today=today, binds_from=binds_from))


def _is_stale(entry: RegisterEntry, since: date) -> bool:
    return entry.is_account and entry.updated_on is not None and entry.updated_on < since


def _is_found(check: RegisterCheck, entry: RegisterEntry, *, today: date, binds_from: date | None) -> bool:
    is_app = not entry.is_account
    if check is RegisterCheck.UNFILED:
        is_bound = binds_from is None or today > binds_from or _is_new(entry, binds_from)
        return is_app and not entry.filing_no and is_bound
    return {
        RegisterCheck.BUILT_BELOW_COUNTY: is_app and entry.sponsor_level in BELOW_COUNTY,
        RegisterCheck.BUILT_LOCALLY: is_app and entry.audience == PUBLIC and entry.sponsor_level in COUNTY_AND_BELOW,
        RegisterCheck.NO_COMPLAINT_CHANNEL: is_app and not entry.has_complaint_channel,
        RegisterCheck.COMMERCIAL: entry.is_commercial,
    }[check]


def _is_new(entry: RegisterEntry, binds_from: date) -> bool:
    """Whether the entry came within half a year before the day that the old ones were given."""
    return entry.launched_on is not None and entry.launched_on > binds_from - timedelta(days=FILING_TERM_DAYS)


def _second_accounts(entries: Sequence[RegisterEntry]) -> Iterator[str]:
    """Yield all accounts of units that have more than one on a platform; which one is too many is not for us to say."""
    accounts = [entry for entry in entries if entry.is_account and entry.sponsor and entry.platform]
    counted = Counter((entry.path, entry.sponsor, entry.platform) for entry in accounts)
    return (entry.code for entry in accounts if counted[entry.path, entry.sponsor, entry.platform] > 1)
