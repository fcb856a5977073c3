"""Made-up waves to attack: trees of odd shapes, answers in the words of the interface, a fixed seed each.

Nothing here knows how a release is computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

PROVINCE = "990000000000"
LEVELS = (20, 40, 50, 60, 70, 90)
LEVELS_AT = {"province": (20,), "city": (20, 40), "county": (40, 50, 60, 70, 90), "township": (50, 60, 70, 90)}
# Sizes of units around the bars: nobody, a few, just below and at ten, the bar of nearly full answers, many.
UNIT_SIZES = (0, 0, 0, 1, 2, 3, 5, 8, 9, 9, 10, 10, 11, 14, 15, 19, 20, 30, 60)
PRACTICES = (
    "p_checkin",
    "p_points_rank",
    "p_rate_notice",
    "p_location_track",
    "p_photo_upload",
    "p_duplicate_entry",
    "p_like_recruit",
    "p_instant_reply",
)

RegionLine = tuple[str, str, str]  # code, parent code, kind
Person = dict[str, Any]
Unit = tuple[str, int]


@dataclass(frozen=True, kw_only=True, eq=False)
class MadeUp:
    """A tree, its answers to page 1, and the head counts of some units."""

    shape: str
    regions: tuple[RegionLine, ...]
    people: tuple[Person, ...]
    headcounts: dict[Unit, int]


def _city(number: int) -> RegionLine:
    return (f"99{number:02d}00000000", PROVINCE, "city")


def _county(city: int, number: int, *, parent: str = "") -> RegionLine:
    return (f"99{city:02d}{number:02d}000000", parent or f"99{city:02d}00000000", "county")


def _township(county: RegionLine, number: int) -> RegionLine:
    return (f"{county[0][:6]}{number:03d}000", county[0], "township")


def _even(cities: int, counties: int, townships: int) -> list[RegionLine]:
    lines = [_city(city) for city in range(1, cities + 1)]
    below = [_county(city, number) for city in range(1, cities + 1) for number in range(1, counties + 1)]
    return lines + below + [_township(county, number) for county in below for number in range(1, townships + 1)]


def _flat() -> list[RegionLine]:
    """Districts right below the province and nothing below them, as in a municipality without sub-districts."""
    return [_county(1, number, parent=PROVINCE) for number in range(1, 10)]


def _skipping() -> list[RegionLine]:
    """Kinds left out: a county below the province, townships right below a city, a city with nothing below."""
    direct = _county(90, 1, parent=PROVINCE)
    below_city = [(f"990300{number:03d}000", "990300000000", "township") for number in range(1, 5)]
    return [*_even(1, 2, 2), direct, _township(direct, 1), _city(3), *below_city, _city(4)]


def _uneven() -> list[RegionLine]:
    """One county with many townships beside counties with none."""
    crowded = _county(1, 1)
    return [
        _city(1),
        _city(2),
        crowded,
        *(_township(crowded, number) for number in range(1, 15)),
        *(_county(2, n) for n in range(1, 4)),
    ]


SHAPES = {
    "even": lambda: _even(2, 3, 4),
    "deep, one child each": lambda: _even(1, 1, 1),
    "two children each": lambda: _even(2, 2, 2),
    "flat": _flat,
    "skipping kinds": _skipping,
    "uneven": _uneven,
}


def make_up(*, shape: str, seed: int, crowd: float = 1.0) -> MadeUp:
    """Return a wave of this shape; ``crowd`` multiplies the sizes of units."""
    chance = Random(f"{shape} {seed}")
    regions = [(PROVINCE, "000000000000", "province"), *SHAPES[shape]()]
    people: list[Person] = []
    headcounts: dict[Unit, int] = {}
    for code, _, kind in regions:
        for level in LEVELS_AT[kind]:
            n = int(chance.choice(UNIT_SIZES) * crowd)
            people += _unit(chance, code, level, n)
            if n and chance.random() < 0.3:
                headcounts[code, level] = chance.choice((n, n + 2, 2 * n, 10 * n))
    chance.shuffle(people)
    return MadeUp(shape=shape, regions=tuple(regions), people=tuple(people), headcounts=headcounts)


def _unit(chance: Random, code: str, level: int, n: int) -> list[Person]:
    """Return the answers of one unit; now and then one of them towers above the others."""
    people = [_person(chance, code, level) for _ in range(n)]
    if people and chance.random() < 0.1:
        for person in people:
            person["group_count"] = 1
        people[0]["group_count"] = 300
    return people


def _person(chance: Random, code: str, level: int) -> Person:
    apps = chance.randrange(1, 30)
    said: Person = {
        "app_count": apps,
        "idle_app_count": chance.randrange(apps + 1),
        "account_count": chance.randrange(40),
        "group_count": chance.randrange(1, 60),
        "app_minutes_per_day": chance.choice((0, 5, 17, 30, 62, 63, 120, 600)),
        "group_minutes_per_day": chance.choice((0, 3, 20, 45, 500)),
        "attitude_5": chance.randrange(1, 6),
        "practices_3m": chance.sample(PRACTICES, chance.randrange(1, 5)) if chance.random() < 0.9 else ["p_none"],
    }
    kept = {name: value for name, value in said.items() if chance.random() > 0.03}
    return {"region_code": code, "level_code": level, **kept}


def heavier_at(made_up: MadeUp, code: str, *, times: int) -> MadeUp:
    """Return the wave with so many times the groups and minutes in a region, within what may be answered."""
    inside = within(made_up.regions, code)
    tops = {"group_count": 300, "app_minutes_per_day": 960, "group_minutes_per_day": 960}

    def heavier(person: Person) -> Person:
        return person | {name: min(times * person[name], top) for name, top in tops.items() if name in person}

    people = tuple(heavier(person) if person["region_code"] in inside else person for person in made_up.people)
    return replace(made_up, people=people)


def within(regions: Sequence[RegionLine], code: str) -> set[str]:
    """Return the region and everything below it."""
    found = {code}
    size = 0
    while len(found) > size:
        size = len(found)
        found |= {own for own, parent, _ in regions if parent in found}
    return found
