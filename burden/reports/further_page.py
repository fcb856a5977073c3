"""What people said on page 2, of one region: every indicator of it, together and by level, under its topic."""

from collections.abc import Iterator

from burden.access.policies import Reach
from burden.access.scopes import Viewer
from burden.domain.further_indicators import FURTHER_INDICATORS
from burden.domain.indicators import TOPIC_NAMES, Indicator, Topic
from burden.reports.estimates import estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.filters import level_words, readable_indicators
from burden.reports.headline import in_own_decimals
from burden.reports.notes import contents_note, left_out_note, paired
from burden.reports.rows import Cell, n_cell, row_kind, value_cell
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import Column, Estimate, Frame, FurtherReport, Row, Table

LARGE_PLACES_ONLY = (
    "“据了解”“要求群众”这几题只公布市以上的数。",
    "What people say of others is shown of cities and larger places only.",
)
EACH_ITS_OWN_N = (
    "每题都可跳过，人数各不相同；占比的人数含“不清楚”“不便回答”的人，“数据可回查率”只算有需要的人。",
    "Questions may be skipped, so n differs; shares count “not sure” too; only the return flow is of those in need.",
)


def build_further_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
) -> FurtherReport:
    """Return the indicators of page 2 for one of the viewer's own regions, one table a topic.

    NothingToShow outside the viewer's subtrees, BadFilterError for unknown levels.  Five queries.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    frame = frame_of(selection)
    indicators = [i for i in _readable(selection) if i in FURTHER_INDICATORS]
    blocks = tuple({i.block.name: i.block for i in indicators}.values())
    figures = read_figures(selection.release, blocks=blocks, codes=(selection.region.code,))
    return FurtherReport(frame=frame, topics=tuple(_tables(selection, frame, figures, indicators)))


def _readable(selection: Selection) -> tuple[Indicator, ...]:
    return readable_indicators(Reach.FULL, kind=selection.region.kind)


def _tables(selection: Selection, frame: Frame, figures: Figures, indicators: list[Indicator]) -> Iterator[Table]:
    for topic in Topic:
        of_topic = [indicator for indicator in indicators if indicator.topic is topic]
        if of_topic:
            yield _table(topic, of_topic, selection=selection, frame=frame, figures=figures)


def _table(topic: Topic, indicators: list[Indicator], *, selection: Selection, frame: Frame, figures: Figures) -> Table:
    topic_zh, topic_en = TOPIC_NAMES[topic]
    notes_zh, notes_en = paired(EACH_ITS_OWN_N, *_notes(topic, indicators, selection, figures))
    return Table(
        key=f"further:{topic.value}",
        title_zh=f"{selection.region.name}：{topic_zh}",
        title_en=f"{selection.region.name}: {topic_en}",
        columns=_columns(frame),
        rows=tuple(_row(indicator, selection, frame, figures) for indicator in indicators),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="指标",
        head_en="Indicator",
    )


def _notes(
    topic: Topic, indicators: list[Indicator], selection: Selection, figures: Figures
) -> Iterator[tuple[str, str]]:
    if topic is Topic.SEEN:
        yield LARGE_PLACES_ONLY
    code = selection.region.code
    if selection.levels:
        yield left_out_note(selection.levels)
        return
    levels = {level for indicator in indicators for level in figures.levels(indicator.block, code)}
    if 0 in levels:
        yield contents_note(tuple(sorted(levels)))


def _number(key: str, title_zh: str, title_en: str) -> Column:
    return Column(key=key, title_zh=title_zh, title_en=title_en, kind="number", decimals=1)


def _columns(frame: Frame) -> tuple[Column, ...]:
    return (
        Column(key="indicator", title_zh="代码", title_en="Code", kind="code"),
        Column(key="n", title_zh="人数", title_en="People", kind="count"),
        _number("value", frame.levels_zh, frame.levels_en),
        Column(key="unit", title_zh="单位", title_en="Unit", kind="text"),
        _number("low", "区间下限", "95% low"),
        _number("high", "区间上限", "95% high"),
        _number("median", "中位数", "Median"),
        Column(key="grade", title_zh="可靠性", title_en="Grade", kind="text"),
        *(_number(f"level_{level}", zh, en) for level, zh, en in frame.level_choices),
    )


def _row(indicator: Indicator, selection: Selection, frame: Frame, figures: Figures) -> Row:
    def value_of(levels: tuple[int, ...]) -> Estimate:
        tally = figures.tally(indicator.block, selection.region.code, levels)
        return estimate(tally, indicator=indicator, showing=selection.showing(selection.region))

    own = value_of(selection.levels)
    by_level = tuple((level, value_of((level,))) for level, _, _ in frame.level_choices)
    cells: tuple[Cell, ...] = (value_cell(own), own.low, own.high, own.quantiles.median)
    value, low, high, median = (in_own_decimals(cell, indicator) for cell in cells)
    return Row(
        label_zh=indicator.name_zh,
        label_en=indicator.name_en,
        cells=(
            indicator.code,
            n_cell(own),
            value,
            indicator.unit_zh,
            low,
            high,
            median,
            own.grade or None,
            *(in_own_decimals(value_cell(found), indicator) for _, found in by_level),
        ),
        estimate=own,
        kind=row_kind(own),
        estimates=tuple((level_words((level,))[0], found) for level, found in by_level),
    )
