"""What-if, the slow and obvious way: people one by one, no sums, quantiles of another library."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from statistics import fmean, stdev

from scipy.stats import t


@dataclass(frozen=True, kw_only=True)
class Person:
    """One made-up person: minutes of each app in use, of all apps, of groups, and the number of groups."""

    apps: dict[str, int]
    app_minutes: int
    group_minutes: int
    groups: int


def apps_saved(people: Sequence[Person], *, shares: dict[str, float]) -> tuple[float, float, float]:
    """Minutes saved with interval when these shares of the apps' minutes go.

    The apps take at most the mean of all app minutes; of that, the cap keeps what the shares keep of the apps' minutes.
    """
    columns = [[person.apps.get(app, 0) * share for person in people] for app, share in shares.items()]
    mean = sum(fmean(column) for column in columns)
    error = sum(stdev(column) / sqrt(len(people)) for column in columns)
    low, high = _ends(mean, error, len(people))
    spent = [person.app_minutes for person in people]
    least, most = _ends(fmean(spent), stdev(spent) / sqrt(len(spent)), len(spent))
    gross = sum(fmean([person.apps.get(app, 0) for person in people]) for app in shares)
    kept = mean / gross if gross else 0.0
    return min(mean, kept * fmean(spent)), min(low, kept * least), min(high, kept * most)


def groups_saved(people: Sequence[Person], *, closed: int) -> tuple[float, float, float]:
    """Minutes saved with interval when so many groups of each person are closed and all are alike."""
    spent, groups = [person.group_minutes for person in people], [person.groups for person in people]
    mean = fmean(spent) / fmean(groups) * min(closed, fmean(groups))
    relative = stdev(spent) / fmean(spent) + (stdev(groups) / fmean(groups) if closed < fmean(groups) else 0)
    low, high = _ends(mean, mean * relative / sqrt(len(people)), len(people))
    _, most = _ends(fmean(spent), stdev(spent) / sqrt(len(spent)), len(spent))
    return mean, low, min(high, most)


def _ends(mean: float, error: float, n: int) -> tuple[float, float]:
    if mean == 0:
        return 0.0, 0.0
    factor = exp(float(t.ppf(0.975, n - 1)) * error / mean)
    return mean / factor, mean * factor
