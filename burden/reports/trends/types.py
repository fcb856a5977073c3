"""What the page of trends is made of."""

from dataclasses import dataclass
from datetime import date

from burden.domain.trend import Verdict
from burden.reports.types import Estimate, Frame, Table


@dataclass(frozen=True, kw_only=True)
class PeerBand:
    """How published values of at least ten other regions of the same kind lie, without their names.

    A tenth of them lie below ``p10``, half below ``median``; rounded to the indicator's decimals.
    """

    count: int
    p10: float
    p25: float
    median: float
    p75: float
    p90: float


@dataclass(frozen=True, kw_only=True)
class TrendWave:
    """One released wave of a trend; ``peers`` is None where fewer than ten are shown, or too few others to hide among.

    ``is_comparable`` says that its numbers were counted by the rules of the newest wave.
    """

    code: str
    opens_on: date
    closes_on: date
    release: str
    estimate: Estimate
    peers: PeerBand | None
    is_comparable: bool

    @property
    def is_joined(self) -> bool:
        """Whether the wave belongs to the line and to the verdict."""
        return self.estimate.is_shown and self.is_comparable


@dataclass(frozen=True, kw_only=True)
class TrendEvent:
    """A dated clean-up of the region or of one above it; ``mark`` is its number in the chart."""

    mark: str
    happened_on: date
    region: str
    title: str
    note: str


@dataclass(frozen=True, kw_only=True)
class TrendReport:
    """One indicator of one region over all released waves, oldest first.

    ``judged`` are the codes of the waves that the verdict is about; () where there is none.  ``clean_ups`` is None on a
    site that enters none.
    """

    frame: Frame
    waves: tuple[TrendWave, ...]
    verdict: Verdict
    judged: tuple[str, ...]
    events: tuple[TrendEvent, ...]
    trend: Table
    clean_ups: Table | None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The waves, then the clean-ups, as pages, JSON and files have them."""
        return (self.trend, self.clean_ups) if self.clean_ups else (self.trend,)
