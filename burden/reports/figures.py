"""Published figures, read and added, for every page and file of numbers.

A figure is the tally of one region, block and level.  Levels, regions and blocks are chosen by adding whole tallies,
so whatever a page shows is a sum of safe groups.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from burden.domain.blocks import Block
from burden.domain.histograms import Histogram
from burden.domain.levels import Level
from burden.domain.statistics import Sums
from burden.models import FigurePack, Release

IntArray = NDArray[np.int64]
RELEASES_KEPT = 256


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The totals of some people in one block; ``vector`` is laid out as the block says."""

    block: Block
    vector: IntArray

    @property
    def n(self) -> int:
        """Number of people."""
        return int(self.vector[0])

    def sums(self, magnitude: str) -> Sums:
        """Return people, sum and sum of squares of a magnitude."""
        return Sums(n=self.n, total=self.total(f"sum:{magnitude}"), squares=self.total(f"squares:{magnitude}"))

    def count(self, *names: str) -> int:
        """Return the people counted for these yes/no facts, added."""
        return sum(self.total(f"count:{name}") for name in names)

    def total(self, part: str) -> int:
        """Return one number of the tally by its name in ``block.offsets``."""
        return int(self.vector[self.block.offsets[part]])

    def histogram(self, magnitude: str) -> Histogram:
        """Return the histogram of a magnitude."""
        start = self.block.offsets[f"hist:{magnitude}"]
        return self.vector[start : start + self.block.magnitude(magnitude).bins]

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(block=self.block, vector=self.vector + other.vector)

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(block=self.block, vector=self.vector - other.vector)


def empty_tally(block: Block) -> Tally:
    """Return the tally of nobody."""
    return Tally(block=block, vector=np.zeros(block.width, dtype=np.int64))


def added(block: Block, tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies of one block."""
    return sum(tallies, start=empty_tally(block))


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Figures of some blocks and regions of one release, by block name, region code and level."""

    blocks: dict[str, Block]
    rows: dict[tuple[str, str], list[tuple[int, Tally]]]

    @property
    def codes(self) -> frozenset[str]:
        """The regions that have any of these figures."""
        return frozenset(code for _, code in self.rows)

    def tally(self, block: Block, code: str, levels: Collection[int] = ()) -> Tally:
        """Return the tally of a region: these levels, or all with what is pooled of all levels when none is named."""
        rows = self.rows.get((block.name, code), [])
        return added(block, (tally for level, tally in rows if not levels or level in levels))

    def levels(self, block: Block, code: str) -> tuple[int, ...]:
        """Return the levels, 0 for pooled, that a region's figures consist of."""
        return tuple(level for level, _ in self.rows.get((block.name, code), []))

    def parts(self, block: Block, code: str, levels: Collection[int] = ()) -> int:
        """Return how many levels' tallies a total adds; counts rounded level by level err as many times."""
        return sum(1 for level in self.levels(block, code) if not levels or level in levels)

    def is_pooled(self, block: Block, code: str) -> bool:
        """Whether a region's total contains people whose level is not listed apart."""
        return int(Level.POOLED) in self.levels(block, code)


def read_figures(release: Release, *, blocks: Sequence[Block], codes: Collection[str]) -> Figures:
    """Return the figures of these blocks and regions; one query, however many there are."""
    return read_figures_of([release], blocks=blocks, codes=codes)[release]


def read_figures_of(
    releases: Collection[Release], *, blocks: Sequence[Block], codes: Collection[str]
) -> dict[Release, Figures]:
    """Return the figures of these blocks and regions in each release; one query, however many there are."""
    rows: dict[Release, dict[tuple[str, str], list[tuple[int, Tally]]]] = {
        release: defaultdict(list) for release in releases
    }
    for release, figure in FigurePack.objects.figures_of(releases, codes=codes, blocks=blocks):
        tally = Tally(block=figure.block, vector=figure.tally)
        rows[release][figure.block.name, figure.region_code].append((figure.level, tally))
    by_name = {block.name: block for block in blocks}
    return {release: Figures(blocks=by_name, rows=dict(found)) for release, found in rows.items()}


@lru_cache(maxsize=RELEASES_KEPT)
def levels_of_release(release: Release) -> tuple[int, ...]:
    """Return the levels with figures of their own anywhere in the release; one query for each release."""
    figures = FigurePack.objects.figures(release, codes=(release.wave.region_code,))
    return tuple(sorted({figure.level for figure in figures} - {int(Level.POOLED)}))
