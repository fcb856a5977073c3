"""The fictional catalogue of 云汀省: 22 apps and mini-programs, 8 accounts, 6 web systems; none is a real product.

It holds what the rules look for: four zombies, clusters of the same function, small ones of one function in many
places, apps without filing number or complaint channel, two exempt scenes, accounts asleep or two of one owner on one
platform, one with commercial activity, and one app built by a township.  The entries stand in
``burden/data/demo_catalogue.csv``.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from burden.operate.demo.regions import demo_regions

CATALOGUE_FILE = Path(__file__).resolve().parents[2] / "data" / "demo_catalogue.csv"
ON_A_PHONE = frozenset({"app", "mini_program", "quick_app"})


@dataclass(frozen=True, kw_only=True)
class DemoItem:
    """One fictional entry of the catalogue; ``kind`` and ``audience`` as in the model.

    ``packages`` are Android packages apart by blanks, of a domain that cannot exist; only an app has any.
    ``held`` is the share of township cadres of its region who carry it, ``idle`` the share of holders who have not
    opened it for three months, ``minutes`` the median minutes a workday of a user; 0 for what is not on a phone.
    ``active_users_3m`` is what the sponsor says of the last three months, None where it says nothing.
    ``flags`` are those that people who name it as their heaviest app usually tick.
    """

    app_code: str
    name: str
    kind: str
    packages: str
    region: str
    sponsor_level: int
    sponsor: str
    category: str
    held: float
    idle: float
    minutes: float
    audience: str
    platform: str
    launched_year: int
    updated_days_ago: int
    is_filed: bool
    has_complaint_channel: bool
    exempt_basis: str
    is_commercial: bool
    active_users_3m: int | None
    duplicate_group: str
    flags: tuple[str, ...]


@cache
def demo_items() -> tuple[DemoItem, ...]:
    """Return the catalogue, by code."""
    with CATALOGUE_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_item(row) for row in csv.DictReader(file))


def _item(row: dict[str, str]) -> DemoItem:
    return DemoItem(
        app_code=row["app_code"],
        name=row["name"],
        kind=row["kind"],
        packages=row["packages"],
        region=row["region"],
        sponsor_level=int(row["sponsor_level"]),
        sponsor=row["sponsor"],
        category=row["category"],
        held=float(row["held"]),
        idle=float(row["idle"]),
        minutes=float(row["minutes"]),
        audience=row["audience"],
        platform=row["platform"],
        launched_year=int(row["launched_year"]),
        updated_days_ago=int(row["updated_days_ago"]),
        is_filed=row["is_filed"] == "yes",
        has_complaint_channel=row["has_complaint_channel"] == "yes",
        exempt_basis=row["exempt_basis"],
        is_commercial=row["is_commercial"] == "yes",
        active_users_3m=int(row["active_users_3m"]) if row["active_users_3m"] else None,
        duplicate_group=row["duplicate_group"],
        flags=tuple(row["flags"].split()),
    )


@cache
def items_at(region_code: str) -> tuple[DemoItem, ...]:
    """Return what somebody in this region may carry on the phone: entries of the region itself and of those above."""
    paths = {place.name: place.path for place in demo_regions()}
    return tuple(
        item for item in demo_items() if item.kind in ON_A_PHONE and region_code.startswith(paths[item.region])
    )
