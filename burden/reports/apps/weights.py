"""Which apps take most of everybody's time together, and how few of them take most of it."""

from collections.abc import Iterator, Sequence

from burden.domain.app_load import Weight, weights_of
from burden.domain.blocks import Block, app_use_block
from burden.domain.what_if import Freed, together
from burden.reports.apps.catalogue import AppRef
from burden.reports.apps.minutes import freed_by, minutes_estimate, so_far_estimate, weight_estimate
from burden.reports.estimates import Showing
from burden.reports.figures import Figures
from burden.reports.notes import contents_note, left_out_note, paired
from burden.reports.rows import n_cell, value_cell
from burden.reports.selection import Selection
from burden.reports.types import Column, Row, Table

MOST_NAMED = 20
COLUMNS = (
    Column(key="code", title_zh="编号", title_en="Code", kind="code"),
    Column(key="n", title_zh="人数", title_en="People", kind="count"),
    Column(key="minutes", title_zh="人均用时（分钟/工作日）", title_en="Minutes a workday", kind="minutes", decimals=1),
    Column(key="minutes_low", title_zh="区间下限", title_en="95% low", kind="minutes", decimals=1),
    Column(key="minutes_high", title_zh="区间上限", title_en="95% high", kind="minutes", decimals=1),
    Column(key="share", title_zh="占全部应用用时（%）", title_en="Share of all app minutes (%)", kind="percent"),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="percent"),
    Column(key="so_far", title_zh="连同前面各个（%）", title_en="With those before (%)", kind="percent"),
    Column(key="so_far_low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="so_far_high", title_zh="区间上限", title_en="95% high", kind="percent"),
)
EVERYBODY = (
    "人均：在用者的用时合计 ÷ 填了使用报告的全部人数，没在用的算0分钟；占比的区间从宽。",
    "A person's minutes: those of users over all who filled the usage report; intervals of shares are wide.",
)
ONLY_SHOWN = (
    "只列说了用时的人够多的应用；全部应用用时是这些应用的合计。",
    "Only apps with enough people who gave minutes; all minutes are those of these apps.",
)


def weights_table(selection: Selection, figures: Figures, usage: Block, apps: Sequence[AppRef]) -> Table:
    """Return one row an app, most minutes of everybody first; from the twenty-first on together in one row."""
    code, levels = selection.region.code, selection.levels
    showing = selection.showing(selection.region)
    people = figures.tally(usage, code, levels)
    users = ((app, figures.tally(app_use_block(app.code), code, levels)) for app in apps)
    found = [(app, freed) for app, tally in users if (freed := freed_by(tally, people=people, showing=showing))]
    found.sort(key=lambda pair: (-pair[1].minutes, pair[0].code))
    contents = [EVERYBODY, ONLY_SHOWN]
    if levels:
        contents.append(left_out_note(levels))
    elif figures.is_pooled(usage, code):
        contents.append(contents_note(figures.levels(usage, code)))
    notes_zh, notes_en = paired(*contents)
    return Table(
        key="weights",
        title_zh=f"{selection.region.name}：哪些应用最费时间",
        title_en=f"{selection.region.name}: which apps take most time",
        columns=COLUMNS,
        rows=tuple(_rows(found, showing)),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="应用",
        head_en="App",
    )


def _rows(found: Sequence[tuple[AppRef, Freed]], showing: Showing) -> Iterator[Row]:
    named, rest = found[:MOST_NAMED], [freed for _, freed in found[MOST_NAMED:]]
    parts = [freed for _, freed in named] + ([together(rest)] if rest else [])
    labels = [(app.name, app.name, app.code) for app, _ in named]
    if rest:
        labels.append((f"其余{len(rest)}个应用", f"{len(rest)} more apps", ""))
    for (zh, en, code), freed, weight in zip(labels, parts, weights_of(parts), strict=False):
        yield _row((zh, en), code, freed, weight, showing)


def _row(label: tuple[str, str], code: str, freed: Freed, weight: Weight, showing: Showing) -> Row:
    minutes = minutes_estimate(freed, showing=showing)
    share = weight_estimate(weight, freed, showing=showing)
    so_far = so_far_estimate(weight, freed, showing=showing)
    return Row(
        label_zh=label[0],
        label_en=label[1],
        cells=(
            code or None,
            *(n_cell(minutes), value_cell(minutes), minutes.low, minutes.high),
            *(value_cell(share), share.low, share.high),
            *(value_cell(so_far), so_far.low, so_far.high),
        ),
        estimate=share,
        kind="plain" if code else "rest",
        estimates=(("minutes", minutes), ("so_far", so_far)),
    )
