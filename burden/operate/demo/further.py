"""Made-up answers to page 2, for fewer than half of a wave; nothing joins them to page 1.

Shares and means are our own choice around what has been written of such places, but for the counties that went their
own way: 沐霜 has fewer groups and more messages, 漱玉 closed what was useful too, 弄月 asks for paperwork about relief.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from burden.domain.further_items import FURTHER_BY_FIELD, FURTHER_ITEMS
from burden.domain.levels import Level
from burden.domain.survey_items import InputKind, Item
from burden.operate.demo.answers import Recipe
from burden.operate.demo.forms import Form
from burden.operate.demo.people import SEED, IntArray, draw_people
from burden.operate.demo.regions import code_named

SHARE_WITH_PAGE_TWO = 0.45
ANSWERED = 0.96  # of each question, by those who send the page
LESS_IN_DEPARTMENTS = 0.7
IN_DEPARTMENTS = (int(Level.CITY), int(Level.COUNTY))

# Means of the numbers in the base wave, townships and villages; drawn as Poisson counts with a factor of the person.
MEANS: dict[str, float] = {
    "off_hours_days": 2.4,
    "same_data_times": 1.3,  # above one
    "proxy_account_count": 1.1,
    "extra_phone_count": 0.45,
    "relief_paperwork_count": 0.6,
    "load_time": 5.8,
    "load_effort": 5.2,
    "load_frustration": 4.9,
    "dead_group_count": 3.2,
}
LOWEST = {"same_data_times": 1}
# Shares of the choices, in the order of the options.
SHARES: dict[str, tuple[float, ...]] = {
    "reply_deadline": (0.12, 0.36, 0.24, 0.16, 0.12),
    "group_msgs_band": (0.08, 0.20, 0.30, 0.24, 0.12, 0.06),
    "runs_media": (0.16, 0.84),
    "data_return": (0.11, 0.35, 0.36, 0.08, 0.10),
    "change_6m": (0.07, 0.27, 0.42, 0.17, 0.07),
    "seen_proxy": (0.24, 0.31, 0.30, 0.15),
    "seen_boosting": (0.06, 0.46, 0.33, 0.15),
    "seen_padding": (0.28, 0.25, 0.29, 0.18),
    "citizen_push": (0.33, 0.42, 0.25),
    "quota_mismatch": (0.37, 0.33, 0.30),
    "group_task_demand": (0.44, 0.38, 0.18),
}
NO_CLEAN_UP = 0.34
EFFECTS = (0.42, 0.30, 0.22, 0.12, 0.27)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """How one county's answers differ from the province: factors on means, and its own shares of effects."""

    means: Mapping[str, float] = field(default_factory=dict)
    shares: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    effects: tuple[float, ...] = EFFECTS
    no_clean_up: float = NO_CLEAN_UP


SWAPPED = Turn(
    shares={"group_msgs_band": (0.02, 0.06, 0.17, 0.30, 0.27, 0.18)},
    effects=(0.20, 0.58, 0.30, 0.12, 0.27),
    no_clean_up=0.08,
)
SHUT = Turn(effects=(0.30, 0.15, 0.34, 0.42, 0.25), no_clean_up=0.05)
PAPER = Turn(means={"relief_paperwork_count": 2.2}, effects=(0.30, 0.30, 0.22, 0.12, 0.55), no_clean_up=0.12)
# From which wave on, by the number of its recipe.
TURNS: dict[str, tuple[int, Turn]] = {"沐霜县": (5, SWAPPED), "漱玉县": (6, SHUT), "弄月县": (4, PAPER)}


def fill_further_forms(recipe: Recipe) -> list[Form]:
    """Return the pages 2 that come with a wave, for 45 % of its size; the same recipe gives the same forms."""
    generator = np.random.default_rng([SEED, recipe.number, 5])
    levels, regions = draw_people(generator, size=round(SHARE_WITH_PAGE_TWO * recipe.size))
    columns = draw_columns(generator, levels, regions, recipe)
    given = generator.random((len(regions), len(FURTHER_ITEMS))) < ANSWERED
    return [
        {
            "region_code": region,
            "level_code": int(level),
            **{
                item.field: _said(item, int(columns[item.field][place]))
                for number, item in enumerate(FURTHER_ITEMS)
                if given[place, number] or number == 0  # somebody who sends the page has answered something
            },
            "idempotency_key": str(uuid.UUID(bytes=generator.bytes(16), version=4)),
        }
        for place, (region, level) in enumerate(zip(regions, levels, strict=True))
    ]


def draw_columns(
    generator: np.random.Generator, levels: IntArray, regions: list[str], recipe: Recipe
) -> dict[str, IntArray]:
    """Return everybody's answers as numbers: counts, the place of a choice from 0, effects as a mask."""
    turns = [_turn_of(region, recipe.number) for region in regions]
    load = np.where(np.isin(levels, IN_DEPARTMENTS), LESS_IN_DEPARTMENTS, 1.0) * np.sqrt(recipe.scale)
    person = np.exp(0.4 * generator.standard_normal(len(regions)) - 0.08)
    columns: dict[str, IntArray] = {}
    for item in FURTHER_ITEMS:
        if item.kind is InputKind.NUMBER:
            own = np.array([turn.means.get(item.field, MEANS[item.field]) for turn in turns])
            drawn = LOWEST.get(item.field, 0) + generator.poisson(own * load * person)
            columns[item.field] = np.minimum(drawn, item.high).astype(np.int64)
        elif item.kind is InputKind.MULTIPLE:
            columns[item.field] = _effects(generator, turns)
        else:
            shares = np.array([turn.shares.get(item.field, SHARES[item.field]) for turn in turns])
            drawn = generator.random(len(regions))[:, None] > np.cumsum(shares, axis=1)
            columns[item.field] = np.minimum(drawn.sum(axis=1), len(item.options) - 1).astype(np.int64)
    return columns


def _effects(generator: np.random.Generator, turns: list[Turn]) -> IntArray:
    """Return masks of effects, 0 where there was no clean-up; whoever had one met at least the first effect."""
    ticked = generator.random((len(turns), len(EFFECTS))) < np.array([turn.effects for turn in turns])
    ticked[~ticked.any(axis=1), 0] = True
    masks = (ticked * (1 << np.arange(len(EFFECTS)))).sum(axis=1)
    none = generator.random(len(turns)) < np.array([turn.no_clean_up for turn in turns])
    return np.where(none, 0, masks).astype(np.int64)


def _turn_of(region: str, number: int) -> Turn:
    for county, (first, turn) in TURNS.items():
        if region.startswith(code_named(county)[:6]) and number >= first:
            return turn
    return Turn()


def _said(item: Item, value: int) -> int | str | list[str]:
    """Return an answer as the form would send it."""
    if item.kind is InputKind.NUMBER:
        return value
    if item.kind is InputKind.MULTIPLE:
        ticked = [option.value for place, option in enumerate(item.options) if value >> place & 1]
        return ticked or [option.value for option in item.options if option.is_exclusive]
    return item.options[value].value


def answered_in_full(form: Form) -> Form:
    """Return the form with every question answered, the middle of its range where it was skipped."""
    middle = {item.field: _said(item, _middle(item)) for item in FURTHER_BY_FIELD.values()}
    return middle | form


def _middle(item: Item) -> int:
    return 1 if item.kind is not InputKind.NUMBER else min(item.high // 2, 3)
