"""The apps of a region: who holds and uses them, how many minutes they take, and what their users think."""

from dataclasses import dataclass

from burden.access.scopes import Viewer
from burden.domain.blocks import USAGE_PREFIX, Block, app_use_block, block_named
from burden.models import Release
from burden.reports.apps.balance import balance_table
from burden.reports.apps.catalogue import AppRef, apps_of
from burden.reports.apps.opinions import opinion_blocks, opinions_table
from burden.reports.apps.weights import weights_table
from burden.reports.estimates import (
    RoundedCounts,
    mean_estimate,
    people_estimate,
)
from burden.reports.figures import Figures, read_figures
from burden.reports.notes import contents_note, left_out_note, paired
from burden.reports.rows import Cell, n_cell, value_cell
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import AppsReport, Column, Estimate, Row, Table

MINUTES = "minutes_per_day"
DECIMALS = 0
ROUNDED = (
    "在用、持有人数按5取整后计算；区间按取整的最坏情形给出。满50份才显示占比。",
    "Users and holders are counts rounded to 5; intervals hold for the worst rounding. Shares need 50 reports.",
)
COLUMNS = (
    Column(key="code", title_zh="编号", title_en="Code", kind="code"),
    Column(key="holders", title_zh="装了的人（%）", title_en="Holders (%)", kind="percent"),
    Column(key="users", title_zh="在用的人（%）", title_en="Users (%)", kind="percent"),
    Column(key="active", title_zh="装了的人中在用（%）", title_en="In use among holders (%)", kind="percent"),
    Column(key="active_low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="active_high", title_zh="区间上限", title_en="95% high", kind="percent"),
    Column(key="minutes_median", title_zh="用时中位数（分钟/工作日）", title_en="Median minutes", kind="minutes"),
    Column(key="minutes", title_zh="平均用时（分钟/工作日）", title_en="Mean minutes a workday", kind="minutes"),
    Column(key="minutes_low", title_zh="区间下限", title_en="95% low", kind="minutes"),
    Column(key="minutes_high", title_zh="区间上限", title_en="95% high", kind="minutes"),
    Column(key="minutes_n", title_zh="答了用时的人", title_en="People with minutes", kind="count"),
)


@dataclass(frozen=True, kw_only=True)
class _AppNumbers:
    """What is known of one app; ``rounded_users`` orders the rows and is not shown itself."""

    app: AppRef
    holders: Estimate
    users: Estimate
    active: Estimate
    minutes: Estimate
    rounded_users: int


def build_apps_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
) -> AppsReport:
    """Return the apps of one of the viewer's own regions, most used first.

    NothingToShow outside the viewer's subtrees, BadFilterError for unknown levels.  Six queries at most.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    apps = apps_of(selection.release, selection.region)
    usage = usage_block_of(selection.release)
    blocks = (usage, *(app_use_block(app.code) for app in apps), *opinion_blocks(apps))
    figures = read_figures(selection.release, blocks=blocks, codes=(selection.region.code,))
    showing = selection.showing(selection.region)
    people = figures.tally(usage, selection.region.code, selection.levels).n
    return AppsReport(
        frame=frame_of(selection),
        people=people_estimate(people, showing=showing),
        apps=_table(selection, figures, usage, tuple(_numbers(app, selection, figures, usage) for app in apps)),
        weights=weights_table(selection, figures, usage, apps),
        balance=balance_table(selection, figures, apps),
        opinions=opinions_table(selection, figures, apps),
    )


def usage_block_of(release: Release) -> Block:
    """Return the block of the app-usage report as the release was computed with."""
    return block_named(USAGE_PREFIX, app_codes=tuple(release.parameters["app_codes"]))


def counts_of(app_code: str, figures: Figures, usage: Block, code: str, levels: tuple[int, ...]) -> RoundedCounts:
    """Return who holds and who uses one app in a region; nobody where the release did not count it."""
    tally = figures.tally(usage, code, levels)
    is_counted = f"count:holders:{app_code}" in usage.offsets
    return RoundedCounts(
        holders=tally.count(f"holders:{app_code}") if is_counted else 0,
        users=tally.count(f"users:{app_code}") if is_counted else 0,
        n=tally.n if is_counted else 0,
        parts=figures.parts(usage, code, levels),
    )


def _numbers(app: AppRef, selection: Selection, figures: Figures, usage: Block) -> _AppNumbers:
    code, levels = selection.region.code, selection.levels
    showing = selection.showing(selection.region)
    counts = counts_of(app.code, figures, usage, code, levels)
    users = counts.share_of_people(counts.users, decimals=DECIMALS, showing=showing)
    minutes = figures.tally(app_use_block(app.code), code, levels)
    return _AppNumbers(
        app=app,
        holders=counts.share_of_people(counts.holders, decimals=DECIMALS, showing=showing),
        users=users,
        active=counts.users_among_holders(decimals=DECIMALS, showing=showing),
        minutes=mean_estimate(minutes, magnitude=MINUTES, decimals=DECIMALS, showing=showing),
        rounded_users=counts.users if users.is_shown else 0,
    )


def _table(selection: Selection, figures: Figures, usage: Block, numbers: tuple[_AppNumbers, ...]) -> Table:
    code = selection.region.code
    contents = [ROUNDED]
    if selection.levels:
        contents.append(left_out_note(selection.levels))
    elif figures.is_pooled(usage, code):
        contents.append(contents_note(figures.levels(usage, code)))
    notes_zh, notes_en = paired(*contents)
    ordered = sorted(numbers, key=lambda found: (-found.rounded_users, found.app.code))
    return Table(
        key="apps",
        title_zh=f"{selection.region.name}：应用的持有、使用和用时",
        title_en=f"{selection.region.name}: apps held, used, and minutes",
        columns=COLUMNS,
        rows=tuple(_row(found) for found in ordered),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="应用",
        head_en="App",
    )


def _row(found: _AppNumbers) -> Row:
    has_value = any(value.is_shown for value in (found.holders, found.active, found.minutes))
    return Row(
        label_zh=found.app.name,
        label_en=found.app.name,
        cells=_cells(found),
        estimate=found.users,
        kind="plain" if has_value else "suppressed",
        estimates=(
            ("holders", found.holders),
            ("users", found.users),
            ("active", found.active),
            ("minutes", found.minutes),
        ),
    )


def _cells(found: _AppNumbers) -> tuple[Cell, ...]:
    minutes, active = found.minutes, found.active
    return (
        found.app.code,
        value_cell(found.holders),
        value_cell(found.users),
        value_cell(active),
        active.low,
        active.high,
        minutes.quantiles.median if minutes.is_shown else None,
        value_cell(minutes),
        minutes.low,
        minutes.high,
        n_cell(minutes),
    )
