"""The tables of a funnel: every region with its band, and the lines."""

from collections.abc import Sequence

from burden.domain.indicators import Indicator
from burden.reports.compare.types import LINES, Limits, Peer
from burden.reports.notes import left_out_note, paired
from burden.reports.peers.comparison import Comparison
from burden.reports.peers.notes import KIND_WORDS, comparison_notes
from burden.reports.rows import (
    BAND_COLUMN,
    CODE_COLUMN,
    band_cell,
    estimate_cells,
    estimate_columns,
    row_kind,
    value_kind,
)
from burden.reports.selection import Selection
from burden.reports.types import Column, Row, Table

BENCHMARK_LABEL = ("同级平均（合在一起算）", "peer mean (people taken together)")
BY_CODE = ("各行按区划代码排列，不是名次。", "Rows stand by code, not by rank.")
TOO_FEW = (
    "“样本不足或无数据”的地区不参加比较，人数已并入上级。",
    "Regions with too few answers, or none, are not compared; their people are counted with the level above.",
)
HOW_LINES_ARE_DRAWN = (
    "没有真差异时，100个地区里约有5个落在95%线外，1000个里约有2个落在99.8%线外；地区之间本来的差别越大，线离得越远。",
    "By chance 5 in 100 regions lie beyond the 95% lines, 2 in 1,000 beyond 99.8%; true differences widen them.",
)
COMMON_MIX = (
    "“按层级构成调整后”：假定各地区的层级构成都和同级合起来时一样；能用的层级不到九成的留空。高低仍按没调整的数判断。",
    "Set to the peers' level mix: own means by level, weighted alike; empty under 90% of it; bands go by raw values.",
)
MIX_TITLES = (
    ("adjusted", "按层级构成调整后", "Set to the peers' level mix"),
    ("adjusted_low", "调整后区间下限", "Its 95% low"),
    ("adjusted_high", "调整后区间上限", "Its 95% high"),
)
NOT_COMPARED = (
    "这里不作比较：能比的不到3个，大家填的几乎一样，或这个指标是两个总数之比。",
    "Nothing is compared: fewer than 3 regions, nearly the same answers everywhere, or a ratio of two sums.",
)


def units_table(selection: Selection, comparison: Comparison, units: Sequence[Peer]) -> Table:
    """Return one row a region, by code, and the peers' mean; values set to a common level mix beside the raw ones."""
    indicator = selection.indicator
    kind_zh, kind_en = KIND_WORDS[comparison.kind]
    is_mixed = comparison.mix is not None
    about = comparison_notes(comparison) or (NOT_COMPARED,)
    left_out = (left_out_note(selection.levels),) if selection.levels else ()
    mix, more = ((COMMON_MIX,), _mix_columns(indicator)) if is_mixed else ((), ())
    notes_zh, notes_en = paired(BY_CODE, *about, TOO_FEW, *mix, *left_out)
    return Table(
        key=f"compare:{comparison.kind}",
        title_zh=f"{selection.region.name}：{kind_zh}与同级比，{indicator.name_zh}",
        title_en=f"{selection.region.name}: {kind_en} against their peers, {indicator.name_en}",
        columns=(CODE_COLUMN, *estimate_columns(indicator), BAND_COLUMN, *more),
        rows=(
            *(_unit_row(unit, indicator, is_mixed=is_mixed) for unit in units),
            *_benchmark_rows(comparison, empty=len(MIX_TITLES) if is_mixed else 0),
        ),
        notes_zh=notes_zh,
        notes_en=notes_en,
        indicator=indicator,
    )


def _mix_columns(indicator: Indicator) -> tuple[Column, ...]:
    return tuple(
        Column(key=key, title_zh=zh, title_en=en, kind=value_kind(indicator), decimals=indicator.decimals)
        for key, zh, en in MIX_TITLES
    )


def _unit_row(unit: Peer, indicator: Indicator, *, is_mixed: bool) -> Row:
    value, mixed = unit.estimate, unit.adjusted
    more = (mixed.text or mixed.value, mixed.low, mixed.high) if is_mixed else ()
    return Row(
        label_zh=unit.region.name,
        label_en=unit.region.name,
        cells=(unit.region.code, *estimate_cells(value, indicator), band_cell(value), *more),
        estimate=value,
        kind=row_kind(value),
        region=unit.region,
        estimates=(("adjusted", mixed),) if is_mixed else (),
    )


def _benchmark_rows(comparison: Comparison, *, empty: int) -> tuple[Row, ...]:
    value = comparison.benchmark
    if not value.is_shown:
        return ()
    zh, en = BENCHMARK_LABEL
    cells = (None, *estimate_cells(value, comparison.indicator), None, *(None,) * empty)
    return (Row(label_zh=zh, label_en=en, cells=cells, estimate=value, kind="group"),)


def limits_table(selection: Selection, comparison: Comparison, limits: Sequence[Limits]) -> Table:
    """Return one row a number of people with the four lines there."""
    indicator = selection.indicator
    kind_zh, kind_en = KIND_WORDS[comparison.kind]
    notes_zh, notes_en = paired(HOW_LINES_ARE_DRAWN)
    columns = tuple(
        Column(
            key=f"{end}_{100 * line:g}",
            title_zh=f"{100 * line:g}%{zh}",
            title_en=f"{100 * line:g}% {en}",
            kind=value_kind(indicator),
            decimals=indicator.decimals,
        )
        for line in LINES
        for end, zh, en in (("low", "下线", "low"), ("high", "上线", "high"))
    )
    return Table(
        key=f"limits:{comparison.kind}",
        title_zh=f"{selection.region.name}：{kind_zh}的判断线，{indicator.name_zh}",
        title_en=f"{selection.region.name}: limits for {kind_en}, {indicator.name_en}",
        columns=columns,
        rows=tuple(
            Row(label_zh=at.text, label_en=at.text, cells=tuple(end for ends in at.ends for end in ends))
            for at in limits
        ),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="人数",
        head_en="People",
        indicator=indicator,
    )
