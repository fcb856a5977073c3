"""Head counts of a wave: how many people of each level work in each region, from a file, all of it or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from burden.domain.levels import Level, RegionKind, may_name
from burden.domain.sentences import Sentence
from burden.intake.places import territory_of
from burden.intake.row_files import (
    LEVEL_WORDS,
    Column,
    Row,
    RowFileError,
    RowProblem,
    day,
    offered_words,
    one_of,
    read_rows,
    region_code,
    repeated,
    text_as_written,
    text_of,
    whole_number,
)
from burden.intake.sheets import Tell, tell_nobody
from burden.models import Headcount, Wave

MOST_PEOPLE = 99_999
COLUMNS = (
    Column(
        name="region_code", title="地区代码", read=region_code, is_required=True, note="12位数字，样表里已列好。"
    ),
    Column(
        name="region_name", title="地区名称", read=text_as_written(60), note="可以不填；填了就与代码核对，防止看错行。"
    ),
    Column(
        name="level", title="层级", read=one_of(LEVEL_WORDS), is_required=True,
        words=offered_words(LEVEL_WORDS), note="这些人的单位是哪一级。",
    ),
    Column(
        name="people", title="人数", read=whole_number(1, MOST_PEOPLE), is_expected=True,
        note="在这个地区本级工作的人，不含下级地区。没有人的行空着或删掉。",
    ),
    Column(name="source", title="来源", read=text_of(100), is_expected=True, note="例如：编制统计。"),
    Column(name="as_of_on", title="截至日期", read=day, is_expected=True, note="例如：2026-09-30。"),
)  # fmt: skip
FILLED_IN = ("people", "source", "as_of_on")  # a row of the template that has none of them was left as it came


@dataclass(frozen=True, kw_only=True)
class HeadcountRow:
    """People of one level in one region, not counting regions below."""

    region_code: str
    region_name: str
    level: Level
    people: int
    source: str
    as_of_on: date


@dataclass(frozen=True, kw_only=True)
class HeadcountFile:
    """What a file of head counts says; ``unfilled`` counts the rows that were left blank."""

    rows: tuple[HeadcountRow, ...]
    unfilled: int


class HeadcountsFrozenError(ValueError):
    """The wave is closed: its head counts belong to its release."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_headcounts(content: bytes, *, wave: Wave, tell: Tell = tell_nobody) -> HeadcountFile:
    """Read and check a file without storing it, for a preview; raises RowFileError with every problem."""
    reading = read_rows(content, columns=COLUMNS, tell=tell)
    regions = {
        code: (name, RegionKind(kind))
        for code, name, kind in territory_of(wave).regions().values_list("code", "name", "kind")
    }
    filled = [row for row in reading.rows if any(row.values[name] is not None for name in FILLED_IN)]
    reading.checked(_problems(filled, regions))
    if not filled:
        raise RowFileError([RowProblem(line=0, column="", sentence=Sentence("没有一行填了人数。"))])
    return HeadcountFile(
        rows=tuple(_headcount(row, regions) for row in filled), unfilled=len(reading.rows) - len(filled)
    )


@transaction.atomic
def store_headcounts(*, wave: Wave, rows: Sequence[HeadcountRow]) -> int:
    """Replace the wave's head counts and return their number; the same rows again change nothing.

    Raises HeadcountsFrozenError once the wave is closed.
    """
    current = Wave.objects.select_for_update().get(pk=wave.pk)
    if current.state not in (Wave.State.DRAFT, Wave.State.OPEN):
        raise HeadcountsFrozenError(Sentence("调查 %(code)s 已截止，人数不能再改。", code=wave.code))
    current.headcounts.all().delete()
    Headcount.objects.bulk_create(
        (
            Headcount(
                wave=current,
                region_code=row.region_code,
                level=row.level,
                people=row.people,
                source=row.source,
                as_of_on=row.as_of_on,
            )
            for row in rows
        ),
        batch_size=5_000,
    )
    return len(rows)


def stored_headcounts(wave: Wave) -> Iterator[HeadcountRow]:
    """Yield the wave's head counts by region and level, as a file would say them."""
    names = dict(territory_of(wave).regions().values_list("code", "name"))
    for row in wave.headcounts.order_by("region_code", "level"):
        yield HeadcountRow(
            region_code=row.region_code,
            region_name=names.get(row.region_code, ""),
            level=Level(row.level),
            people=row.people,
            source=row.source,
            as_of_on=row.as_of_on,
        )


def _problems(rows: Sequence[Row], regions: Mapping[str, tuple[str, RegionKind]]) -> Iterator[RowProblem]:
    for row in rows:
        yield from _problems_of(row, regions)
    for row, line in repeated(rows, "region_code", "level"):
        yield RowProblem(line=row.line, column="", sentence=Sentence("与第%(line)s行是同一地区、同一层级。", line=line))


def _problems_of(row: Row, regions: Mapping[str, tuple[str, RegionKind]]) -> Iterator[RowProblem]:
    for name in FILLED_IN:
        if row.values[name] is None:
            yield RowProblem(line=row.line, column=name, sentence=Sentence("不能空着。"))
    code = row.values["region_code"]
    if code not in regions:
        sentence = Sentence("调查范围内没有 %(code)s。", code=code)
        yield RowProblem(line=row.line, column="region_code", sentence=sentence)
        return
    name, kind = regions[code]
    if row.values["region_name"] not in (None, name):
        sentence = Sentence("代码 %(code)s 是%(name)s，不是这个地区。", code=code, name=name)
        yield RowProblem(line=row.line, column="region_name", sentence=sentence)
    if not may_name(Level(int(row.values["level"])), kind):
        sentence = Sentence("这一层级的人不能算在这么大的地区上，请分到下级。")
        yield RowProblem(line=row.line, column="level", sentence=sentence)


def _headcount(row: Row, regions: Mapping[str, tuple[str, RegionKind]]) -> HeadcountRow:
    return HeadcountRow(
        region_code=row.values["region_code"],
        region_name=regions[row.values["region_code"]][0],
        level=Level(int(row.values["level"])),
        people=row.values["people"],
        source=row.values["source"],
        as_of_on=row.values["as_of_on"],
    )
