"""What some people met at work, read from the two blocks that tell of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from burden.domain.blocks import APPS, PRACTICE_CLASSES, PRACTICES
from burden.domain.indicators import I10
from burden.domain.practices import CLASS_NAMES, PracticeClass
from burden.domain.practices import PRACTICES as PRACTICE_RECORDS
from burden.reports.estimates import Showing, estimate, share_estimate
from burden.reports.figures import Figures, Tally, added
from burden.reports.types import Estimate

DECIMALS = 1
BLOCKS = (PRACTICES, APPS)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that people may have met, or an official class of it."""

    code: str
    zh: str
    en: str


# The fifth class has no practice: its evidence are apps that people have to hold and do not open.
HOLLOW = Fact(
    code=PracticeClass.HOLLOW.value,
    zh=f"{CLASS_NAMES[PracticeClass.HOLLOW][0]}（要求装的APP里三个月没打开的）",
    en=f"{CLASS_NAMES[PracticeClass.HOLLOW][1]} (of required apps, not opened for three months)",
)
PRACTICE_FACTS = (
    *(Fact(code=practice.code, zh=practice.zh, en=practice.en) for practice in PRACTICE_RECORDS),
    Fact(code="p_none", zh="都没有", en="none of these"),
)
CLASS_FACTS = (
    *(Fact(code=c, zh=CLASS_NAMES[PracticeClass(c)][0], en=CLASS_NAMES[PracticeClass(c)][1]) for c in PRACTICE_CLASSES),
    HOLLOW,
)


@dataclass(frozen=True, kw_only=True)
class Met:
    """Some people: their tallies in the blocks of practices and of apps, and how numbers of them are shown."""

    practices: Tally
    apps: Tally
    showing: Showing

    def value(self, fact: Fact) -> Estimate:
        """Return the share of these people who met something; of the fifth class the idle share of their apps."""
        if fact.code == HOLLOW.code:
            return estimate(self.apps, indicator=I10, showing=self.showing)
        count = self.practices.count(fact.code)
        return share_estimate(count, self.practices.n, decimals=DECIMALS, showing=self.showing)


def met_in(figures: Figures, code: str, levels: tuple[int, ...], *, showing: Showing) -> Met:
    """Return the people of a region at these levels, all for ()."""
    practices, apps = (figures.tally(block, code, levels) for block in BLOCKS)
    return Met(practices=practices, apps=apps, showing=showing)


def rest_of(own: Met, parts: Iterable[Met]) -> Met:
    """Return the people of a region who are in none of its parts."""
    parts = tuple(parts)
    return Met(
        practices=own.practices - added(PRACTICES, (part.practices for part in parts)),
        apps=own.apps - added(APPS, (part.apps for part in parts)),
        showing=own.showing,
    )
