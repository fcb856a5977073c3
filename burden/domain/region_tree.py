"""The region tree as plain arrays in depth-first order, which is the order of codes.

Every code extends its parent's digits, so sorting by code puts each node before its subtree and keeps the subtree
together: a subtree is a range of positions.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Self

from burden.domain.levels import KIND_DEPTH, RegionKind

NO_PARENT = -1


@dataclass(frozen=True)
class RegionTree:
    """Nodes 0..size-1 in depth-first order; ``parent[i]`` is a position or -1 for the top.

    ``deepest`` is the depth of the deepest kind of region in each subtree, also where a part of the tree leaves what
    is below a region out.
    """

    codes: tuple[str, ...]
    kinds: tuple[RegionKind, ...]
    parent: tuple[int, ...]
    deepest: tuple[int, ...]

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[str, str, str]]) -> Self:
        """Build the tree from (code, parent code, kind) in any order.

        A node whose parent is not among the rows is a top.  Raises ValueError for a code that stands twice.
        """
        ordered = sorted(rows)
        codes, above, named = zip(*ordered, strict=True) if ordered else ((), (), ())
        position = dict(zip(codes, range(len(codes)), strict=True))
        if len(position) != len(codes):
            raise ValueError("A region code stands twice in the tree.")
        kind_of = {name: RegionKind(name) for name in set(named)}
        kinds = tuple(map(kind_of.__getitem__, named))
        parents = tuple(map(position.get, above, repeat(NO_PARENT)))
        return cls(codes=codes, kinds=kinds, parent=parents, deepest=_deepest(kinds, parents))

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def position(self) -> dict[str, int]:
        """Position of each code."""
        return {code: i for i, code in enumerate(self.codes)}

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Positions of each node's children, in code order."""
        children: list[list[int]] = [[] for _ in self.codes]
        for node, parent in enumerate(self.parent):
            if parent != NO_PARENT:
                children[parent].append(node)
        return tuple(tuple(nodes) for nodes in children)

    @cached_property
    def last(self) -> tuple[int, ...]:
        """Position of the last node of each subtree: the subtree of i is i..last[i]."""
        last = list(range(len(self.codes)))
        for node in range(len(self.codes) - 1, -1, -1):
            parent = self.parent[node]
            if parent != NO_PARENT and last[parent] < last[node]:
                last[parent] = last[node]
        return tuple(last)

    def index(self, code: str) -> int:
        """Return the position of a code; KeyError when the tree has no such region."""
        return self.position[code]

    def ancestry(self, code: str) -> tuple[str, ...]:
        """Return the codes from the top down to the region itself."""
        path = []
        node = self.index(code)
        while node != NO_PARENT:
            path.append(self.codes[node])
            node = self.parent[node]
        return tuple(reversed(path))

    def subtree(self, code: str) -> "RegionTree":
        """Return the region and everything below it as a tree of its own."""
        first = self.index(code)
        return self._keep(range(first, self.last[first] + 1))

    def with_children_of(self, codes: Collection[str]) -> "RegionTree":
        """Return the tops and the children of the given regions, of which each is a top or a child of another."""
        inner = {self.index(code) for code in codes} | {NO_PARENT}
        return self._keep(node for node, above in enumerate(self.parent) if above in inner)

    def at_or_above(self, kind: RegionKind) -> "RegionTree":
        """Return the tree without regions deeper than ``kind``."""
        if max(self.deepest, default=0) <= KIND_DEPTH[kind]:
            return self
        return self._keep(node for node in range(len(self)) if KIND_DEPTH[self.kinds[node]] <= KIND_DEPTH[kind])

    def floor(self, code: str, kind: RegionKind) -> str:
        """Return the region itself or its nearest ancestor that is no deeper than ``kind``.

        A tree whose top is deeper than ``kind`` answers with its top.
        """
        node = self.index(code)
        while KIND_DEPTH[self.kinds[node]] > KIND_DEPTH[kind] and self.parent[node] != NO_PARENT:
            node = self.parent[node]
        return self.codes[node]

    def _keep(self, nodes: Iterable[int]) -> "RegionTree":
        kept = list(nodes)
        if len(kept) == len(self):
            return self
        moved = {node: place for place, node in enumerate(kept)}
        return RegionTree(
            codes=tuple(self.codes[node] for node in kept),
            kinds=tuple(self.kinds[node] for node in kept),
            parent=tuple(moved.get(self.parent[node], NO_PARENT) for node in kept),
            deepest=tuple(self.deepest[node] for node in kept),
        )


def _deepest(kinds: Sequence[RegionKind], parent: Sequence[int]) -> tuple[int, ...]:
    """Return the depth of the deepest kind in each subtree."""
    deepest = [KIND_DEPTH[kind] for kind in kinds]
    for node in range(len(kinds) - 1, 0, -1):
        above = parent[node]
        if above != NO_PARENT and deepest[above] < deepest[node]:
            deepest[above] = deepest[node]
    return tuple(deepest)
