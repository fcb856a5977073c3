"""Reading an edition of the region tree from a file, and refusing a broken one before anything is stored."""

import gzip
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from burden.domain.levels import KIND_DEPTH, RegionKind, code_of, prefix_of
from burden.domain.sentences import Sentence
from burden.intake.row_files import (
    Column,
    Row,
    RowProblem,
    offered_words,
    one_of,
    read_rows,
    region_code,
    text_as_written,
)
from burden.intake.sheets import Tell, tell_nobody
from burden.models import Region

LONGEST_NAME = 60
LONGEST_SOURCE = 20
MOST_PROBLEMS = 20  # enough to see what is wrong with an edition
KIND_WORDS = {str(kind.label): kind.value for kind in Region.Kind} | {kind.value: kind.value for kind in Region.Kind}
COLUMNS = (
    Column(name="code", title="地区代码", read=region_code, is_required=True, note="12位数字，下级以上级的开头。"),
    Column(
        name="kind", title="级别", read=one_of(KIND_WORDS), is_required=True,
        words=offered_words(KIND_WORDS), note="地级市、州、盟写市；县级市、区、旗写县。",
    ),
    Column(name="parent_code", title="上级代码", read=region_code, is_expected=True, note="全国一行空着，其余都要填。"),
    Column(name="name", title="名称", read=text_as_written(LONGEST_NAME), is_required=True),
    Column(name="source", title="来源", read=text_as_written(LONGEST_SOURCE), note="这一行从哪里来，可以不填。"),
)  # fmt: skip


class RegionFileError(ValueError):
    """The rows are no region tree; the sentence lists the first problems."""


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """One region as a file names it; ``parent_code`` is empty for the root alone."""

    code: str
    kind: RegionKind
    parent_code: str
    name: str
    source: str

    @property
    def path(self) -> str:
        """The digits that the whole subtree shares."""
        return prefix_of(self.code, self.kind)


def read_region_file(path: Path) -> list[RegionRow]:
    """Read and check a CSV or XLSX file, a CSV gzipped or plain; raises RowFileError, or OSError."""
    content = path.read_bytes()
    return read_regions(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)


def read_regions(content: bytes, *, tell: Tell = tell_nobody) -> list[RegionRow]:
    """Read and check an edition of the tree without storing it; raises RowFileError with every problem."""
    reading = read_rows(content, columns=COLUMNS, tell=tell)
    regions = [_region(row) for row in reading.rows]
    lines = [row.line for row in reading.rows]
    # Where rows could not be read, those below them would seem to hang in the air.
    found = [] if reading.problems else list(problems_of_tree(regions))
    reading.checked(
        RowProblem(line=lines[place] if place is not None else 0, column=column, sentence=sentence)
        for place, column, sentence in found
    )
    return regions


def check_tree(rows: Sequence[RegionRow]) -> None:
    """Refuse rows that are no tree: a code twice, a missing parent, a code that does not extend its parent's."""
    problems = [
        f"{rows[place].code} {rows[place].name}：{sentence}" if place is not None else str(sentence)
        for place, _, sentence in problems_of_tree(rows)
    ]
    if problems:
        more = f"\n……另有{len(problems) - MOST_PROBLEMS}处" if len(problems) > MOST_PROBLEMS else ""
        raise RegionFileError("\n".join(problems[:MOST_PROBLEMS]) + more)


def problems_of_tree(rows: Sequence[RegionRow]) -> Iterator[tuple[int | None, str, Sentence]]:
    """Yield what keeps rows from being a tree: the place of the row, None for all, the column, and a sentence."""
    by_code = {row.code: row for row in rows}
    times = Counter(row.code for row in rows)
    if [row.kind for row in rows].count(RegionKind.ROOT) != 1:
        yield None, "", Sentence("应当有且只有一行“全国”（代码000000000000）。")
    for place, row in enumerate(rows):
        if times[row.code] > 1:
            yield place, "code", Sentence("有重复的代码。")
        problem = _problem_of(row, by_code)
        if problem is not None:
            yield place, *problem


def _region(row: Row) -> RegionRow:
    return RegionRow(
        code=row.values["code"],
        kind=RegionKind(row.values["kind"]),
        parent_code=row.values["parent_code"] or "",
        name=row.values["name"],
        source=row.values["source"] or "",
    )


def _problem_of(row: RegionRow, by_code: Mapping[str, RegionRow]) -> tuple[str, Sentence] | None:
    if code_of(row.path) != row.code:
        return "code", Sentence("这一级的代码末尾应为零。")
    if row.kind is RegionKind.ROOT:
        return None
    parent = by_code.get(row.parent_code)
    if parent is None:
        return "parent_code", Sentence("文件里没有上级 %(code)s。", code=row.parent_code)
    if not row.path.startswith(parent.path) or KIND_DEPTH[parent.kind] >= KIND_DEPTH[row.kind]:
        return "parent_code", Sentence("不在上级 %(code)s %(name)s 之下。", code=parent.code, name=parent.name)
    if (nearer := _nearer(row, parent, by_code)) is not None:
        return "parent_code", Sentence(
            "代码在 %(code)s %(name)s 之下，上级应填它。", code=nearer.code, name=nearer.name
        )
    return None


def _nearer(row: RegionRow, parent: RegionRow, by_code: Mapping[str, RegionRow]) -> RegionRow | None:
    """Return a region that the code lies in and that lies in the parent: subtrees are ranges of codes."""
    for kind, depth in KIND_DEPTH.items():
        if KIND_DEPTH[parent.kind] < depth < KIND_DEPTH[row.kind]:
            found = by_code.get(code_of(prefix_of(row.code, kind)))
            if found is not None and found.code not in (parent.code, row.code):
                return found
    return None
