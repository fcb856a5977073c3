"""Marks of answers that look hasty or careless.

A flag never refuses an answer; a release prints how many it left out.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from burden.domain.survey_items import NUMBER_FIELDS
from burden.domain.thresholds import MOST_MINUTES_PER_DAY

SPEEDER_BAND = "lt20"  # under 20 seconds for a page that takes 70 to 90
STRAIGHT_FROM = 5  # fewer equal numbers happen by chance: 5 apps, 5 groups, 5 accounts


class QualityFlag(StrEnum):
    """Why an answer may be left out of a release."""

    OK = "ok"
    SPEEDER = "speeder"
    STRAIGHT = "straight"
    CONTRADICTION = "contradiction"
    OUTLIER = "outlier"


def quality_flag(
    *,
    duration_band: str | None,
    numbers: Sequence[int | None],
    app_minutes: int | None,
    group_minutes: int | None,
    named_app_minutes: Sequence[int | None],
) -> QualityFlag:
    """Return the first flag that applies: speeder, straight, contradiction, outlier, ok.

    - speeder: the browser reported the band under 20 seconds;
    - straight: at least five numbers were answered and all are the same, zero excepted (whoever has no apps and no
      groups answers zero throughout, and rightly);
    - contradiction: one named app takes more minutes a workday than all apps together;
    - outlier: apps and groups together take more than 16 hours a workday.

    >>> quality_flag(
    ...     duration_band=None, numbers=(5, 5, 5, 5, 5, None), app_minutes=5, group_minutes=5, named_app_minutes=()
    ... )
    <QualityFlag.STRAIGHT: 'straight'>
    """
    if duration_band == SPEEDER_BAND:
        return QualityFlag.SPEEDER
    given = [number for number in numbers if number is not None]
    if len(given) >= STRAIGHT_FROM and set(given) == {given[0]} and given[0] != 0:
        return QualityFlag.STRAIGHT
    longest_named = max((minutes for minutes in named_app_minutes if minutes is not None), default=0)
    if app_minutes is not None and longest_named > app_minutes:
        return QualityFlag.CONTRADICTION
    if (app_minutes or 0) + (group_minutes or 0) > MOST_MINUTES_PER_DAY:
        return QualityFlag.OUTLIER
    return QualityFlag.OK


def flag_of_columns(columns: Mapping[str, Any]) -> QualityFlag:
    """Return the flag of answers given by column name, as the inbox keeps them; a missing column is a skipped one."""
    return quality_flag(
        duration_band=columns.get("duration_band"),
        numbers=tuple(columns.get(name) for name in NUMBER_FIELDS),
        app_minutes=columns.get("app_minutes_per_day"),
        group_minutes=columns.get("group_minutes_per_day"),
        named_app_minutes=tuple(app.get("minutes_per_day") for app in columns.get("apps") or ()),
    )
