"""What the page of findings is made of."""

from dataclasses import dataclass
from datetime import date

from burden.domain.app_leads import LeadGrade
from burden.domain.rule_book import Rule
from burden.reports.catalogue import AppRef
from burden.reports.types import SUPPRESSED, Estimate, Frame, RegionRef, Table
from burden.reports.wording import Wording

NOBODY = Wording("", "")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One lead, warning or fact of the register: which rule, about which region or app, and what speaks for it.

    ``base`` says of whom ``share`` is; facts of the register have neither people nor share.  ``has_portrait`` says that
    the app is one that people carry on phones, which has a page of its own.
    """

    rule: Rule
    grade: LeadGrade
    region: RegionRef
    evidence: Wording
    app: AppRef | None = None
    has_portrait: bool = True
    base: Wording = NOBODY
    share: Estimate = SUPPRESSED


@dataclass(frozen=True, kw_only=True)
class FindingsReport:
    """What an inspector may look into in a region, by rule, then region, then app; never by size.

    ``as_of`` is the day on which the catalogue was read; shares are of the release.
    """

    frame: Frame
    findings: tuple[Finding, ...]
    table: Table
    as_of: date

    @property
    def tables(self) -> tuple[Table, ...]:
        """The one table."""
        return (self.table,)
