"""The tables of a trend: every number of the chart, wave by wave, and the clean-ups."""

from collections.abc import Sequence

from burden.domain.indicators import Indicator
from burden.reports.notes import left_out_note, paired
from burden.reports.peers.notes import PEER_WORDS
from burden.reports.rows import Cell, estimate_cells, estimate_columns, row_kind, value_kind
from burden.reports.trends.types import PeerBand, TrendEvent, TrendWave
from burden.reports.types import Column, Frame, Row, Table

TOO_FEW = (
    "“样本不足或无数据”的那次不画，线在那里断开。",
    "A wave with too few answers, or none, is not drawn; the line breaks there.",
)
OTHERWISE = (
    "标“口径不同”的那次按别的规则汇总（例如不同的质量筛选），画成空心，不连线，不参加判断。",
    "A wave marked “counted otherwise” was computed by other rules: drawn hollow, not joined, not judged.",
)
RULE = (
    "判断只看最近5次：升降大得不像偶然，去掉任何一次方向也不变，才说升或降。没有变化却说成升降的，最多千分之四。",
    "Verdict on the last 5 waves: too large for chance, and not by one wave alone. At most 4 in 1,000 are false.",
)
DOUBT = (
    "看不出升降不等于没有变；升降也不说明原因，来填的人可能不同。",
    "No clear change does not mean none; a change tells no cause, and other people may have answered.",
)
OWN_LINE = (
    "列出第一次调查开始到最近一次截止之间，本地区和上级地区登记的减负事件；先后发生不等于因果。",
    "Clean-ups of the region and above, from the first wave's start to the last one's close; no cause is implied.",
)


def peers_note(kind: str) -> tuple[str, str]:
    """Return who the peers of a region of this kind are."""
    zh, en = PEER_WORDS[kind]
    return (
        f"同级：那次调查里{zh}，不写名称，满10个才显示；“10%低于”指大约十分之一的同级低于此数。",
        f"Peers: {en} in the wave, without names, from ten up; about a tenth of them lie below “10 % below”.",
    )


def trend_table(frame: Frame, waves: Sequence[TrendWave]) -> Table:
    """Return one row a wave, oldest first: value, interval, people, peers."""
    indicator = frame.indicator
    contents = (left_out_note(frame.levels),) if frame.levels else ()
    mixed = (OTHERWISE,) if not all(wave.is_comparable for wave in waves) else ()
    has_peers = any(wave.peers for wave in waves)
    peers = (peers_note(frame.region.kind),) if has_peers else ()
    notes_zh, notes_en = paired(RULE, DOUBT, TOO_FEW, *mixed, *peers, *contents, _releases_note(waves))
    return Table(
        key=f"trend:{indicator.code}",
        title_zh=f"{frame.region.name}历次{indicator.name_zh}",
        title_en=f"{indicator.name_en} by wave in {frame.region.name}",
        columns=(
            *estimate_columns(indicator),
            *(_peer_columns(indicator) if has_peers else ()),
            _date("opens_on", "开始", "Opened"),
            _date("closes_on", "截止", "Closed"),
        ),
        rows=tuple(_wave_row(wave, indicator, has_peers=has_peers) for wave in waves),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="调查",
        head_en="Wave",
        indicator=indicator,
    )


def _releases_note(waves: Sequence[TrendWave]) -> tuple[str, str]:
    ids = "; ".join(f"{wave.code} {wave.release}" for wave in waves)
    return f"各次的发布号：{ids}。", f"Releases: {ids}."


def _text(key: str, title_zh: str, title_en: str) -> Column:
    return Column(key=key, title_zh=title_zh, title_en=title_en, kind="text")


def _date(key: str, title_zh: str, title_en: str) -> Column:
    return Column(key=key, title_zh=title_zh, title_en=title_en, kind="date")


PEER_TITLES = (
    ("p10", "同级10%低于", "Peers: 10 % below"),
    ("p25", "同级25%低于", "Peers: 25 % below"),
    ("median", "同级一半低于", "Peers: half below"),
    ("p75", "同级75%低于", "Peers: 75 % below"),
    ("p90", "同级90%低于", "Peers: 90 % below"),
)


def _peer_columns(indicator: Indicator) -> tuple[Column, ...]:
    kind = value_kind(indicator)
    return (
        Column(key="peers", title_zh="同级个数", title_en="Peers", kind="count"),
        *(
            Column(key=f"peers_{key}", title_zh=zh, title_en=en, kind=kind, decimals=indicator.decimals)
            for key, zh, en in PEER_TITLES
        ),
    )


def _wave_row(wave: TrendWave, indicator: Indicator, *, has_peers: bool) -> Row:
    otherwise_zh, otherwise_en = ("", "") if wave.is_comparable else ("（口径不同）", " (counted otherwise)")
    return Row(
        label_zh=f"{wave.code}{otherwise_zh}",
        label_en=f"{wave.code}{otherwise_en}",
        cells=(
            *estimate_cells(wave.estimate, indicator),
            *(_peer_cells(wave.peers) if has_peers else ()),
            wave.opens_on.isoformat(),
            wave.closes_on.isoformat(),
        ),
        estimate=wave.estimate,
        kind=row_kind(wave.estimate),
    )


def _peer_cells(band: PeerBand | None) -> tuple[Cell, ...]:
    if band is None:
        return (None,) * 6
    return band.count, band.p10, band.p25, band.median, band.p75, band.p90


def clean_ups_table(frame: Frame, events: Sequence[TrendEvent]) -> Table:
    """Return one row a clean-up, oldest first, under the marks of the chart."""
    notes_zh, notes_en = paired(OWN_LINE)
    return Table(
        key="clean-ups",
        title_zh=f"{frame.region.name}：减负事件",
        title_en=f"{frame.region.name}: clean-ups",
        columns=(
            _date("happened_on", "日期", "Date"),
            _text("region", "地区", "Region"),
            _text("note", "说明", "Note"),
        ),
        rows=tuple(
            Row(
                label_zh=f"{event.mark} {event.title}",
                label_en=f"{event.mark} {event.title}",
                cells=(event.happened_on.isoformat(), event.region, event.note or None),
            )
            for event in events
        ),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="事件",
        head_en="Clean-up",
    )
