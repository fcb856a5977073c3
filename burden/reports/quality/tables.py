"""The tables of the page of data quality; first the notes, in words that blame nobody."""

from collections.abc import Iterator, Sequence

from burden.domain.indicators import Indicator
from burden.reports.headline import in_own_decimals
from burden.reports.notes import left_out_note, paired
from burden.reports.quality.peers import Evened
from burden.reports.quality.types import Heaped, Sourced, WeighedLine
from burden.reports.rows import Cell, n_cell, row_kind, value_cell
from burden.reports.types import SUPPRESSED, Column, Frame, Row, Table
from burden.reports.weighting import differs
from burden.reports.wording import Wording

MOSTLY_ROUND = 50  # percent of people; from here on differences of minutes are read with care
Words = tuple[str, str]

NOT_KEPT: Words = (
    "先填的人和后填的人无法相比：本站不记谁先谁后，免得有人被认出来。",
    "Early and late answers cannot be compared: no order of arrival is kept, lest people be recognised.",
)
NO_ACCUSATION: Words = (
    "提示只说看到了什么、可能是什么原因，不说明谁填得不实，也不能用来追究。",
    "Notes say what is seen and what may lie behind it; they prove nothing about anybody.",
)
KISH: Words = (
    "“相当于”：加权后，相当于多少份同等分量的答卷；比人数少得越多，各处填的多少越不匀。",
    "Worth: as many answers of equal weight would carry as much; the fewer, the more unevenly people answered.",
)
ROUND: Words = (
    "凭印象估的时间常取整，这很平常；所以相差10分钟以内不算差别，先看中位数。",
    "People who recall minutes round them, as is usual: differences under ten minutes mean little; read medians first.",
)
SOURCES: Words = (
    "填了APP用时、也选了这一项的人。两种时间不分开平均：同一个人的用时不进两种统计，免得相减认出人来。",
    "Of all who gave minutes and said this. No means apart: no minutes enter two statistics, lest a difference tell.",
)
EVEN: Words = (
    "离散程度：标准差除以平均数。同级满10个、各满30人才比；明显偏低才提示，同级没有差别而误提示的不到千分之四。",
    "Spread: standard deviation over mean, from 10 peers of 30 people each; at most 4 in 1,000 notes come by chance.",
)


def _column(key: str, words: Words, kind: str, decimals: int = 0) -> Column:
    return Column(key=key, title_zh=words[0], title_en=words[1], kind=kind, decimals=decimals)


def _number(key: str, zh: str, en: str) -> Column:
    return _column(key, (zh, en), "number", 1)


CODE = _column("indicator", ("代码", "Code"), "code")
PEOPLE = _column("n", ("人数", "People"), "count")


def notes_table(
    frame: Frame, weighed: Sequence[WeighedLine], heaped: Sequence[Heaped], evened: Sequence[Evened]
) -> Table:
    """Return one row a thing that deserves care, none where there is none: what may lie behind it, what can be done."""
    rows = [*_weighting_rows(weighed), *_heaping_rows(heaped), *_evenness_rows(evened)]
    return _table(
        frame,
        key="quality-notes",
        title=("读数时请留意", "To bear in mind"),
        head=("看到的", "What is seen"),
        columns=(
            _column("maybe", ("可能的原因", "What may lie behind it"), "text"),
            _column("do", ("可以怎么做", "What can be done"), "text"),
        ),
        rows=tuple(rows),
        notes=(NO_ACCUSATION,),
    )


def _note(seen: Words, maybe: Words, do: Words) -> Row:
    return Row(label_zh=seen[0], label_en=seen[1], cells=(Wording(*maybe), Wording(*do)))


def _names(indicators: Sequence[Indicator]) -> Words:
    return "、".join(i.name_zh for i in indicators), ", ".join(i.name_en for i in indicators)


def _weighting_rows(weighed: Sequence[WeighedLine]) -> Iterator[Row]:
    found = [line.indicator for line in weighed if differs(line.raw, line.weighted)]
    if found:
        zh, en = _names(found)
        yield _note(
            (f"加权前后相差10%以上：{zh}", f"Weighted and raw differ by more than 10%: {en}"),
            ("可能有的地区或层级填的人偏多，有的偏少。", "Some places or levels may have answered more than others."),
            ("两个数一起看；下次让各处都有机会填。", "Read both; next time give all places the chance to answer."),
        )


def _heaping_rows(heaped: Sequence[Heaped]) -> Iterator[Row]:
    found = [line.indicator for line in heaped if line.share.low is not None and line.share.low >= MOSTLY_ROUND]
    if found:
        zh, en = _names(found)
        yield _note(
            (f"多数人填的是整半小时：{zh}", f"Most people gave whole half hours: {en}"),
            ("可能是凭印象估的，没有看手机里的屏幕使用时间。", "It may be recalled rather than read from the phone."),
            (
                "别比几分钟的差别；下次提醒怎么看屏幕使用时间。",
                "Ignore a few minutes; show how to read screen time.",
            ),
        )


def _evenness_rows(evened: Sequence[Evened]) -> Iterator[Row]:
    found = [line.indicator for line in evened if line.evenness is not None and line.evenness.is_low]
    if found:
        zh, en = _names(found)
        yield _note(
            (f"大家填的数比同级整齐得多：{zh}", f"Answers are much more alike than at peers: {en}"),
            (
                "可能本地要求本来就一样；也可能有人代填，或统一说过怎么填。",
                "Demands may truly be alike here; or answers may have been given for others, or agreed on.",
            ),
            (
                "下次发码时说明：各填各的，别人看不到。",
                "Say with the codes: each for themselves, unseen.",
            ),
        )


def weighting_table(frame: Frame, weighed: Sequence[WeighedLine]) -> Table:
    """Return one row an indicator: raw and weighted with their intervals, and what the answers are worth."""
    return _table(
        frame,
        key="quality-weights",
        title=("加权与未加权", "Weighted and raw"),
        head=("指标", "Indicator"),
        columns=(
            CODE,
            PEOPLE,
            _number("value", "未加权", "Raw"),
            _column("unit", ("单位", "Unit"), "text"),
            _number("low", "区间下限", "95% low"),
            _number("high", "区间上限", "95% high"),
            _number("weighted", "加权", "Weighted"),
            _number("weighted_low", "加权区间下限", "Weighted 95% low"),
            _number("weighted_high", "加权区间上限", "Weighted 95% high"),
            _column("worth", ("相当于（份）", "Worth (answers)"), "count"),
        ),
        rows=tuple(_weighed_row(line) for line in weighed),
        notes=(KISH, NOT_KEPT),
    )


def _weighed_row(line: WeighedLine) -> Row:
    weighted: tuple[Cell, ...] = (None, None, None)
    if line.weighted.is_shown:
        weighted = (value_cell(line.weighted), line.weighted.low, line.weighted.high)
    cells = (value_cell(line.raw), line.raw.low, line.raw.high, *weighted)
    value, low, high, *of_weighted = (in_own_decimals(cell, line.indicator) for cell in cells)
    return Row(
        label_zh=line.indicator.name_zh,
        label_en=line.indicator.name_en,
        cells=(
            line.indicator.code,
            n_cell(line.raw),
            value,
            line.indicator.unit_zh,
            low,
            high,
            *of_weighted,
            line.effective,
        ),
        estimate=line.raw,
        kind=row_kind(line.raw),
        estimates=(("weighted", line.weighted),),
    )


def heaping_table(frame: Frame, heaped: Sequence[Heaped]) -> Table:
    """Return one row a time: the share of people who gave 30, 60, 90, ... minutes."""
    return _table(
        frame,
        key="quality-rounding",
        title=("用时填成整半小时的占比", "Share of whole half hours"),
        head=("用时", "Time"),
        columns=(
            CODE,
            PEOPLE,
            _column("value", ("填30、60、90……分钟的占比", "Share at 30, 60, 90, ... minutes"), "percent", 1),
            _column("low", ("区间下限", "95% low"), "percent", 1),
            _column("high", ("区间上限", "95% high"), "percent", 1),
        ),
        rows=tuple(
            Row(
                label_zh=line.indicator.name_zh,
                label_en=line.indicator.name_en,
                cells=(
                    line.indicator.code,
                    n_cell(line.share),
                    value_cell(line.share),
                    line.share.low,
                    line.share.high,
                ),
                estimate=line.share,
                kind=row_kind(line.share),
            )
            for line in heaped
        ),
        notes=(ROUND,),
    )


def sources_table(frame: Frame, sourced: Sequence[Sourced]) -> Table:
    """Return one row a way of knowing the minutes: the share of people who named it."""
    return _table(
        frame,
        key="quality-sources",
        title=("APP用时是怎么知道的", "How minutes on apps were known"),
        head=("怎么知道的", "Known by"),
        columns=(
            PEOPLE,
            _column("value", ("占比", "Share"), "percent", 1),
            _column("low", ("区间下限", "95% low"), "percent", 1),
            _column("high", ("区间上限", "95% high"), "percent", 1),
        ),
        rows=tuple(
            Row(
                label_zh=str(line.option.zh),
                label_en=line.option.en,
                cells=(n_cell(line.share), value_cell(line.share), line.share.low, line.share.high),
                estimate=line.share,
                kind=row_kind(line.share),
            )
            for line in sourced
        ),
        notes=(SOURCES,),
    )


def evenness_table(frame: Frame, evened: Sequence[Evened]) -> Table:
    """Return one row an indicator: how much people differ here and, usually, among peers."""
    return _table(
        frame,
        key="quality-spread",
        title=("填的数有多参差", "How much answers differ"),
        head=("指标", "Indicator"),
        columns=(
            CODE,
            PEOPLE,
            _column("own", ("离散程度", "Spread"), "number", 2),
            _column("usual", ("同级通常", "Usual among peers"), "number", 2),
            _column("note", ("与同级比", "Against peers"), "text"),
        ),
        rows=tuple(_evenness_row(line) for line in evened),
        notes=(EVEN,),
    )


def _evenness_row(line: Evened) -> Row:
    evenness = line.evenness
    words = ("人数或同级不够，不比", "too few people or peers")
    if evenness is not None:
        words = ("明显更整齐", "much more alike") if evenness.is_low else ("未见异常", "nothing unusual")
    return Row(
        label_zh=line.indicator.name_zh,
        label_en=line.indicator.name_en,
        cells=(
            line.indicator.code,
            line.people or None,
            evenness.own if evenness else None,
            evenness.usual if evenness else None,
            Wording(*words),
        ),
        estimate=SUPPRESSED,
    )


def _table(  # noqa: PLR0913  # the parts of a table
    frame: Frame,
    *,
    key: str,
    title: Words,
    head: Words,
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    notes: Sequence[Words],
) -> Table:
    left_out = (left_out_note(frame.levels),) if frame.levels else ()
    notes_zh, notes_en = paired(*notes, *left_out)
    return Table(
        key=key,
        title_zh=f"{frame.region.name}：{title[0]}",
        title_en=f"{frame.region.name}: {title[1].lower()}",
        columns=columns,
        rows=rows,
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh=head[0],
        head_en=head[1],
    )
