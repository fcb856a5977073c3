"""What is counted of each person of a block: its numbers, and the yes/no facts that follow from them."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray
from burden.domain.blocks import Block, Holds, Magnitude
from burden.domain.histograms import bins_of
from burden.domain.pack_columns import MOST_IN_TWO_BYTES

_HOLDS: dict[Holds, Callable[[IntArray, int], NDArray[np.bool_]]] = {
    Holds.EQUALS: np.equal,
    Holds.AT_LEAST: np.greater_equal,
    Holds.ANY_BIT: lambda values, bits: (values & bits) != 0,
}


def numbers_of(block: Block) -> tuple[Magnitude, ...]:
    """Return the numbers that a block keeps of a person: its magnitudes, then answers that only facts ask for."""
    names = {magnitude.name for magnitude in block.magnitudes}
    others = dict.fromkeys(fact.of for fact in block.facts if fact.of not in names)
    return (*block.magnitudes, *(Magnitude(name=name, top=MOST_IN_TWO_BYTES) for name in others))


def parts_of(numbers: Sequence[Magnitude], columns: Sequence[str]) -> IntArray:
    """Return the places in ``columns`` of what each number is the sum of: numbers x most parts, -1 behind them."""
    found = np.full((len(numbers), max((len(number.columns) for number in numbers), default=0)), -1, dtype=np.int64)
    for place, number in enumerate(numbers):
        found[place, : len(number.columns)] = [columns.index(name) for name in number.columns]
    return found


def facts_of(block: Block, highest: int) -> tuple[IntArray, IntArray]:
    """Return the places of the numbers that facts follow from, and which facts follow from each of their values.

    The second array is numbers x values, 0 to ``highest``, x facts: 1 where the fact holds.
    """
    place = {number.name: at for at, number in enumerate(numbers_of(block))}
    of = [*dict.fromkeys(place[fact.of] for fact in block.facts)]
    holds = np.zeros((len(of), highest + 1, len(block.facts)), dtype=np.int64)
    for at, fact in enumerate(block.facts):
        holds[of.index(place[fact.of]), :, at] = _HOLDS[fact.holds](np.arange(highest + 1), fact.operand)
    return np.array(of, dtype=np.int64), holds


def places_of_values(block: Block) -> NDArray[np.uint32]:
    """Return the place behind the head of a tally where each value of a line is counted: numbers x values.

    Numbers are those with a histogram, or the one that tells what people hold of a catalogue, or none.
    """
    if block.rounded_counts:
        return np.arange(len(block.rounded_counts), dtype=np.uint32)[None]
    found = np.zeros((len(block.magnitudes), max((one.top for one in block.magnitudes), default=-1) + 1), np.uint32)
    first = 0
    for magnitude, of_magnitude in zip(block.magnitudes, found, strict=True):
        of_magnitude[:] = first + bins_of(np.arange(found.shape[1]), magnitude=magnitude)
        first += magnitude.bins
    return found
