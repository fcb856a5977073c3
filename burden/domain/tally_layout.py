"""Layout of the totals that are kept of a group of people in a block.

Everything that is kept of a group is one *tally*: a row of int64 that adds up under union.

    tally = [ n | sum of each magnitude | sum of squares of each magnitude | each count | histogram of each magnitude ]

so the tally of a region, a set of levels or several waves is the sum of tallies, exactly, in any order.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class Magnitude:
    """A whole number that each person of a block has.

    ``top`` is the largest value kept (larger ones are top-coded before any sum), ``width`` the bin width of the
    histogram (1 = exact), ``parts`` the columns that are added when the magnitude is derived.
    """

    name: str
    top: int
    width: int = 1
    parts: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the answer whose sum is this magnitude."""
        return self.parts or (self.name,)

    @property
    def bins(self) -> int:
        """Number of histogram bins; bin i holds the values that round (half up) to i * width."""
        return self.top // self.width + 1


class Holds(StrEnum):
    """How a fact follows from a number that a person gave."""

    EQUALS = "equals"
    AT_LEAST = "at_least"
    ANY_BIT = "any_bit"  # the number is a mask and shares a bit with the operand


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A yes/no fact about each person of a block: what a column, or a magnitude after top-coding, says."""

    name: str
    of: str
    holds: Holds
    operand: int


@dataclass(frozen=True, kw_only=True)
class Block:
    """A set of values that are released together; who answered all ``columns`` belongs to it.

    ``facts`` are counted per person, exactly; ``rounded_counts`` name counts that only rounding makes safe.
    """

    name: str
    columns: tuple[str, ...]
    magnitudes: tuple[Magnitude, ...] = ()
    facts: tuple[Fact, ...] = ()
    rounded_counts: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """Names of all counts in their order."""
        return (*(fact.name for fact in self.facts), *self.rounded_counts)

    @cached_property
    def offsets(self) -> dict[str, int]:
        """Position of each part in the tally, by name.

        Keys: ``n``, ``sum:<magnitude>``, ``squares:<magnitude>``, ``count:<count>``, ``hist:<magnitude>`` (start).
        """
        names = [
            "n",
            *(f"sum:{m.name}" for m in self.magnitudes),
            *(f"squares:{m.name}" for m in self.magnitudes),
            *(f"count:{c}" for c in self.counts),
        ]
        offsets = {name: position for position, name in enumerate(names)}
        start = len(names)
        for magnitude in self.magnitudes:
            offsets[f"hist:{magnitude.name}"] = start
            start += magnitude.bins
        return offsets

    @cached_property
    def head(self) -> int:
        """Length of the part of the tally before the histograms."""
        return 1 + 2 * len(self.magnitudes) + len(self.counts)

    @cached_property
    def filled(self) -> int:
        """Length of the part that is kept as it stands; behind it most numbers are zero and only the others are kept.

        Histograms lie behind it, and the rounded counts of a whole catalogue of apps.
        """
        return self.head - len(self.rounded_counts)

    @cached_property
    def width(self) -> int:
        """Length of the whole tally."""
        return self.head + sum(m.bins for m in self.magnitudes)

    def magnitude(self, name: str) -> Magnitude:
        """Return the magnitude of that name; KeyError when the block has none."""
        return {m.name: m for m in self.magnitudes}[name]
