"""The two tables of a what-if question: what all measures save level by level, and each measure by itself."""

from collections.abc import Iterator
from fractions import Fraction

from burden.domain.indicators import I07
from burden.domain.levels import CITY_AND_COUNTY_DEPARTMENTS, LEVEL_NAMES, RESPONDENT_LEVELS, Level
from burden.domain.release_rules import grade_of, n_text
from burden.domain.statistics import Interval
from burden.domain.what_if import Saving, hours_a_month, saving_of
from burden.reports.by_level import lives_in
from burden.reports.estimates import Showing
from burden.reports.filters import CITY_AND_COUNTY, level_words
from burden.reports.rows import Cell, n_cell, row_kind, value_cell
from burden.reports.selection import Selection
from burden.reports.types import SUPPRESSED, Column, Estimate, Row, State, Table
from burden.reports.what_if.choices import ACTION_WORDS, Choices
from burden.reports.what_if.figures import Evidence, Levels, Part, saved_together
from burden.reports.what_if.notes import assumptions

DECIMALS = 1
LEVEL_COLUMNS = (
    Column(key="n", title_zh="人数（最少的一项）", title_en="People (fewest behind any part)", kind="count"),
    Column(key="now", title_zh="现在（分钟/工作日）", title_en="Now (min a workday)", kind="minutes"),
    Column(key="saved", title_zh="少花（分钟/工作日）", title_en="Saved (min a workday)", kind="minutes", decimals=1),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="minutes", decimals=1),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="minutes", decimals=1),
    Column(key="after", title_zh="之后（分钟/工作日）", title_en="After (min a workday)", kind="minutes"),
    Column(key="hours", title_zh="每100人每月少花（小时）", title_en="Hours a month of 100 people", kind="number"),
    Column(key="hours_low", title_zh="区间下限", title_en="95% low", kind="number"),
    Column(key="hours_high", title_zh="区间上限", title_en="95% high", kind="number"),
    Column(key="grade", title_zh="可靠性", title_en="Grade", kind="text"),
    Column(
        key="left_out",
        title_zh="没有计入的项（样本不足，或打卡占比太低）",
        title_en="Left out: too few answers or check-ins",
        kind="count",
    ),
)
PART_COLUMNS = (
    Column(key="n", title_zh="人数", title_en="People", kind="count"),
    Column(key="saved", title_zh="少花（分钟/工作日）", title_en="Saved (min a workday)", kind="minutes", decimals=1),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="minutes", decimals=1),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="minutes", decimals=1),
    Column(key="grade", title_zh="可靠性", title_en="Grade", kind="text"),
)


def changes_table(selection: Selection, evidence: Evidence, choices: Choices) -> Table:
    """Return one row a level with minutes and hours saved; no rows when nothing is chosen."""
    name = selection.region.name
    notes_zh, notes_en = assumptions(choices)
    return Table(
        key="changes",
        title_zh=f"{name}：试算，各层级每人少花多少时间",
        title_en=f"{name}: what-if, time saved by level",
        columns=LEVEL_COLUMNS,
        rows=() if choices.is_empty else tuple(_level_rows(selection, evidence, choices)),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="层级",
        head_en="Level",
    )


def _level_rows(selection: Selection, evidence: Evidence, choices: Choices) -> Iterator[Row]:
    """One row a level that is wanted or can live here, 市县部门 after its parts, and all wanted levels together.

    People whose level is not listed apart are in the last row only: who is pooled differs from figure to figure.
    """
    for level in RESPONDENT_LEVELS:
        row = _level_row(LEVEL_NAMES[level], (int(level),), evidence, choices, kind="plain")
        is_wanted = int(level) in selection.levels if selection.levels else lives_in(level, selection.region)
        if is_wanted or (not selection.levels and row.estimate.is_shown):
            yield row
        if level is CITY_AND_COUNTY_DEPARTMENTS[-1] and not selection.levels:
            yield _level_row(CITY_AND_COUNTY, (int(Level.CITY), int(Level.COUNTY)), evidence, choices, kind="group")
    yield _level_row(level_words(selection.levels), selection.levels, evidence, choices, kind="total")


def _level_row(label: tuple[str, str], levels: Levels, evidence: Evidence, choices: Choices, *, kind: str) -> Row:
    saving, left_out = saved_together(evidence, choices, levels)
    saved = SUPPRESSED if saving is None else saved_estimate(saving, evidence.showing)
    hours = SUPPRESSED if saving is None else _hours(saving, evidence.showing)
    now, after = _now_and_after(saving, evidence, levels)
    cells = (
        n_cell(saved),
        now,
        value_cell(saved),
        saved.low,
        saved.high,
        after,
        hours.value,
        hours.low,
        hours.high,
        saved.grade or None,
        left_out if saved.is_shown else None,
    )
    return Row(
        label_zh=label[0],
        label_en=label[1],
        cells=cells,
        estimate=saved,
        kind=row_kind(saved) if kind == "plain" else kind,
        level=levels[0] if len(levels) == 1 else None,
        levels=levels,
        estimates=(("hours", hours),),
    )


def _now_and_after(saving: Saving | None, evidence: Evidence, levels: Levels) -> tuple[float | None, float | None]:
    """Return minutes on apps and groups (I07) before and after; nothing beside a saving that is not shown."""
    minutes = evidence.minutes(levels)
    if saving is None or minutes is None:
        return None, None
    now = Fraction(minutes.total(f"sum:{I07.sums[0]}"), minutes.n)
    # Each of the two times is capped, and their sum as well: the sum may be the smaller.
    return _rounded(now, I07.decimals), _rounded(max(now - saving.minutes, Fraction()), I07.decimals)


def parts_table(selection: Selection, evidence: Evidence, choices: Choices) -> Table:
    """Return one row a measure, for the wanted levels together."""
    words_zh, words_en = level_words(selection.levels)
    ceiling = evidence.ceiling(selection.levels)
    rows = [
        _part_row(
            part,
            None if part.freed is None or ceiling is None else saving_of(part.freed, most=ceiling),
            showing=evidence.showing,
        )
        for part in evidence.parts(choices, selection.levels)
    ]
    if choices.groups:
        rows.append(_groups_row(evidence.groups(choices, selection.levels), choices, showing=evidence.showing))
    return Table(
        key="parts",
        title_zh=f"{selection.region.name}：试算，每一项各少花多少时间（{words_zh}）",
        title_en=f"{selection.region.name}: what-if, each measure by itself ({words_en})",
        columns=PART_COLUMNS,
        rows=tuple(rows),
        notes_zh=("每一项单独算；合计封了顶的，各项相加会比合计大。",),
        notes_en=("Each measure by itself; where the total is capped, they add up to more than it.",),
        head_zh="对象",
        head_en="What",
    )


def _part_row(part: Part, saving: Saving | None, *, showing: Showing) -> Row:
    saved = SUPPRESSED if saving is None else saved_estimate(saving, showing)
    words = ACTION_WORDS[part.action]
    return _measure_row((part.app.name, part.app.name), words, saved)


def _groups_row(saving: Saving | None, choices: Choices, *, showing: Showing) -> Row:
    saved = SUPPRESSED if saving is None else saved_estimate(saving, showing)
    label = (f"每人少{choices.groups}个群", f"{choices.groups} groups fewer a person")
    return _measure_row(label, ("假设各群相当", "all alike"), saved)


def _measure_row(label: tuple[str, str], words: tuple[str, str], saved: Estimate) -> Row:
    cells: tuple[Cell, ...] = (n_cell(saved), value_cell(saved), saved.low, saved.high, saved.grade or None)
    return Row(
        label_zh=f"{label[0]}：{words[0]}",
        label_en=f"{label[1]}: {words[1]}",
        cells=cells,
        estimate=saved,
        kind=row_kind(saved),
    )


def saved_estimate(saving: Saving, showing: Showing) -> Estimate:
    """Return minutes saved as a published value, to a tenth of a minute."""
    return _shown(saving.minutes, saving.interval, DECIMALS, saving.people, showing)


def _hours(saving: Saving, showing: Showing) -> Estimate:
    interval = Interval(float(hours_a_month(saving.interval.low)), float(hours_a_month(saving.interval.high)))
    return _shown(hours_a_month(saving.minutes), interval, 0, saving.people, showing)


def _shown(value: Fraction, interval: Interval, decimals: int, people: int, showing: Showing) -> Estimate:
    return Estimate(
        state=State.SHOWN,
        value=_rounded(value, decimals),
        low=_rounded(interval.low, decimals),
        high=_rounded(interval.high, decimals),
        n=people if showing.is_n_exact else None,
        n_text=n_text(people, is_exact=showing.is_n_exact),
        grade=grade_of(people, value=float(value), interval=interval).value,
    )


def _rounded(value: Fraction | float, decimals: int) -> float:
    return float(round(Fraction(value), decimals))
