"""Made-up app-usage reports: which apps of the local catalogue a person holds, uses, and for how long."""

import uuid
from typing import Any

import numpy as np

from burden.domain.further_items import OPINION_ITEMS
from burden.domain.levels import Level
from burden.domain.survey_items import UsageStatus
from burden.operate.demo.answers import Recipe, heaped
from burden.operate.demo.catalogue import DemoItem, items_at
from burden.operate.demo.forms import Form
from burden.operate.demo.people import SEED, draw_people

SHARE_WITH_REPORT = 0.45
HELD_AT = {int(Level.CITY): 0.75, int(Level.COUNTY): 0.85, int(Level.TOWNSHIP): 1.0, int(Level.VILLAGE): 0.9}
MINUTES_SPREAD = 0.6
MINUTES_GIVEN = 0.92
# What users think of their apps.  Some say it of each, most of none: it can be skipped.
SAYS_WHAT_IT_THINKS, OF_EACH_APP = 0.6, 0.85
USEFUL = (0.10, 0.20, 0.32, 0.26, 0.12)
MODULES = (0.08, 0.25, 0.52, 0.15)
KEEP = (0.38, 0.30, 0.16, 0.16)
OVERCOLLECT = (0.22, 0.48, 0.30)
DISLIKED = (0.22, 0.32, 0.28, 0.13, 0.05)  # apps that give points or make people check in
DISLIKED_KEEP = (0.18, 0.34, 0.34, 0.14)


def fill_usage_forms(recipe: Recipe) -> list[Form]:
    """Return the app-usage reports that come with a wave, for 45 % of its size; nothing joins them to page 1."""
    generator = np.random.default_rng([SEED, recipe.number, 4])
    levels, regions = draw_people(generator, size=round(SHARE_WITH_REPORT * recipe.size))
    return [
        usage_form(generator, region, int(level), scale=recipe.scale)
        for region, level in zip(regions, levels, strict=True)
    ]


def usage_form(generator: np.random.Generator, region: str, level: int, *, scale: float) -> Form:
    """Return one report; ``scale`` below 1 leaves fewer apps on the phone."""
    items = items_at(region)
    held = generator.random(len(items)) < np.array([item.held for item in items]) * HELD_AT[level] * min(scale, 1.0)
    idle = generator.random(len(items)) < np.array([item.idle for item in items])
    medians = np.array([max(item.minutes, 1.0) for item in items])
    minutes = heaped(medians * np.exp(MINUTES_SPREAD * generator.standard_normal(len(items))))
    given = generator.random(len(items)) < MINUTES_GIVEN
    apps: list[dict[str, Any]] = []
    says = generator.random() < SAYS_WHAT_IT_THINKS
    thinks = says & (generator.random(len(items)) < OF_EACH_APP)
    for place in np.flatnonzero(held):
        app: dict[str, Any] = {"app_code": items[place].app_code}
        app["status"] = (UsageStatus.IDLE_3M if idle[place] else UsageStatus.IN_USE).value
        if not idle[place] and given[place]:
            app["minutes_per_day"] = int(minutes[place])
        if not idle[place] and thinks[place]:
            app |= _opinions(generator, items[place])
        apps.append(app)
    key = str(uuid.UUID(bytes=generator.bytes(16), version=4))
    return {"region_code": region, "level_code": level, "apps": apps, "idempotency_key": key}


def _opinions(generator: np.random.Generator, item: DemoItem) -> dict[str, str]:
    """Return what a user thinks of one app: whether it is useful, how much is used, its fate, the data it asks for."""
    is_disliked = bool({"has_points_rank", "has_checkin"} & set(item.flags))
    shares = (DISLIKED if is_disliked else USEFUL, MODULES, DISLIKED_KEEP if is_disliked else KEEP, OVERCOLLECT)
    chances = generator.random(len(shares))
    return {
        asked.field: asked.options[min(int(np.searchsorted(np.cumsum(of), chance)), len(of) - 1)].value
        for asked, of, chance in zip(OPINION_ITEMS, shares, chances, strict=True)
    }
