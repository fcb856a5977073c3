"""What people met at work in the last three months, by practice and by official class, by level and by region."""

from burden.access.scopes import Viewer
from burden.domain.blocks import PRACTICES
from burden.reports.estimates import people_estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.notes import contents_note, left_out_note
from burden.reports.practices.met import BLOCKS, CLASS_FACTS, PRACTICE_FACTS, met_in, rest_of
from burden.reports.practices.tables import CLASS_NOTES, SOURCE_NOTES, Notes, facts_table, regions_table
from burden.reports.regional import readable_children
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import PracticesReport


def build_practices_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
) -> PracticesReport:
    """Return the share of people who met each practice in one of the viewer's own regions, by level and by region.

    NothingToShow outside the viewer's subtrees, BadFilterError for unknown levels.  Six queries.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    frame = frame_of(selection)
    children = readable_children(selection)
    codes = (selection.region.code, *(child.code for child in children))
    figures = read_figures(selection.release, blocks=BLOCKS, codes=codes)
    showing = selection.showing(selection.region)
    own = met_in(figures, selection.region.code, selection.levels, showing=showing)
    by_level = tuple(
        met_in(figures, selection.region.code, (level,), showing=showing) for level, _, _ in frame.level_choices
    )
    parts = tuple(
        (child, met_in(figures, child.code, selection.levels, showing=selection.showing(child))) for child in children
    )
    contents = _contents(selection, figures)
    return PracticesReport(
        frame=frame,
        people=people_estimate(own.practices.n, showing=showing),
        practices=facts_table(frame, PRACTICE_FACTS, own, by_level, key="practices", notes=(*SOURCE_NOTES, *contents)),
        classes=facts_table(frame, CLASS_FACTS, own, by_level, key="classes", notes=(*CLASS_NOTES, *contents)),
        regions=regions_table(frame, parts, rest_of(own, (met for _, met in parts)), notes=contents),
    )


def _contents(selection: Selection, figures: Figures) -> Notes:
    if selection.levels:
        return (left_out_note(selection.levels),)
    code = selection.region.code
    return (contents_note(figures.levels(PRACTICES, code)),) if figures.is_pooled(PRACTICES, code) else ()
