"""The tables of a unit's profile: every number of its charts, one row an indicator."""

from collections.abc import Iterator, Sequence

from burden.domain.indicators import Indicator
from burden.domain.levels import RegionKind
from burden.domain.trend import Verdict
from burden.reports.headline import in_own_decimals
from burden.reports.notes import left_out_note, paired
from burden.reports.peers.notes import BANDS, JUDGED_BY_BAND
from burden.reports.profile.types import ProfileLine
from burden.reports.rows import BAND_COLUMN, Cell, band_cell, n_cell, row_kind, value_cell
from burden.reports.trends.tables import DOUBT, PEER_TITLES, RULE, peers_note
from burden.reports.trends.types import PeerBand
from burden.reports.types import Column, Frame, Row, Table
from burden.reports.weighting import differs
from burden.reports.wording import Wording

WEIGHTED = (
    "按人数加权：各地区、各层级按在岗人数占比折算；没有单位人数、在县以下，或是两个总数之比的，不算。",
    "Weighted: places and levels count by their head counts; none without head counts, below county, or for ratios.",
)
WEIGHTED_NOTE = (
    "加权只能补各处填的人多少不一，补不了“谁愿意填”的差别。",
    "Weights make up for places and levels that answered more or less, not for who chose to answer.",
)


SHORT_VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.FALLS: ("▼ 下降", "▼ falls"),
    Verdict.RISES: ("▲ 上升", "▲ rises"),
    Verdict.NO_CLEAR_CHANGE: ("● 看不出", "● unclear"),
    Verdict.TOO_FEW_WAVES: ("次数不够", "too few"),
    Verdict.NOT_TESTED: ("不判断", "not tested"),
}


def _number(key: str, title: tuple[str, str]) -> Column:
    return Column(key=key, title_zh=title[0], title_en=title[1], kind="number", decimals=1)


PEER_COLUMNS = (
    Column(key="peers", title_zh="同级个数", title_en="Peers", kind="count"),
    *(_number(f"peers_{key}", (zh, en)) for key, zh, en in PEER_TITLES),
)
COLUMNS = (
    Column(key="indicator", title_zh="代码", title_en="Code", kind="code"),
    Column(key="n", title_zh="人数", title_en="People", kind="count"),
    _number("value", ("数值", "Value")),
    Column(key="unit", title_zh="单位", title_en="Unit", kind="text"),
    _number("low", ("区间下限", "95% low")),
    _number("high", ("区间上限", "95% high")),
    Column(key="grade", title_zh="可靠性", title_en="Grade", kind="text"),
    _number("weighted", ("按人数加权", "Weighted")),
    BAND_COLUMN,
    Column(key="trend", title_zh="最近5次", title_en="Last 5 waves", kind="text"),
    *PEER_COLUMNS,
)


def profile_table(frame: Frame, lines: Sequence[ProfileLine], *, key: str, name: tuple[str, str]) -> Table:
    """Return one row an indicator; columns of peers stand last, empty where they may not be shown."""
    notes_zh, notes_en = paired(*_notes(frame, lines))
    return Table(
        key=key,
        title_zh=f"{frame.region.name}：{name[0]}（{frame.levels_zh}）",
        title_en=f"{frame.region.name}: {name[1].lower()} ({frame.levels_en})",
        columns=COLUMNS,
        rows=tuple(_row(line) for line in lines),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="指标",
        head_en="Indicator",
    )


def _notes(frame: Frame, lines: Sequence[ProfileLine]) -> Iterator[tuple[str, str]]:
    if any(line.peers for line in lines):
        yield peers_note(frame.region.kind)
        yield BANDS
        if frame.region.kind == RegionKind.TOWNSHIP:
            yield JUDGED_BY_BAND
    if frame.region.kind != RegionKind.TOWNSHIP:
        yield WEIGHTED
        yield WEIGHTED_NOTE
    yield from _differing(lines)
    yield RULE
    yield DOUBT
    if frame.levels:
        yield left_out_note(frame.levels)


def _differing(lines: Sequence[ProfileLine]) -> Iterator[tuple[str, str]]:
    """Say which weighted values lie more than a tenth from the raw ones."""
    found = [line.indicator for line in lines if differs(line.estimate, line.weighted)]
    if found:
        zh, en = ("、".join(i.name_zh for i in found), ", ".join(i.name_en for i in found))
        yield (
            f"加权前后相差10%以上：{zh}。填的人在各处多少不一，请两个数一起看。",
            f"Weighted and raw differ by more than 10%: {en}. Read both; answers are spread unevenly.",
        )


def _row(line: ProfileLine) -> Row:
    value, indicator = line.estimate, line.indicator
    weighted = value_cell(line.weighted) if line.weighted.is_shown else None
    return Row(
        label_zh=indicator.name_zh,
        label_en=indicator.name_en,
        cells=(
            indicator.code,
            n_cell(value),
            in_own_decimals(value_cell(value), indicator),
            indicator.unit_zh,
            in_own_decimals(value.low, indicator),
            in_own_decimals(value.high, indicator),
            value.grade or None,
            in_own_decimals(weighted, indicator),
            band_cell(value),
            Wording(*SHORT_VERDICTS[line.verdict]) if value.is_shown else None,
            *_peer_cells(line.peers, indicator),
        ),
        estimate=value,
        kind=row_kind(value),
        estimates=(("weighted", line.weighted),),
    )


def _peer_cells(band: PeerBand | None, indicator: Indicator) -> tuple[Cell, ...]:
    if band is None:
        return (None,) * len(PEER_COLUMNS)
    ends = (band.p10, band.p25, band.median, band.p75, band.p90)
    return band.count, *(in_own_decimals(end, indicator) for end in ends)
