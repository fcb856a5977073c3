"""Filling the packs of a wave from columns, as promotions of the same answers would."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.domain.blocks import FLAG_MASK
from burden.domain.pack_columns import (
    APP,
    IN_USE,
    LAYOUTS,
    LEVEL,
    MINUTES,
    MISSING,
    PLACE,
    QUALITY,
    QUALITY_FLAGS,
    STATUS,
    USES,
    Layout,
    PackKind,
)
from burden.domain.packs import Pack, encode, merged
from burden.domain.survey_items import DURATION_BANDS

Columns = Mapping[str, NDArray[Any]]
PACKS_AT_ONCE = 500


def fill(wave_id: int, people: Columns, *, app_codes: list[str], uses: int) -> None:
    """Store page 1 and an app-usage report of everybody; each names one app and uses ``uses`` of them."""
    from burden.models import AnswerPack  # noqa: PLC0415  # once Django is set up

    for kind in (PackKind.RESPONSE, PackKind.USAGE):
        rows: list[AnswerPack] = []
        for county, pack in _packs(LAYOUTS[kind], people, app_codes=tuple(app_codes), uses=uses):
            ordered = merged([pack])
            rows.append(
                AnswerPack(
                    wave_id=wave_id,
                    kind=kind.value,
                    county_code=f"{county:06}000000",
                    people=ordered.size,
                    app_codes=list(ordered.app_codes),
                    data=encode(ordered),
                )
            )
            if len(rows) == PACKS_AT_ONCE:
                AnswerPack.objects.bulk_create(rows)
                rows.clear()
        AnswerPack.objects.bulk_create(rows)


def _packs(layout: Layout, people: Columns, *, app_codes: tuple[str, ...], uses: int) -> Iterator[tuple[int, Pack]]:
    region = people["region_code"].astype(np.int64) // 1_000
    order = np.argsort(region, kind="stable")
    starts = np.flatnonzero(np.diff(region[order] // 1_000, prepend=-1))
    for chosen in np.split(order, starts[1:]):
        of_county = {name: column[chosen] for name, column in people.items()}
        given = _said(of_county) | {PLACE: region[chosen] % 1_000, LEVEL: of_county["level"]}
        is_page_one = layout.kind is PackKind.RESPONSE
        given[USES] = np.full(len(chosen), 1 if is_page_one else uses)
        apps = _named(of_county) if is_page_one else _used(of_county, uses)
        yield (
            int(region[chosen[0]] // 1_000),
            Pack(
                layout=layout,
                people={name: given[name] for name in layout.people_columns},
                apps={name: apps.get(name, np.full(len(apps[APP]), MISSING)) for name in layout.app_columns},
                app_codes=app_codes,
            ),
        )


def _said(people: Columns) -> dict[str, NDArray[Any]]:
    """Return the answers to page 1 beside place, level and apps."""
    everybody = len(people["level"])
    minutes = people["spent_0"] + people["spent_1"] + people["spent_2"]
    hurried = QUALITY_FLAGS.index("speeder") + 1
    return {
        **people,
        "app_minutes_per_day": np.where(people["skipped"], MISSING, minutes),
        "minutes_source": np.ones(everybody),
        "scale_reversed": np.zeros(everybody),
        "duration_band": np.full(everybody, DURATION_BANDS.index("60_90") + 1),
        QUALITY: np.where(people["hurried"], hurried, QUALITY_FLAGS.index("ok") + 1),
    }


def _named(people: Columns) -> dict[str, NDArray[Any]]:
    """Return the app that each person names: required, with a check-in where the person met that practice."""
    return {
        APP: people["code_0"],
        MINUTES: people["spent_0"],
        FLAG_MASK: 1 + 2 * (people["practices_3m"] % 2),
    }


def _used(people: Columns, uses: int) -> dict[str, NDArray[Any]]:
    spent = np.stack([people[f"spent_{place}"] for place in range(uses)], axis=1).ravel()
    return {
        APP: np.stack([people[f"code_{place}"] for place in range(uses)], axis=1).ravel(),
        STATUS: np.full(len(spent), IN_USE),
        MINUTES: spent,
    }
