"""What would be saved if some apps, check-ins or work groups went, level by level, from released figures only."""

from dataclasses import dataclass
from fractions import Fraction

from burden.access.scopes import Viewer
from burden.domain.what_if import saving_of
from burden.reports.selection import frame_of, select
from burden.reports.types import SUPPRESSED, Estimate, Frame, Table
from burden.reports.what_if.choices import NOTHING, Choices
from burden.reports.what_if.figures import Evidence, Levels, evidence_of
from burden.reports.what_if.tables import changes_table, parts_table, saved_estimate


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One app that may be chosen: what it takes of everybody a workday, and how many of its users have to check in.

    ``can_strip`` says whether that share is a number to compute with.
    """

    code: str
    name: str
    minutes: Estimate
    checkin: Estimate
    can_strip: bool


@dataclass(frozen=True, kw_only=True)
class WhatIfReport:
    """What was chosen, what may be chosen, and what it would save.

    ``unlisted`` is how many chosen apps are not in the region's list.  ``changes`` has one row a level, ``parts`` one
    row a measure for all chosen levels together; both are without rows when nothing is chosen.  The rows' estimates
    are the minutes saved; those of ``changes`` have ``hours`` beside them.
    """

    frame: Frame
    choices: Choices
    offers: tuple[Offer, ...]
    unlisted: int
    changes: Table
    parts: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """What changes by level, then each measure by itself."""
        return (self.changes, self.parts)


def build_what_if_report(  # the filters that every page has, and the question
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    choices: Choices = NOTHING,
) -> WhatIfReport:
    """Return what the choices would save in one of the viewer's own regions.

    NothingToShow outside the viewer's subtrees, BadFilterError for unknown levels.  As many queries for any choice.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    evidence = evidence_of(selection)
    known = {app.code for app in evidence.apps}
    return WhatIfReport(
        frame=frame_of(selection),
        choices=choices,
        offers=_offers(evidence, selection.levels),
        unlisted=sum(1 for code, _ in choices.apps if code not in known),
        changes=changes_table(selection, evidence, choices),
        parts=parts_table(selection, evidence, choices),
    )


def _offers(evidence: Evidence, levels: Levels) -> tuple[Offer, ...]:
    """Return the apps, those that take most of everybody's time first, those that nothing is known of last."""
    ceiling = evidence.ceiling(levels)
    found: list[tuple[Fraction, Offer]] = []
    for app in evidence.apps:
        freed = evidence.app_minutes(app.code, levels)
        minutes = SUPPRESSED
        if freed is not None and ceiling is not None:
            minutes = saved_estimate(saving_of(freed, most=ceiling), evidence.showing)
        order = Fraction(-1) if freed is None or not minutes.is_shown else freed.minutes
        offer = Offer(
            code=app.code,
            name=app.name,
            minutes=minutes,
            checkin=evidence.checkin_share(app.code),
            can_strip=evidence.checkin_percent(app.code) is not None,
        )
        found.append((order, offer))
    return tuple(offer for _, offer in sorted(found, key=lambda pair: (-pair[0], pair[1].code)))
