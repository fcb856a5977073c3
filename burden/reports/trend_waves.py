"""The waves of a trend: which belong to it, what each says, and which were counted by the same rules."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from burden.access.scopes import path_of
from burden.domain.indicators import BY_CODE, Indicator
from burden.domain.trend import WavePoint
from burden.models import Release
from burden.reports.estimates import PERCENT, estimate, peer_sums
from burden.reports.figures import Tally, read_figures
from burden.reports.peer_bands import peer_band
from burden.reports.selection import Selection
from burden.reports.trend_types import TrendWave
from burden.reports.types import Estimate
from burden.reports.waves import showing_of

VALUES_KEPT = 4096  # releases x regions x indicators x levels


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
    return tuple(
        TrendWave(
            code=release.wave.code,
            opens_on=release.wave.opens_on,
            closes_on=release.wave.closes_on,
            release=release.short_id,
            estimate=_value(release, selection)[0],
            peers=peer_band(release, selection),
            is_comparable=rules_of(release, selection.indicator) == rules,
        )
        for release in releases
    )


def points_of(selection: Selection, releases: Sequence[Release]) -> tuple[WavePoint, ...]:
    """Return what the trend test needs of each wave that is shown and counted by the rules of the newest."""
    return tuple(_points(selection, releases))


def _points(selection: Selection, releases: Sequence[Release]) -> Iterator[WavePoint]:
    rules = rules_of(releases[-1], selection.indicator)
    for release in releases:
        _, point = _value(release, selection)
        if point is not None and rules_of(release, selection.indicator) == rules:
            yield point


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


def _value(release: Release, selection: Selection) -> tuple[Estimate, WavePoint | None]:
    region = selection.region
    return _kept_value(release, region.code, region.kind, selection.indicator.code, selection.levels)


@lru_cache(maxsize=VALUES_KEPT)
def _kept_value(
    release: Release, code: str, kind: str, indicator_code: str, levels: tuple[int, ...]
) -> tuple[Estimate, WavePoint | None]:
    """Return value and point of one release, which never change; keyed by release, never by who asks.  One query."""
    indicator = BY_CODE[indicator_code]
    figures = read_figures(release, blocks=(indicator.block,), codes=(code,))
    tally = figures.tally(indicator.block, code, levels)
    value = estimate(tally, indicator=indicator, showing=showing_of(release, kind))
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
