"""The released figures behind a what-if question, and what each measure would save at chosen levels."""

from dataclasses import dataclass
from fractions import Fraction

from burden.domain.blocks import GROUPS, MINUTES, Block, app_use_block, heaviest_block
from burden.domain.indicators import I04, I05, I06
from burden.domain.statistics import Sums
from burden.domain.what_if import Freed, Saving, groups_closed, saving_of, together
from burden.reports.apps.catalogue import AppRef, apps_of
from burden.reports.apps.minutes import freed_by
from burden.reports.apps.page import usage_block_of
from burden.reports.estimates import PERCENT, Showing, share_estimate
from burden.reports.figures import Figures, Tally, read_figures
from burden.reports.selection import Selection
from burden.reports.types import Estimate
from burden.reports.what_if.choices import Action, Choices

HAS_CHECKIN = "has_checkin"
Levels = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One measure at chosen levels; ``freed`` is None where too few people, or check-ins, stand behind it."""

    app: AppRef
    action: Action
    freed: Freed | None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything released that a what-if question about one region needs."""

    code: str
    apps: tuple[AppRef, ...]
    usage: Block
    figures: Figures
    showing: Showing

    def minutes(self, levels: Levels) -> Tally | None:
        """Return minutes on apps and groups, the ceiling of all savings; None where they may not be shown."""
        return self._shown(self.figures.tally(MINUTES, self.code, levels))

    def app_minutes(self, app_code: str, levels: Levels) -> Freed | None:
        """Return the minutes an app takes of everybody at these levels; None where too few use it or answered."""
        people = self.figures.tally(self.usage, self.code, levels)
        users = self.figures.tally(app_use_block(app_code), self.code, levels)
        return freed_by(users, people=people, showing=self.showing)

    def checkin_share(self, app_code: str) -> Estimate:
        """Return the share that has to check in of those who named the app as taking most time, of all levels."""
        tally = self.figures.tally(heaviest_block(app_code), self.code)
        return share_estimate(tally.count(HAS_CHECKIN), tally.n, decimals=0, showing=self.showing)

    def checkin_percent(self, app_code: str) -> int | None:
        """Return that share as it is published, in whole percent: "<5 %" is no number, ">95 %" counts as 95."""
        share = self.checkin_share(app_code)
        if not share.is_shown or share.value is None or share.text.startswith("<"):
            return None
        return round(share.value)

    def parts(self, choices: Choices, levels: Levels) -> tuple[Part, ...]:
        """Return every chosen app of the region with what it frees at these levels."""
        known = {app.code: app for app in self.apps}
        return tuple(
            Part(app=known[code], action=action, freed=self._freed(code, action, choices, levels))
            for code, action in choices.apps
            if code in known
        )

    def groups(self, choices: Choices, levels: Levels) -> Saving | None:
        """Return what closing the groups saves at these levels; None where nothing may be shown or none is closed."""
        minutes, groups = self.minutes(levels), self._shown(self.figures.tally(GROUPS, self.code, levels))
        if not choices.groups or minutes is None or groups is None:
            return None
        return groups_closed(minutes=minutes.sums(I06.sums[0]), groups=groups.sums(I04.sums[0]), closed=choices.groups)

    def ceiling(self, levels: Levels) -> Sums | None:
        """Return the minutes on all apps, which caps what apps and check-ins free; None where not shown."""
        minutes = self.minutes(levels)
        return None if minutes is None else minutes.sums(I05.sums[0])

    def _freed(self, code: str, action: Action, choices: Choices, levels: Levels) -> Freed | None:
        freed = self.app_minutes(code, levels)
        if freed is None or action is not Action.CHECKIN:
            return freed and freed.times(1 - Fraction(choices.transfer, PERCENT))
        percent = self.checkin_percent(code)
        if percent is None:
            return None
        checking_in = freed.of_those(Fraction(percent, PERCENT), answered=self._named(code))
        return checking_in.times(Fraction(choices.checkin_share, PERCENT))

    def _named(self, app_code: str) -> int:
        return self.figures.tally(heaviest_block(app_code), self.code).n

    def _shown(self, tally: Tally) -> Tally | None:
        return None if self.showing.hides(tally.n) else tally


def evidence_of(selection: Selection) -> Evidence:
    """Return what is released of the selection's region; two queries, however many apps there are."""
    apps = apps_of(selection.release, selection.region)
    usage = usage_block_of(selection.release)
    of_apps = (block(app.code) for app in apps for block in (app_use_block, heaviest_block))
    code = selection.region.code
    return Evidence(
        code=code,
        apps=apps,
        usage=usage,
        figures=read_figures(selection.release, blocks=(usage, MINUTES, GROUPS, *of_apps), codes=(code,)),
        showing=selection.showing(selection.region),
    )


def saved_together(evidence: Evidence, choices: Choices, levels: Levels) -> tuple[Saving | None, int]:
    """Return what all measures save at these levels, None for nothing to show, and how many are not in it."""
    parts = evidence.parts(choices, levels)
    freed = [part.freed for part in parts if part.freed is not None]
    ceiling, groups = evidence.ceiling(levels), evidence.groups(choices, levels)
    wanted = len(parts) + bool(choices.groups)
    savings = [] if ceiling is None or not freed else [saving_of(together(freed), most=ceiling)]
    counted = len(freed) if savings else 0
    if groups is not None:
        savings.append(groups)
        counted += 1
    if not savings:
        return None, wanted
    return sum(savings[1:], start=savings[0]), wanted - counted
