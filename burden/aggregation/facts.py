"""What is counted of each person of a block: its numbers, and the yes/no facts that follow from them."""

from collections.abc import Sequence

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.tally_loops import ANY_BIT, AT_LEAST, EQUALS
from burden.domain.blocks import Block, Holds, Magnitude
from burden.domain.histograms import bins_of
from burden.domain.pack_columns import MOST_IN_TWO_BYTES

_HOLDS = {Holds.EQUALS: EQUALS, Holds.AT_LEAST: AT_LEAST, Holds.ANY_BIT: ANY_BIT}


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


def facts_of(block: Block) -> IntArray:
    """Return facts x 3: the place of the number that is asked, EQUALS, AT_LEAST or ANY_BIT, and the operand."""
    place = {number.name: at for at, number in enumerate(numbers_of(block))}
    facts = [(place[fact.of], _HOLDS[fact.holds], fact.operand) for fact in block.facts]
    return np.array(facts, dtype=np.int64).reshape(-1, 3)


def places_of_values(block: Block) -> IntArray:
    """Return the place behind the head of a tally where each value of a line is counted: numbers x values.

    Numbers are those with a histogram, or the one that tells what people hold of a catalogue.
    """
    if not block.magnitudes:
        return np.arange(len(block.rounded_counts))[None]
    values = np.arange(max(magnitude.top for magnitude in block.magnitudes) + 1)
    first = np.cumsum([0, *(magnitude.bins for magnitude in block.magnitudes)])
    found = [
        bins_of(values, magnitude=magnitude) + start for magnitude, start in zip(block.magnitudes, first, strict=False)
    ]
    return np.array(found, dtype=np.int64)
