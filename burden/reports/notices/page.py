"""What deserves a look: regions that stand out twice, and trends, among a region and those right below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from burden.access.scopes import Viewer
from burden.domain.indicators import HEADLINE, Indicator
from burden.domain.notices import NoticeKind, chance_of, kept_of
from burden.domain.thresholds import NOTICE_WAVES, TREND_WAVES
from burden.domain.trend import Verdict, WavePoint, verdict_of
from burden.models import Release
from burden.reports.estimates import estimate
from burden.reports.figures import Figures, Tally, read_figures_of
from burden.reports.notices.table import notices_table
from burden.reports.notices.types import Notice, NoticesReport
from burden.reports.peers.comparison import Comparison, banded, compare_below
from burden.reports.regions import children_of
from burden.reports.selection import Selection, frame_of, select
from burden.reports.trends.waves import point_of, releases_of, rules_of
from burden.reports.types import SUPPRESSED, Band, Estimate, RegionRef
from burden.reports.waves import showing_of

STANDINGS = {Band.HIGHER: NoticeKind.HIGHER, Band.LOWER: NoticeKind.LOWER}
TRENDS = {Verdict.RISES: NoticeKind.RISES, Verdict.FALLS: NoticeKind.FALLS}
SURE_GRADES = frozenset({"A", "B"})  # from 30 answers, and no wide interval


def build_notices_report(
    *, viewer: Viewer, wave: str | None = None, region: str | None = None, levels: tuple[int, ...] = ()
) -> NoticesReport:
    """Return what the last waves up to ``wave`` say of one of the viewer's own regions and of those right below it.

    NothingToShow outside the viewer's subtrees, BadFilterError for unknown filters.  At most seven queries,
    and for peers that nobody has asked for two or four for each edition of the regions that the last two waves have.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    children = children_of(selection.wave, selection.region, reach=selection.reach)
    waves = _waves(selection, children)
    found = [*_standings(selection, waves, children), *_trends(waves, (selection.region, *children))]
    order = {ref.code: place for place, ref in enumerate((selection.region, *children))}
    notices = tuple(sorted(found, key=lambda notice: (order[notice.region.code], notice.indicator.code)))
    frame = frame_of(selection)
    alike = max(len(_alike(waves, indicator)) for indicator in HEADLINE)
    has_trends = alike == TREND_WAVES
    return NoticesReport(
        frame=frame,
        notices=notices,
        table=notices_table(frame, notices),
        looked_at=len(children) + has_trends,  # of the region itself the trend alone is looked at
        has_standings=bool(children) and alike >= NOTICE_WAVES,
        has_trends=has_trends,
    )


@dataclass(frozen=True, kw_only=True)
class _Wave:
    """The figures of one release, of the levels that are looked at."""

    release: Release
    figures: Figures
    levels: tuple[int, ...]

    def tally(self, region: RegionRef, indicator: Indicator) -> Tally:
        return self.figures.tally(indicator.block, region.code, self.levels)

    def estimate(self, region: RegionRef, indicator: Indicator) -> Estimate:
        showing = showing_of(self.release, region.kind)
        return estimate(self.tally(region, indicator), indicator=indicator, showing=showing)

    def point(self, region: RegionRef, indicator: Indicator) -> WavePoint | None:
        value = self.estimate(region, indicator)
        is_sure = value.grade in SURE_GRADES
        return point_of(self.release, self.tally(region, indicator), value, indicator) if is_sure else None


def _waves(selection: Selection, children: Sequence[RegionRef]) -> tuple[_Wave, ...]:
    """Return the last five releases up to the chosen one that reach the region, oldest first."""
    releases = releases_of(selection)
    until = [release.pk for release in releases].index(selection.release.pk) + 1
    codes = (selection.region.code, *(child.code for child in children))
    blocks = tuple(indicator.block for indicator in HEADLINE)
    last = releases[:until][-TREND_WAVES:]
    figures = read_figures_of(last, blocks=blocks, codes=codes)
    return tuple(_Wave(release=release, figures=figures[release], levels=selection.levels) for release in last)


def _alike(waves: Sequence[_Wave], indicator: Indicator) -> tuple[_Wave, ...]:
    """Return the waves that were counted by the rules of the newest."""
    rules = rules_of(waves[-1].release, indicator)
    return tuple(wave for wave in waves if rules_of(wave.release, indicator) == rules)


def _points(waves: Sequence[_Wave], region: RegionRef, indicator: Indicator) -> tuple[WavePoint, ...]:
    points = (wave.point(region, indicator) for wave in _alike(waves, indicator))
    return tuple(point for point in points if point is not None)


def _standings(selection: Selection, waves: Sequence[_Wave], children: Sequence[RegionRef]) -> Iterator[Notice]:
    """Yield the children that stand outside the limits of their peers on the same side in the last two waves."""
    asked = {indicator: _alike(waves[-NOTICE_WAVES:], indicator) for indicator in HEADLINE}
    compared = _comparisons(selection, asked, children)
    for indicator, last in asked.items():
        if len(last) < NOTICE_WAVES:
            continue
        of_indicator = [compared[wave.release, indicator] for wave in last]
        for child in children:
            pairs = zip(last, of_indicator, strict=True)
            estimates = [_in(comparison, child, wave.estimate(child, indicator)) for wave, comparison in pairs]
            kind = _standing(estimates)
            if kind is not None:
                yield Notice(
                    kind=kind,
                    region=child,
                    indicator=indicator,
                    since=last[0].release.wave.code,
                    first=estimates[0],
                    estimate=estimates[-1],
                    benchmark=of_indicator[-1].benchmark if of_indicator[-1] else SUPPRESSED,
                )


def _comparisons(
    selection: Selection, asked: Mapping[Indicator, Sequence[_Wave]], children: Sequence[RegionRef]
) -> dict[tuple[Release, Indicator], Comparison | None]:
    """Return the comparisons of the children by these indicators in these waves, all read together."""
    pairs = [(w.release, indicator) for indicator, last in asked.items() if len(last) == NOTICE_WAVES for w in last]
    chosen = [replace(selection, release=release, indicator=indicator) for release, indicator in pairs]
    return dict(zip(pairs, compare_below(chosen, children), strict=True))


def _in(comparison: Comparison | None, region: RegionRef, value: Estimate) -> Estimate:
    """Return the value of a region as it stands in a comparison; suppressed where it is not part of it."""
    band = comparison.bands.get(region.code) if comparison else None
    return SUPPRESSED if band is None else banded(value, band)


def _standing(estimates: Sequence[Estimate]) -> NoticeKind | None:
    """Return on which side all estimates stand; None where they differ or one is unsure."""
    bands = {value.band if value.grade in SURE_GRADES else Band.UNKNOWN for value in estimates}
    return STANDINGS.get(bands.pop()) if len(bands) == 1 else None


def _trends(waves: Sequence[_Wave], regions: Sequence[RegionRef]) -> Iterator[Notice]:
    """Yield the trends of the last five waves that remain among all that could be tested."""
    tested = [
        (region, indicator, points)
        for indicator in HEADLINE
        for region in regions
        if len(points := _points(waves, region, indicator)) == TREND_WAVES
    ]
    kept = kept_of([chance_of(points) for _, _, points in tested])
    for (region, indicator, points), is_kept in zip(tested, kept, strict=True):
        kind = TRENDS.get(verdict_of(points)) if is_kept else None
        if kind is not None:
            yield Notice(
                kind=kind,
                region=region,
                indicator=indicator,
                since=waves[0].release.wave.code,
                first=waves[0].estimate(region, indicator),
                estimate=waves[-1].estimate(region, indicator),
            )
