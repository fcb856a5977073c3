"""What the page of codes says in numbers: of codes issued, never of codes spent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from burden.domain.levels import RESPONDENT_LEVELS, Level
from burden.intake.codes import MOST_AT_ONCE
from burden.intake.issuing import CodePlan
from burden.intake.slip_files import is_one_pdf
from burden.intake.slips import SLIPS_A_SHEET
from burden.operate.two_wordings import level_name


@dataclass(frozen=True, kw_only=True)
class LevelLine:
    """One level, or all of them: ``pooled`` units are small and get their slips under the name of a place above."""

    name: str
    people: int
    units: int
    pooled: int
    issued: int


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What one press of the button would make; ``small_groups`` are small even under the highest name."""

    codes: int
    groups: int
    sheets: int
    pooled: int
    small_groups: int

    @property
    def is_one_pdf(self) -> bool:
        """Whether it comes as one PDF, not as a ZIP."""
        return is_one_pdf(self.codes)

    @property
    def is_too_large(self) -> bool:
        """Whether it is more than can be issued at once."""
        return self.codes > MOST_AT_ONCE


def level_lines(plan: CodePlan) -> Sequence[LevelLine]:
    """Return a line for each level with people or codes, and one for all."""
    people: Counter[Level] = Counter()
    units: Counter[Level] = Counter()
    pooled: Counter[Level] = Counter()
    for group in plan.groups:
        people[group.level] += group.people
        units[group.level] += group.units
        pooled[group.level] += group.from_below
    levels = [level for level in RESPONDENT_LEVELS if people[level] or level in plan.issued]
    lines = [
        LevelLine(
            name=level_name(level),
            people=people[level],
            units=units[level],
            pooled=pooled[level],
            issued=plan.issued.get(level, 0),
        )
        for level in levels
    ]
    return [*lines, _sum(lines)]


def batch_of(plan: CodePlan, *, spare: int) -> Batch:
    """Return what would be made with ``spare`` codes more for each group."""
    return Batch(
        codes=plan.number(spare=spare),
        groups=len(plan.groups),
        sheets=sum(-(-(group.people + spare) // SLIPS_A_SHEET) for group in plan.groups),
        pooled=sum(group.from_below for group in plan.groups),
        small_groups=sum(group.is_small for group in plan.groups),
    )


def _sum(lines: Sequence[LevelLine]) -> LevelLine:
    return LevelLine(
        name=_("合计"),
        people=sum(line.people for line in lines),
        units=sum(line.units for line in lines),
        pooled=sum(line.pooled for line in lines),
        issued=sum(line.issued for line in lines),
    )
