"""What R30 finds in the program as it runs: columns of the database, doors of the survey, fields that take files."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import Engine
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny

from burden.access.decorators import DOOR
from burden.models.inventory import stored_tables
from burden.reports.own_rules.rule import OwnRule, kept_if
from burden.reports.own_rules.self_check import SelfCheck, self_check

SURVEY = "intake"
# Parts of names that a column of attendance, or of points and ranks, would bear.
ATTENDANCE = frozenset({"absent", "attendance", "checkin", "clocked", "present", "punch", "signin"})
POINTS_AND_RANKS = frozenset(
    {"badge", "badges", "credit", "credits", "medal", "points", "rank", "ranking", "ranks", "score", "scores", "streak"}
)
LOGIN_FOR_ALL = "LoginRequiredMiddleware"
_TAG = re.compile(r"<(?:input|form)\b[^>]*>", re.IGNORECASE)
_FILE_INPUT = re.compile(r"""type=["']?file""", re.IGNORECASE)
_SENDS_OR_DEMANDS = re.compile(r"""\s(?:name=|required\b)""", re.IGNORECASE)
_SENDS_FILES = re.compile(r"multipart/form-data", re.IGNORECASE)


def rules_of_program() -> tuple[OwnRule, ...]:
    """Return what is found in the running program; no query."""
    columns = [f"{table}.{column}" for table, found in stored_tables().items() for column in found]
    return (
        attendance_rule(columns, self_check()),
        points_rule(columns),
        login_rule(survey_addresses(get_resolver().url_patterns), settings.MIDDLEWARE),
        upload_rule(demanded_files(_survey_templates()), survey_addresses(get_resolver().url_patterns)),
    )


def attendance_rule(columns: list[str], check: SelfCheck) -> OwnRule:
    """Judge check-in: nothing may tell when or by whose account an answer came, no column may keep attendance."""
    kept = columns_named(columns, ATTENDANCE)
    telling = len(check.telling_columns)
    return OwnRule(
        key="attendance",
        verdict=kept_if(not kept and not telling),
        rule=("不打卡、不签到", "No check-in"),
        found=(
            f"记出勤的列有{len(kept)}列；答卷表里记时刻、IP或账号的列有{telling}列",
            f"{len(kept)} columns of attendance; {telling} of answer tables tell a time, an IP or an account",
        ),
        how=(
            f"程序查了数据库全部{len(columns)}列",
            f"The program looked at all {len(columns)} columns of the database",
        ),
    )


def points_rule(columns: list[str]) -> OwnRule:
    """Judge points and ranks: there is no column to keep them in."""
    kept = columns_named(columns, POINTS_AND_RANKS)
    return OwnRule(
        key="points",
        verdict=kept_if(not kept),
        rule=("不积分，不给谁填了排名", "No points, no ranking of who answered"),
        found=(f"记积分或排名的列有{len(kept)}列", f"{len(kept)} columns of points or ranks"),
        how=(
            f"程序查了数据库全部{len(columns)}列",
            f"The program looked at all {len(columns)} columns of the database",
        ),
    )


def login_rule(addresses: list[URLPattern], middleware: Iterable[str]) -> OwnRule:
    """Judge the doors of the survey: none may ask for signing in."""
    is_for_all = any(name.endswith(LOGIN_FOR_ALL) for name in middleware)
    closed = [pattern for pattern in addresses if asks_to_sign_in(pattern, is_for_all=is_for_all)]
    return OwnRule(
        key="login",
        verdict=kept_if(bool(addresses) and not closed),
        rule=("填报不用登录", "Answering takes no signing in"),
        found=(
            f"填报的{len(addresses)}个网址中，要登录的有{len(closed)}个",
            f"{len(closed)} of the survey's {len(addresses)} addresses ask for signing in",
        ),
        how=("程序查了填报的每个网址给谁开门", "The program looked at whom each address of the survey is open to"),
    )


def upload_rule(demanded: list[str], addresses: list[URLPattern]) -> OwnRule:
    """Judge proof: no form of the survey may demand or send a file, and no address of it may take one."""
    taking = [pattern for pattern in addresses if takes_files(pattern)]
    return OwnRule(
        key="upload",
        verdict=kept_if(not demanded and not taking),
        rule=("不用传文件、照片作证明", "No files or photos as proof"),
        found=(
            f"填报页上必填或会上传的文件栏有{len(demanded)}个；收文件的网址有{len(taking)}个",
            f"{len(demanded)} file fields are required or sent; {len(taking)} addresses take files",
        ),
        how=("程序查了填报的每个页面和网址", "The program looked at each page and address of the survey"),
    )


def columns_named(columns: Iterable[str], words: frozenset[str]) -> list[str]:
    """Return the columns, as ``table.column``, of which a part of the name is one of the words."""
    return [column for column in columns if words & set(column.rpartition(".")[2].lower().split("_"))]


def survey_addresses(patterns: Iterable[URLPattern | URLResolver], *, is_inside: bool = False) -> list[URLPattern]:
    """Return the addresses of the survey and of its door for answers."""
    return list(_within(patterns, is_inside=is_inside))


def _within(patterns: Iterable[URLPattern | URLResolver], *, is_inside: bool) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _within(pattern.url_patterns, is_inside=is_inside or pattern.namespace == SURVEY)
        elif is_inside:
            yield pattern


def asks_to_sign_in(pattern: URLPattern, *, is_for_all: bool = False) -> bool:
    """Whether the view serves some only: by its door, Django's decorator or middleware, or its permissions."""
    view = pattern.callback
    described = getattr(view, "cls", None)
    if described is not None:
        return list(described.permission_classes) != [AllowAny]
    # Django's own decorator leaves the address of the sign-in page on the view.
    is_closed = bool(getattr(view, DOOR, ())) or hasattr(view, "login_url")
    return is_closed or (is_for_all and getattr(view, "login_required", True))


def takes_files(pattern: URLPattern) -> bool:
    """Whether the door for answers reads anything besides JSON; pages read forms, whose fields are looked at."""
    described = getattr(pattern.callback, "cls", None)
    return described is not None and list(described.parser_classes) != [JSONParser]


def demanded_files(pages: Iterable[str]) -> list[str]:
    """Return the tags that demand a file or send one; a field without a name stays on the phone.

    >>> demanded_files(['<input id="a" type="file"><input type="file" name="b"><input type="file" required>'])
    ['<input type="file" name="b">', '<input type="file" required>']
    """
    tags = [tag for page in pages for tag in _TAG.findall(page)]
    return [
        tag for tag in tags if (_FILE_INPUT.search(tag) and _SENDS_OR_DEMANDS.search(tag)) or _SENDS_FILES.search(tag)
    ]


@cache
def _survey_templates() -> tuple[str, ...]:
    """Return the texts of the survey's pages; they change with the program only."""
    folders = [Path(folder) / SURVEY for folder in Engine.get_default().dirs]
    return tuple(page.read_text(encoding="utf-8") for folder in folders for page in sorted(folder.rglob("*.html")))
