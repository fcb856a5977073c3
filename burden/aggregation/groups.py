"""From tallies to the arrays that the walk of the region tree takes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.tallies import Tallies
from burden.aggregation.units import as_units, look_up, numbers_of
from burden.domain.array_walk import UNKNOWN, Groups

Key = tuple[str, int]


def no_groups() -> Groups:
    """Return nobody."""
    nothing = np.zeros(0, dtype=np.int64)
    return Groups(
        block=nothing,
        code=nothing,
        level=nothing,
        node=nothing,
        has_climbed=np.zeros(0, dtype=bool),
        n=nothing,
        people=nothing,
        magnitudes=np.zeros((0, 0, 3), dtype=np.int64),
    )


def own_groups(block: int, tallies: Tallies, *, codes: IntArray, people: Mapping[Key, int]) -> Groups:
    """Return the groups of a block whose regions stand in the tree; ``codes`` are those of its nodes.

    ``people`` are the head counts known.  Raises KeyError for a group of a region that the tree does not have.
    """
    code, level = as_units(tallies.keys)
    node = look_up(codes, code)
    if (node < 0).any():
        raise KeyError(int(code[node < 0][0]))
    sums = tallies.rows[:, 1 : 1 + len(tallies.block.magnitudes), None]
    return Groups(
        block=np.full(len(code), block),
        code=code,
        level=level,
        node=node,
        has_climbed=np.zeros(len(code), dtype=bool),
        n=tallies.rows[:, 0],
        people=numbers_of(people, code, level, missing=UNKNOWN),
        magnitudes=np.concatenate([sums, tallies.tops], axis=2),
    )


def climbed_groups(block: int, carried: Groups, *, to: int) -> Groups:
    """Return what climbed out of a shard, standing at the node above the shard's top."""
    size = len(carried)
    return replace(carried, block=np.full(size, block), node=np.full(size, to), has_climbed=np.ones(size, dtype=bool))


def joined(parts: Sequence[Groups]) -> Groups:
    """Return the groups of all parts, one after the other; missing magnitudes are zeros."""
    most = max((part.magnitudes.shape[1] for part in parts), default=0)
    columns = {
        name: np.concatenate([getattr(part, name) for part in (no_groups(), *parts)])
        for name in vars(no_groups())
        if name != "magnitudes"
    }
    magnitudes = np.zeros((len(columns["n"]), most, 3), dtype=np.int64)
    first = 0
    for part in parts:
        magnitudes[first : first + len(part), : part.magnitudes.shape[1]] = part.magnitudes
        first += len(part)
    return Groups(**columns, magnitudes=magnitudes)
