"""What the page of data quality is made of."""

from dataclasses import dataclass

from burden.domain.indicators import Indicator
from burden.domain.survey_items import Option
from burden.reports.types import Estimate, Frame, Table


@dataclass(frozen=True, kw_only=True)
class WeighedLine:
    """One indicator raw and weighted; ``effective`` answers of equal weight would carry as much (Kish)."""

    indicator: Indicator
    raw: Estimate
    weighted: Estimate
    effective: int | None


@dataclass(frozen=True, kw_only=True)
class Heaped:
    """The share of people who gave a whole half hour for one of the two times."""

    indicator: Indicator
    share: Estimate


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """The share of people who knew their time on apps in one of the two ways."""

    option: Option
    share: Estimate


@dataclass(frozen=True, kw_only=True)
class QualityReport:
    """Notes on the data of one region; balance and marks are of the whole wave, and coarse."""

    frame: Frame
    weighed: tuple[WeighedLine, ...]
    heaped: tuple[Heaped, ...]
    sourced: tuple[Sourced, ...]
    notes: Table
    weighting: Table
    heaping: Table
    sources: Table
    evenness: Table
    balance: Table
    flags: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in the order of the page; that of the notes where there are any."""
        notes = (self.notes,) if self.notes.rows else ()
        return *notes, self.weighting, self.heaping, self.sources, self.evenness, self.balance, self.flags
