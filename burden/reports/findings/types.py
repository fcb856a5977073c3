"""What findings are made of: as they are found at a release, and as the page shows them with their life."""

from dataclasses import dataclass
from datetime import date, datetime

from burden.domain.app_leads import LeadGrade
from burden.domain.rules_in_force import RuleInForce
from burden.models import CatalogueItem, FindingStep
from burden.reports.apps.catalogue import AppRef
from burden.reports.types import SUPPRESSED, Estimate, Frame, RegionRef, Table
from burden.reports.wording import Wording

NOBODY = Wording("", "")
# How names of evidence begin: what the catalogue says by itself, shares whose bars are those of the board, and one wave
# against the one before.
OF_REGISTER, OF_BOARD, OF_CHANGES = "register:", "board:", "changed:"
WAITING = FindingStep.State.WAITING.value
STATE_WORDS: dict[str, tuple[str, str]] = {
    WAITING: ("待核实", "to be checked"),
    FindingStep.State.TRUE.value: ("核实属实", "checked, true"),
    FindingStep.State.UNTRUE.value: ("不属实", "not true"),
    FindingStep.State.MENDED.value: ("已整改", "mended"),
    FindingStep.State.EXEMPT.value: ("豁免", "exempt"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """One lead, warning or fact of the register: which rule, about which region or entry, and what speaks for it.

    ``key`` names the evidence.  ``base`` says of whom ``share`` is; facts of the register have neither.
    """

    rule: RuleInForce
    key: str
    grade: LeadGrade
    region: RegionRef
    evidence: Wording
    item: CatalogueItem | None = None
    base: Wording = NOBODY
    share: Estimate = SUPPRESSED


@dataclass(frozen=True, kw_only=True)
class Step:
    """What an inspector recorded of a finding, in the wave with this code."""

    wave_code: str
    state: str
    note: str
    email: str
    recorded_at: datetime

    @property
    def words(self) -> Wording:
        """The state in words."""
        return Wording(*STATE_WORDS[self.state])


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A finding as it was stored at its release, and its life until today.

    ``has_portrait`` says that the app has a page of its own.  ``threshold`` is the one that was reached, None for facts
    of the catalogue.  ``steps`` are of this wave, ``earlier`` of the same lead in waves before it, oldest first.
    """

    key: int
    rule: RuleInForce
    grade: LeadGrade
    region: RegionRef
    evidence: Wording
    app: AppRef | None = None
    has_portrait: bool = True
    is_exempt_scene: bool = False
    sponsor_level: int | None = None
    base: Wording = NOBODY
    share: Estimate = SUPPRESSED
    threshold: float | None = None
    steps: tuple[Step, ...] = ()
    earlier: tuple[Step, ...] = ()

    @property
    def state(self) -> str:
        """What became of it: the last step, or to be checked."""
        return self.steps[-1].state if self.steps else WAITING


@dataclass(frozen=True, kw_only=True)
class FindingsReport:
    """What an inspector may look into in a region, by rule, then region, then app; never by size.

    ``is_ready`` is False for the moment between a release and the look at its findings, ``as_of`` the day of the
    catalogue then, ``rules_version`` that of the rules.
    """

    frame: Frame
    findings: tuple[Finding, ...]
    table: Table
    is_ready: bool
    rules_version: int
    as_of: date | None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The one table."""
        return (self.table,)
