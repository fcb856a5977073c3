"""The waves of a trend: which belong to it, what each says, and which were counted by the same rules."""

from collections.abc import Sequence

from burden.access.scopes import path_of
from burden.domain.indicators import Indicator
from burden.domain.trend import WavePoint
from burden.models import Release
from burden.reports.estimates import PERCENT, estimate, peer_sums
from burden.reports.figures import Figures, Tally, read_figures_of
from burden.reports.kept import Kept
from burden.reports.peers.bands import peer_bands
from burden.reports.selection import Selection
from burden.reports.trends.types import TrendWave
from burden.reports.types import Estimate, RegionRef
from burden.reports.waves import showing_of

VALUES_KEPT = 4096  # releases x regions x indicators x levels
_Asked = tuple[Release, str, str, tuple[int, ...]]
_Value = tuple[Estimate, WavePoint | None]
_kept: Kept[_Asked, _Value] = Kept(VALUES_KEPT)


def releases_of(selection: Selection) -> tuple[Release, ...]:
    """Return the releases whose waves reach the region, oldest first; made-up waves beside made-up ones only."""
    return tuple(
        release
        for release in reversed(selection.releases)
        if release.wave.is_demo == selection.wave.is_demo
        and selection.region.path.startswith(path_of(release.wave.region_code))
    )


def waves_of(selection: Selection, releases: Sequence[Release]) -> tuple[TrendWave, ...]:
    """Return what each release says of the selected region and of its peers."""
    rules = rules_of(releases[-1], selection.indicator)
    values = values_in(selection, releases)
    bands = peer_bands(releases, selection)
    return tuple(
        TrendWave(
            code=release.wave.code,
            opens_on=release.wave.opens_on,
            closes_on=release.wave.closes_on,
            release=release.short_id,
            estimate=values[release][0],
            peers=bands[release],
            is_comparable=rules_of(release, selection.indicator) == rules,
        )
        for release in releases
    )


def points_of(selection: Selection, releases: Sequence[Release]) -> tuple[WavePoint, ...]:
    """Return what the trend test needs of each wave that is shown and counted by the rules of the newest."""
    rules = rules_of(releases[-1], selection.indicator)
    values = values_in(selection, releases)
    return tuple(
        point
        for release in releases
        if (point := values[release][1]) is not None and rules_of(release, selection.indicator) == rules
    )


def rules_of(release: Release, indicator: Indicator) -> tuple[object, ...]:
    """Return what two releases must share for their numbers to be of one kind.

    Which answers are left out, whether each has spent a code, and where a day's minutes end.
    """
    recorded = release.parameters
    return (
        tuple(sorted(recorded.get("excluded_flags", ()))),
        release.wave.is_coded_by_rule,
        recorded.get("most_minutes_per_day") if indicator.is_self_reported_time else None,
    )


def values_in(selection: Selection, releases: Sequence[Release]) -> dict[Release, _Value]:
    """Return value and point of the selected region in each release; one query for those nobody has asked for."""
    region, indicator, levels = selection.region, selection.indicator, selection.levels

    def read(missing: Sequence[_Asked]) -> dict[_Asked, _Value]:
        figures = read_figures_of([asked[0] for asked in missing], blocks=(indicator.block,), codes=(region.code,))
        return {asked: _value(figures[asked[0]], asked[0], region, indicator, levels) for asked in missing}

    asked: list[_Asked] = [(release, region.code, indicator.code, levels) for release in releases]
    return {found[0]: value for found, value in _kept.all(asked, read).items()}


def _value(
    figures: Figures, release: Release, region: RegionRef, indicator: Indicator, levels: tuple[int, ...]
) -> _Value:
    tally = figures.tally(indicator.block, region.code, levels)
    value = estimate(tally, indicator=indicator, showing=showing_of(release, region.kind))
    return value, point_of(release, tally, value, indicator) if value.is_shown else None


def point_of(release: Release, tally: Tally, value: Estimate, indicator: Indicator) -> WavePoint | None:
    """Return the point of a value that is shown; None for ratios.

    A share printed as "<5 %" counts as 5 %: the verdict must not tell what the number hides.
    """
    sums = peer_sums(tally, indicator=indicator)
    if sums is None:
        return None
    day = release.wave.closes_on.toordinal()
    if value.text and value.value is not None:
        count = value.value * sums.n / PERCENT
        return WavePoint(day=day, n=sums.n, total=count, squares=count)
    return WavePoint(day=day, n=sums.n, total=sums.total, squares=sums.squares)
