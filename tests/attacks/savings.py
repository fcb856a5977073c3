"""What stopping apps, check-ins and groups saves, by the written formulae and the sums that answers give."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import exp, sqrt

from scipy import stats

from tests.aggregation.world import APPS
from tests.attacks.retold import SHARES_FROM, K, Retold

FLOOR, CEILING = 5, 95  # percent; a share below tells nothing to compute with, one above counts as this
MOST_MINUTES = 960
GRADES = ((100, "A"), (30, "B"), (0, "C"))
WIDE = 1.6  # times the value: an interval wider than this makes grade C

Levels = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Measures:
    """A question: what becomes of apps by code, stated shares in percent, groups closed of each person."""

    actions: Mapping[str, str]
    transfer: int
    checkin_share: int
    groups: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was asked."""
        return not (self.actions or self.groups)

    def query(self) -> dict[str, str]:
        """Return the question as it stands in the address."""
        by_action: dict[str, list[str]] = {}
        for app, action in self.actions.items():
            by_action.setdefault(action, []).append(app)
        numbers = {"transfer": self.transfer, "checkin_share": self.checkin_share, "groups": self.groups}
        return {action: ",".join(apps) for action, apps in by_action.items()} | {n: str(v) for n, v in numbers.items()}


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Minutes a person a workday with their interval, and the fewest people behind any part.

    ``is_capped`` says that apps would save more than there is of app minutes.
    """

    minutes: Fraction
    low: float
    high: float
    people: int
    is_capped: bool = False

    @property
    def grade(self) -> str:
        """How far the number carries."""
        if self.high - self.low > WIDE * float(self.minutes):
            return "C"
        return next(grade for bar, grade in GRADES if self.people >= bar)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Minutes that one app frees: before and after the shares, errors, people."""

    minutes: Fraction
    gross: Fraction
    error: float
    share_error: float
    people: int


@dataclass(frozen=True, kw_only=True)
class Savings:
    """What a question saves in a region."""

    retold: Retold
    region: str
    measures: Measures

    def together(self, levels: Levels) -> tuple[Saved | None, int]:
        """Return what all measures save, and how many of them are not in it."""
        apps = [app for app in APPS if app in self.measures.actions]
        counted = [app for app in apps if self._part(app, levels)]
        of_apps, of_groups = self.of_apps(counted, levels), self.of_groups(levels)
        wanted = len(apps) + bool(self.measures.groups)
        left_out = wanted - (len(counted) if of_apps else 0) - bool(of_groups)
        found = [one for one in (of_apps, of_groups) if one]
        if not found:
            return None, wanted
        together = Saved(
            minutes=sum((one.minutes for one in found), Fraction(0)),
            low=sum(one.low for one in found),
            high=sum(one.high for one in found),
            people=min(one.people for one in found),
            is_capped=any(one.is_capped for one in found),
        )
        return together, left_out

    def of_apps(self, apps: Collection[str], levels: Levels) -> Saved | None:
        """Return what these apps save: errors add up, and nobody saves more than the same share of all app minutes."""
        sums = self._sums("minutes", levels)
        parts = [part for app in apps if (part := self._part(app, levels))]
        if sums["n"] < K or not parts:
            return None
        minutes = sum((part.minutes for part in parts), Fraction(0))
        people = min(part.people for part in parts)
        fewest = min(people, sums["n"])
        if not minutes:
            return Saved(minutes=minutes, low=0.0, high=0.0, people=fewest)
        kept = minutes / sum((part.gross for part in parts), Fraction(0))
        spent, error = _mean(sums, "app_minutes_per_day", sums["n"])
        least, most = _ends(spent, error, sums["n"])
        low, high = _ends(minutes, sum(part.error for part in parts), people)
        wider = _factor(sum(part.share_error for part in parts) / float(minutes), people)
        return Saved(
            minutes=min(minutes, kept * spent),
            low=min(low, float(kept) / wider * least),
            high=min(high, min(float(kept) * wider, 1.0) * min(most, MOST_MINUTES)),
            people=fewest,
            is_capped=minutes > kept * spent,
        )

    def of_groups(self, levels: Levels) -> Saved | None:
        """Return what fewer groups save: minutes a group times groups, at most all minutes on groups."""
        sums, groups, closed = self._sums("minutes", levels), self._sums("groups", levels), self.measures.groups
        if not closed or min(sums["n"], groups["n"]) < K:
            return None
        people = min(sums["n"], groups["n"])
        spent, error = _mean(sums, "group_minutes_per_day", sums["n"])
        least, most = _ends(spent, error, sums["n"])
        each, error_of_groups = _mean(groups, "group_count", groups["n"])
        if closed >= each or not spent:
            return Saved(minutes=spent, low=least, high=min(most, MOST_MINUTES), people=people)
        minutes = spent / each * closed
        relative = error / float(spent) + error_of_groups / float(each)
        low, high = _ends(minutes, relative * float(minutes), people)
        return Saved(minutes=minutes, low=low, high=min(high, most, MOST_MINUTES), people=people)

    def spent(self, levels: Levels) -> Fraction:
        """Return the minutes on apps and groups that people spend now."""
        sums = self._sums("minutes", levels)
        return Fraction(sums["sum:total_minutes_per_day"], sums["n"])

    def _part(self, app: str, levels: Levels) -> _Part | None:
        """Return what an app frees of everybody who reported; None for too few users, reports or check-ins."""
        reports, users = self._sums("usage", levels)["n"], self._sums(f"use:{app}", levels)
        if min(reports, users["n"]) < K or users["n"] > reports:
            return None
        minutes, error = _mean(users, "minutes_per_day", reports)
        if self.measures.actions[app] != "checkin":
            stays = 1 - Fraction(self.measures.transfer, 100)
            return _Part(
                minutes=minutes * stays, gross=minutes, error=error * float(stays), share_error=0.0, people=reports
            )
        named = self._sums(f"heaviest:{app}", ())
        share = _published_share(named["count:has_checkin"], named["n"])
        if share is None:
            return None
        taken = Fraction(self.measures.checkin_share, 100)
        of_share = float(minutes) * sqrt(share * (1 - share) / named["n"])
        return _Part(
            minutes=minutes * share * taken,
            gross=minutes,
            error=(error * float(share) + of_share) * float(taken),
            share_error=of_share * float(taken),
            people=min(reports, named["n"]),
        )

    def _sums(self, block: str, levels: Levels) -> Counter[str]:
        return self.retold.sums(block, self.region, levels)


def _published_share(count: int, n: int) -> Fraction | None:
    """Return a share as it is printed, in whole percent; None where it is hidden or "<5 %"."""
    if n < SHARES_FROM or 100 * count < FLOOR * n:
        return None
    return Fraction(min(round(Fraction(100 * count, n)), CEILING), 100)


def _mean(sums: Counter[str], name: str, n: int) -> tuple[Fraction, float]:
    """Return the mean over n people and its standard error; who is not in the sums counts as 0."""
    total, squares = sums[f"sum:{name}"], sums[f"squares:{name}"]
    variance = Fraction(n * squares - total**2, n * (n - 1))
    return Fraction(total, n), sqrt(variance / n)


def _ends(value: Fraction, error: float, people: int) -> tuple[float, float]:
    """Return the log-scale t interval."""
    if not value:
        return 0.0, 0.0
    factor = _factor(error / float(value), people)
    return float(value) / factor, float(value) * factor


def _factor(relative_error: float, people: int) -> float:
    return exp(_quantile(people - 1) * relative_error)


@cache
def _quantile(freedom: int) -> float:
    return float(stats.t.ppf(0.975, freedom))
