"""What people met at work in the last three months, by practice and by official class."""

from collections.abc import Iterable

from burden.access.scopes import Viewer
from burden.domain.blocks import PRACTICE_CLASSES, PRACTICES
from burden.domain.practices import CLASS_NAMES, PracticeClass
from burden.domain.practices import PRACTICES as PRACTICE_RECORDS
from burden.reports.estimates import people_estimate, share_estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.filters import level_words
from burden.reports.notes import contents_note, left_out_note, paired
from burden.reports.rows import n_cell, row_kind, value_cell
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import Column, Estimate, Frame, PracticesReport, Row, Table

DECIMALS = 1
NONE_MET = ("p_none", "都没有", "none of these")


def build_practices_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
) -> PracticesReport:
    """Return the share of people who met each practice in one of the viewer's own regions, together and by level.

    NothingToShow outside the viewer's subtrees, BadFilterError for unknown levels.  Five queries.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    frame = frame_of(selection)
    figures = read_figures(selection.release, blocks=(PRACTICES,), codes=(selection.region.code,))
    practices = [*((p.code, p.zh, p.en) for p in PRACTICE_RECORDS), NONE_MET]
    classes = [(name, *CLASS_NAMES[PracticeClass(name)]) for name in PRACTICE_CLASSES]
    own = figures.tally(PRACTICES, selection.region.code, selection.levels)
    return PracticesReport(
        frame=frame,
        people=people_estimate(own.n, showing=selection.showing(selection.region)),
        practices=_table(selection, frame, figures, practices, key="practices"),
        classes=_table(selection, frame, figures, classes, key="classes"),
    )


TITLES = {
    "practices": ("近三个月遇到过的做法（占比）", "practices met in the last three months (share)"),
    "classes": ("五类问题的线索（占比）", "leads by official class (share)"),
}
HEADS = {"practices": ("做法", "Practice"), "classes": ("类别", "Class")}


def _table(
    selection: Selection, frame: Frame, figures: Figures, items: Iterable[tuple[str, str, str]], *, key: str
) -> Table:
    choices = tuple(level for level, _, _ in frame.level_choices)
    title_zh, title_en = TITLES[key]
    head_zh, head_en = HEADS[key]
    notes_zh, notes_en = paired(*_contents(selection, figures))
    return Table(
        key=key,
        title_zh=f"{selection.region.name}：{title_zh}",
        title_en=f"{selection.region.name}: {title_en}",
        columns=_columns(frame),
        rows=tuple(_row(item, selection, figures, choices) for item in items),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh=head_zh,
        head_en=head_en,
    )


def _columns(frame: Frame) -> tuple[Column, ...]:
    return (
        Column(key="n", title_zh="人数", title_en="People", kind="count"),
        Column(
            key="share",
            title_zh=f"{frame.levels_zh}（%）",
            title_en=f"{frame.levels_en} (%)",
            kind="percent",
            decimals=DECIMALS,
        ),
        Column(key="low", title_zh="区间下限", title_en="95% low", kind="percent", decimals=DECIMALS),
        Column(key="high", title_zh="区间上限", title_en="95% high", kind="percent", decimals=DECIMALS),
        *(
            Column(key=f"level_{level}", title_zh=zh, title_en=en, kind="percent", decimals=DECIMALS)
            for level, zh, en in frame.level_choices
        ),
    )


def _row(item: tuple[str, str, str], selection: Selection, figures: Figures, choices: tuple[int, ...]) -> Row:
    code, zh, en = item
    showing = selection.showing(selection.region)

    def share(levels: tuple[int, ...]) -> Estimate:
        tally = figures.tally(PRACTICES, selection.region.code, levels)
        return share_estimate(tally.count(code), tally.n, decimals=DECIMALS, showing=showing)

    own = share(selection.levels)
    by_level = tuple((level, share((level,))) for level in choices)
    return Row(
        label_zh=zh,
        label_en=en,
        cells=(n_cell(own), value_cell(own), own.low, own.high, *(value_cell(value) for _, value in by_level)),
        estimate=own,
        kind=row_kind(own),
        estimates=tuple((level_words((level,))[0], value) for level, value in by_level),
    )


def _contents(selection: Selection, figures: Figures) -> tuple[tuple[str, str], ...]:
    if selection.levels:
        return (left_out_note(selection.levels),)
    code = selection.region.code
    return (contents_note(figures.levels(PRACTICES, code)),) if figures.is_pooled(PRACTICES, code) else ()
