"""What the page of fair comparison is made of."""

from dataclasses import dataclass

from burden.domain.thresholds import CONFIDENCE, FUNNEL_CONFIDENCE
from burden.reports.peers.comparison import Comparison
from burden.reports.types import SUPPRESSED, Estimate, Frame, RegionRef, Table

LINES = (CONFIDENCE, FUNNEL_CONFIDENCE)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The lines of a funnel at one number of people, or for one band of it, which runs from ``n`` to ``to``.

    ``ends`` are the lower and upper end of each line in ``LINES``, as the indicator prints its values.
    """

    n: int
    to: int
    text: str
    ends: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One region with its value and band, and by how many people it was judged, None where not compared.

    ``adjusted`` is the value set to the peers' level mix, suppressed where that cannot be said.
    """

    region: RegionRef
    estimate: Estimate
    judged_by: int | None
    adjusted: Estimate = SUPPRESSED


@dataclass(frozen=True, kw_only=True)
class FunnelPart:
    """Regions of one kind against their peers; ``limits`` is () where there is nothing to compare by.

    ``is_n_exact`` is False where the number of people is shown as a band.
    """

    kind: str
    units: tuple[Peer, ...]
    comparison: Comparison
    limits: tuple[Limits, ...]
    is_n_exact: bool
    units_table: Table
    limits_table: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """The regions, then the lines where there are any."""
        return (self.units_table, self.limits_table) if self.limits else (self.units_table,)


@dataclass(frozen=True, kw_only=True)
class CompareReport:
    """One indicator of a region's parts, or of its peers where it has none, against what chance would do.

    ``own`` is the value of the region itself.
    """

    frame: Frame
    own: Estimate
    parts: tuple[FunnelPart, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, as pages, JSON and files have them."""
        return tuple(table for part in self.parts for table in part.tables)
