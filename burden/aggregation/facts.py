"""Who belongs to a block, and what each of its people counts for: one column a magnitude, one column a yes/no fact."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.answers import FLAG_MASK
from burden.aggregation.fat_rows import MISSING, IntArray
from burden.domain.blocks import (
    APP_FLAGS,
    ATTITUDE,
    HEAVIEST_PREFIX,
    MINUTES,
    PRACTICE_CLASSES,
    PRACTICE_CODES,
    PRACTICES,
    Block,
    Magnitude,
)
from burden.domain.practices import PRACTICES as PRACTICE_RECORDS

Facts = dict[str, NDArray[np.bool_]]


def with_implied_answers(values: Mapping[str, IntArray]) -> dict[str, IntArray]:
    """Return the answers with what follows from others: nobody without apps has idle ones, asked or not."""
    if "app_count" not in values:
        return dict(values)
    idle = np.where(values["app_count"] == 0, 0, values["idle_app_count"])
    return {**values, "idle_app_count": idle}


def members(block: Block, values: Mapping[str, IntArray]) -> NDArray[np.bool_]:
    """Tell of each person whether they answered all of the block."""
    columns = [values[column] for column in block.columns if column in values]
    answered: NDArray[np.bool_] = np.logical_and.reduce([column != MISSING for column in columns])
    return answered


def magnitude_values(magnitude: Magnitude, values: Mapping[str, IntArray]) -> IntArray:
    """Return each person's magnitude: parts added first, then top-coded."""
    parts = [values[column] for column in magnitude.columns]
    return np.minimum(np.sum(parts, axis=0, dtype=np.int64), magnitude.top)


def bins_of(magnitude: Magnitude, value: IntArray) -> IntArray:
    """Return each value's histogram bin: bin i holds what rounds, half up, to i * width."""
    return (value + magnitude.width // 2) // magnitude.width


def facts(block: Block, values: Mapping[str, IntArray]) -> Facts:
    """Return the yes/no facts of a block's people by the names of its counts, in their order."""
    found: Facts = {}
    if block is MINUTES:
        total = magnitude_values(MINUTES.magnitude("total_minutes_per_day"), values)
        found = {f"total_{bar}_or_more": total >= bar for bar in (60, 90, 120)}
    elif block is ATTITUDE:
        found = {f"attitude_{point}": values["attitude_5"] == point for point in (1, 2, 3, 4, 5)}
    elif block is PRACTICES:
        found = _practice_facts(values["practices_3m"])
    elif block.name.startswith(HEAVIEST_PREFIX):
        found = {flag: (values[FLAG_MASK] >> bit & 1).astype(bool) for bit, flag in enumerate(APP_FLAGS)}
    return {name: found[name] for name in block.counts}


def _practice_facts(mask: IntArray) -> Facts:
    found = {code: (mask >> bit & 1).astype(bool) for bit, code in enumerate(PRACTICE_CODES)}
    found["p_none"] = mask == 0
    for name in PRACTICE_CLASSES:
        of_class = sum(
            1 << bit for bit, practice in enumerate(PRACTICE_RECORDS) if practice.practice_class.value == name
        )
        found[name] = (mask & of_class) != 0
    return found
