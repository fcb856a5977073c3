"""Reading packs for the recount alone: the bytes cut into columns here, by nobody else's code."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.units import unit_keys
from burden.domain.pack_columns import LAYOUTS
from burden.models import Wave

Numbers = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class RawAnswers:
    """All answers of one kind that the area's regions named: ``unit`` and ``people`` by person, in no order.

    ``apps`` holds what was said of single apps, ``owner`` the position of the person who said it; ``app`` is a place in
    ``app_codes``.
    """

    unit: IntArray
    people: Mapping[str, Numbers]
    apps: Mapping[str, Numbers]
    owner: IntArray
    app_codes: tuple[str, ...]


def read_raw(wave: Wave, area: Area, kind: str) -> RawAnswers:
    """Read the packs of one kind; people of regions that are not the area's are left out."""
    where, parameters = area.where_packs()
    rows = query(
        "SELECT county_code, people, app_codes, data FROM burden_answerpack "  # noqa: S608  # constants
        f"WHERE wave_id = %s AND kind = %s AND {where}",
        [wave.pk, kind, *parameters],
    )
    layout = LAYOUTS[kind]
    numbers: dict[str, int] = {}
    people: dict[str, list[Numbers]] = {column.name: [] for column in layout.people}
    apps: dict[str, list[Numbers]] = {column.name: [] for column in layout.apps}
    region: list[IntArray] = []
    for county_code, size, app_codes, data in rows:
        columns, apps_of_pack = _cut(kind, data, size)
        for name, column in columns.items():
            people[name].append(column)
        for name, column in apps_of_pack.items():
            apps[name].append(_numbered(column, app_codes, numbers) if name == "app" else column)
        region.append(int(county_code[:6]) * 1_000_000 + columns["place"].astype(np.int64) * 1_000)
    return _within(
        area,
        region=np.concatenate([np.zeros(0, dtype=np.int64), *region]),
        people={name: _one_behind_the_other(columns_) for name, columns_ in people.items()},
        apps={name: _one_behind_the_other(columns_) for name, columns_ in apps.items()},
        app_codes=tuple(numbers),
    )


def _cut(kind: str, data: bytes, size: int) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
    """Cut the bytes of a pack: columns of people first, then those of their apps."""
    position = 0
    found: tuple[dict[str, Numbers], dict[str, Numbers]] = ({}, {})
    for place, columns in enumerate((LAYOUTS[kind].people, LAYOUTS[kind].apps)):
        length = size if place == 0 else int(found[0]["uses"].sum()) if columns else 0
        for column in columns:
            behind = position + length * int(column.type_name[-1])
            found[place][column.name] = np.frombuffer(data[position:behind], dtype=column.type_name).astype(np.int32)
            position = behind
    return found


def _numbered(column: Numbers, app_codes: list[str], numbers: dict[str, int]) -> Numbers:
    """Give the apps of a pack the numbers that they have among those of all packs; -1 stays."""
    renumbered = [numbers.setdefault(code, len(numbers)) for code in app_codes]
    return np.array([*renumbered, -1], dtype=np.int32)[column]


def _one_behind_the_other(columns: list[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(0, dtype=np.int32), *columns])


def _within(
    area: Area,
    *,
    region: IntArray,
    people: Mapping[str, Numbers],
    apps: Mapping[str, Numbers],
    app_codes: tuple[str, ...],
) -> RawAnswers:
    named, of_person = np.unique(region, return_inverse=True)
    walked = np.array([int(area.walked_as.get(f"{code:012}", -1)) for code in named.tolist()], dtype=np.int64)[
        of_person
    ]
    owner = np.repeat(np.arange(len(region)), people["uses"]) if apps else np.zeros(0, dtype=np.int64)
    is_in = walked >= 0
    new_place = np.cumsum(is_in) - 1
    of_ours = is_in[owner]
    return RawAnswers(
        unit=unit_keys(walked[is_in], people["level"][is_in].astype(np.int64)),
        people={name: column[is_in] for name, column in people.items()},
        apps={name: column[of_ours] for name, column in apps.items()},
        owner=new_place[owner[of_ours]],
        app_codes=app_codes,
    )
