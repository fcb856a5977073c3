"""Reading the rows about single apps: the apps named as most time-consuming, and the app-usage report."""

import re
from collections.abc import Collection
from functools import partial

from burden.domain.answers import AppStatus, AppUse
from burden.domain.blocks import APP_FLAGS
from burden.domain.further_items import OPINION_FIELDS, OPINION_ITEMS, stored_choice
from burden.domain.raw_values import read_choice, read_flag, read_text, read_whole_number
from burden.domain.reading import Reading
from burden.domain.scrub import scrubbed
from burden.domain.sentences import gettext_noop as _
from burden.domain.survey_items import (
    LONG_MINUTES,
    LONG_MINUTES_ZH,
    MOST_APPS_IN_USAGE_REPORT,
    MOST_APPS_NAMED,
    UsageStatus,
)
from burden.domain.thresholds import MOST_MINUTES_PER_DAY

LONG_DIGITS = re.compile(r"[0-9]{7}")  # a phone or identity number typed into a name
LONGEST_APP_CODE = 12
APP_CODE = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_APP_CODE}}}")  # codes stand in addresses, commas between them
LONGEST_APP_NAME = 30

APP_USE_FIELDS = frozenset({"app_code", "new_app_name", "minutes_per_day", "duplicate_of_app_code", *APP_FLAGS})
APP_STATUS_FIELDS = frozenset({"app_code", "status", "minutes_per_day", *OPINION_FIELDS})

WHICH_APP = _("请选择或写出是哪个APP。")
CODE_AND_NAME = _("已从列表中选了APP，名称请留空。")
NUMBER_IN_NAME = _("只写APP的名称，不要写号码。")
SAME_APP_TWICE = _("这个APP前面已经写过了。")
UNKNOWN_APP = _("列表里没有这个APP。")
DUPLICATE_OF_ITSELF = _("不能与自己重复，请另选一个。")
MORE_THAN_ALL_APPS = _("比所有APP合计的用时还多，请再看一眼。")
MINUTES_NOT_IN_USE = _("这个APP不在用，用时不计入。")
LONG_USAGE_DAY = _("各个APP合计超过16小时，请再看一眼。")

read_minutes = partial(read_whole_number, low=0, high=MOST_MINUTES_PER_DAY)


def read_named_apps(
    reading: Reading, *, app_minutes: int | None, known_app_codes: Collection[str] | None
) -> tuple[AppUse, ...]:
    """Read the apps of A11, at most three, each once; ``app_minutes`` is what all apps take together."""
    uses: list[AppUse] = []
    named: set[str] = set()
    for row in reading.rows("apps", fields=APP_USE_FIELDS, most=MOST_APPS_NAMED):
        use = _read_app_use(row, known_app_codes=known_app_codes)
        name = use.app_code or (use.new_app_name or "").casefold()
        if name and name in named:
            row.refuse("app_code", SAME_APP_TWICE)
        named.add(name)
        if app_minutes is not None and (use.minutes_per_day or 0) > app_minutes:
            row.warn("minutes_per_day", MORE_THAN_ALL_APPS)
        uses.append(use)
    return tuple(uses)


def _read_app_use(row: Reading, *, known_app_codes: Collection[str] | None) -> AppUse:
    app_code = _read_app_code(row, "app_code", known_app_codes=known_app_codes)
    new_app_name = row.take("new_app_name", partial(read_text, longest=LONGEST_APP_NAME))
    if app_code and new_app_name:
        row.refuse("new_app_name", CODE_AND_NAME)
    if not app_code and not new_app_name and not row.is_refused("new_app_name"):
        row.refuse("app_code", WHICH_APP)
    if new_app_name and (LONG_DIGITS.search(new_app_name) or scrubbed(new_app_name).taken):
        row.refuse("new_app_name", NUMBER_IN_NAME)
    flags = {flag: bool(row.take(flag, read_flag)) for flag in APP_FLAGS}
    # Which app it duplicates is asked only of those who ticked it; a hidden field may still hold a choice.
    duplicate_of = None
    if flags["duplicate_entry"]:
        duplicate_of = _read_app_code(row, "duplicate_of_app_code", known_app_codes=known_app_codes)
        if duplicate_of is not None and duplicate_of == app_code:
            row.refuse("duplicate_of_app_code", DUPLICATE_OF_ITSELF)
    return AppUse(
        app_code=app_code,
        new_app_name=new_app_name,
        minutes_per_day=row.take("minutes_per_day", read_minutes),
        duplicate_of_app_code=duplicate_of,
        **flags,
    )


def _read_app_code(row: Reading, field: str, *, known_app_codes: Collection[str] | None) -> str | None:
    app_code = row.take(field, partial(read_text, longest=LONGEST_APP_CODE))
    if app_code is not None and known_app_codes is not None and app_code not in known_app_codes:
        row.refuse(field, UNKNOWN_APP)
    return app_code


def read_app_statuses(reading: Reading, *, known_app_codes: Collection[str] | None) -> tuple[AppStatus, ...]:
    """Read the rows of the app-usage report; return the apps on the phone, by app code."""
    held: list[AppStatus] = []
    named: set[str] = set()
    for row in reading.rows("apps", fields=APP_STATUS_FIELDS, most=MOST_APPS_IN_USAGE_REPORT):
        app_code = _read_app_code(row, "app_code", known_app_codes=known_app_codes)
        if app_code is None:
            row.refuse("app_code", WHICH_APP)
            continue
        if app_code in named:
            row.refuse("app_code", SAME_APP_TWICE)
        named.add(app_code)
        app = _read_app_status(row, app_code)
        if app.status is not UsageStatus.NOT_INSTALLED:
            held.append(app)
    if sum(app.minutes_per_day or 0 for app in held) > MOST_MINUTES_PER_DAY:
        reading.warn("apps", LONG_USAGE_DAY)
    return tuple(sorted(held, key=lambda app: app.app_code))


def _read_app_status(row: Reading, app_code: str) -> AppStatus:
    said = row.take("status", partial(read_choice, choices=list(UsageStatus)))
    status = UsageStatus(said or UsageStatus.NOT_INSTALLED)
    minutes = row.take("minutes_per_day", read_minutes)
    if minutes and status is not UsageStatus.IN_USE:
        row.warn("minutes_per_day", MINUTES_NOT_IN_USE)
    if minutes is not None and minutes > LONG_MINUTES:
        row.warn("minutes_per_day", LONG_MINUTES_ZH)
    opinions = _read_opinions(row)  # read even where they do not count, so that nonsense is refused by name
    if status is not UsageStatus.IN_USE:
        return AppStatus(app_code=app_code, status=status)
    return AppStatus(app_code=app_code, status=status, minutes_per_day=minutes, **opinions)


def _read_opinions(row: Reading) -> dict[str, int | None]:
    opinions: dict[str, int | None] = {}
    for item in OPINION_ITEMS:
        choice = row.take(item.field, partial(read_choice, choices=tuple(option.value for option in item.options)))
        opinions[item.field] = stored_choice(item, choice) if choice else None
    return opinions
