"""What the page of notices is made of."""

from dataclasses import dataclass

from burden.domain.indicators import Indicator
from burden.domain.notices import NoticeKind
from burden.reports.types import SUPPRESSED, Estimate, Frame, RegionRef, Table


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One region and indicator that deserve a look.

    ``estimate`` is the newest number, ``first`` the one of the wave ``since`` with which it began, ``benchmark`` the
    pooled mean of the peers in the newest wave: nothing for trends, which compare a region with itself.
    """

    kind: NoticeKind
    region: RegionRef
    indicator: Indicator
    since: str
    first: Estimate
    estimate: Estimate
    benchmark: Estimate = SUPPRESSED


@dataclass(frozen=True, kw_only=True)
class NoticesReport:
    """What deserves a look in a region and right below it, in the order of regions and indicators, never by size.

    ``looked_at`` counts the regions; ``has_standings`` and ``has_trends`` say whether there were waves enough that were
    counted by the same rules, and for standings regions below.
    """

    frame: Frame
    notices: tuple[Notice, ...]
    table: Table
    looked_at: int
    has_standings: bool
    has_trends: bool

    @property
    def tables(self) -> tuple[Table, ...]:
        """The one table."""
        return (self.table,)
