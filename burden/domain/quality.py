"""Marks of answers that look hasty or careless.

A flag never refuses an answer; a release prints how many it left out.
"""

from collections.abc import Sequence
from enum import StrEnum

SPEEDER_BAND = "lt20"  # under 20 seconds for a page that takes 70 to 90
STRAIGHT_FROM = 5  # fewer equal numbers happen by chance: 5 apps, 5 groups, 5 accounts


class QualityFlag(StrEnum):
    """Why an answer may be left out of a release."""

    OK = "ok"
    SPEEDER = "speeder"
    STRAIGHT = "straight"
    CONTRADICTION = "contradiction"


def quality_flag(
    *,
    duration_band: str | None,
    numbers: Sequence[int | None],
    app_minutes: int | None,
    named_app_minutes: Sequence[int | None],
) -> QualityFlag:
    """Return the first flag that applies: speeder, straight, contradiction, ok.

    - speeder: the browser reported the band under 20 seconds;
    - straight: at least five numbers were answered and all are the same, zero excepted (whoever has no apps and no
      groups answers zero throughout, and rightly);
    - contradiction: one named app takes more minutes a workday than all apps together.

    >>> quality_flag(duration_band=None, numbers=(5, 5, 5, 5, 5, None), app_minutes=5, named_app_minutes=())
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
    return QualityFlag.OK
