"""Reading an edition of the region tree from a file, and refusing a broken one before anything is stored."""

import csv
import gzip
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from burden.domain.levels import KIND_DEPTH, RegionKind, code_of, prefix_of

COLUMNS = ("code", "kind", "parent_code", "name", "source")
CODE = re.compile(r"[0-9]{12}")  # "330522102000"
LONGEST_NAME = 60
MOST_PROBLEMS = 20  # enough to see what is wrong with a file


class RegionFileError(ValueError):
    """The file is no region tree; the sentence lists the first problems by line."""


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
    """Read and check a UTF-8 CSV, gzipped or plain; raises :class:`RegionFileError` with the lines to mend."""
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise RegionFileError(f"读不了文件 {path}：{error}") from error
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise RegionFileError(f"第1行缺少列：{'、'.join(missing)}。应有：{'、'.join(COLUMNS)}。")
    problems: list[str] = []
    rows = [row for record in reader if (row := _row(record, line=reader.line_num, problems=problems))]
    check_tree(rows, problems=problems)
    return rows


def check_tree(rows: Sequence[RegionRow], *, problems: list[str] | None = None) -> None:
    """Refuse rows that are no tree: a code twice, a missing parent, a code that does not extend its parent's.

    Raises :class:`RegionFileError`; ``problems`` are those found before.
    """
    problems = [] if problems is None else problems
    by_code = {row.code: row for row in rows}
    if len(by_code) != len(rows):
        problems.append("有重复的代码。")
    if [row.kind for row in rows].count(RegionKind.ROOT) != 1:
        problems.append("应当有且只有一个根节点（root）。")
    problems.extend(problem for row in rows if (problem := _problem_of(row, by_code)))
    if problems:
        more = f"\n……另有{len(problems) - MOST_PROBLEMS}处" if len(problems) > MOST_PROBLEMS else ""
        raise RegionFileError("\n".join(problems[:MOST_PROBLEMS]) + more)


def _row(record: dict[str, str | None], *, line: int, problems: list[str]) -> RegionRow | None:
    values = {name: (record.get(name) or "").strip() for name in COLUMNS}
    if not CODE.fullmatch(values["code"]):
        problems.append(f"第{line}行：代码应为12位数字。")
    elif values["kind"] not in {kind.value for kind in RegionKind}:
        problems.append(f"第{line}行：没有“{values['kind'][:20]}”这一级。")
    elif not 0 < len(values["name"]) <= LONGEST_NAME:
        problems.append(f"第{line}行：名称应为1到{LONGEST_NAME}个字。")
    else:
        kind = RegionKind(values.pop("kind"))
        return RegionRow(kind=kind, **values)
    return None


def _problem_of(row: RegionRow, by_code: dict[str, RegionRow]) -> str | None:
    if code_of(row.path) != row.code:
        return f"{row.code} {row.name}：代码末尾应为零（{row.kind}）。"
    if row.kind is RegionKind.ROOT:
        return None
    parent = by_code.get(row.parent_code)
    if parent is None:
        return f"{row.code} {row.name}：没有上级 {row.parent_code}。"
    if not row.path.startswith(parent.path) or KIND_DEPTH[parent.kind] >= KIND_DEPTH[row.kind]:
        return f"{row.code} {row.name}：不在上级 {parent.code} {parent.name} 之下。"
    return None
