"""Head counts of a wave: how many people of each level work in each region, from a file, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from burden.domain.levels import LEVEL_NAMES, RESPONDENT_LEVELS, Level, RegionKind, may_name
from burden.intake.places import territory_of
from burden.intake.row_files import Row, RowFileError, RowProblem, day, one_of, read_rows, text_of, whole_number
from burden.models import Headcount, Wave

COLUMNS = ("region_code", "level", "people", "source", "as_of_on")
MOST_PEOPLE = 99_999
# A level may be written as its number or its Chinese name.
LEVEL_WORDS = {str(int(level)): str(int(level)) for level in RESPONDENT_LEVELS} | {
    LEVEL_NAMES[level][0]: str(int(level)) for level in RESPONDENT_LEVELS
}
READERS = {
    "region_code": text_of(12),
    "level": one_of(LEVEL_WORDS),
    "people": whole_number(1, MOST_PEOPLE),
    "source": text_of(100),
    "as_of_on": day,
}
TEMPLATE = "region_code,level,people,source,as_of_on\n330522102000,乡镇街道,86,编制统计,2026-09-30\n"


@dataclass(frozen=True, kw_only=True)
class HeadcountRow:
    """People of one level in one region, not counting regions below."""

    region_code: str
    region_name: str
    level: Level
    people: int
    source: str
    as_of_on: date


class HeadcountsFrozenError(ValueError):
    """The wave is closed: its head counts belong to its release."""


def read_headcounts(content: bytes, *, wave: Wave) -> list[HeadcountRow]:
    """Read and check a file without storing it, for a preview; raises RowFileError with every problem."""
    rows = read_rows(content, readers=READERS, required=COLUMNS)
    regions = {
        code: (name, RegionKind(kind))
        for code, name, kind in territory_of(wave).regions().values_list("code", "name", "kind")
    }
    problems = [problem for row in rows if (problem := _problem(row, regions))] + _repeated(rows)
    if problems:
        raise RowFileError(sorted(problems, key=lambda problem: problem.line))
    return [_headcount(row, regions) for row in rows]


@transaction.atomic
def store_headcounts(*, wave: Wave, rows: Sequence[HeadcountRow]) -> int:
    """Replace the wave's head counts and return their number; the same rows again change nothing.

    Raises HeadcountsFrozenError once the wave is closed.
    """
    current = Wave.objects.select_for_update().get(pk=wave.pk)
    if current.state not in (Wave.State.DRAFT, Wave.State.OPEN):
        raise HeadcountsFrozenError(f"调查 {wave.code} 已截止，人数不能再改。")
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


def _problem(row: Row, regions: dict[str, tuple[str, RegionKind]]) -> RowProblem | None:
    code = row.values["region_code"]
    if code not in regions:
        return RowProblem(line=row.line, column="region_code", sentence=f"调查范围内没有 {code}。")
    _, kind = regions[code]
    if not may_name(Level(int(row.values["level"])), kind):
        return RowProblem(line=row.line, column="level", sentence="这一层级的人不能算在这么大的地区上，请分到下级。")
    return None


def _repeated(rows: Sequence[Row]) -> list[RowProblem]:
    first: dict[tuple[str, str], int] = {}
    problems = []
    for row in rows:
        unit = (row.values["region_code"], row.values["level"])
        line = first.setdefault(unit, row.line)
        if line != row.line:
            problems.append(RowProblem(line=row.line, column="", sentence=f"与第{line}行是同一地区、同一层级。"))
    return problems


def _headcount(row: Row, regions: dict[str, tuple[str, RegionKind]]) -> HeadcountRow:
    return HeadcountRow(
        region_code=row.values["region_code"],
        region_name=regions[row.values["region_code"]][0],
        level=Level(int(row.values["level"])),
        people=row.values["people"],
        source=row.values["source"],
        as_of_on=row.values["as_of_on"],
    )
