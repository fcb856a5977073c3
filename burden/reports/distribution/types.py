"""What the page of distributions is made of."""

from dataclasses import dataclass

from burden.reports.types import Estimate, Frame, HistogramBar, Table


@dataclass(frozen=True, kw_only=True)
class DistributionReport:
    """One indicator of one region: quantiles by level, and how the people of the chosen levels spread.

    ``bars`` are those of ``histogram``, () where too few have answered or the indicator is a share or a ratio.
    """

    frame: Frame
    own: Estimate
    by_level: Table
    bars: tuple[HistogramBar, ...]
    histogram: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """Quantiles, then the histogram where there is one."""
        return (self.by_level, self.histogram) if self.bars else (self.by_level,)
