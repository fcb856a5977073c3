"""From the fields of the HTML forms to the raw answers that the questionnaire checks.

A number can be tapped as a chip (``app_count_chip``) or typed (``app_count``).  With JavaScript the chip writes into
the field; without it both may be filled, and where they differ nobody guesses which one was meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from burden.domain.blocks import APP_FLAGS
from burden.domain.further_items import FURTHER_ITEMS, OPINION_FIELDS, SUGGESTION_FIELD
from burden.domain.raw_values import folded
from burden.domain.survey_items import MOST_APPS_NAMED, PAGE_ONE, InputKind


@dataclass(frozen=True, kw_only=True)
class Posted:
    """Raw answers, and what already could not be read."""

    raw: Mapping[str, Any]
    errors: Mapping[str, str] = field(default_factory=dict)


def posted_response(post: QueryDict, *, wave_code: str, region_code: str) -> Posted:
    """Return the raw answers of page 1."""
    errors: dict[str, str] = {}
    raw: dict[str, Any] = _place(post, wave_code=wave_code, region_code=region_code)
    raw["code"] = post.get("code")
    for item in PAGE_ONE:
        if item.kind in (InputKind.NUMBER, InputKind.MINUTES):
            raw[item.field] = _number(post, item.field, errors=errors, path=item.field)
    raw["attitude_5"] = post.get("attitude_5")
    raw["practices_3m"] = post.getlist("practices_3m")
    raw["minutes_source"] = post.get("minutes_source")
    raw["scale_reversed"] = post.get("scale_reversed")
    raw["duration_band"] = post.get("duration_band")
    raw["apps"] = [_named_app(post, number, errors=errors) for number in range(MOST_APPS_NAMED)]
    return Posted(raw=raw, errors=errors)


def posted_usage(post: QueryDict, *, wave_code: str, region_code: str, app_codes: list[str]) -> Posted:
    """Return the raw app-usage report over the apps that the page listed."""
    errors: dict[str, str] = {}
    rows = [
        {
            "app_code": code,
            "status": post.get(f"status_{code}", ""),
            "minutes_per_day": _number(post, f"minutes_{code}", errors=errors, path=f"apps.{number}.minutes_per_day"),
            **{field: post.get(opinion_field(field, code)) for field in OPINION_FIELDS},
        }
        for number, code in enumerate(app_codes)
    ]
    place = _place(post, wave_code=wave_code, region_code=region_code)
    return Posted(raw=place | {"apps": rows, "one_time_pass": post.get("one_time_pass")}, errors=errors)


def opinion_field(field: str, app_code: str) -> str:
    """Return the name under which the form asks an opinion of one app."""
    return f"{field}_{app_code}"


def posted_further(post: QueryDict, *, wave_code: str, region_code: str) -> Posted:
    """Return the raw answers of page 2."""
    errors: dict[str, str] = {}
    raw: dict[str, Any] = _place(post, wave_code=wave_code, region_code=region_code)
    for item in FURTHER_ITEMS:
        if item.kind is InputKind.NUMBER:
            raw[item.field] = _number(post, item.field, errors=errors, path=item.field)
        elif item.kind is InputKind.MULTIPLE:
            raw[item.field] = post.getlist(item.field)
        else:
            raw[item.field] = post.get(item.field)
    # A browser counts a line break as one character and sends two.
    raw[SUGGESTION_FIELD] = post.get(SUGGESTION_FIELD, "").replace("\r\n", " ").replace("\n", " ")
    return Posted(raw=raw | {"one_time_pass": post.get("one_time_pass")}, errors=errors)


def _place(post: QueryDict, *, wave_code: str, region_code: str) -> dict[str, Any]:
    return {
        "wave": wave_code,
        "region_code": region_code,
        "level_code": post.get("level_code"),
        "idempotency_key": post.get("idempotency_key"),
    }


def _number(post: QueryDict, name: str, *, errors: dict[str, str], path: str) -> str | None:
    typed, chip = post.get(name, "").strip(), post.get(f"{name}_chip", "")
    if typed and chip and folded(typed) != chip:
        errors[path] = _("选了%(chip)s又填了%(typed)s，请只留一个。") % {"chip": chip[:4], "typed": typed[:10]}
        return None
    return typed or chip or None


def _named_app(post: QueryDict, number: int, *, errors: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "app_code": post.get(f"app_{number}_code", ""),
        "new_app_name": post.get(f"app_{number}_name", ""),
        "minutes_per_day": _number(post, f"app_{number}_minutes", errors=errors, path=f"apps.{number}.minutes_per_day"),
        "duplicate_of_app_code": post.get(f"app_{number}_duplicate_of", ""),
    }
    ticked = post.getlist(f"app_{number}_flags")
    return row | {flag: True for flag in APP_FLAGS if flag in ticked}
