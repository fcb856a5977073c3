"""What users think of the apps of a region: useful or not, how much is used, what should become of each."""

from collections.abc import Iterator, Sequence

from burden.domain.blocks import OPINION_BLOCKS, Block, opinion_block
from burden.reports.apps.catalogue import AppRef
from burden.reports.estimates import share_estimate
from burden.reports.figures import Figures
from burden.reports.notes import left_out_note, paired
from burden.reports.rows import n_cell, value_cell
from burden.reports.selection import Selection
from burden.reports.types import Column, Estimate, Row, Table

DECIMALS = 0
# Family of blocks, the answers added, and what they say, in Chinese and English.
SAYINGS: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("useful:", ("4", "5"), "较有用或很有用", "rather or very useful"),
    ("useful:", ("1", "2"), "没用或用处不大", "useless or not very useful"),
    ("modules:", ("few", "none"), "功能很少用到或没有用到", "little or nothing of it used"),
    ("keep:", ("keep",), "该保留", "should be kept"),
    ("keep:", ("merge",), "该合并", "should be merged"),
    ("keep:", ("stop",), "该停用", "should be stopped"),
    ("overcollect:", ("yes",), "要的个人信息过多", "asks for too much personal data"),
)
COLUMNS = (
    Column(key="code", title_zh="编号", title_en="Code", kind="code"),
    Column(key="n", title_zh="说了看法的在用者", title_en="Users who said so much", kind="count"),
    Column(key="share", title_zh="占比（%）", title_en="Share (%)", kind="percent"),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="percent"),
    Column(key="grade", title_zh="可靠性", title_en="Grade", kind="text"),
)
ONLY_SHOWN = (
    "只列人数够的应用；没列出的，样本不足或无数据。",
    "Only apps with enough opinions are listed; of all others there are too few answers, or none.",
)
OF_USERS = (
    "是在用这个应用、又愿意说看法的人的占比，不是全部装了的人。",
    "Shares are of users who said what they think, not of all who hold the app.",
)


def opinion_blocks(apps: Sequence[AppRef]) -> tuple[Block, ...]:
    """Return the blocks of what is thought of these apps."""
    return tuple(opinion_block(prefix, app.code) for app in apps for prefix in OPINION_BLOCKS)


def opinions_table(selection: Selection, figures: Figures, apps: Sequence[AppRef]) -> Table:
    """Return one row an app and saying, for what may be shown."""
    contents = (left_out_note(selection.levels),) if selection.levels else ()
    notes_zh, notes_en = paired(OF_USERS, ONLY_SHOWN, *contents)
    return Table(
        key="opinions",
        title_zh=f"{selection.region.name}：在用的人怎么看这些应用",
        title_en=f"{selection.region.name}: what users think of their apps",
        columns=COLUMNS,
        rows=tuple(row for app in apps for row in _rows(app, selection, figures)),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="应用和看法",
        head_en="App and opinion",
    )


def _rows(app: AppRef, selection: Selection, figures: Figures) -> Iterator[Row]:
    for prefix, answers, zh, en in SAYINGS:
        value = _share(opinion_block(prefix, app.code), answers, selection, figures)
        if value.is_shown:
            yield Row(
                label_zh=f"{app.name}：{zh}",
                label_en=f"{app.name}: {en}",
                cells=(app.code, n_cell(value), value_cell(value), value.low, value.high, value.grade or None),
                estimate=value,
            )


def _share(block: Block, answers: tuple[str, ...], selection: Selection, figures: Figures) -> Estimate:
    tally = figures.tally(block, selection.region.code, selection.levels)
    (field,) = block.columns
    count = tally.count(*(f"{field}_{answer}" for answer in answers))
    return share_estimate(count, tally.n, decimals=DECIMALS, showing=selection.showing(selection.region))
