"""Numbers of a region weighted to its head counts, from its own figures and those of its children."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from burden.access.policies import Reach, is_public_kind
from burden.domain.indicators import Indicator, Statistic
from burden.domain.release_rules import grade_of
from burden.domain.shares import share_of_weighted
from burden.domain.statistics import Interval, Sums
from burden.domain.thresholds import WEIGHTED_DIFFERS
from burden.domain.weights import NOBODY, WHOLE_REGION, Cell, Weighted, weighted_by_head_count
from burden.reports.estimates import estimate, peer_sums
from burden.reports.figures import Figures
from burden.reports.head_counts import Place, head_counts
from burden.reports.regions import children_of
from burden.reports.selection import Selection
from burden.reports.types import SUPPRESSED, Estimate, RegionRef, State


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """What the weighted numbers of one region are made of; ``figures`` hold the region and its ``children``."""

    selection: Selection
    children: tuple[RegionRef, ...]
    figures: Figures

    def estimate(self, indicator: Indicator) -> Estimate:
        """Return the weighted value with its interval; suppressed below county, without head counts, and for ratios.

        It is shown where the raw value is.  n are the answers with a head count.
        """
        region, levels = self.selection.region, self.selection.levels
        showing = self.selection.showing(region)
        tally = self.figures.tally(indicator.block, region.code, levels)
        if not (is_public_kind(region.kind) and estimate(tally, indicator=indicator, showing=showing).is_shown):
            return SUPPRESSED
        found = self.weighted(indicator)
        if found is None or showing.hides(found.people):
            return SUPPRESSED
        return weighted_estimate(found, indicator)

    def weighted(self, indicator: Indicator) -> Weighted | None:
        """Return the weighted mean, a share as a fraction; None without head counts for most answers."""
        return weighted_by_head_count(self.cells(indicator))

    def cells(self, indicator: Indicator) -> tuple[Cell, ...]:
        """Return head count and answers of each part and level, and of what is in no part; none for ratios.

        Places too small for the indicator are no parts: the region's number must not tell theirs.
        """
        parts = tuple(child for child in self.children if indicator.may_be_shown_of(child.kind))
        people = self._people(parts)
        answers = {
            (part.code, level): sums for part in parts for level, sums in self._by_level(indicator, part.code).items()
        }
        for level, sums in self._by_level(indicator, self.selection.region.code).items():
            inside = [answers.get((part.code, level), NOBODY) for part in parts]
            answers[WHOLE_REGION, level] = _less(sums, inside)
        return tuple(
            Cell(
                place=place, level=level, people=people.get((place, level), 0), sums=answers.get((place, level), NOBODY)
            )
            for place, level in sorted({*people, *answers})
        )

    def _people(self, parts: Sequence[RegionRef]) -> Mapping[Place, int]:
        levels = self.selection.levels
        counted = head_counts(self.selection.release, self.selection.region, parts)
        return {place: people for place, people in counted.items() if not levels or place[1] in levels}

    def _by_level(self, indicator: Indicator, code: str) -> dict[int, Sums]:
        found: dict[int, Sums] = {}
        for level in self.figures.levels(indicator.block, code):
            if not self.selection.levels or level in self.selection.levels:
                sums = peer_sums(self.figures.tally(indicator.block, code, (level,)), indicator=indicator)
                found |= {} if sums is None else {level: sums}
        return found


def parts_of(selection: Selection) -> tuple[RegionRef, ...]:
    """Return the children that the region's numbers are weighted by, none below county; one query."""
    if not is_public_kind(selection.region.kind):
        return ()
    return children_of(selection.wave, selection.region, reach=Reach.FULL)


def differs(raw: Estimate, weighted: Estimate) -> bool:
    """Tell whether weighted and raw value lie apart by more than a tenth of the raw one, as printed."""
    if raw.value is None or weighted.value is None:
        return False
    return abs(weighted.value - raw.value) > WEIGHTED_DIFFERS * raw.value


def _less(sums: Sums, parts: Sequence[Sums]) -> Sums:
    inside = sum(parts, start=NOBODY)
    return Sums(n=sums.n - inside.n, total=sums.total - inside.total, squares=sums.squares - inside.squares)


def weighted_estimate(found: Weighted, indicator: Indicator) -> Estimate:
    """Return a weighted mean or share as it is shown of county and above."""
    return _of_mean(found, indicator) if indicator.statistic is Statistic.MEAN else _of_share(found, indicator)


def _of_mean(found: Weighted, indicator: Indicator) -> Estimate:
    scale = float(indicator.scale)
    interval = found.mean_interval()
    high = min(interval.high, indicator.block.magnitude(indicator.sums[0]).top)
    return _shown(found, scale * found.value, Interval(scale * interval.low, scale * high), indicator=indicator)


def _of_share(found: Weighted, indicator: Indicator) -> Estimate:
    share = share_of_weighted(found)
    text = "" if share.value is not None else share.text(decimals=indicator.decimals)
    return _shown(found, share.drawn_at, share.interval, indicator=indicator, text=text)


def _shown(found: Weighted, value: float, interval: Interval, *, indicator: Indicator, text: str = "") -> Estimate:
    shown, low, high = (float(round(end, indicator.decimals)) for end in (value, interval.low, interval.high))
    return Estimate(
        state=State.SHOWN,
        value=shown,
        low=low,
        high=high,
        text=text,
        n=found.people,
        n_text=str(found.people),
        grade=grade_of(floor(found.effective), value=value, interval=interval).value,
    )
