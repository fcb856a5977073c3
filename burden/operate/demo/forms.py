"""From drawn answers to filled-in forms: practices, heaviest apps, skipped questions, and the dirt of real life."""

import uuid
from typing import Any

import numpy as np

from burden.domain.blocks import APP_FLAGS, PRACTICE_CODES
from burden.domain.levels import Level
from burden.domain.practices import NO_PRACTICE
from burden.domain.survey_items import NUMBER_FIELDS, UNSURE
from burden.operate.demo.answers import Draft, Recipe, draw, heaped, row
from burden.operate.demo.catalogue import DemoItem, items_at
from burden.operate.demo.people import SEED

Form = dict[str, Any]

# Share of people who met each practice, in the order of PRACTICE_CODES; departments and townships with villages.
PRACTICES_IN_DEPARTMENTS = (0.25, 0.30, 0.22, 0.08, 0.28, 0.33, 0.26, 0.35)
PRACTICES_IN_TOWNSHIPS = (0.45, 0.38, 0.35, 0.25, 0.50, 0.48, 0.33, 0.48)
NONE_IN_DEPARTMENTS, NONE_IN_TOWNSHIPS = 0.24, 0.10
PHOTO_UPLOAD = PRACTICE_CODES.index("p_photo_upload")

SCREEN_TIME_SHARE = 0.22
DURATIONS = ("20_60", "60_90", "gt90")
DURATION_SHARES = (0.27, 0.50, 0.23)
SPEEDER_SHARE = 0.03
STRAIGHT_SHARE = 0.02
UNSURE_SHARE = 0.05
IMPOSSIBLE_SHARE = 0.015  # sent besides the valid ones; the check refuses them
SENT_TWICE_SHARE = 0.02
SKIPS = {"account_count": 0.01, "group_count": 0.01, "app_minutes_per_day": 0.02, "practices_3m": 0.015}
STRAIGHT_NUMBERS = (5, 10)

NAMES_NO_APP, NAMES_TWO_APPS = 0.12, 0.22
FLAG_TICKED, OTHER_FLAG_TICKED = 0.72, 0.05
NAMED_MINUTES_SPREAD = 0.5


def fill_forms(recipe: Recipe) -> list[Form]:
    """Return ``recipe.size`` forms that the check accepts, dirt included; the same recipe gives the same forms."""
    draft = draw(recipe)
    generator = np.random.default_rng([SEED, recipe.number, 1])
    forms = [row(draft, place) for place in range(len(draft))]
    practices = _practices(generator, draft)
    named = _named_apps(generator, draft)
    for place, form in enumerate(forms):
        form["practices_3m"] = practices[place]
        form["apps"] = named[place]
    _say_how(generator, forms)
    _skip_some(generator, forms)
    _soil(generator, forms)
    for form in forms:
        form["idempotency_key"] = _key(generator)
    return forms


def impossible_forms(forms: list[Form], recipe: Recipe) -> list[Form]:
    """Return forms as somebody might mistype them: 999 apps, more idle apps than apps.  The check refuses each."""
    generator = np.random.default_rng([SEED, recipe.number, 2])
    places = generator.choice(len(forms), size=round(IMPOSSIBLE_SHARE * len(forms)), replace=False)
    wrong = []
    for turn, place in enumerate(places):
        mistake = {"app_count": 999} if turn % 2 else {"app_count": 4, "idle_app_count": 9}
        wrong.append({**forms[place], **mistake, "idempotency_key": _key(generator)})
    return wrong


def sent_twice(forms: list[Form], recipe: Recipe) -> list[Form]:
    """Return the forms that a weak network made somebody send again, with the same key."""
    generator = np.random.default_rng([SEED, recipe.number, 3])
    places = generator.choice(len(forms), size=round(SENT_TWICE_SHARE * len(forms)), replace=False)
    return [forms[place] for place in places]


def _practices(generator: np.random.Generator, draft: Draft) -> list[list[str]]:
    levels = draft.values["level_code"]
    in_department = np.isin(levels, (int(Level.CITY), int(Level.COUNTY)))
    none = np.where(in_department, NONE_IN_DEPARTMENTS, NONE_IN_TOWNSHIPS)
    rates = np.where(in_department[:, None], PRACTICES_IN_DEPARTMENTS, PRACTICES_IN_TOWNSHIPS) / (1 - none[:, None])
    met = generator.random(rates.shape) < rates
    met[~met.any(axis=1), PHOTO_UPLOAD] = True  # whoever met something met at least the commonest
    met[generator.random(len(draft)) < none] = False
    return [[PRACTICE_CODES[i] for i in np.flatnonzero(line)] or [NO_PRACTICE] for line in met]


def _named_apps(generator: np.random.Generator, draft: Draft) -> list[list[dict[str, Any]]]:
    """Return the apps that each person names as taking most time, none to two, never longer than all apps."""
    wanted = np.select(
        [(chance := generator.random(len(draft))) < NAMES_NO_APP, chance < NAMES_NO_APP + NAMES_TWO_APPS], [0, 2], 1
    )
    wanted = np.minimum(wanted, draft.values["app_count"])
    minutes = draft.values["app_minutes_per_day"]
    return [
        _name_apps(generator, items_at(region), int(count), most=int(longest))
        for region, count, longest in zip(draft.regions, wanted, minutes, strict=True)
    ]


def _name_apps(
    generator: np.random.Generator, items: tuple[DemoItem, ...], count: int, *, most: int
) -> list[dict[str, Any]]:
    weights = np.array([item.held * item.minutes for item in items])
    chosen = generator.choice(len(items), size=count, replace=False, p=weights / weights.sum())
    return [_name_app(generator, items[place], items, most=most) for place in chosen]


def _name_app(
    generator: np.random.Generator, item: DemoItem, items: tuple[DemoItem, ...], *, most: int
) -> dict[str, Any]:
    drawn = heaped(np.array([1.6 * item.minutes * np.exp(NAMED_MINUTES_SPREAD * generator.standard_normal())]))
    chance = generator.random(len(APP_FLAGS))
    ticked = [flag for flag, p in zip(APP_FLAGS, chance, strict=True) if p < _flag_rate(item, flag)]
    use: dict[str, Any] = {"app_code": item.app_code, "minutes_per_day": min(int(drawn[0]), most)}
    use |= dict.fromkeys(ticked, True)
    twins = [twin.app_code for twin in items if twin.duplicate_group == item.duplicate_group and twin is not item]
    if "duplicate_entry" in ticked and item.duplicate_group and twins:
        use["duplicate_of_app_code"] = twins[0]
    return use


def _flag_rate(item: DemoItem, flag: str) -> float:
    return FLAG_TICKED if flag in item.flags else OTHER_FLAG_TICKED


def _say_how(generator: np.random.Generator, forms: list[Form]) -> None:
    """Say how the minutes were known, which way round the scale stood, and how long answering took."""
    looked = generator.random(len(forms)) < SCREEN_TIME_SHARE
    reversed_scale = generator.integers(2, size=len(forms))
    durations = generator.choice(np.array(DURATIONS), size=len(forms), p=DURATION_SHARES)
    for form, screen, is_reversed, duration in zip(forms, looked, reversed_scale, durations, strict=True):
        form["minutes_source"] = "screen_time" if screen else "estimate"
        form["scale_reversed"] = bool(is_reversed)
        form["duration_band"] = str(duration)


def _skip_some(generator: np.random.Generator, forms: list[Form]) -> None:
    for field, share in SKIPS.items():
        for place in np.flatnonzero(generator.random(len(forms)) < share):
            forms[place].pop(field)
    for place in np.flatnonzero(generator.random(len(forms)) < UNSURE_SHARE):
        forms[place]["attitude_5"] = UNSURE


def _soil(generator: np.random.Generator, forms: list[Form]) -> None:
    """Make some forms hasty and some thoughtless: the same number everywhere."""
    for place in np.flatnonzero(generator.random(len(forms)) < SPEEDER_SHARE):
        forms[place]["duration_band"] = "lt20"
    for place in np.flatnonzero(generator.random(len(forms)) < STRAIGHT_SHARE):
        number = int(generator.choice(STRAIGHT_NUMBERS))
        forms[place] |= dict.fromkeys(NUMBER_FIELDS, number)
        forms[place]["apps"] = []


def _key(generator: np.random.Generator) -> str:
    return str(uuid.UUID(bytes=generator.bytes(16), version=4))
