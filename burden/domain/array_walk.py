"""The walk that forms safe atoms, over whole arrays: all groups of many blocks at once, one kind of region at a time.

What is published where, and why that is safe, is told in :mod:`burden.domain.atoms`.  A country has hundreds of
thousands of groups in dozens of blocks; as arrays they are walked in the time that a few thousand objects take.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.domain.presence import Presence
from burden.domain.region_tree import NO_PARENT, RegionTree
from burden.domain.rules import Rules
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL, POOLING_FROM, BitArray, IntArray, TreeArrays

BoolArray = NDArray[np.bool_]

OWN, REST, POOLED_LEVELS = 0, 1, 2  # kinds of atoms, in the order in which a region publishes them
KIND_NAMES = ("own", "rest", "pooled")
CARRIED = -1  # in place of an atom's number: the group climbs out of the tree
UNKNOWN = -1  # in place of a head count


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Groups of some blocks, one position a group, in any order.

    ``block`` numbers the blocks from 0, ``level`` is that of the people; ``node`` is where the group stands in the
    tree, and ``has_climbed`` whether it came up from below that place; ``n`` counts its people, ``people`` is the head
    count of its unit or UNKNOWN; ``magnitudes`` is groups x magnitudes x 3: sum, largest and second largest value after
    top-coding, zeros where a block has fewer magnitudes.
    """

    block: IntArray
    level: IntArray
    node: IntArray
    has_climbed: BoolArray
    n: IntArray
    people: IntArray
    magnitudes: IntArray

    def __len__(self) -> int:
        return len(self.block)


@dataclass(frozen=True, kw_only=True)
class Atoms:
    """Atoms of a walk by block, then depth first, then own before rest before pooled, then level.

    ``node`` is the region of the tree that they span, ``level`` 0 where levels are pooled.  ``atom_of`` gives the atom
    of each group, CARRIED for those that climb out; ``settled`` is blocks x 1 bits of the tree's top.
    """

    block: IntArray
    node: IntArray
    level: IntArray
    kind: IntArray
    atom_of: IntArray
    settled: BitArray

    def __len__(self) -> int:
        return len(self.block)


def walk(tree: RegionTree, groups: Groups, *, blocks: int, below: BitArray | None = None, rules: Rules) -> Atoms:
    """Partition the groups into safe atoms, each block on its own.

    ``tree`` is a whole tree, a shard of it, or the trunk above shards; ``below`` (blocks x nodes) then holds the
    settled bits of the shards' tops, which are leaves of the trunk, and what climbed out of them stands at their
    parents.  The atoms of shards and trunk are those of one walk over the whole tree.
    """
    return _Walk(tree, groups, blocks=blocks, below=below, rules=rules).atoms()


def is_safe(n: IntArray, people: IntArray, magnitudes: IntArray, rules: Rules) -> BoolArray:
    """Tell of each set of people whether it may be published as one atom.

    Enough people: K, or more where nearly everybody answered and outsiders are too few to hide among.  No value that
    dominates: S - x1 - x2 >= p % of x1 for each magnitude (p % rule, ESSNet handbook 4.2.3), so that not even the
    second largest contributor can guess the largest one's value closer than p %.
    """
    nearly_all = (people > 0) & (n >= rules.nearly_all_share * people)
    needed = np.where(nearly_all, max(rules.smallest_group, rules.nearly_all_smallest), rules.smallest_group)
    total, largest, second = magnitudes[:, :, 0], magnitudes[:, :, 1], magnitudes[:, :, 2]
    dominated = (total > 0) & (100 * (total - largest - second) < rules.dominance_percent * largest)
    safe: BoolArray = (n >= needed) & ~dominated.any(axis=1)
    return safe


class _Walk:
    """State of one walk.

    A *set* is a group or what several sets became that stand together; ``into`` tells which set each set has become
    part of.  Only sets that are still on their way are looked at, so a township's thousands of small groups are one set
    a level from the county up.
    """

    def __init__(self, tree: RegionTree, groups: Groups, *, blocks: int, below: BitArray | None, rules: Rules) -> None:
        self.tree = TreeArrays(tree)
        self.presence = Presence(self.tree, blocks=blocks, below=below, smallest_group=rules.smallest_group)
        self.rules = rules
        self.sets = _Sets.of(groups)
        self.groups = self.known = len(groups)
        self.into: list[tuple[IntArray, IntArray]] = []
        self.atom_of: list[tuple[IntArray, IntArray]] = []
        self.found: list[IntArray] = []

    def atoms(self) -> Atoms:
        """Walk from the deepest kind of region to the top."""
        depth = self.tree.depth
        kinds = sorted(set(depth.tolist()), reverse=True)
        waiting = {of_kind: [self.sets.take(depth[self.sets.node] == of_kind)] for of_kind in kinds}
        for of_kind in kinds:
            here = np.flatnonzero(depth == of_kind)
            left = self._publish_own(_joined(waiting.pop(of_kind)))
            left = self._publish_rest(left)
            if of_kind <= POOLING_FROM:
                left = self._publish_pooled(left)
            self.presence.close(here, pools=of_kind <= POOLING_FROM)
            climbed = self._climbed(left)
            for above, sets in waiting.items():
                # A parent may be more than one kind larger.
                sets.append(climbed.take(depth[climbed.node] == above))
        return self._in_order()

    def _climbed(self, left: "_Sets") -> "_Sets":
        """Return the sets at the regions above theirs; those at the top have left the tree."""
        above = self.tree.parent[left.node]
        inside = above != NO_PARENT
        return replace(left.take(inside), node=above[inside], is_own=np.zeros(int(inside.sum()), dtype=bool))

    def _publish_own(self, left: "_Sets") -> "_Sets":
        chosen = left.is_own.copy()
        chosen[chosen] = left.take(chosen).are_safe(self.rules)
        own = left.take(chosen)
        self.presence.show_own(own.block, own.node, own.place)
        self._emit(own, np.arange(len(own)), OWN, LEVELS[own.place])
        return left.take(~chosen)

    def _publish_rest(self, left: "_Sets") -> "_Sets":
        """Publish what is left of one level at a region.

        Where nothing is below, what is left is one group that was no atom, and nobody else to hide it.
        """
        is_inner = self.tree.children[left.node] > 0
        merged = self._merged(left.take(is_inner))
        safe = merged.are_safe(self.rules)
        rest = merged.take(safe)
        safe[safe] = self.presence.settle_rests(rest.block, rest.node, rest.place, rest.n)
        rest = merged.take(safe)
        self._emit(rest, np.arange(len(rest)), REST, LEVELS[rest.place])
        return _joined([left.take(~is_inner), merged.take(~safe)])

    def _publish_pooled(self, left: "_Sets") -> "_Sets":
        """Publish what is left of all levels at a region."""
        order, starts = _runs(left.block * len(self.tree.parent) + left.node)
        left = left.take(order)
        pooled = left.merged(starts)
        safe = pooled.are_safe(self.rules)
        safe[safe] = self.presence.settle_pooled(pooled.block[safe], pooled.node[safe], pooled.n[safe])
        run = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(left)))
        inside = safe[run]
        number = np.cumsum(safe) - 1
        self._emit(left.take(inside), number[run[inside]], POOLED_LEVELS, np.zeros(int(inside.sum()), dtype=np.int64))
        return left.take(~inside)

    def _merged(self, left: "_Sets") -> "_Sets":
        """Make one set of all that stands at one region, of one level and block."""
        key = (left.block * len(self.tree.parent) + left.node) * len(LEVELS) + left.place
        order, starts = _runs(key)
        if len(starts) == len(left):
            return left
        left = left.take(order)
        numbers = self.known + np.arange(len(starts))
        self.known += len(starts)
        self.into.append((left.number, np.repeat(numbers, np.diff(starts, append=len(left)))))
        return replace(left.merged(starts), number=numbers)

    def _emit(self, sets: "_Sets", atom: IntArray, kind: int, level: IntArray) -> None:
        """Make atoms of the sets; ``atom`` numbers them from 0, ascending, ``level`` is that of each set's atom."""
        first = np.flatnonzero(np.diff(atom, prepend=-1))
        self.atom_of.append((sets.number, sum(map(len, self.found)) + atom))
        columns = (sets.block[first], sets.node[first], np.full(len(first), kind), level[first])
        self.found.append(np.column_stack(columns))

    def _in_order(self) -> Atoms:
        found = np.concatenate([np.zeros((0, 4), dtype=np.int64), *self.found])
        block, node, kind, level = found.T
        order = np.argsort(((block * len(self.tree.parent) + node) * len(KIND_NAMES) + kind) * 100 + level)
        number = np.empty(len(order) + 1, dtype=np.int64)
        number[order] = np.arange(len(order))
        number[-1] = CARRIED  # where a set is of no atom
        atom_of = np.full(self.known, CARRIED, dtype=np.int64)
        for sets, atoms in self.atom_of:
            atom_of[sets] = atoms
        for parts, whole in reversed(self.into):
            atom_of[parts] = atom_of[whole]
        block, node, kind, level = found[order].T
        return Atoms(
            block=block,
            node=node,
            kind=kind,
            level=level,
            atom_of=number[atom_of[: self.groups]],
            settled=self.presence.settled[:, :1],
        )


@dataclass(frozen=True, kw_only=True)
class _Sets:
    """Sets of people on their way up, one position a set; ``place`` is that of the level."""

    number: IntArray
    block: IntArray
    node: IntArray
    place: IntArray
    is_own: BoolArray
    n: IntArray
    people: IntArray
    magnitudes: IntArray

    @classmethod
    def of(cls, groups: Groups) -> "_Sets":
        """Return each group as a set."""
        return cls(
            number=np.arange(len(groups)),
            block=groups.block,
            node=groups.node,
            place=PLACE_OF_LEVEL[groups.level],
            is_own=~groups.has_climbed,
            n=groups.n,
            people=groups.people,
            magnitudes=groups.magnitudes,
        )

    def __len__(self) -> int:
        return len(self.number)

    def take(self, chosen: IntArray | BoolArray) -> "_Sets":
        """Return the chosen ones."""
        return _Sets(**{name: column[chosen] for name, column in vars(self).items()})

    def are_safe(self, rules: Rules) -> BoolArray:
        """Tell of each whether it may be published as one atom."""
        return is_safe(self.n, self.people, self.magnitudes, rules)

    def merged(self, starts: IntArray) -> "_Sets":
        """Return one set a run; what is not added up - number, block, region, level - is that of its first."""
        n, people, magnitudes = added_runs(self.n, self.people, self.magnitudes, starts)
        return replace(self.take(starts), n=n, people=people, magnitudes=magnitudes)


def added_runs(
    n: IntArray, people: IntArray, magnitudes: IntArray, starts: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Return people, head count and magnitudes (laid out as in :class:`Groups`) of each run of sets.

    The head count of a run is UNKNOWN where that of one of its sets is.
    """
    has_unknown = _add(people == UNKNOWN, starts) > 0
    added = np.zeros((len(starts), magnitudes.shape[1], 3), dtype=np.int64)
    of_run = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(n)))
    for position in range(magnitudes.shape[1] if len(starts) else 0):
        total, largest, second = magnitudes[:, position].T
        added[:, position, 0] = np.add.reduceat(total, starts)
        added[:, position, 1:] = two_largest(largest, second, starts, of_run)
    return _add(n, starts), np.where(has_unknown, UNKNOWN, _add(people, starts)), added


def two_largest(largest: IntArray, second: IntArray, starts: IntArray, of_run: IntArray) -> IntArray:
    """Return the two largest values of each run of sets, runs x 2, from the two largest of each set."""
    top = np.maximum.reduceat(largest, starts)
    # One set gives the largest value; the second is the largest of what the others and it have besides.
    giver = np.flatnonzero(largest == top[of_run])
    giver = giver[np.flatnonzero(np.diff(of_run[giver], prepend=-1))]
    others = largest.copy()
    others[giver] = second[giver]
    return np.column_stack([top, np.maximum.reduceat(others, starts)])


def _joined(parts: Sequence[_Sets]) -> _Sets:
    """Return the sets of all parts, of which there is one at least."""
    filled = [part for part in parts if len(part)]
    if len(filled) < 2:  # noqa: PLR2004 - nothing to join
        return filled[0] if filled else parts[0]
    return _Sets(**{name: np.concatenate([getattr(part, name) for part in filled]) for name in vars(filled[0])})


def _runs(key: IntArray) -> tuple[IntArray, IntArray]:
    """Return the order in which equal keys stand together, and where each run of them begins."""
    order = np.argsort(key, kind="stable")
    return order, np.flatnonzero(np.diff(key[order], prepend=-1))


def _add(values: NDArray[Any], starts: IntArray) -> IntArray:
    return np.add.reduceat(values, starts, dtype=np.int64) if len(starts) else np.zeros(0, dtype=np.int64)
