"""Question A11 as drawn: up to three apps from the local catalogue or by name, each with minutes and demands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from burden.domain.levels import Level
from burden.domain.survey_items import (
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
    ITEM_BY_FIELD,
    MOST_APPS_NAMED,
    InputKind,
)
from burden.intake.initials import initials_of
from burden.intake.questions import LONGEST_TYPED, STEPS, Choice, Draft, Question, chips, choice_of
from burden.intake.words import in_script, in_words
from burden.models import CatalogueItem

APP_MINUTE_CHIPS = (5, 10, 20, 30, 60)
LONGEST_NAME_DRAWN = 60
ALL_APPS = ITEM_BY_FIELD["app_minutes_per_day"]


@dataclass(frozen=True, kw_only=True)
class PickerOption:
    """One app of a picker; ``initials`` are the pinyin letters by which the script finds it."""

    value: str
    text: str
    initials: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class PickerGroup:
    """Apps under one heading; without a heading where there is but one group."""

    heading: str
    options: Sequence[PickerOption]


@dataclass(frozen=True, kw_only=True)
class LocalApps:
    """The apps that people of a place may name, widest first, and for each level those offered first."""

    apps: Sequence[CatalogueItem]
    top: Mapping[Level, Sequence[CatalogueItem]]


@dataclass(frozen=True, kw_only=True)
class NamedApp:
    """One of the three blocks of A11; ``errors`` are those of the block, by the name within it."""

    position: int
    groups: Sequence[PickerGroup]
    name: str
    minutes: Question
    flags: Sequence[Choice]
    duplicates: Sequence[PickerGroup]
    is_open: bool
    errors: Mapping[str, str]


def named_app_words() -> dict[str, str]:
    """Return the texts around one named app, by part."""
    return {
        "add": in_words(APP_ADD_ZH, APP_ADD_EN),
        "not_listed": in_words(APP_NOT_LISTED_ZH, APP_NOT_LISTED_EN),
        "flags": in_words(APP_FLAGS_ZH, APP_FLAGS_EN),
        "duplicate": in_words(APP_DUPLICATE_ZH, APP_DUPLICATE_EN),
    }


def top_codes(local: LocalApps, *, levels: Sequence[str]) -> dict[str, str]:
    """Return for each level that may answer the codes offered first, separated by blanks: what the script reads."""
    return {level: " ".join(app.app_code for app in local.top[Level(int(level))]) for level in levels}


def named_apps(draft: Draft, local: LocalApps, *, level: Level) -> list[NamedApp]:
    """Return the three blocks of A11; the first is open, another one where something stands in it.

    ``level`` is the one chosen so far, ``Level.POOLED`` where none is.
    """
    return [_named_app(position, draft, local, level=level) for position in range(MOST_APPS_NAMED)]


def _named_app(position: int, draft: Draft, local: LocalApps, *, level: Level) -> NamedApp:
    post, prefix, path = draft.post, f"app_{position}_", f"apps.{position}."
    errors = {name.removeprefix(path): text for name, text in draft.errors.items() if name.startswith(path)}
    has_content = any(post.get(f"{prefix}{name}") for name in ("code", "name", "minutes", "minutes_chip", "flags"))
    chosen = post.get(f"{prefix}code", "")
    return NamedApp(
        position=position,
        groups=_by_use(local.apps, local.top[level], chosen=chosen),
        name=post.get(f"{prefix}name", "")[:LONGEST_NAME_DRAWN],
        minutes=_minutes(draft, f"{prefix}minutes", path=f"{path}minutes_per_day"),
        flags=[choice_of(option, post.getlist(f"{prefix}flags")) for option in APP_FLAG_OPTIONS],
        duplicates=_by_function(local.apps, beside=chosen, chosen=post.get(f"{prefix}duplicate_of", "")),
        is_open=position == 0 or has_content or bool(errors),
        errors=errors,
    )


def _minutes(draft: Draft, field: str, *, path: str) -> Question:
    return Question(
        field=field,
        text=in_words(APP_MINUTES_ZH, APP_MINUTES_EN),
        kind=InputKind.MINUTES.value,
        choices=chips(draft.post, field, APP_MINUTE_CHIPS),
        typed=draft.post.get(field, "")[:LONGEST_TYPED],
        step=STEPS[InputKind.MINUTES],
        high=ALL_APPS.high,
        error=draft.errors.get(path, ""),
        warning=draft.warnings.get(path, ""),
    )


def _by_use(apps: Sequence[CatalogueItem], top: Sequence[CatalogueItem], *, chosen: str) -> list[PickerGroup]:
    """Return the apps offered first, then the rest."""
    first = {app.app_code for app in top}
    rest = [app for app in apps if app.app_code not in first]
    if not rest:
        return [PickerGroup(heading="", options=_options(top, chosen))]
    return [
        PickerGroup(heading=_("常用的"), options=_options(top, chosen)),
        PickerGroup(heading=_("其余的"), options=_options(rest, chosen)),
    ]


def _by_function(apps: Sequence[CatalogueItem], *, beside: str, chosen: str) -> list[PickerGroup]:
    """Return the apps by what they are for, those like the app ``beside`` first: a double does the same work."""
    like = next((app.function_category for app in apps if app.app_code == beside), None)
    functions: defaultdict[str, list[CatalogueItem]] = defaultdict(list)
    for app in sorted(apps, key=lambda app: app.function_category != like):
        functions[app.function_category].append(app)
    return [
        PickerGroup(heading=in_script(function) or _("其余的"), options=_options(found, chosen))
        for function, found in functions.items()
    ]


def _options(apps: Sequence[CatalogueItem], chosen: str) -> list[PickerOption]:
    return [
        PickerOption(
            value=app.app_code,
            text=in_script(app.name_zh),
            initials=app.initials or initials_of(app.name_zh),
            is_chosen=app.app_code == chosen,
        )
        for app in apps
    ]
