"""From columns of answers to one tally a group: whole-array arithmetic, integers throughout.

Sorting and run boundaries instead of hashing: people stand group by group already, so a sum is one ``reduceat``.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.answers import Columns, UsageCounts
from burden.aggregation.facts import bins_of, facts, magnitude_values, members, with_implied_answers
from burden.aggregation.fat_rows import IntArray
from burden.domain.blocks import Block

_BIT_WIDTH = 16  # magnitudes are below 65,536, so (group, value) fits one integer and one sort orders both


@dataclass(frozen=True, kw_only=True)
class Tallies:
    """One tally a group of a block: ``rows`` is groups x block.width in the order of ``keys`` (region code, level).

    ``tops`` is groups x magnitudes x 2: the largest and second largest value of each magnitude.
    """

    block: Block
    keys: tuple[tuple[str, int], ...]
    rows: IntArray
    tops: IntArray


def tally(block: Block, columns: Columns) -> Tallies:
    """Return the tallies of everybody who answered all of the block; groups without such people are left out."""
    values = with_implied_answers(columns.values)
    inside = members(block, values)
    if not inside.any():
        return nobody(block)
    values = {name: column[inside] for name, column in values.items()}
    present = np.flatnonzero(np.bincount(columns.group[inside], minlength=len(columns.keys)))
    group = np.searchsorted(present, columns.group[inside])
    starts = np.searchsorted(group, np.arange(len(present)))
    magnitudes = [magnitude_values(magnitude, values) for magnitude in block.magnitudes]
    add = partial(_add_groups, starts=starts)
    parts: list[NDArray[np.int64]] = [np.bincount(group, minlength=len(present)).astype(np.int64)[:, None]]
    parts += [add(value)[:, None] for value in magnitudes]
    parts += [add(value * value)[:, None] for value in magnitudes]
    parts += [add(fact.astype(np.int64))[:, None] for fact in facts(block, values).values()]
    for magnitude, value in zip(block.magnitudes, magnitudes, strict=True):
        cells = np.bincount(group * magnitude.bins + bins_of(magnitude, value), minlength=len(present) * magnitude.bins)
        parts.append(cells.reshape(len(present), magnitude.bins).astype(np.int64))
    return Tallies(
        block=block,
        keys=tuple(columns.keys[place] for place in present.tolist()),
        rows=np.hstack(parts),
        tops=_tops(group, len(present), magnitudes),
    )


def nobody(block: Block) -> Tallies:
    """Return the tallies of a block in which nobody answered."""
    return Tallies(
        block=block,
        keys=(),
        rows=np.zeros((0, block.width), dtype=np.int64),
        tops=np.zeros((0, len(block.magnitudes), 2), dtype=np.int64),
    )


def tally_usage(block: Block, usage: UsageCounts) -> Tallies:
    """Return the tallies of the app-usage report: people, and holders and users of each app."""
    rows = np.zeros((len(usage.keys), block.width), dtype=np.int64)
    rows[:, 0] = usage.people
    for group, app_code, holders, users in usage.held:
        rows[group, block.offsets[f"count:holders:{app_code}"]] += holders
        rows[group, block.offsets[f"count:users:{app_code}"]] += users
    return Tallies(block=block, keys=usage.keys, rows=rows, tops=np.zeros((len(usage.keys), 0, 2), dtype=np.int64))


def _add_groups(value: IntArray, *, starts: IntArray) -> IntArray:
    return np.add.reduceat(value, starts) if len(starts) else np.zeros(0, dtype=np.int64)


def _tops(group: IntArray, groups: int, magnitudes: list[IntArray]) -> IntArray:
    """Return the two largest values of each group and magnitude; the second is 0 in a group of one."""
    tops = np.zeros((groups, len(magnitudes), 2), dtype=np.int64)
    if not groups:
        return tops
    ends = np.searchsorted(group, np.arange(groups), side="right") - 1
    of_many = np.bincount(group, minlength=groups) > 1
    for place, value in enumerate(magnitudes):
        ordered = np.sort(group << _BIT_WIDTH | value) & ((1 << _BIT_WIDTH) - 1)
        tops[:, place, 0] = ordered[ends]
        tops[of_many, place, 1] = ordered[ends[of_many] - 1]
    return tops
