"""What the template of page 1 draws: every question with its choices, what was typed, and what is wrong with it."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from burden.domain.survey_items import (
    A2,
    APP_ADD_EN,
    APP_ADD_ZH,
    APP_DUPLICATE_EN,
    APP_DUPLICATE_ZH,
    APP_FLAG_OPTIONS,
    APP_FLAGS_EN,
    APP_FLAGS_ZH,
    APP_MINUTES_EN,
    APP_MINUTES_ZH,
    APP_NOT_LISTED_EN,
    APP_NOT_LISTED_ZH,
    ATTITUDE_OPTIONS,
    ITEM_BY_FIELD,
    LEVEL_OPTIONS,
    MINUTES_SOURCE_OPTIONS,
    MOST_APPS_NAMED,
    PAGE_ONE,
    PRACTICE_OPTIONS,
    PROVINCE_LEVEL_OPTION,
    InputKind,
    Item,
    Option,
)
from burden.intake.words import in_words
from burden.models import CatalogueItem

APP_MINUTE_CHIPS = (5, 10, 20, 30, 60)
ROTATION = re.compile(r"[0-9]")  # places by which the practices are rotated
MOVABLE_PRACTICES = len(PRACTICE_OPTIONS) - 1  # the exclusive "none of these" stays last


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One chip, button or entry of a list."""

    value: str
    text: str
    is_chosen: bool = False
    is_exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question as drawn; ``kind`` picks the fragment, ``typed`` is what stands in the number field."""

    number: int
    field: str
    text: str
    kind: str
    choices: Sequence[Choice] = ()
    typed: str = ""
    unit: str = ""
    skipped_by: str = ""
    error: str = ""
    warning: str = ""


@dataclass(frozen=True, kw_only=True)
class NamedApp:
    """One of the three blocks of A11; ``path`` is where errors of the block are found."""

    position: int
    apps: Sequence[Choice]
    name: str
    minutes: Question
    flags: Sequence[Choice]
    duplicates: Sequence[Choice]
    is_open: bool
    errors: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was posted so far (nothing at first) with its errors and warnings, by field."""

    post: QueryDict
    errors: Mapping[str, str]
    warnings: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PageOrder:
    """How this page view orders its choices, drawn by lot by the server and carried along in hidden fields."""

    is_reversed: bool
    rotation: int


def page_order(post: QueryDict) -> PageOrder:
    """Return the order that the form came with, or draw a new one for a fresh page."""
    rotation = post.get("rotation", "")
    if ROTATION.fullmatch(rotation):
        return PageOrder(is_reversed=post.get("scale_reversed") == "1", rotation=int(rotation) % MOVABLE_PRACTICES)
    return PageOrder(is_reversed=bool(secrets.randbelow(2)), rotation=secrets.randbelow(MOVABLE_PRACTICES))


def questions(draft: Draft, *, order: PageOrder, has_province_level: bool) -> list[Question]:
    """Return A2-A10 in the order of the page; A1 and A11 have shapes of their own."""
    return [
        _question(item, number, draft, _options(item, order=order, has_province_level=has_province_level))
        for number, item in enumerate(PAGE_ONE, start=1)
        if item.kind not in (InputKind.REGION, InputKind.APPS)
    ]


def level_question(draft: Draft, *, has_province_level: bool) -> Question:
    """Return A2 alone, as the app-usage report asks it."""
    order = PageOrder(is_reversed=False, rotation=0)
    return _question(A2, 1, draft, _options(A2, order=order, has_province_level=has_province_level))


def minutes_sources(draft: Draft) -> list[Choice]:
    """Return how the minutes are known; by estimate unless said otherwise."""
    chosen = draft.post.get("minutes_source", MINUTES_SOURCE_OPTIONS[0].value)
    return [_choice(option, [chosen]) for option in MINUTES_SOURCE_OPTIONS]


def named_app_words() -> dict[str, str]:
    """Return the texts around one named app, by part."""
    return {
        "add": in_words(APP_ADD_ZH, APP_ADD_EN),
        "not_listed": in_words(APP_NOT_LISTED_ZH, APP_NOT_LISTED_EN),
        "flags": in_words(APP_FLAGS_ZH, APP_FLAGS_EN),
        "duplicate": in_words(APP_DUPLICATE_ZH, APP_DUPLICATE_EN),
    }


def named_apps(draft: Draft, *, apps: Sequence[CatalogueItem]) -> list[NamedApp]:
    """Return the three blocks of A11; the first is open, another one where something stands in it."""
    return [_named_app(position, draft, apps=apps) for position in range(MOST_APPS_NAMED)]


def _question(item: Item, number: int, draft: Draft, options: Sequence[Option]) -> Question:
    is_number = item.kind in (InputKind.NUMBER, InputKind.MINUTES)
    choices = (
        _chips(draft.post, item.field, item.chips)
        if is_number
        else [_choice(option, draft.post.getlist(item.field)) for option in options]
    )
    return Question(
        number=number,
        field=item.field,
        text=in_words(item.zh, item.en),
        kind=item.kind.value,
        choices=choices,
        typed=draft.post.get(item.field, "")[:10] if is_number else "",
        unit=in_words(item.unit_zh, item.unit_en) if item.unit_zh else _("个"),
        skipped_by=item.skip.field if item.skip else "",
        error=draft.errors.get(item.field, ""),
        warning=draft.warnings.get(item.field, ""),
    )


def _options(item: Item, *, order: PageOrder, has_province_level: bool) -> Sequence[Option]:
    if item.kind is InputKind.BUTTONS:
        return (PROVINCE_LEVEL_OPTION, *LEVEL_OPTIONS) if has_province_level else LEVEL_OPTIONS
    if item.kind is InputKind.SCALE and order.is_reversed:
        *points, unsure = ATTITUDE_OPTIONS
        return (*reversed(points), unsure)
    if item.kind is InputKind.MULTIPLE:
        *practices, none = PRACTICE_OPTIONS
        return (*practices[order.rotation :], *practices[: order.rotation], none)
    return item.options


def _choice(option: Option, chosen: Sequence[str]) -> Choice:
    return Choice(
        value=option.value,
        text=in_words(option.zh, option.en),
        is_chosen=option.value in chosen,
        is_exclusive=option.is_exclusive,
    )


def _chips(post: QueryDict, name: str, values: Sequence[int]) -> list[Choice]:
    chosen = post.get(f"{name}_chip") or post.get(name, "").strip()
    return [Choice(value=str(value), text=str(value), is_chosen=str(value) == chosen) for value in values]


def _named_app(position: int, draft: Draft, *, apps: Sequence[CatalogueItem]) -> NamedApp:
    post, prefix, path = draft.post, f"app_{position}_", f"apps.{position}."
    errors = {name.removeprefix(path): text for name, text in draft.errors.items() if name.startswith(path)}
    has_content = any(post.get(f"{prefix}{name}") for name in ("code", "name", "minutes", "minutes_chip", "flags"))
    return NamedApp(
        position=position,
        apps=_app_choices(apps, post.get(f"{prefix}code", "")),
        name=post.get(f"{prefix}name", "")[:60],
        minutes=Question(
            number=position,
            field=f"{prefix}minutes",
            text=in_words(APP_MINUTES_ZH, APP_MINUTES_EN),
            kind=InputKind.MINUTES.value,
            choices=_chips(post, f"{prefix}minutes", APP_MINUTE_CHIPS),
            typed=post.get(f"{prefix}minutes", "")[:10],
            unit=in_words(ITEM_BY_FIELD["app_minutes_per_day"].unit_zh, ITEM_BY_FIELD["app_minutes_per_day"].unit_en),
            error=errors.get("minutes_per_day", ""),
            warning=draft.warnings.get(f"{path}minutes_per_day", ""),
        ),
        flags=[_choice(option, post.getlist(f"{prefix}flags")) for option in APP_FLAG_OPTIONS],
        duplicates=_app_choices(apps, post.get(f"{prefix}duplicate_of", "")),
        is_open=position == 0 or has_content or bool(errors),
        errors=errors,
    )


def _app_choices(apps: Sequence[CatalogueItem], chosen: str) -> list[Choice]:
    return [Choice(value=app.app_code, text=app.name_zh, is_chosen=app.app_code == chosen) for app in apps]
