"""The catalogue of apps, accounts and systems of a tree, from a file: rows are added or renewed by their code."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices

from burden.domain.app_rows import APP_CODE, LONGEST_APP_CODE
from burden.domain.raw_values import RefusedValueError
from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _
from burden.intake.catalogue_example import is_example
from burden.intake.catalogue_plan import plan_of
from burden.intake.row_files import (
    LEVEL_WORDS,
    Column,
    Row,
    RowProblem,
    day,
    offered_words,
    one_of,
    read_rows,
    region_code,
    repeated,
    text_of,
    whole_number,
    yes_or_no,
)
from burden.intake.sheets import Tell, tell_nobody
from burden.models import CatalogueItem, Region, TreeVersion

PACKAGE = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)+", re.ASCII)
LONGEST_PACKAGES = 200


def _words(choices: type[TextChoices]) -> dict[str, str]:
    """Let a choice be written as its code or its Chinese name."""
    return {word: choice.value for choice in choices for word in (choice.value, str(choice.label))}


def _packages(raw: str) -> str | None:
    """Read names of Android packages, apart by blanks, commas or semicolons, each once."""
    names = list(dict.fromkeys(re.split(r"[\s,;、]+", text_of(LONGEST_PACKAGES)(raw) or "")))
    wrong = [name for name in names if name and not PACKAGE.fullmatch(name)]
    if wrong:
        raise RefusedValueError(
            Sentence("“%(word)s”不是包名，例如 cn.gov.example.app；多个用空格隔开。", word=wrong[0][:40])
        )
    return " ".join(name for name in names if name) or None


def _app_code(raw: str) -> str | None:
    """Read a code as the addresses of the what-if page can hold it."""
    code: str | None = text_of(LONGEST_APP_CODE)(raw)
    if code and not APP_CODE.fullmatch(code):
        raise RefusedValueError(Sentence("应用的编号只用字母、数字、-和_，例如A001。"))
    return code


KIND_WORDS, AUDIENCE_WORDS = _words(CatalogueItem.Kind), _words(CatalogueItem.Audience)
YES_NO = ("是", "否")
COLUMNS = (
    Column(
        name="app_code", title=_("编号"), read=_app_code, is_required=True,
        note="字母、数字、-和_，最多12个，例如A001。编号相同的更新，其余新增。",
    ),
    Column(name="name_zh", title=_("名称"), read=text_of(40), is_required=True),
    Column(name="kind", title=_("类型"), read=one_of(KIND_WORDS), is_required=True, words=offered_words(KIND_WORDS)),
    Column(
        name="region_code", title=_("地区代码"), read=region_code, is_required=True,
        note="12位数字：这个地区和它以下的人都会在列表里看到。",
    ),
    Column(
        name="function_category", title=_("用途"), read=text_of(20), note="例如：综合办公。用途相同的放在一起比较。"
    ),
    Column(
        name="sponsor_level", title=_("主办层级"), read=one_of(LEVEL_WORDS), is_required=True,
        words=offered_words(LEVEL_WORDS),
    ),
    Column(name="sponsor_dept", title=_("主办部门"), read=text_of(40)),
    Column(
        name="audience", title=_("给谁用"), read=one_of(AUDIENCE_WORDS), is_required=True,
        words=offered_words(AUDIENCE_WORDS),
    ),
    Column(name="platform", title=_("账号平台"), read=text_of(20), note="公众账号在哪个平台。"),
    Column(name="launched_on", title=_("上线日期"), read=day, note="例如：2024-05-01。"),
    Column(name="last_update_on", title=_("最近更新日期"), read=day, note="例如：2026-08-30。"),
    Column(name="filing_no", title=_("备案编号"), read=text_of(40)),
    Column(name="has_complaint_channel", title=_("有投诉建议渠道"), read=yes_or_no(default=True), words=YES_NO),
    Column(
        name="is_exempt_scene", title=_("特殊场景"), read=yes_or_no(default=False), words=YES_NO, note="安保、应急等。"
    ),
    Column(name="exempt_basis", title=_("特殊场景的依据"), read=text_of(100)),
    Column(name="is_commercial", title=_("有商业推广"), read=yes_or_no(default=False), words=YES_NO),
    Column(name="duplicate_group", title=_("同类组"), read=text_of(12), note="功能差不多的写同一个词。"),
    Column(
        name="active_users_3m", title=_("近三个月用户数"), read=whole_number(0, 2_000_000_000),
        note="主办单位公布的数。",
    ),
    Column(name="is_retired", title=_("已停用"), read=yes_or_no(default=False), words=YES_NO),
    Column(
        name="package_names", title=_("安卓包名"), read=_packages,
        note="只有APP有；多个用空格隔开，例如 cn.gov.example.app。",
    ),
)  # fmt: skip
EMPTY_TEXT = (
    "function_category",
    "sponsor_dept",
    "platform",
    "filing_no",
    "exempt_basis",
    "duplicate_group",
    "package_names",
)


@dataclass(frozen=True, kw_only=True)
class CatalogueFile:
    """The entries of a file, and the fields that it speaks of: those it has no column for are to stay as they are."""

    items: tuple[CatalogueItem, ...]
    fields: tuple[str, ...]


def read_catalogue(content: bytes, *, tree: TreeVersion, tell: Tell = tell_nobody) -> CatalogueFile:
    """Read and check a file without storing it, for a preview; raises RowFileError with every problem."""
    reading = read_rows(content, columns=COLUMNS, tell=tell)
    regions = set(Region.objects.filter(tree=tree).values_list("code", flat=True))
    codes = [row.values["app_code"] for row in reading.rows]
    stored = CatalogueItem.objects.filter(app_code__in=codes)
    homes = dict(stored.beside(tree.version).values_list("app_code", "region_code"))
    elsewhere = set(stored.exclude(app_code__in=homes).values_list("app_code", flat=True))
    fields = tuple(name for name in reading.titles if name != "app_code")
    items = tuple(_item(row, tree) for row in reading.rows)
    lines = {row.values["app_code"]: row.line for row in reading.rows}
    problems = [
        problem for row in reading.rows for problem in _problems(row, regions=regions, homes=homes, elsewhere=elsewhere)
    ]
    problems += [
        RowProblem(line=row.line, column="app_code", sentence=Sentence("与第%(line)s行的编号重复。", line=line))
        for row, line in repeated(reading.rows, "app_code")
    ]
    problems += [
        RowProblem(line=lines[problem.app_code], column=problem.field, sentence=problem.sentence)
        for problem in plan_of(items, fields=fields).problems
    ]
    reading.checked(problems)
    return CatalogueFile(items=items, fields=fields)


def _problems(row: Row, *, regions: set[str], homes: Mapping[str, str], elsewhere: set[str]) -> Iterator[RowProblem]:
    def problem(column: str, sentence: Sentence) -> RowProblem:
        return RowProblem(line=row.line, column=column, sentence=sentence)

    if is_example(row.values):
        yield problem("name_zh", Sentence("这一行是样表里的例子，请换成真的应用，或者删掉这一行。"))
    code = row.values["region_code"]
    # An entry whose region a newer edition lacks stays where it is until somebody moves it.
    if code not in regions and code != homes.get(row.values["app_code"]):
        yield problem("region_code", Sentence("没有地区 %(code)s。", code=code))
    if row.values["app_code"] in elsewhere:
        yield problem("app_code", Sentence("演示的和正式的应用不能共用编号，请换一个。"))
    if row.values["package_names"] and row.values["kind"] != CatalogueItem.Kind.APP:
        # A mini-program runs inside another app, whose minutes are not its own.
        yield problem("package_names", Sentence("只有APP有自己的包名，这里请留空。"))


def _item(row: Row, tree: TreeVersion) -> CatalogueItem:
    values = dict(row.values) | {name: row.values[name] or "" for name in EMPTY_TEXT}
    values["sponsor_level"] = int(values["sponsor_level"])
    return CatalogueItem(tree=tree, **values)
