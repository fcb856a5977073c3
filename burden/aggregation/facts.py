"""Who belongs to a block, and what each of its people counts for: one column a magnitude, one column a yes/no fact."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray
from burden.domain.blocks import Block, Fact, Holds, Magnitude
from burden.domain.pack_columns import MISSING

Facts = dict[str, NDArray[np.bool_]]


def with_implied_answers(values: Mapping[str, IntArray]) -> dict[str, IntArray]:
    """Return the answers with what follows from others: nobody without apps has idle ones, asked or not."""
    if "app_count" not in values:
        return dict(values)
    idle = np.where(values["app_count"] == 0, 0, values["idle_app_count"])
    return {**values, "idle_app_count": idle}


def members(block: Block, values: Mapping[str, IntArray]) -> NDArray[np.bool_]:
    """Tell of each person whether they answered all of the block."""
    answered: NDArray[np.bool_] = np.logical_and.reduce([values[column] != MISSING for column in block.columns])
    return answered


def magnitude_values(magnitude: Magnitude, values: Mapping[str, IntArray]) -> IntArray:
    """Return each person's magnitude: parts added first, then top-coded."""
    parts = [values[column] for column in magnitude.columns]
    return np.minimum(np.sum(parts, axis=0, dtype=np.int64), magnitude.top)


def facts(block: Block, numbers: Mapping[str, IntArray]) -> Facts:
    """Return the yes/no facts of a block's people by the names of its counts, in their order.

    ``numbers`` hold the answers and the magnitudes, which are top-coded and take the place of answers of their name.
    """
    return {fact.name: _holds(fact, numbers[fact.of]) for fact in block.facts}


def _holds(fact: Fact, numbers: IntArray) -> NDArray[np.bool_]:
    if fact.holds is Holds.EQUALS:
        return np.asarray(numbers == fact.operand)
    if fact.holds is Holds.AT_LEAST:
        return np.asarray(numbers >= fact.operand)
    return np.asarray((numbers & fact.operand) != 0)
