"""Who answers in the demo: level and region of each person, and how many people work where."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from burden.domain.levels import Level, RegionKind
from burden.operate.demo.regions import codes_of

SEED = 20261121
IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

LEVELS = (Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
LEVEL_SHARES = (0.12, 0.28, 0.40, 0.20)
NAMES_ONLY_THE_COUNTY = 0.05  # the township is optional

# Spread of the load between places of one kind: a factor of mean 1 for each (log-normal sigma).
SPREAD = {RegionKind.CITY: 0.08, RegionKind.COUNTY: 0.18, RegionKind.TOWNSHIP: 0.12}
TOWNSHIP_SIZE_SPREAD = 0.25

PEOPLE_IN_A_CITY = 420
PEOPLE_IN_A_COUNTY = 260
FEWEST_IN_A_TOWNSHIP = 48
FEWEST_IN_VILLAGES = 70
# A few offices so small that nearly everybody answers; they show what the demo holds back and why.
PEOPLE_IN_A_TINY_OFFICE = 18
TINY_OFFICES = frozenset({"990103200000", "990303202000", "990504201000"})


@cache
def region_factors() -> dict[str, float]:
    """Return how heavy the load of each region is against the province, by region code; the same in every wave."""
    generator = np.random.default_rng(SEED)
    return {
        code: float(np.exp(sigma * generator.standard_normal() - sigma**2 / 2))
        for kind, sigma in SPREAD.items()
        for code in codes_of(kind)
    }


@cache
def headcounts() -> dict[tuple[str, int], int]:
    """Return the people of one level in one region, not counting regions below, by (region code, level)."""
    counts = {(code, int(Level.CITY)): PEOPLE_IN_A_CITY for code in codes_of(RegionKind.CITY)}
    counts |= {(code, int(Level.COUNTY)): PEOPLE_IN_A_COUNTY for code in codes_of(RegionKind.COUNTY)}
    for place, code in enumerate(codes_of(RegionKind.TOWNSHIP)):
        # Sizes differ by place in the list, no more: the demo needs no other pattern.
        counts[code, int(Level.TOWNSHIP)] = FEWEST_IN_A_TOWNSHIP + place % 7 * 3
        counts[code, int(Level.VILLAGE)] = FEWEST_IN_VILLAGES + place % 11 * 4
    counts |= {(code, int(Level.TOWNSHIP)): PEOPLE_IN_A_TINY_OFFICE for code in TINY_OFFICES}
    return counts


def draw_people(generator: np.random.Generator, *, size: int) -> tuple[IntArray, list[str]]:
    """Return level and region code of ``size`` people."""
    levels = generator.choice(np.array([int(level) for level in LEVELS]), size=size, p=LEVEL_SHARES)
    cities = generator.choice(np.array(codes_of(RegionKind.CITY)), size=size)
    counties = generator.choice(np.array(codes_of(RegionKind.COUNTY)), size=size)
    townships = generator.choice(np.array(codes_of(RegionKind.TOWNSHIP)), size=size, p=_township_sizes())
    names_county = generator.random(size) < NAMES_ONLY_THE_COUNTY
    people_left = dict(headcounts())
    regions = []
    for level, city, county, township, only_county in zip(
        levels, cities, counties, townships, names_county, strict=True
    ):
        if level == Level.CITY:
            regions.append(str(city))
        elif level == Level.COUNTY:
            regions.append(str(county))
        elif only_county or people_left[str(township), int(level)] == 0:
            regions.append(f"{township[:6]}000000")
        else:
            people_left[str(township), int(level)] -= 1
            regions.append(str(township))
    return levels, regions


@cache
def _township_sizes() -> FloatArray:
    generator = np.random.default_rng(SEED + 1)
    weights = np.exp(TOWNSHIP_SIZE_SPREAD * generator.standard_normal(len(codes_of(RegionKind.TOWNSHIP))))
    return np.asarray(weights / weights.sum(), dtype=np.float64)
