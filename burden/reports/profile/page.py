"""One unit with all its indicators: against its peers, weighted, and over the last waves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from burden.access.policies import Reach
from burden.access.scopes import Viewer
from burden.domain.indicators import HEADLINE, PAGE_ONE_INDICATORS, Indicator, Topic
from burden.reports.estimates import estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.filters import readable_indicators
from burden.reports.profile.honest import honest_page
from burden.reports.profile.peers import blocks_of, peers_of, verdicts_of
from burden.reports.profile.tables import profile_table
from burden.reports.profile.types import ProfileLine, ProfilePart, ProfileReport
from burden.reports.selection import Selection, frame_of, select
from burden.reports.trends.waves import releases_of
from burden.reports.types import Frame
from burden.reports.weighting import Weighing, parts_of

LOAD, FURTHER = ("有多重", "How heavy"), ("怎么来的", "Where it comes from")


def build_profile_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
) -> ProfileReport:
    """Return all indicators of one of the viewer's own regions, but what the survey itself costs.

    Trends hold all waves whichever is chosen.  NothingToShow outside the viewer's subtrees, BadFilterError for unknown
    levels.  At most nine queries, and one a wave that nobody has asked for.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    frame = frame_of(selection)
    indicators = indicators_of(selection)
    children = parts_of(selection)
    codes = (selection.region.code, *(child.code for child in children))
    figures = read_figures(selection.release, blocks=blocks_of(indicators), codes=codes)
    lines = _lines(selection, indicators, Weighing(selection=selection, children=children, figures=figures))
    return ProfileReport(
        frame=frame,
        parts=tuple(_parts(frame, lines)),
        honest=honest_page(_counts(selection, figures), showing=selection.showing(selection.region)),
    )


def indicators_of(selection: Selection) -> tuple[Indicator, ...]:
    """Return what is said of the unit: every indicator that places of its kind may have, but the survey's own cost."""
    readable = readable_indicators(Reach.FULL, kind=selection.region.kind)
    return tuple(indicator for indicator in readable if indicator.topic is not Topic.OWN_COST)


def _counts(selection: Selection, figures: Figures) -> tuple[int, ...]:
    blocks = {indicator.block.name: indicator.block for indicator in HEADLINE}.values()
    return tuple(figures.tally(block, selection.region.code).n for block in blocks)


def _lines(selection: Selection, indicators: Sequence[Indicator], weighing: Weighing) -> tuple[ProfileLine, ...]:
    peers = peers_of(selection, indicators)
    verdicts = verdicts_of(selection, releases_of(selection), indicators)
    showing = selection.showing(selection.region)
    lines = []
    for indicator in indicators:
        tally = weighing.figures.tally(indicator.block, selection.region.code, selection.levels)
        own, around = estimate(tally, indicator=indicator, showing=showing), peers.get(indicator.code)
        lines.append(
            ProfileLine(
                indicator=indicator,
                estimate=replace(own, band=around.position) if around and own.is_shown else own,
                weighted=weighing.estimate(indicator),
                peers=around.band if around else None,
                verdict=verdicts[indicator.code],
            )
        )
    return tuple(lines)


def _parts(frame: Frame, lines: Sequence[ProfileLine]) -> Iterator[ProfilePart]:
    for key, (name_zh, name_en), is_page_one in (("load", LOAD, True), ("further", FURTHER, False)):
        chosen = tuple(line for line in lines if (line.indicator in PAGE_ONE_INDICATORS) is is_page_one)
        table = profile_table(frame, chosen, key=f"profile:{key}", name=(name_zh, name_en))
        yield ProfilePart(name_zh=name_zh, name_en=name_en, lines=chosen, table=table)
