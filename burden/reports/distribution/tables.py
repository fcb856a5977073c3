"""The tables of a distribution: quantiles by level, and the bars of the histogram."""

from collections.abc import Sequence
from dataclasses import replace

from burden.domain.indicators import Indicator
from burden.reports.notes import left_out_note, paired
from burden.reports.rows import Cell, n_cell, value_cell, value_kind
from burden.reports.types import Column, Estimate, Frame, HistogramBar, Row, Table

MOST_BARS = 16  # more than a phone can label
PERCENT = 100
WHAT_QUANTILES_ARE = (
    "“一半不超过”是中位数；四分之一和四分之三的人不超过的数要满20人、两端各一成要满50人才显示，不够的留空。从不显示最大和最小。",
    "Half at most: the median. Quarters from 20 people, tenths from 50, else left empty; never largest or smallest.",
)
NO_DISTRIBUTION = (
    "这个指标是占比，每人只有是或不是，没有分布。",
    "This indicator is a share: people are in it or not, nothing spreads.",
)
MERGED = (
    "相邻的档合并到每档至少5人，最后一档不封顶；数字是占人数的百分比。",
    "Neighbouring bars are merged until each holds 5 people, the last one is open; percent of the people.",
)
QUANTILE_TITLES = (
    ("p10", "一成不超过", "10 % at most"),
    ("p25", "四分之一不超过", "25 % at most"),
    ("median", "一半不超过", "Half at most"),
    ("p75", "四分之三不超过", "75 % at most"),
    ("p90", "九成不超过", "90 % at most"),
)


def quantiles_table(frame: Frame, by_level: Table) -> Table:
    """Return the rows of a table by level with their quantiles in place of what it prints."""
    indicator = frame.indicator
    about = WHAT_QUANTILES_ARE if indicator.has_distribution else NO_DISTRIBUTION
    notes_zh, notes_en = paired(about)
    return replace(
        by_level,
        key=f"quantiles:{indicator.code}",
        title_zh=f"{frame.region.name}各层级的分布，{indicator.name_zh}",
        title_en=f"How {indicator.name_en} spread by level in {frame.region.name}",
        columns=_columns(indicator),
        rows=tuple(replace(row, cells=_cells(row.estimate)) for row in by_level.rows),
        notes_zh=(*notes_zh, *by_level.notes_zh),
        notes_en=(*notes_en, *by_level.notes_en),
        reference_lines=(),
    )


def _columns(indicator: Indicator) -> tuple[Column, ...]:
    kind, decimals = value_kind(indicator), indicator.decimals

    def column(key: str, zh: str, en: str) -> Column:
        return Column(key=key, title_zh=zh, title_en=en, kind=kind, decimals=decimals)

    return (
        Column(key="n", title_zh="人数", title_en="People", kind="count"),
        column("value", f"平均（{indicator.unit_zh}）", f"Mean ({indicator.unit_en})"),
        column("low", "平均的区间下限", "95% low of the mean"),
        column("high", "平均的区间上限", "95% high of the mean"),
        *(column(key, zh, en) for key, zh, en in QUANTILE_TITLES),
        Column(key="grade", title_zh="可靠性", title_en="Grade", kind="text"),
    )


def _cells(value: Estimate) -> tuple[Cell, ...]:
    found = value.quantiles
    return (
        n_cell(value),
        value_cell(value),
        value.low,
        value.high,
        found.p10,
        found.p25,
        found.median,
        found.p75,
        found.p90,
        value.grade or None,
    )


def histogram_table(frame: Frame, bars: Sequence[HistogramBar]) -> Table:
    """Return one row a bar: from where to where, and the percent of the people in it."""
    indicator = frame.indicator
    left_out = (left_out_note(frame.levels),) if frame.levels else ()
    notes_zh, notes_en = paired(MERGED, *left_out)
    return Table(
        key=f"histogram:{indicator.code}",
        title_zh=f"{frame.region.name}的人怎么分布，{indicator.name_zh}（{frame.levels_zh}）",
        title_en=f"How the people of {frame.region.name} spread, {indicator.name_en} ({frame.levels_en})",
        columns=(Column(key="percent", title_zh="占人数（%）", title_en="Share of people (%)", kind="percent"),),
        rows=tuple(Row(label_zh=bar_name(bar), label_en=bar_name(bar), cells=(bar.percent,)) for bar in bars),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh=indicator.unit_zh,
        head_en=indicator.unit_en,
        indicator=indicator,
    )


def bar_name(bar: HistogramBar) -> str:
    """Return the bar's range: ``0–4``, ``12``, ``40+``."""
    if bar.high is None:
        return f"{bar.low}+"
    return str(bar.low) if bar.low == bar.high else f"{bar.low}–{bar.high}"


def drawn_bars(bars: tuple[HistogramBar, ...]) -> tuple[HistogramBar, ...]:
    """Return at most MOST_BARS bars, neighbours merged; left alone where only percents are known, which are few."""
    size = -(-len(bars) // MOST_BARS)
    people = [bar.people for bar in bars if bar.people is not None]
    if size <= 1 or len(people) < len(bars):
        return bars
    return tuple(_merged(bars[start : start + size], total=sum(people)) for start in range(0, len(bars), size))


def _merged(bars: tuple[HistogramBar, ...], *, total: int) -> HistogramBar:
    people = sum(bar.people or 0 for bar in bars)
    return HistogramBar(low=bars[0].low, high=bars[-1].high, people=people, percent=round(PERCENT * people / total))
