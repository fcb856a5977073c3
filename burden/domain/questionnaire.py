"""The one check behind page and interface: raw answers in, clean typed values or plain sentences out.

Pure: it knows wording, ranges, skips and contradictions, but neither whether a wave is open nor whether a region
exists.  The questions themselves are in :mod:`burden.domain.survey_items`, the checked values in
:mod:`burden.domain.answers`; page 2 is checked in :mod:`burden.domain.further_check`.
"""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from burden.domain.answers import Answers, AppUse, Checked, UsageAnswers
from burden.domain.app_rows import read_app_statuses, read_named_apps
from burden.domain.place_check import FOLLOWING_FIELDS, PLACE_FIELDS, read_pass, read_place
from burden.domain.raw_values import read_choice, read_flag, read_text, read_whole_number
from burden.domain.reading import NOT_AN_OBJECT, Reading
from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _
from burden.domain.several_choices import read_several
from burden.domain.survey_items import (
    ATTITUDE_OPTIONS,
    DURATION_BANDS,
    ITEM_BY_FIELD,
    MINUTES_SOURCE_OPTIONS,
    UNSURE,
    InputKind,
    Item,
)
from burden.domain.thresholds import MOST_MINUTES_PER_DAY

LONGEST_CODE = 40  # twenty symbols, typed in groups

RESPONSE_FIELDS = PLACE_FIELDS | {*ITEM_BY_FIELD, "minutes_source", "scale_reversed", "duration_band", "code"}
USAGE_FIELDS = FOLLOWING_FIELDS | {"apps"}

MORE_IDLE_THAN_INSTALLED = _("没打开过的不能比装了的多（装了%(installed)s个）。")
SKIPPED_AS_ZERO = _("前面填的是0，这一项按0计。")
SKIPPED_APPS = _("前面填的APP数是0，这里写的不计入。")
LONG_DAY = _("两项合计超过16小时，请再看一眼。")

read_attitude = partial(read_choice, choices=tuple(option.value for option in ATTITUDE_OPTIONS))
read_source = partial(read_choice, choices=tuple(option.value for option in MINUTES_SOURCE_OPTIONS))
read_band = partial(read_choice, choices=DURATION_BANDS)


def check_response(
    raw: object,
    *,
    offers_province_level: bool = False,
    known_app_codes: Collection[str] | None = None,
) -> Checked[Answers]:
    """Check one person's answers to page 1.

    ``raw`` maps field names to form text or JSON values; lists stand for several choices (``practices_3m``) and for
    the apps of A11.  ``offers_province_level`` opens level 20; ``known_app_codes`` is the local catalogue, None to take
    any code.  Blanks are missing and stay None; 0 apps make idle apps and app minutes a true zero and drop named apps,
    0 groups make group minutes a true zero.

    >>> place = {"wave": "2026Q4", "region_code": "990101000000", "level_code": "60"}
    >>> checked = check_response({**place, "app_count": " 11 "})
    >>> checked.values.app_count, checked.values.account_count
    (11, None)
    """
    if not isinstance(raw, Mapping):
        return Checked(values=None, errors={"body": Sentence(NOT_AN_OBJECT)})
    reading = Reading(raw, fields=RESPONSE_FIELDS)
    place = read_place(reading, offers_province_level=offers_province_level)
    code = reading.take("code", partial(read_text, longest=LONGEST_CODE))
    numbers = _read_numbers(reading)
    choices = _read_choices(reading)
    apps: tuple[AppUse, ...] = ()
    if numbers["app_count"] != 0:
        apps = read_named_apps(reading, app_minutes=numbers["app_minutes_per_day"], known_app_codes=known_app_codes)
    elif reading.has_rows("apps"):
        reading.warn("apps", SKIPPED_APPS)
    if numbers["app_minutes_per_day"] is None and numbers["group_minutes_per_day"] is None:
        choices["minutes_source"] = None
    if reading.errors:
        return Checked(values=None, errors=reading.errors, warnings=reading.warnings)
    values: dict[str, Any] = {**place, **numbers, **choices, "apps": apps, "code": code}
    return Checked(values=Answers(**values), warnings=reading.warnings)


def check_usage_report(
    raw: object, known_app_codes: Collection[str] | None, *, offers_province_level: bool = False
) -> Checked[UsageAnswers]:
    """Check one person's app-usage report.

    ``apps`` lists ``{app_code, status, minutes_per_day}``; an app that is not listed, or has no status, is not
    installed.  Minutes and opinions count only for an app in use.  ``known_app_codes`` is the catalogue of the
    wave's region, None to take any code.

    >>> apps = [{"app_code": "a1", "status": "in_use", "minutes_per_day": "20"}, {"app_code": "a2", "status": ""}]
    >>> raw = {"wave": "2026Q4", "region_code": "990101000000", "level_code": 60, "apps": apps}
    >>> [(app.app_code, app.minutes_per_day) for app in check_usage_report(raw, {"a1", "a2"}).values.apps]
    [('a1', 20)]
    """
    if not isinstance(raw, Mapping):
        return Checked(values=None, errors={"body": Sentence(NOT_AN_OBJECT)})
    reading = Reading(raw, fields=USAGE_FIELDS)
    place = read_place(reading, offers_province_level=offers_province_level)
    apps = read_app_statuses(reading, known_app_codes=known_app_codes)
    one_time_pass = read_pass(reading)
    if reading.errors:
        return Checked(values=None, errors=reading.errors, warnings=reading.warnings)
    return Checked(values=UsageAnswers(**place, apps=apps, one_time_pass=one_time_pass), warnings=reading.warnings)


def _read_numbers(reading: Reading) -> dict[str, int | None]:
    """Read counts and minutes in the order of the page, so that a 0 is known before what it skips."""
    numbers: dict[str, int | None] = {}
    for item in ITEM_BY_FIELD.values():
        if item.kind in (InputKind.NUMBER, InputKind.MINUTES):
            numbers[item.field] = _read_number(reading, item, numbers)
    if (numbers["app_minutes_per_day"] or 0) + (numbers["group_minutes_per_day"] or 0) > MOST_MINUTES_PER_DAY:
        reading.warn("group_minutes_per_day", LONG_DAY)
    return numbers


def _read_number(reading: Reading, item: Item, earlier: Mapping[str, int | None]) -> int | None:
    if item.skip is not None and earlier[item.skip.field] == 0:
        # A field that the page hid may still hold what was typed before.
        if reading.raw.get(item.field) not in (None, "", 0, "0"):
            reading.warn(item.field, SKIPPED_AS_ZERO)
        return item.skip.stores
    number = reading.take(item.field, partial(read_whole_number, low=item.low, high=item.high))
    bound = earlier[item.not_above] if item.not_above else None
    if number is not None and bound is not None and number > bound:
        reading.refuse(item.field, MORE_IDLE_THAN_INSTALLED, installed=bound)
    if number is not None and item.soft_warning is not None and number > item.soft_warning.above:
        reading.warn(item.field, item.soft_warning.zh)
    return number


def _read_choices(reading: Reading) -> dict[str, Any]:
    """Read attitude, practices, and how the answers came about."""
    attitude = reading.take("attitude_5", read_attitude)
    practices = read_several(reading, ITEM_BY_FIELD["practices_3m"])
    return {
        "attitude_5": int(attitude) if attitude and attitude != UNSURE else None,
        "scale_reversed": bool(reading.take("scale_reversed", read_flag)),
        "practices_3m": practices or None,
        "minutes_source": reading.take("minutes_source", read_source),
        "duration_band": reading.take("duration_band", read_band),
    }
