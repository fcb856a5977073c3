"""How places of one kind changed between two waves, from released figures, and which of them a viewer is compared with.

Released figures never change, so what was computed for one page serves every later one; it is keyed by releases and
never by who asks.  Who may see a comparison is decided anew for each page.
"""

from dataclasses import dataclass
from functools import lru_cache

from burden.domain.effect import Change, Sample
from burden.domain.indicators import BY_CODE, Statistic
from burden.domain.side_by_side import SideBySide, side_by_side
from burden.domain.thresholds import EFFECT_FEWEST_UNREAD
from burden.models import FigurePack, Region, Release
from burden.reports.effect.events import touching
from burden.reports.estimates import PERCENT, estimate
from burden.reports.figures import read_figures_of
from burden.reports.peers.grounds import ground_path, may_name
from burden.reports.selection import Selection
from burden.reports.types import Estimate, RegionRef
from burden.reports.waves import showing_of, smallest_group

CHANGES_KEPT = 512  # pairs of releases x grounds x indicators x levels


@dataclass(frozen=True, kw_only=True)
class PlaceChange:
    """One place in two waves: what may be computed with, None unless something is shown in both."""

    code: str
    path: str
    change: Change | None


@dataclass(frozen=True, kw_only=True)
class Others:
    """The changes of the places of a comparison; ``are_read`` says that the viewer may read each of them by name."""

    changes: tuple[Change, ...]
    are_read: bool


def changes_around(before: Release, after: Release, place: RegionRef, selection: Selection) -> tuple[PlaceChange, ...]:
    """Return the place and its peers, as in trends: counties of the province, townships of the city, else all."""
    ground = max((ground_path(r.wave, path=place.path, kind=place.kind) for r in (before, after)), key=len)
    return _changes(before, after, ground, place.kind, selection.indicator.code, selection.levels)


@lru_cache(maxsize=CHANGES_KEPT)
def _changes(  # noqa: PLR0913, PLR0917  # the parts of a key
    before: Release, after: Release, ground: str, kind: str, indicator_code: str, levels: tuple[int, ...]
) -> tuple[PlaceChange, ...]:
    """Return every place of this kind within the ground, by code; two queries."""
    regions = Region.objects.of_tree(after.wave.tree_id).within(ground).filter(kind=kind)
    places = tuple(regions.values_list("code", "path"))
    codes = tuple(code for code, _ in places)
    indicator = BY_CODE[indicator_code]
    totals = FigurePack.objects.totals_of((before, after), codes=codes, blocks=(indicator.block,))
    pair = []
    for release in (before, after):
        heads, group = totals[release, indicator.block.name].of_levels(levels), smallest_group(release)
        pair.append(side_by_side(heads, indicator=indicator, smallest_group=group, kind=kind))
    return tuple(
        PlaceChange(code=code, path=path, change=_change(number, *pair)) for number, (code, path) in enumerate(places)
    )


def _change(place: int, before: SideBySide, after: SideBySide) -> Change | None:
    cells = [_cell(place, found) for found in (before, after)]
    return None if None in cells else Change(before=cells[0], after=cells[1])  # type: ignore[arg-type]  # both are there


def _cell(place: int, found: SideBySide) -> Sample | None:
    """Return what may be computed with; None where nothing is shown, and for ratios.

    A share printed as "<5 %" counts as 5 %: an effect must not tell what the number hides.
    """
    sums = found.sums(place)
    if sums is None or not found.is_shown[place]:
        return None
    if found.is_bound[place]:
        value = float(found.value[place])
        return Sample(n=sums.n, total=sums.n * value, squares=sums.n * value * PERCENT)
    indicator = found.indicator
    factor = PERCENT if indicator.statistic is Statistic.SHARE else float(indicator.scale)
    return Sample(n=sums.n, total=factor * sums.total, squares=factor**2 * sums.squares)


def estimates_of(before: Release, after: Release, place: RegionRef, selection: Selection) -> tuple[Estimate, Estimate]:
    """Return what is shown of a place in two waves; one query."""
    indicator = selection.indicator
    figures = read_figures_of((before, after), blocks=(indicator.block,), codes=(place.code,))
    first, second = (
        estimate(
            figures[release].tally(indicator.block, place.code, selection.levels),
            indicator=indicator,
            showing=showing_of(release, place.kind),
        )
        for release in (before, after)
    )
    return first, second


def others_for(
    selection: Selection, places: tuple[PlaceChange, ...], own: RegionRef, *, cleaned: tuple[str, ...]
) -> Others:
    """Return what a viewer is compared with: places shown in both waves, without a clean-up at the time.

    Where the number is not public, places that the viewer may not read by name enter from ten up, without their names;
    one to nine of them are left out: their mean, less what the viewer knows, would tell them apart.  So would the
    difference of two choices of levels: with levels chosen no unread place enters.
    """
    usable = [p for p in places if p.change is not None and p.code != own.code and not touching(cleaned, p.path)]
    read = [p for p in usable if _may_name(p, own.kind, selection)]
    is_open = not selection.levels and len(usable) - len(read) >= EFFECT_FEWEST_UNREAD
    chosen = usable if is_open else read
    return Others(changes=tuple(p.change for p in chosen if p.change is not None), are_read=len(chosen) == len(read))


def _may_name(place: PlaceChange, kind: str, selection: Selection) -> bool:
    viewer, is_demo = selection.viewer, selection.wave.is_demo
    return may_name(viewer, path=place.path, kind=kind, indicator=selection.indicator, is_demo=is_demo)
