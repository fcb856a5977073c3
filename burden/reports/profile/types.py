"""What the profile of one unit is made of."""

from dataclasses import dataclass

from burden.domain.indicators import Indicator
from burden.domain.trend import Verdict
from burden.reports.trends.types import PeerBand
from burden.reports.types import Estimate, Frame, HonestPage, Table


@dataclass(frozen=True, kw_only=True)
class ProfileLine:
    """One indicator of the unit: its value with the place among peers, weighted value, and what the last waves say.

    ``peers`` is None where fewer than ten are shown, or too few others to hide among; then ``estimate`` has no band.
    """

    indicator: Indicator
    estimate: Estimate
    weighted: Estimate
    peers: PeerBand | None
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class ProfilePart:
    """Indicators that belong together, in the dictionary's order, with their table."""

    name_zh: str
    name_en: str
    lines: tuple[ProfileLine, ...]
    table: Table


@dataclass(frozen=True, kw_only=True)
class ProfileReport:
    """All indicators of one unit; ``honest`` says what few answers can and cannot tell, None where there are many."""

    frame: Frame
    parts: tuple[ProfilePart, ...]
    honest: HonestPage | None

    @property
    def tables(self) -> tuple[Table, ...]:
        """One table a part of the page."""
        return tuple(part.table for part in self.parts)
