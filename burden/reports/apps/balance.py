"""Time against use: minutes of an app's users beside the share of them who find it useful."""

from collections.abc import Sequence
from statistics import median_low

from burden.domain.blocks import app_use_block, opinion_block
from burden.reports.apps.catalogue import AppRef
from burden.reports.apps.minutes import MINUTES_OF_USERS
from burden.reports.estimates import mean_estimate, share_estimate
from burden.reports.figures import Figures
from burden.reports.notes import left_out_note, paired
from burden.reports.rows import n_cell, value_cell
from burden.reports.selection import Selection
from burden.reports.types import Column, Estimate, Row, Table

DECIMALS = 0
USEFUL = ("usefulness_5_4", "usefulness_5_5")
COLUMNS = (
    Column(key="code", title_zh="编号", title_en="Code", kind="code"),
    Column(key="n", title_zh="答了用时的人", title_en="People with minutes", kind="count"),
    Column(key="minutes", title_zh="平均用时（分钟/工作日）", title_en="Mean minutes a workday", kind="minutes"),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="minutes"),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="minutes"),
    Column(key="useful_n", title_zh="说了有没有用的人", title_en="People with an opinion", kind="count"),
    Column(key="useful", title_zh="觉得较有用或很有用（%）", title_en="Rather or very useful (%)", kind="percent"),
    Column(key="useful_low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="useful_high", title_zh="区间上限", title_en="95% high", kind="percent"),
)
BOTH = (
    "都是在用这个应用的人；只列两个数都能显示的应用。费时间而有用的不必减，先看费时间又说没用的。",
    "Both of its users; only apps with both numbers. What takes time and is useful may stay; look at the others first.",
)


def balance_table(selection: Selection, figures: Figures, apps: Sequence[AppRef]) -> Table:
    """Return one row an app of which minutes and usefulness may both be shown, by code."""
    contents = (left_out_note(selection.levels),) if selection.levels else ()
    notes_zh, notes_en = paired(BOTH, *contents)
    rows = (_row(app, *_numbers(app, selection, figures)) for app in apps)
    return Table(
        key="balance",
        title_zh=f"{selection.region.name}：费的时间和有没有用",
        title_en=f"{selection.region.name}: time taken and usefulness",
        columns=COLUMNS,
        rows=tuple(row for row in rows if row.estimate.is_shown and useful_of(row).is_shown),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="应用",
        head_en="App",
    )


def middles(table: Table) -> tuple[float, float] | None:
    """Return the lower middle of the printed minutes and of the printed shares; None where no app is listed.

    Both are numbers of the table: as many apps lie at or below as above, or one more.
    """
    if not table.rows:
        return None
    minutes = median_low(row.estimate.value or 0.0 for row in table.rows)
    return minutes, median_low(useful_of(row).value or 0.0 for row in table.rows)


def useful_of(row: Row) -> Estimate:
    """Return the share of an app's users who find it useful."""
    return dict(row.estimates)["useful"]


def _numbers(app: AppRef, selection: Selection, figures: Figures) -> tuple[Estimate, Estimate]:
    code, levels = selection.region.code, selection.levels
    showing = selection.showing(selection.region)
    minutes = figures.tally(app_use_block(app.code), code, levels)
    useful = figures.tally(opinion_block("useful:", app.code), code, levels)
    return (
        mean_estimate(minutes, magnitude=MINUTES_OF_USERS, decimals=DECIMALS, showing=showing),
        share_estimate(useful.count(*USEFUL), useful.n, decimals=DECIMALS, showing=showing),
    )


def _row(app: AppRef, minutes: Estimate, useful: Estimate) -> Row:
    return Row(
        label_zh=app.name,
        label_en=app.name,
        cells=(
            app.code,
            *(n_cell(minutes), value_cell(minutes), minutes.low, minutes.high),
            *(n_cell(useful), value_cell(useful), useful.low, useful.high),
        ),
        estimate=minutes,
        estimates=(("useful", useful),),
    )
