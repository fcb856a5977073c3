"""The table of notices: every number that the sentences name."""

from collections.abc import Sequence

from burden.domain.indicators import Indicator
from burden.domain.notices import NoticeKind
from burden.domain.thresholds import TREND_WAVES
from burden.reports.headline import in_own_decimals
from burden.reports.notes import left_out_note, paired
from burden.reports.notices.types import Notice
from burden.reports.rows import CODE_COLUMN, Cell, n_cell, value_cell
from burden.reports.types import Column, Estimate, Frame, Row, Table

KIND_WORDS: dict[NoticeKind, tuple[str, str]] = {
    NoticeKind.HIGHER: ("▲ 连续两次高于同级", "▲ above its peers in two waves running"),
    NoticeKind.LOWER: ("▼ 连续两次低于同级", "▼ below its peers in two waves running"),
    NoticeKind.RISES: (f"▲ 最近{TREND_WAVES}次在上升", f"▲ rises over the last {TREND_WAVES} waves"),
    NoticeKind.FALLS: (f"▼ 最近{TREND_WAVES}次在下降", f"▼ falls over the last {TREND_WAVES} waves"),
}
COLUMNS = (
    CODE_COLUMN,
    Column(key="indicator", title_zh="指标", title_en="Indicator", kind="code"),
    Column(key="since", title_zh="起始调查", title_en="Since wave", kind="text"),
    Column(key="first", title_zh="当时", title_en="Then", kind="number", decimals=1),
    Column(key="value", title_zh="最近", title_en="Newest", kind="number", decimals=1),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="number", decimals=1),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="number", decimals=1),
    Column(key="n", title_zh="人数", title_en="People", kind="count"),
    Column(key="benchmark", title_zh="同级平均", title_en="Mean of peers", kind="number", decimals=1),
)
RULE = (
    "只列两种：连续两次调查都在同级的偶然波动范围之外、方向相同的；最近五次升降明确的。每次都要有30人以上。",
    "Listed: on one side outside the limits of peers in two waves running, or a clear trend over five; from 30 people.",
)
CHANCE = (
    "看的数越多，偶然像升降的也越多，所以要求随之提高：列出的升降里，平均不到二十分之一是偶然。",
    "The more numbers, the more look like trends by chance: of those listed, less than one in twenty is, on average.",
)
NO_BLAME = (
    "列在这里只是请您看一眼，不说明原因，也不说明谁做得好坏；没列的不等于没有问题。",
    "This list asks for a look; it tells neither cause nor merit, and a region that is not listed may be burdened too.",
)


def notices_table(frame: Frame, notices: Sequence[Notice]) -> Table:
    """Return one row a notice, by region and indicator."""
    contents = (left_out_note(frame.levels),) if frame.levels else ()
    notes_zh, notes_en = paired(RULE, CHANCE, NO_BLAME, *contents)
    return Table(
        key="notices",
        title_zh=f"{frame.region.name}：值得留意",
        title_en=f"{frame.region.name}: worth a look",
        columns=COLUMNS,
        rows=tuple(_row(notice) for notice in notices),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="地区和指标",
        head_en="Region and indicator",
    )


def _row(notice: Notice) -> Row:
    indicator, value = notice.indicator, notice.estimate
    zh, en = KIND_WORDS[notice.kind]
    return Row(
        label_zh=f"{notice.region.name}：{indicator.name_zh}（{indicator.unit_zh}）{zh}",
        label_en=f"{notice.region.name}: {indicator.name_en} ({indicator.unit_en}) {en}",
        cells=(
            notice.region.code,
            indicator.code,
            notice.since,
            _value(notice.first, indicator),
            _value(value, indicator),
            in_own_decimals(value.low, indicator),
            in_own_decimals(value.high, indicator),
            n_cell(value),
            _value(notice.benchmark, indicator) if notice.benchmark.is_shown else None,
        ),
        estimate=value,
        region=notice.region,
    )


def _value(value: Estimate, indicator: Indicator) -> Cell:
    return in_own_decimals(value_cell(value), indicator)
