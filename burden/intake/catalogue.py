"""The catalogue of apps, accounts and systems of a tree, from a file: rows are added or renewed by their code."""

import re
from collections.abc import Sequence

from django.db.models import TextChoices

from burden.domain.app_rows import APP_CODE, LONGEST_APP_CODE
from burden.domain.levels import LEVEL_NAMES, Level
from burden.intake.catalogue_plan import plan_of
from burden.intake.row_files import (
    Row,
    RowFileError,
    RowProblem,
    day,
    one_of,
    read_rows,
    text_of,
    whole_number,
    yes_or_no,
)
from burden.models import CatalogueItem, Region, TreeVersion

PACKAGE = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)+", re.ASCII)
LONGEST_PACKAGES = 200
REQUIRED = ("app_code", "name_zh", "kind", "region_code", "sponsor_level", "audience")
SPONSOR_WORDS = {str(int(level)): str(int(level)) for level in Level if level is not Level.POOLED} | {
    LEVEL_NAMES[level][0]: str(int(level)) for level in Level if level is not Level.POOLED
}


def _words(choices: type[TextChoices]) -> dict[str, str]:
    """Let a choice be written as its code or its Chinese name."""
    return {word: choice.value for choice in choices for word in (choice.value, str(choice.label))}


def _packages(raw: str) -> str | None:
    """Read names of Android packages, apart by blanks, commas or semicolons, each once."""
    names = list(dict.fromkeys(re.split(r"[\s,;、]+", text_of(LONGEST_PACKAGES)(raw) or "")))
    wrong = [name for name in names if name and not PACKAGE.fullmatch(name)]
    if wrong:
        raise ValueError(f"“{wrong[0][:40]}”不是包名，例如 cn.gov.example.app；多个用空格隔开。")
    return " ".join(name for name in names if name) or None


def _app_code(raw: str) -> str | None:
    """Read a code as the addresses of the what-if page can hold it."""
    code: str | None = text_of(LONGEST_APP_CODE)(raw)
    if code and not APP_CODE.fullmatch(code):
        raise ValueError("应用的编号只用字母、数字、-和_，例如A001。")
    return code


READERS = {
    "app_code": _app_code,
    "name_zh": text_of(40),
    "kind": one_of(_words(CatalogueItem.Kind)),
    "region_code": text_of(12),
    "function_category": text_of(20),
    "sponsor_level": one_of(SPONSOR_WORDS),
    "sponsor_dept": text_of(40),
    "audience": one_of(
        {word: value for value, label in CatalogueItem.Audience.choices for word in (value, str(label))}
    ),
    "platform": text_of(20),
    "launched_on": day,
    "last_update_on": day,
    "filing_no": text_of(40),
    "has_complaint_channel": yes_or_no(default=True),
    "is_exempt_scene": yes_or_no(default=False),
    "exempt_basis": text_of(100),
    "is_commercial": yes_or_no(default=False),
    "duplicate_group": text_of(12),
    "active_users_3m": whole_number(0, 2_000_000_000),
    "is_retired": yes_or_no(default=False),
    "package_names": _packages,
}
TEMPLATE = (
    ",".join(READERS)
    + "\nA001,示例通,app,330500000000,综合办公,40,市大数据局,内部,,2024-05-01,2026-08-30,,是,否,,否,,1200,否,"
    + "cn.gov.example.app\n"
)
EMPTY_TEXT = (
    "function_category",
    "sponsor_dept",
    "platform",
    "filing_no",
    "exempt_basis",
    "duplicate_group",
    "package_names",
)


def read_catalogue(content: bytes, *, tree: TreeVersion) -> list[CatalogueItem]:
    """Read and check a file without storing it, for a preview; raises RowFileError with every problem."""
    rows = read_rows(content, readers=READERS, required=REQUIRED)
    regions = set(Region.objects.filter(tree=tree).values_list("code", flat=True))
    codes = [row.values["app_code"] for row in rows]
    elsewhere = set(
        CatalogueItem.objects.filter(app_code__in=codes).exclude(tree=tree).values_list("app_code", flat=True)
    )
    problems = [problem for row in rows if (problem := _problem(row, regions=regions, elsewhere=elsewhere))]
    problems += _repeated(rows)
    if problems:
        raise RowFileError(sorted(problems, key=lambda problem: problem.line))
    items = [_item(row, tree) for row in rows]
    lines = {row.values["app_code"]: row.line for row in rows}
    refused = [
        RowProblem(line=lines[problem.app_code], column=problem.field, sentence=problem.sentence)
        for problem in plan_of(items).problems
    ]
    if refused:
        raise RowFileError(refused)
    return items


def _problem(row: Row, *, regions: set[str], elsewhere: set[str]) -> RowProblem | None:
    if row.values["region_code"] not in regions:
        return RowProblem(line=row.line, column="region_code", sentence=f"没有地区 {row.values['region_code']}。")
    if row.values["app_code"] in elsewhere:
        return RowProblem(line=row.line, column="app_code", sentence="另一个版本的目录已用了这个编号。")
    if row.values["package_names"] and row.values["kind"] != CatalogueItem.Kind.APP:
        # A mini-program runs inside another app, whose minutes are not its own.
        return RowProblem(line=row.line, column="package_names", sentence="只有APP有自己的包名，这里请留空。")
    return None


def _repeated(rows: Sequence[Row]) -> list[RowProblem]:
    seen: set[str] = set()
    problems = []
    for row in rows:
        if row.values["app_code"] in seen:
            problems.append(RowProblem(line=row.line, column="app_code", sentence="编号重复。"))
        seen.add(row.values["app_code"])
    return problems


def _item(row: Row, tree: TreeVersion) -> CatalogueItem:
    values = dict(row.values) | {name: row.values[name] or "" for name in EMPTY_TEXT}
    values["sponsor_level"] = int(values["sponsor_level"])
    return CatalogueItem(tree=tree, **values)
