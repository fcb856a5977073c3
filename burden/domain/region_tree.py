"""The region tree as plain arrays in depth-first order, which is the order of codes.

Every code extends its parent's digits, so sorting by code puts each node before its subtree and keeps the subtree
together: a subtree is a range of positions.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from burden.domain.levels import CODE_DIGITS, KIND_DEPTH, RegionKind

IntArray = NDArray[np.int64]

NO_PARENT = -1
_KINDS = tuple(KIND_DEPTH)


def code_text(number: int) -> str:
    """Return the region code as it stands in the tables.

    >>> code_text(330522000000), code_text(0)
    ('330522000000', '000000000000')
    """
    return str(number).zfill(CODE_DIGITS)


@dataclass(frozen=True, eq=False)
class RegionTree:
    """Nodes 0..size-1 in depth-first order; ``number`` are their codes as whole numbers, ascending.

    ``parent[i]`` is a position or -1 for the top, and ``depth`` that of the region's kind.  ``deepest`` is the depth of
    the deepest kind of region in each subtree, also where a part of the tree leaves what is below a region out.
    """

    number: IntArray
    parent: IntArray
    depth: IntArray
    deepest: IntArray

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[str, str, str]]) -> Self:
        """Build the tree from (code, parent code, kind) in any order.

        A node whose parent is not among the rows is a top.  Raises ValueError for a code that stands twice.
        """
        numbers = [(int(code), int(above or NO_PARENT), KIND_DEPTH[RegionKind(kind)]) for code, above, kind in rows]
        number, above, depth = np.array(numbers, dtype=np.int64).reshape(-1, 3).T
        return cls.from_columns(number, above, depth)

    @classmethod
    def from_columns(cls, number: IntArray, above: IntArray, depth: IntArray) -> Self:
        """Build the tree from the numbers of codes and of parent codes and the depths of kinds, likewise.

        Raises ValueError for columns of several lengths, too.
        """
        if not len(number) == len(above) == len(depth):
            raise ValueError("Columns of regions are of several lengths.")
        order = np.argsort(number, kind="stable")
        number, above, depth = number[order], above[order], depth[order]
        if (number[1:] == number[:-1]).any():
            raise ValueError("A region code stands twice in the tree.")
        place = np.searchsorted(number, above).clip(max=len(number) - 1)
        parent = np.where(number[place] == above, place, NO_PARENT)
        return cls(number=number, parent=parent, depth=depth, deepest=_greatest_within(depth, parent, depth))

    def __len__(self) -> int:
        return len(self.number)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes as they stand in the tables."""
        return tuple(map(code_text, self.number.tolist()))

    @cached_property
    def kinds(self) -> tuple[RegionKind, ...]:
        """What kind of place each region is."""
        return tuple(_KINDS[depth] for depth in self.depth.tolist())

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Positions of each node's children, in code order."""
        children: list[list[int]] = [[] for _ in range(len(self))]
        for node, parent in enumerate(self.parent.tolist()):
            if parent != NO_PARENT:
                children[parent].append(node)
        return tuple(tuple(nodes) for nodes in children)

    @cached_property
    def last(self) -> IntArray:
        """Position of the last node of each subtree: the subtree of i is i..last[i]."""
        return _greatest_within(np.arange(len(self)), self.parent, self.depth)

    def index(self, code: str) -> int:
        """Return the position of a code; KeyError when the tree has no such region."""
        node = bisect_left(self.number, code, key=code_text)
        if node == len(self) or code_text(self.number[node]) != code:
            raise KeyError(code)
        return node

    def ancestry(self, code: str) -> tuple[str, ...]:
        """Return the codes from the top down to the region itself."""
        path = []
        node = self.index(code)
        while node != NO_PARENT:
            path.append(code_text(self.number[node]))
            node = int(self.parent[node])
        return tuple(reversed(path))

    def subtree(self, code: str) -> Self:
        """Return the region and everything below it as a tree of its own."""
        first = self.index(code)
        node = np.arange(len(self))
        return self._keep((node >= first) & (node <= self.last[first]))

    def with_children_of(self, codes: Collection[str]) -> Self:
        """Return the tops and the children of the given regions, of which each is a top or a child of another."""
        # A top's parent, -1, finds the last entry.
        is_inner = np.zeros(len(self) + 1, dtype=np.bool_)
        is_inner[[NO_PARENT, *map(self.index, codes)]] = True
        return self._keep(is_inner[self.parent])

    def at_or_above(self, kind: RegionKind) -> Self:
        """Return the tree without regions deeper than ``kind``."""
        return self._keep(self.depth <= KIND_DEPTH[kind])

    def floors(self, kind: RegionKind) -> IntArray:
        """Return the position of each region itself or of its nearest ancestor that is no deeper than ``kind``.

        Below a top that is deeper than ``kind`` it is the top's.
        """
        node = np.arange(len(self))
        while True:
            goes_up = (self.depth[node] > KIND_DEPTH[kind]) & (self.parent[node] != NO_PARENT)
            if not goes_up.any():
                return node
            node = np.where(goes_up, self.parent[node], node)

    def _keep(self, is_kept: NDArray[np.bool_]) -> Self:
        if is_kept.all():
            return self
        moved = np.append(np.where(is_kept, np.cumsum(is_kept) - 1, NO_PARENT), NO_PARENT)
        return type(self)(
            number=self.number[is_kept],
            parent=moved[self.parent[is_kept]],
            depth=self.depth[is_kept],
            deepest=self.deepest[is_kept],
        )


def _greatest_within(numbers: IntArray, parent: IntArray, depth: IntArray) -> IntArray:
    """Return the greatest number in each subtree; kinds are deeper than those above them."""
    found = numbers.copy()
    for one in range(len(KIND_DEPTH) - 1, 0, -1):
        below = np.flatnonzero((depth == one) & (parent != NO_PARENT))
        np.maximum.at(found, parent[below], found[below])
    return found
