"""Made-up app-usage reports: which apps of the local catalogue a person holds, uses, and for how long."""

import uuid
from typing import Any

import numpy as np

from burden.domain.levels import Level
from burden.domain.survey_items import UsageStatus
from burden.operate.demo.answers import Recipe, heaped
from burden.operate.demo.catalogue import items_at
from burden.operate.demo.forms import Form
from burden.operate.demo.people import SEED, draw_people

SHARE_WITH_REPORT = 0.45
HELD_AT = {int(Level.CITY): 0.75, int(Level.COUNTY): 0.85, int(Level.TOWNSHIP): 1.0, int(Level.VILLAGE): 0.9}
MINUTES_SPREAD = 0.6
MINUTES_GIVEN = 0.92


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
    for place in np.flatnonzero(held):
        app: dict[str, Any] = {"app_code": items[place].app_code}
        app["status"] = (UsageStatus.IDLE_3M if idle[place] else UsageStatus.IN_USE).value
        if not idle[place] and given[place]:
            app["minutes_per_day"] = int(minutes[place])
        apps.append(app)
    key = str(uuid.UUID(bytes=generator.bytes(16), version=4))
    return {"region_code": region, "level_code": level, "apps": apps, "idempotency_key": key}
