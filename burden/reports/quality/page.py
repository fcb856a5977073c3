"""Is it honest data?  Notes on one region's answers: weighted against raw, round minutes, answers unusually alike.

Nothing here speaks of anybody's honesty: a note says what is seen, what may lie behind it, and what can be done.
"""

from burden.access.policies import is_public_kind
from burden.access.scopes import Viewer
from burden.domain.blocks import MINUTES, MINUTES_SOURCE
from burden.domain.even_answers import heaped
from burden.domain.indicators import I03, I04, I05, I06, I07, PAGE_ONE_INDICATORS, Indicator, Statistic
from burden.domain.survey_items import MINUTES_SOURCE_OPTIONS
from burden.reports.balance import balance_table, flags_table
from burden.reports.errors import NothingToShow
from burden.reports.estimates import estimate, share_estimate
from burden.reports.figures import read_figures
from burden.reports.profile.peers import blocks_of
from burden.reports.quality.peers import evenness_among_peers
from burden.reports.quality.tables import evenness_table, heaping_table, notes_table, sources_table, weighting_table
from burden.reports.quality.types import Heaped, QualityReport, Sourced, WeighedLine
from burden.reports.selection import frame_of, select
from burden.reports.weighting import Weighing, parts_of

EVENNESS_OF: tuple[Indicator, ...] = (I03, I04, I07)
HEAPED_IN: tuple[Indicator, ...] = (I05, I06)
WEIGHTED = tuple(i for i in PAGE_ONE_INDICATORS if i.statistic is not Statistic.RATIO)


def build_quality_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
) -> QualityReport:
    """Return the notes on the data of one of the viewer's own counties or larger regions.

    NothingToShow outside the viewer's subtrees and below county, BadFilterError for unknown levels.  At most nine
    queries.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    if not is_public_kind(selection.region.kind):
        raise NothingToShow
    frame = frame_of(selection)
    children = parts_of(selection)
    codes = (selection.region.code, *(child.code for child in children))
    figures = read_figures(selection.release, blocks=(*blocks_of(WEIGHTED), MINUTES_SOURCE), codes=codes)
    weighing = Weighing(selection=selection, children=children, figures=figures)
    weighed = tuple(_weighed(weighing, indicator) for indicator in WEIGHTED)
    heaps = tuple(_heaped(weighing, indicator) for indicator in HEAPED_IN)
    sourced = _sourced(weighing)
    evened = evenness_among_peers(selection, EVENNESS_OF)
    return QualityReport(
        frame=frame,
        weighed=weighed,
        heaped=heaps,
        sourced=sourced,
        notes=notes_table(frame, weighed, heaps, evened),
        weighting=weighting_table(frame, weighed),
        heaping=heaping_table(frame, heaps),
        sources=sources_table(frame, sourced),
        evenness=evenness_table(frame, evened),
        balance=balance_table(frame.release),
        flags=flags_table(frame.release),
    )


def _weighed(weighing: Weighing, indicator: Indicator) -> WeighedLine:
    selection = weighing.selection
    tally = weighing.figures.tally(indicator.block, selection.region.code, selection.levels)
    weighted = weighing.estimate(indicator)
    found = weighing.weighted(indicator) if weighted.is_shown else None
    return WeighedLine(
        indicator=indicator,
        raw=estimate(tally, indicator=indicator, showing=selection.showing(selection.region)),
        weighted=weighted,
        effective=int(found.effective) if found else None,
    )


def _heaped(weighing: Weighing, indicator: Indicator) -> Heaped:
    """Return the share of people who gave a whole half hour, of all who gave both times, those with 0 too."""
    selection = weighing.selection
    tally = weighing.figures.tally(MINUTES, selection.region.code, selection.levels)
    magnitude = MINUTES.magnitude(indicator.sums[0])
    count = heaped(tally.histogram(magnitude.name), width=magnitude.width)
    showing = selection.showing(selection.region)
    return Heaped(indicator=indicator, share=share_estimate(count, tally.n, decimals=1, showing=showing))


def _sourced(weighing: Weighing) -> tuple[Sourced, ...]:
    """Return how people knew their time on apps, of all who said so."""
    selection = weighing.selection
    tally = weighing.figures.tally(MINUTES_SOURCE, selection.region.code, selection.levels)
    showing = selection.showing(selection.region)
    return tuple(
        Sourced(option=option, share=share_estimate(tally.count(option.value), tally.n, decimals=1, showing=showing))
        for option in MINUTES_SOURCE_OPTIONS
    )
