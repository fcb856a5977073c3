"""What a page is about: wave, release, region and filters, chosen and checked in one place."""

from dataclasses import dataclass

from burden.access.policies import Reach, check_may_read_indicator, check_reads_all
from burden.access.refusals import RefusalError
from burden.access.scopes import READING_ROLES, Role, Viewer, path_of
from burden.domain.indicators import I03, Indicator
from burden.domain.levels import LEVEL_NAMES, Level, code_of
from burden.models import Release, Wave
from burden.reports.errors import NothingToShow
from burden.reports.estimates import Showing
from burden.reports.figures import levels_of_release
from burden.reports.filters import check_levels, find_indicator, level_words, readable_indicators
from burden.reports.notes import standing_notes
from burden.reports.regions import lineage, reach_of
from burden.reports.types import Frame, RegionRef
from burden.reports.waves import release_ref, released, showing_of, wave_refs


@dataclass(frozen=True, kw_only=True)
class Selection:
    """A checked choice: everything in it may be read by the viewer."""

    viewer: Viewer
    release: Release
    releases: tuple[Release, ...]
    line: tuple[RegionRef, ...]
    reach: Reach
    levels: tuple[int, ...]
    indicator: Indicator

    @property
    def wave(self) -> Wave:
        """The wave that the release publishes."""
        return self.release.wave

    @property
    def region(self) -> RegionRef:
        """The region that the page is about."""
        return self.line[-1]

    def showing(self, region: RegionRef) -> Showing:
        """Return how numbers of a region of this selection are shown."""
        return showing_of(self.release, region.kind)


def select(  # noqa: PLR0913  # the filters that every page has
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    indicator: str | None = None,
    reads_all: bool = False,
) -> Selection:
    """Return the checked choice; defaults are the newest wave that concerns the viewer and their topmost region in it.

    ``reads_all`` is for pages without a public part.  NothingToShow for whatever does not exist or may not be read,
    BadFilterError for levels and indicators that there are not.
    """
    wanted = find_indicator(indicator, default=I03)
    chosen_levels = check_levels(levels)
    releases = tuple(released())
    release = _choose_release(releases, viewer=viewer, wave=wave)
    line = lineage(release.wave, region) if region else _top_line(release.wave, viewer)
    reach = reach_of(viewer, line[-1], is_demo=release.wave.is_demo)
    try:
        check_may_read_indicator(reach, wanted)
        if reads_all:
            check_reads_all(reach)
    except RefusalError:
        raise NothingToShow from None
    if not wanted.may_be_shown_of(line[-1].kind):
        raise NothingToShow
    return Selection(
        viewer=viewer,
        release=release,
        releases=releases,
        line=line,
        reach=reach,
        levels=chosen_levels,
        indicator=wanted,
    )


def _choose_release(releases: tuple[Release, ...], *, viewer: Viewer, wave: str | None) -> Release:
    """Return the release of the wave, or the newest: one with a subtree of the viewer's first, real before demo."""
    if wave:
        found = [release for release in releases if release.wave.code == wave]
    else:
        found = sorted(releases, key=lambda release: (_own_top(release.wave, viewer) is None, release.wave.is_demo))
    if not found:
        raise NothingToShow
    return found[0]


def _top_line(wave: Wave, viewer: Viewer) -> tuple[RegionRef, ...]:
    """Return the line to the viewer's topmost own region; to the wave's region where its tree has no such one."""
    try:
        return lineage(wave, _own_top(wave, viewer) or wave.region_code)
    except NothingToShow:
        return lineage(wave, wave.region_code)


def _own_top(wave: Wave, viewer: Viewer) -> str | None:
    if viewer.role not in READING_ROLES:
        return None
    top = path_of(wave.region_code)
    own = sorted(tree.path for tree in viewer.subtrees if tree.is_demo == wave.is_demo)
    if any(top.startswith(path) for path in own):
        return wave.region_code
    return next((code_of(path) for path in own if path.startswith(top)), None)


def frame_of(selection: Selection) -> Frame:
    """Return what the page prints around its tables; three queries."""
    waves = wave_refs(release.wave for release in selection.releases)
    wave = next(ref for ref in waves if ref.code == selection.wave.code)
    levels_zh, levels_en = level_words(selection.levels)
    notes_zh, notes_en = standing_notes(wave)
    return Frame(
        wave=wave,
        release=release_ref(selection.release),
        region=selection.region,
        breadcrumb=selection.line,
        levels=selection.levels,
        levels_zh=levels_zh,
        levels_en=levels_en,
        indicator=selection.indicator,
        waves=waves,
        level_choices=tuple((level, *LEVEL_NAMES[Level(level)]) for level in levels_of_release(selection.release)),
        is_public_view=selection.reach is Reach.PUBLIC,
        is_for_inspector=selection.viewer.role is Role.INSPECTOR,
        indicator_choices=readable_indicators(selection.reach, kind=selection.region.kind),
        notes_zh=notes_zh,
        notes_en=notes_en,
    )
