"""What stands around the tables of a file: where, when, which release, what the sample is, what is left out."""

from dataclasses import dataclass

from burden.domain.traditional import traditional
from burden.reports.types import (
    BAND_WORDS,
    SUPPRESSED_EN,
    SUPPRESSED_ZH,
    Band,
    Column,
    Row,
    Table,
    TablePage,
)
from burden.reports.wording import Wording

Cell = str | int | float | None


@dataclass(frozen=True, kw_only=True)
class Words:
    """The language of a file: reports say everything in Chinese and English, Traditional is made of the former."""

    is_english: bool = False
    is_traditional: bool = False

    def say(self, zh: str, en: str) -> str:
        """Return the wording of this language."""
        if self.is_english:
            return en
        return traditional(zh) if self.is_traditional else zh

    def name(self, name: str) -> str:
        """Return a proper name, which has no English form, in the script of this language."""
        return self.say(name, name)

    def title(self, table: Table) -> str:
        """Return the title of a table."""
        return self.say(table.title_zh, table.title_en)

    def head(self, table: Table) -> list[str]:
        """Return the titles of all columns, that of the labels first."""
        return [
            self.say(table.head_zh, table.head_en),
            *(self.say(column.title_zh, column.title_en) for column in table.columns),
        ]

    def label(self, row: Row) -> str:
        """Return what a row is about."""
        return self.say(row.label_zh, row.label_en)

    def cell(self, cell: Cell, column: Column) -> Cell:
        """Return a cell as this language prints it: numbers stay numbers."""
        if cell == SUPPRESSED_ZH:
            return self.say(SUPPRESSED_ZH, SUPPRESSED_EN)
        if column.kind == "band" and cell is not None:
            return self.say(*BAND_WORDS[Band(str(cell))])
        if isinstance(cell, Wording):
            return self.say(str(cell), cell.en)
        return self.name(cell) if isinstance(cell, str) else cell

    def notes(self, table: Table) -> tuple[str, ...]:
        """Return the notes of a table."""
        return tuple(self.name(note) for note in (table.notes_en if self.is_english else table.notes_zh))


def provenance(page: TablePage, words: Words) -> list[tuple[str, str]]:
    """Return lines (item, text) that say where the numbers of a file come from."""
    frame = page.frame
    notes = frame.notes_en if words.is_english else frame.notes_zh
    dates = f"{frame.wave.opens_on:%Y-%m-%d} – {frame.wave.closes_on:%Y-%m-%d}"
    return [
        (words.say("地区", "Region"), f"{words.name(frame.region.name)} {frame.region.code}"),
        (words.say("调查", "Wave"), f"{frame.wave.code} {dates}"),
        (words.say("层级", "Levels"), words.say(frame.levels_zh, frame.levels_en)),
        (words.say("发布号", "Release"), frame.release.id),
        (words.say("发布日期", "Published on"), frame.release.published_on.isoformat()),
        (words.say("发布内容校验值 SHA-256", "SHA-256 of the release"), frame.release.content_hash),
        *((words.say("说明", "Note"), words.name(note)) for note in notes),
    ]


def suppression_lines(page: TablePage, words: Words) -> list[tuple[str, str]]:
    """Return lines (item, text) that say why some cells hold no number."""
    smallest = page.frame.release.smallest_group
    return [
        (
            words.say(SUPPRESSED_ZH, SUPPRESSED_EN),
            words.say(
                f"这一格不足{smallest}人，或没有人作答；两者写法相同，不作区分。",
                f"Fewer than {smallest} people, or nobody, answered; both are printed alike on purpose.",
            ),
        ),
        (
            words.say("并入上级", "Counted with the level above"),
            words.say(
                "不单列的人数并入“其余”行或上级地区；并入后各行相加等于合计。",
                "People who are not listed apart are counted in the row “rest” or with the level above; rows add up.",
            ),
        ),
        (
            words.say("人数区间", "Bands of people"),
            words.say(
                "县以下的人数只写档（10–19、20–49、50+），县和以上写确数。",
                "Below county the number of people is a band; from county up it is exact.",
            ),
        ),
        (
            words.say("占比的两端", "Ends of shares"),
            words.say(
                "接近0或100%的占比写作“<5 %”“>95 %”，以免看出某个人的答案。",
                "Shares close to 0 or 100% are printed as “<5 %” and “>95 %”, so that nobody's answer shows.",
            ),
        ),
        (
            words.say("没有的列", "What no file holds"),
            words.say(
                "任何文件都没有最大值、最小值、名次、逐人答卷，也没有隐藏的工作表或列。",
                "No file holds maxima, minima, ranks or single answers, nor any hidden sheet or column.",
            ),
        ),
    ]
