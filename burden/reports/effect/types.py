"""What the page of before and after is made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from burden.domain.cautions import Evidence
from burden.domain.effect import EffectVerdict
from burden.reports.types import Estimate, Frame, RegionRef, Table


class WhyNot(StrEnum):
    """Why nothing can be said of a clean-up."""

    NO_WAVE_BEFORE = "no_wave_before"
    NO_WAVE_AFTER = "no_wave_after"
    RATIO = "ratio"  # a ratio of sums has no spread from person to person
    OTHER_RULES = "other_rules"  # the two waves were counted differently
    TOO_FEW_ANSWERS = "too_few_answers"
    TOO_FEW_OTHERS = "too_few_others"  # fewer than three places to compare with


@dataclass(frozen=True, kw_only=True)
class CleanUp:
    """A dated clean-up of a region; ``before`` and ``after`` are the codes of the waves around it, "" where none is.

    ``key`` names it in addresses.
    """

    key: str
    happened_on: date
    region: RegionRef
    title: str
    note: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one clean-up: the four cells, the effect, and how many others it was compared with.

    ``effect`` is suppressed where ``why_not`` says why; cells that may be shown are shown all the same.
    ``others_before`` and ``others_after`` are means of the others' means.  ``besides`` counts other clean-ups of the
    region at the time.
    """

    clean_up: CleanUp
    own_before: Estimate
    own_after: Estimate
    others_before: Estimate
    others_after: Estimate
    others: int
    effect: Estimate
    verdict: EffectVerdict
    why_not: WhyNot | None
    besides: int


@dataclass(frozen=True, kw_only=True)
class CautionCase:
    """A region and what gives reason to ask there."""

    region: RegionRef
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Cautions:
    """The cautions of one wave against the one before; ``regions`` is how many could be looked at.

    ``before`` is "" where there is no earlier wave.
    """

    before: str
    after: str
    regions: int
    cases: tuple[CautionCase, ...]
    table: Table


@dataclass(frozen=True, kw_only=True)
class EffectReport:
    """The clean-ups of a region and all below it, newest first; what came of the chosen one; and the cautions.

    ``outcome`` and ``cells`` are None without any clean-up, ``cautions`` of the whole country.
    """

    frame: Frame
    clean_ups: tuple[CleanUp, ...]
    outcome: Outcome | None
    cells: Table | None
    cautions: Cautions | None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The four cells, then the cautions, as pages, JSON and files have them."""
        cautions = self.cautions.table if self.cautions else None
        return tuple(table for table in (self.cells, cautions) if table is not None)
