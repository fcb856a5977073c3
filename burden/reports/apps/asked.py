"""What one app asks of people, and what its users think of it: every answer with its share."""

from collections.abc import Iterator

from burden.domain.blocks import APP_FLAGS, Block, heaviest_block, opinion_block
from burden.domain.further_blocks import OPINION_PREFIXES
from burden.domain.further_items import OPINION_ITEMS
from burden.domain.survey_items import APP_FLAG_OPTIONS
from burden.models import CatalogueItem
from burden.reports.apps.opinions import OF_USERS
from burden.reports.estimates import share_estimate
from burden.reports.figures import Figures
from burden.reports.notes import left_out_note, paired
from burden.reports.rows import n_cell, row_kind, value_cell
from burden.reports.selection import Selection
from burden.reports.types import Column, Estimate, Row, Table

DECIMALS = 0
COLUMNS = (
    Column(key="n", title_zh="人数", title_en="People", kind="count"),
    Column(key="share", title_zh="占比（%）", title_en="Share (%)", kind="percent"),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="percent"),
    Column(key="grade", title_zh="可靠性", title_en="Grade", kind="text"),
)
OF_NAMERS = (
    "是把它列为最费时间的应用之一的人的占比，不是全部装了的人。",
    "Shares are of people who named it among those that take most time, not of all who hold it.",
)


def blocks_asked(app_code: str) -> tuple[Block, ...]:
    """Return the blocks that both tables are read from."""
    return (heaviest_block(app_code), *(opinion_block(prefix, app_code) for prefix in OPINION_PREFIXES))


def flags_table(item: CatalogueItem, selection: Selection, figures: Figures) -> Table:
    """Return one row a demand, of people who named the app as taking most of their time."""
    block = heaviest_block(item.app_code)
    words = {option.value: (option.zh, option.en) for option in APP_FLAG_OPTIONS}
    rows = (_row(words[flag], _share(block, flag, selection, figures)) for flag in APP_FLAGS)
    return _table(
        key="app_flags",
        title=(f"{item.name_zh}：有哪些要求", f"{item.name_zh}: what it asks"),
        head=("要求", "Demand"),
        rows=tuple(rows),
        note=OF_NAMERS,
        selection=selection,
    )


def answers_table(item: CatalogueItem, selection: Selection, figures: Figures) -> Table:
    """Return one row an answer to each question about the app, of users who answered it."""
    return _table(
        key="app_answers",
        title=(f"{item.name_zh}：在用的人怎么看", f"{item.name_zh}: what its users think"),
        head=("问题和回答", "Question and answer"),
        rows=tuple(_answer_rows(item, selection, figures)),
        note=OF_USERS,
        selection=selection,
    )


def _answer_rows(item: CatalogueItem, selection: Selection, figures: Figures) -> Iterator[Row]:
    asked = {question.field: question for question in OPINION_ITEMS}
    for prefix, field in OPINION_PREFIXES.items():
        block, question = opinion_block(prefix, item.app_code), asked[field]
        for option in question.options:
            label = (f"{question.zh}{option.zh}", f"{question.en} {option.en}")
            yield _row(label, _share(block, f"{field}_{option.value}", selection, figures))


def _share(block: Block, count: str, selection: Selection, figures: Figures) -> Estimate:
    tally = figures.tally(block, selection.region.code, selection.levels)
    showing = selection.showing(selection.region)
    return share_estimate(tally.count(count), tally.n, decimals=DECIMALS, showing=showing)


def _row(label: tuple[str, str], share: Estimate) -> Row:
    return Row(
        label_zh=label[0],
        label_en=label[1],
        cells=(n_cell(share), value_cell(share), share.low, share.high, share.grade or None),
        estimate=share,
        kind=row_kind(share),
    )


def _table(  # noqa: PLR0913  # one table in two languages
    *,
    key: str,
    title: tuple[str, str],
    head: tuple[str, str],
    rows: tuple[Row, ...],
    note: tuple[str, str],
    selection: Selection,
) -> Table:
    contents = (left_out_note(selection.levels),) if selection.levels else ()
    notes_zh, notes_en = paired(note, *contents)
    return Table(
        key=key,
        title_zh=title[0],
        title_en=title[1],
        columns=COLUMNS,
        rows=rows,
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh=head[0],
        head_en=head[1],
    )
