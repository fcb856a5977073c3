"""Made-up answers to page 1, drawn so that they look like answers: skewed, correlated, heaped on round numbers.

Counts are gamma-Poisson around a mean for the level, times a factor of the place, times a factor of the person that
apps, accounts and groups share; minutes are the sum over a person's apps of log-normal minutes by type of app;
attitude follows the load.  The means come from one county's 2018 study; spreads, types and minutes are our own choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from burden.domain.levels import Level
from burden.operate.demo.people import SEED, FloatArray, IntArray, draw_people, region_factors

# Means by level: apps, accounts, groups, median messages a day; such that, with the factors of the places, a wave of
# scale 1 comes close to 6.8 and 10.8 before it is nudged.
MEANS: dict[int, tuple[float, float, float, float]] = {
    int(Level.CITY): (3.9, 2.55, 9.0, 55.0),
    int(Level.COUNTY): (4.4, 2.34, 12.0, 75.0),
    int(Level.TOWNSHIP): (6.85, 4.18, 17.0, 120.0),
    int(Level.VILLAGE): (6.2, 3.40, 13.0, 90.0),
}
DISPERSION = (15.0, 8.0, 10.0)  # of apps, accounts, groups
PERSONAL_SPREAD = (0.30, 0.55, 0.45)  # likewise
MOST = (60, 200, 300)  # likewise; what the form takes

# Types of app on a phone: share, median minutes a workday, spread (log-normal sigma).
APP_TYPE_SHARES = (0.18, 0.20, 0.34, 0.12, 0.16)  # zombie, low, ordinary, check-in, points
APP_TYPE_MINUTES = (0.0, 1.0, 5.0, 8.0, 20.0)
APP_TYPE_SPREAD = (0.0, 0.5, 0.7, 0.6, 0.6)
ZOMBIE, POINTS = 0, 4
TIME_SPREAD = 0.35
MINUTES_A_MESSAGE = 0.17
MESSAGE_SPREAD = 0.8
MOST_MINUTES = 480  # more would ask for a second look in the form

ATTITUDE_SHARES = (0.08, 0.18, 0.34, 0.26, 0.14)
HEAPS = ((5, 1), (30, 5), (90, 10), (10_000, 30))  # up to so many minutes people round to so many


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Factors on the load of one place in one wave."""

    apps: float = 1.0
    groups: float = 1.0
    messages: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What makes a wave: how many answers, how heavy against the base wave, and the counties that went their own way.

    ``number`` varies the random numbers; ``counties`` multiplies the scale of single counties, by code.
    """

    number: int
    size: int
    scale: float = 1.0
    counties: Mapping[str, Scale] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Answers of a wave as columns, one position a person, before skips and dirt."""

    regions: list[str]
    values: dict[str, IntArray]

    def __len__(self) -> int:
        return len(self.regions)


@dataclass(frozen=True, kw_only=True)
class _Attitude:
    """Where the latent attitude of the base wave lies: it makes waves comparable."""

    media: tuple[float, float]  # mean and standard deviation of apps plus accounts
    minutes: tuple[float, float]  # likewise of log minutes
    cuts: FloatArray


def draw(recipe: Recipe) -> Draft:
    """Return the answers of a wave; the same recipe gives the same answers."""
    draft, latent = _draw_load(recipe)
    draft.values["attitude_5"] = 1 + np.searchsorted(_base_attitude().cuts, latent, side="right")
    return draft


def _draw_load(recipe: Recipe, attitude: _Attitude | None = None) -> tuple[Draft, FloatArray]:
    generator = np.random.default_rng([SEED, recipe.number])
    levels, regions = draw_people(generator, size=recipe.size)
    places = _place_factors(regions)
    scales = [_scale_of(recipe, code) for code in regions]
    means = np.array([MEANS[int(level)] for level in levels])
    means[:, 0] *= places * [scale.apps for scale in scales]
    means[:, 1] *= places * [scale.apps for scale in scales]
    means[:, 2] *= places * [scale.groups for scale in scales]
    means[:, 3] *= places * [scale.messages for scale in scales]
    person = generator.standard_normal(recipe.size)
    counts = [_count(generator, means[:, kind], person, kind) for kind in range(3)]
    idle, minutes, has_points = _app_minutes(generator, counts[0])
    messages = means[:, 3] * np.exp(MESSAGE_SPREAD * generator.standard_normal(recipe.size))
    latent_noise = generator.standard_normal(recipe.size)
    values = {
        "level_code": levels.astype(np.int64),
        "app_count": counts[0],
        "idle_app_count": idle,
        "account_count": counts[1],
        "group_count": counts[2],
        "app_minutes_per_day": heaped(minutes),
        "group_minutes_per_day": np.where(counts[2] == 0, 0, heaped(messages * MINUTES_A_MESSAGE)),
    }
    latent = _latent(attitude or _base_attitude(), counts[0] + counts[1], minutes, has_points, latent_noise)
    return Draft(regions=regions, values=values), latent


def _place_factors(regions: list[str]) -> FloatArray:
    factors = region_factors()
    return np.array([_place_factor(code, factors) for code in regions])


def _place_factor(code: str, factors: Mapping[str, float]) -> float:
    """Return the product of the factors of a region and the regions above it."""
    chain = {f"{code[:4]}00000000", f"{code[:6]}000000", code}
    return float(np.prod([factors[part] for part in chain if part in factors]))


def _scale_of(recipe: Recipe, code: str) -> Scale:
    own = recipe.counties.get(f"{code[:6]}000000", Scale())
    return Scale(apps=recipe.scale * own.apps, groups=recipe.scale * own.groups, messages=recipe.scale * own.messages)


def _count(generator: np.random.Generator, means: FloatArray, person: FloatArray, kind: int) -> IntArray:
    """Return gamma-Poisson counts of one kind (0 apps, 1 accounts, 2 groups), never above what the form takes."""
    spread = PERSONAL_SPREAD[kind]
    expected = means * np.exp(spread * person - spread**2 / 2)
    shape = DISPERSION[kind]
    counts = generator.poisson(generator.gamma(shape, expected / shape))
    return np.minimum(counts, MOST[kind]).astype(np.int64)


def _app_minutes(generator: np.random.Generator, app_counts: IntArray) -> tuple[IntArray, FloatArray, IntArray]:
    """Return, by person: apps never opened, minutes a workday, whether one of the apps gives points."""
    owner = np.repeat(np.arange(app_counts.size), app_counts)
    kind = generator.choice(len(APP_TYPE_SHARES), size=owner.size, p=APP_TYPE_SHARES)
    spread = np.array(APP_TYPE_SPREAD)[kind]
    minutes = np.array(APP_TYPE_MINUTES)[kind] * np.exp(spread * generator.standard_normal(owner.size))
    personal = np.exp(TIME_SPREAD * generator.standard_normal(app_counts.size) - TIME_SPREAD**2 / 2)
    total = np.bincount(owner, weights=minutes, minlength=app_counts.size) * personal
    idle = np.bincount(owner[kind == ZOMBIE], minlength=app_counts.size)
    points = np.bincount(owner[kind == POINTS], minlength=app_counts.size) > 0
    return idle.astype(np.int64), total.astype(np.float64), points.astype(np.int64)


def heaped(minutes: FloatArray) -> IntArray:
    """Return minutes as people give them: rounded to 1, 5, 10 or 30 as they grow, at most eight hours."""
    steps = np.select([minutes <= limit for limit, _ in HEAPS], [step for _, step in HEAPS], default=30)
    rounded = np.minimum(np.rint(minutes / steps) * steps, MOST_MINUTES)
    return np.asarray(rounded, dtype=np.int64)


def _latent(
    attitude: _Attitude, media: IntArray, minutes: FloatArray, has_points: IntArray, noise: FloatArray
) -> FloatArray:
    """Return how averse each person is on an open scale: the load weighs as much as chance."""
    load = (media - attitude.media[0]) / attitude.media[1]
    time = (np.log1p(minutes) - attitude.minutes[0]) / attitude.minutes[1]
    return np.asarray(0.45 * load + 0.45 * time + 0.30 * has_points + noise, dtype=np.float64)


@cache
def _base_attitude() -> _Attitude:
    """Return the scale of the base wave, cut so that its shares are ATTITUDE_SHARES."""
    plain = _Attitude(media=(8.7, 6.4), minutes=(3.3, 1.0), cuts=np.zeros(4))
    base = Recipe(number=0, size=6_000)
    _, latent = _draw_load(base, plain)
    cuts = np.quantile(latent, np.cumsum(ATTITUDE_SHARES)[:-1])
    return _Attitude(media=plain.media, minutes=plain.minutes, cuts=cuts)


def row(draft: Draft, place: int) -> dict[str, Any]:
    """Return one person's answers by field name, as the form would send them."""
    numbers = {name: int(column[place]) for name, column in draft.values.items()}
    return {"region_code": draft.regions[place], **numbers}
