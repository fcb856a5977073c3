"""Where each of many groups stands against the mean of all that are shown, judged by nothing but what is printed."""

from dataclasses import dataclass

import numpy as np

from burden.domain.funnel import Funnel, Position, build_funnel
from burden.domain.indicator_record import Statistic
from burden.domain.release_rules import fewest_people
from burden.domain.side_by_side import SideBySide, are_bounds


@dataclass(frozen=True, kw_only=True)
class Standard:
    """What groups are measured by: ``funnel`` of those at the places ``pooled``, without the one at ``set_aside``.

    ``funnel`` is None where there is nothing to compare by.  Where the number of people is a band (not ``is_n_exact``)
    a group is judged by the fewest of the band.
    """

    found: SideBySide
    is_n_exact: bool
    funnel: Funnel | None = None
    pooled: tuple[int, ...] = ()
    set_aside: int | None = None

    def judged_by(self, place: int) -> int | None:
        """Return by how many people a group is judged; None where it is not compared."""
        if self.funnel is None or np.isnan(self.found.value[place]):
            return None
        return fewest_people(int(self.found.n[place]), is_exact=self.is_n_exact)

    def position_of(self, place: int) -> Position | None:
        """Return where a group stands; None where it is not compared."""
        people = self.judged_by(place)
        if self.funnel is None or people is None:
            return None
        return self.funnel.position_of(self.found.told_mean(place), n=people)


def standard_of(found: SideBySide, *, is_n_exact: bool) -> Standard:
    """Return what these groups are measured by."""
    nothing = Standard(found=found, is_n_exact=is_n_exact)
    known = np.flatnonzero(found.is_shown).tolist()
    sums = [one for one in (found.sums(place) for place in known) if one is not None]
    funnel = build_funnel(sums, may_set_aside=is_n_exact)
    if funnel is None:
        return nothing
    aside = None if funnel.set_aside is None else known[funnel.set_aside]
    pooled = tuple(place for place in known if place != aside)
    if _is_bound(found, pooled):
        # Limits lie around the pooled share: they would tell what "<5 %" hides, and no limits that it is 0.
        return nothing
    return Standard(found=found, is_n_exact=is_n_exact, funnel=funnel, pooled=pooled, set_aside=aside)


def _is_bound(found: SideBySide, places: tuple[int, ...]) -> bool:
    """Whether the share of all these people together is printed as a bound."""
    if found.total is None or found.indicator.statistic is not Statistic.SHARE:
        return False
    at = list(places)
    low, high = are_bounds(found.total[at].sum(keepdims=True), found.n[at].sum(keepdims=True))
    return bool(low[0] or high[0])
