"""The walk that forms safe atoms, over whole arrays: all groups of many blocks at once, one kind of region at a time.

What is published where, and why that is safe, is told in :mod:`burden.domain.atoms`.  A country has hundreds of
thousands of groups in dozens of blocks; as arrays they are walked in the time that a few thousand objects take.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from burden.domain.levels import RESPONDENT_LEVELS, Level
from burden.domain.presence import Presence
from burden.domain.region_tree import NO_PARENT, RegionTree
from burden.domain.rules import Rules
from burden.domain.tree_arrays import POOLING_FROM, BitArray, IntArray, TreeArrays

BoolArray = NDArray[np.bool_]

OWN, REST, POOLED_LEVELS = 0, 1, 2  # kinds of atoms, in the order in which a region publishes them
KIND_NAMES = ("own", "rest", "pooled")
CARRIED = -1  # in place of an atom's number: the group climbs out of the tree
UNKNOWN = -1  # in place of a head count
_PLACE_OF_LEVEL = np.full(100, -1, dtype=np.int64)
_PLACE_OF_LEVEL[[int(level) for level in RESPONDENT_LEVELS]] = np.arange(len(RESPONDENT_LEVELS))


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Groups of some blocks, one position a group, in any order.

    ``block`` numbers the blocks from 0; ``code`` and ``level`` name the group; ``node`` is where it stands in the tree,
    and ``has_climbed`` whether it came up from below that place; ``n`` counts its people, ``people`` is the head count
    of its unit or UNKNOWN; ``magnitudes`` is groups x magnitudes x 3: sum, largest and second largest value after
    top-coding, zeros where a block has fewer magnitudes.
    """

    block: IntArray
    code: IntArray
    level: IntArray
    node: IntArray
    has_climbed: BoolArray
    n: IntArray
    people: IntArray
    magnitudes: IntArray

    def __len__(self) -> int:
        return len(self.block)

    def take(self, places: IntArray) -> "Groups":
        """Return the groups at these places."""
        return replace(self, **{name: column[places] for name, column in vars(self).items()})


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
    """One walk under way: what each block's regions have shown and settled so far, and where each group stands."""

    def __init__(self, tree: RegionTree, groups: Groups, *, blocks: int, below: BitArray | None, rules: Rules) -> None:
        self.groups = groups
        self.rules = rules
        self.tree = TreeArrays(tree)
        self.presence = Presence(self.tree, blocks=blocks, below=below, smallest_group=rules.smallest_group)
        self.place = _PLACE_OF_LEVEL[groups.level]
        self.stands = groups.node.copy()
        self.is_left = np.ones(len(groups), dtype=bool)
        self.atom_of = np.full(len(groups), CARRIED, dtype=np.int64)
        self.found: list[IntArray] = []  # atoms x (block, node, kind, level), in the order of their numbers

    def atoms(self) -> Atoms:
        """Walk from the deepest kind of region to the top."""
        depth = self.tree.depth
        for of_kind in sorted(set(depth.tolist()), reverse=True):
            here = np.flatnonzero(depth == of_kind)
            left = np.flatnonzero(self.is_left & (depth[self.stands] == of_kind))
            left = self._publish_own(left)
            left = self._publish_rest(left)
            if of_kind <= POOLING_FROM:
                left = self._publish_pooled(left)
            self.presence.close(here, pools=of_kind <= POOLING_FROM)
            above = self.tree.parent[self.stands[left]]
            self.stands[left] = np.where(above == NO_PARENT, self.stands[left], above)
            self.is_left[left[above == NO_PARENT]] = False
        return self._in_order()

    def _publish_own(self, left: IntArray) -> IntArray:
        own = left[(self.stands[left] == self.groups.node[left]) & ~self.groups.has_climbed[left]]
        chosen = own[is_safe(self.groups.n[own], self.groups.people[own], self.groups.magnitudes[own], self.rules)]
        self.presence.show_own(self.groups.block[chosen], self.stands[chosen], self.place[chosen])
        self._emit(chosen, np.arange(len(chosen)), OWN, self.groups.level[chosen])
        return left[self.is_left[left]]

    def _publish_rest(self, left: IntArray) -> IntArray:
        """Publish what is left of one level at a region."""
        runs = self._runs(left, by_level=True)
        safe = runs.are_safe(self.rules)
        place = self.place[runs.first[safe]]
        safe[safe] = self.presence.settle_rests(runs.block[safe], runs.node[safe], place, runs.n[safe])
        self._emit(*runs.members(safe), REST, self.groups.level[runs.first[safe]])
        return left[self.is_left[left]]

    def _publish_pooled(self, left: IntArray) -> IntArray:
        """Publish what is left of all levels at a region."""
        runs = self._runs(left, by_level=False)
        safe = runs.are_safe(self.rules)
        safe[safe] = self.presence.settle_pooled(runs.block[safe], runs.node[safe], runs.n[safe])
        self._emit(*runs.members(safe), POOLED_LEVELS, np.full(int(safe.sum()), int(Level.POOLED)))
        return left[self.is_left[left]]

    def _runs(self, left: IntArray, *, by_level: bool) -> "_Runs":
        """Gather what stands at one region (of one level) in one block."""
        key = (self.groups.block[left] * len(self.tree.parent) + self.stands[left]) * (len(RESPONDENT_LEVELS) + 1)
        key += self.place[left] if by_level else 0
        order = np.argsort(key, kind="stable")
        starts = np.flatnonzero(np.diff(key[order], prepend=-1))
        return _Runs(self.groups, left[order], starts, self.stands)

    def _emit(self, chosen: IntArray, atom: IntArray, kind: int, level: IntArray) -> None:
        """Make atoms of the chosen groups; ``atom`` numbers them from 0, in step with ``level``'s positions."""
        known = sum(map(len, self.found))
        first = np.flatnonzero(np.diff(atom, prepend=-1))
        block, node = self.groups.block[chosen[first]], self.stands[chosen[first]]
        self.found.append(np.column_stack([block, node, np.full(len(first), kind), level]))
        self.atom_of[chosen] = known + atom
        self.is_left[chosen] = False

    def _in_order(self) -> Atoms:
        found = np.concatenate([np.zeros((0, 4), dtype=np.int64), *self.found])
        order = np.lexsort(found.T[[3, 2, 1, 0]])
        number = np.empty(len(order) + 1, dtype=np.int64)
        number[order] = np.arange(len(order))
        number[-1] = CARRIED  # where atom_of is CARRIED
        block, node, kind, level = found[order].T
        return Atoms(
            block=block,
            node=node,
            kind=kind,
            level=level,
            atom_of=number[self.atom_of],
            settled=self.presence.settled[:, :1],
        )


class _Runs:
    """Sets of groups that stand together: ``rows`` run by run, ``starts`` the first position of each run."""

    def __init__(self, groups: Groups, rows: IntArray, starts: IntArray, stands: IntArray) -> None:
        self.rows = rows
        self.starts = starts
        self.lengths = np.diff(starts, append=len(rows))
        self.first = rows[starts]
        self.block = groups.block[self.first]
        self.node = stands[self.first]
        self._groups = groups
        self.n = self._sum(groups.n[rows])

    def are_safe(self, rules: Rules) -> BoolArray:
        """Tell of each run whether its groups may be published as one atom."""
        people = self._groups.people[self.rows]
        has_unknown = self._sum((people == UNKNOWN).astype(np.int64)) > 0
        return is_safe(self.n, np.where(has_unknown, UNKNOWN, self._sum(people)), self._magnitudes(), rules)

    def members(self, chosen: BoolArray) -> tuple[IntArray, IntArray]:
        """Return the groups of the chosen runs, and for each the number of its run among them."""
        of_run = np.repeat(np.arange(len(self.starts)), self.lengths)
        number = np.cumsum(chosen) - 1
        inside = chosen[of_run]
        return self.rows[inside], number[of_run[inside]]

    def _magnitudes(self) -> IntArray:
        """Return sum, largest and second largest value of each run."""
        found = self._groups.magnitudes[self.rows]
        merged = np.zeros((len(self.starts), found.shape[1], 3), dtype=np.int64)
        of_run = np.repeat(np.arange(len(self.starts)), self.lengths)
        for position in range(found.shape[1]):
            total, largest, second = found[:, position].T
            merged[:, position, 0] = self._sum(total)
            top = merged[:, position, 1] = self._max(largest)
            # One group gives the largest value; the second is the largest of what the others and it have besides.
            giver = np.flatnonzero(largest == top[of_run])
            giver = giver[np.flatnonzero(np.diff(of_run[giver], prepend=-1))]
            others = largest.copy()
            others[giver] = second[giver]
            merged[:, position, 2] = self._max(others)
        return merged

    def _sum(self, values: IntArray) -> IntArray:
        return np.add.reduceat(values, self.starts) if len(self.starts) else np.zeros(0, dtype=np.int64)

    def _max(self, values: IntArray) -> IntArray:
        return np.maximum.reduceat(values, self.starts) if len(self.starts) else np.zeros(0, dtype=np.int64)
