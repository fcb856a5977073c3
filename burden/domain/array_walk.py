"""The walk that forms safe atoms, over whole arrays: all groups of many blocks at once, one kind of region at a time.

What is published where, and why that is safe, is told in :mod:`burden.domain.atoms`.  A country has hundreds of
thousands of groups in dozens of blocks; as arrays they are walked in the time that a few thousand objects take.
"""

from dataclasses import dataclass, replace

import numpy as np

from burden.domain.presence import Presence
from burden.domain.region_tree import NO_PARENT, RegionTree
from burden.domain.rules import Rules
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL, POOLING_FROM, BitArray, IntArray, TreeArrays
from burden.domain.walking_sets import (
    UNKNOWN,
    BoolArray,
    Sets,
    added_runs,
    joined,
    run_starts,
    runs,
)

__all__ = ["CARRIED", "KIND_NAMES", "OWN", "POOLED_LEVELS", "REST", "UNKNOWN", "Atoms", "Groups", "is_safe", "walk"]

OWN, REST, POOLED_LEVELS = 0, 1, 2  # kinds of atoms, in the order in which a region publishes them
KIND_NAMES = ("own", "rest", "pooled")
CARRIED = -1  # in place of an atom's number: the group climbs out of the tree


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
    of each group, CARRIED for those that climb out; ``settled`` is blocks x tops bits of the tree's tops.
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

    ``tree`` is a whole tree, a shard of it (a subtree, or some side by side), or the trunk above shards; ``below``
    (blocks x nodes) then holds the settled bits of the shards' tops, which are leaves of the trunk, and what climbed
    out of them stands at their parents.  The atoms of shards and trunk are those of one walk over the whole tree.
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
        self.blocks = blocks
        self.groups = groups
        self.known = len(groups)
        self.into: list[tuple[IntArray, IntArray]] = []
        self.atom_of: list[tuple[IntArray, IntArray]] = []
        self.found: list[IntArray] = []

    def atoms(self) -> Atoms:
        """Walk from the deepest kind of region to the top."""
        depth = self.tree.depth
        kinds = sorted(set(depth.tolist()), reverse=True)
        is_low = self.tree.is_low[self.groups.node] & ~self.groups.has_climbed
        start = joined([self._sets_of(np.flatnonzero(~is_low)), self._publish_low(np.flatnonzero(is_low))])
        waiting = {of_kind: [start.take(depth[start.node] == of_kind)] for of_kind in kinds}
        for of_kind in kinds:
            here = np.flatnonzero(depth == of_kind)
            left = self._publish_own(joined(waiting.pop(of_kind)))
            left = self._publish_rest(left)
            if of_kind <= POOLING_FROM:
                left = self._publish_pooled(left)
            self.presence.close(here, pools=of_kind <= POOLING_FROM)
            climbed = self._climbed(left)
            for above, sets in waiting.items():
                # A parent may be more than one kind larger.
                sets.append(climbed.take(depth[climbed.node] == above))
        return self._in_order()

    def _sets_of(self, chosen: IntArray) -> Sets:
        """Return some of the groups as sets."""
        groups = self.groups
        return Sets(
            number=chosen,
            block=groups.block[chosen],
            node=groups.node[chosen],
            place=PLACE_OF_LEVEL[groups.level[chosen]],
            is_own=~groups.has_climbed[chosen],
            n=groups.n[chosen],
            people=groups.people[chosen],
            magnitudes=groups.magnitudes[chosen],
        )

    def _publish_low(self, low: IntArray) -> Sets:
        """Publish the groups of the lowest regions that are safe; return the others as they stand above, merged.

        Most groups of a country are these, and nothing else happens to them: no rest, no pooling, nobody below.
        """
        is_left = self.groups.n[low] < self.rules.smallest_group
        merged = self._merged(self._climbed(self._sets_of(low[is_left])))
        few = self._publish_own(self._sets_of(low[~is_left]))
        return self._merged(joined([merged, self._climbed(few)])) if len(few) else merged

    def _climbed(self, left: Sets) -> Sets:
        """Return the sets at the regions above theirs; those at the top have left the tree."""
        above = self.tree.parent[left.node]
        inside = above != NO_PARENT
        climbed = left.take(inside)
        return replace(climbed, node=above[inside], is_own=np.zeros(len(climbed), dtype=np.bool_))

    def _publish_own(self, left: Sets) -> Sets:
        chosen = np.flatnonzero(left.is_own)
        chosen = chosen[_are_safe(left.take(chosen), self.rules)]
        own = left.take(chosen)
        self.presence.show_own(own.block, own.node, own.place)
        self._emit(own, np.arange(len(own)), OWN, LEVELS[own.place])
        is_left = np.ones(len(left), dtype=np.bool_)
        is_left[chosen] = False
        return left.take(is_left)

    def _publish_rest(self, left: Sets) -> Sets:
        """Publish what is left of one level at a region.

        Where nothing is below, what is left is one group that was no atom, and nobody else to hide it.
        """
        is_inner = self.tree.children[left.node] > 0
        merged = self._merged(left.take(is_inner))
        safe = _are_safe(merged, self.rules)
        rest = merged.take(safe)
        safe[safe] = self.presence.settle_rests(rest.block, rest.node, rest.place, rest.n)
        rest = merged.take(safe)
        self._emit(rest, np.arange(len(rest)), REST, LEVELS[rest.place])
        return joined([left.take(~is_inner), merged.take(~safe)])

    def _publish_pooled(self, left: Sets) -> Sets:
        """Publish what is left of all levels at a region."""
        nodes = len(self.tree.parent)
        known, run = runs(left.block * nodes + left.node, size=self.blocks * nodes)
        n, people, magnitudes = added_runs(left.n, left.people, left.magnitudes, run, len(known))
        safe = is_safe(n, people, magnitudes, self.rules)
        safe[safe] = self.presence.settle_pooled(known[safe] // nodes, known[safe] % nodes, n[safe])
        inside = np.flatnonzero(safe[run])
        inside = inside[np.argsort(run[inside], kind="stable")]
        pooled = left.take(inside)
        number = np.cumsum(safe) - 1
        self._emit(pooled, number[run[inside]], POOLED_LEVELS, np.zeros(len(inside), dtype=np.int64))
        return left.take(~safe[run])

    def _merged(self, left: Sets) -> Sets:
        """Make one set of all that stands at one region, of one level and block."""
        nodes, places = len(self.tree.parent), len(LEVELS)
        known, run = runs((left.block * nodes + left.node) * places + left.place, size=self.blocks * nodes * places)
        numbers = self.known + np.arange(len(known))
        self.known += len(known)
        self.into.append((left.number, numbers[run]))
        n, people, magnitudes = added_runs(left.n, left.people, left.magnitudes, run, len(known))
        region, place = np.divmod(known, places)
        return Sets(
            number=numbers,
            block=region // nodes,
            node=region % nodes,
            place=place,
            is_own=np.zeros(len(known), dtype=np.bool_),
            n=n,
            people=people,
            magnitudes=magnitudes,
        )

    def _emit(self, sets: Sets, atom: IntArray, kind: int, level: IntArray) -> None:
        """Make atoms of the sets; ``atom`` numbers them from 0, ascending, ``level`` is that of each set's atom."""
        first = run_starts(atom)
        self.atom_of.append((sets.number, sum(map(len, self.found)) + atom))
        columns = (sets.block[first], sets.node[first], np.full(len(first), kind), level[first])
        self.found.append(np.column_stack(columns))

    def _in_order(self) -> Atoms:
        found = np.concatenate([np.zeros((0, 4), dtype=np.int64), *self.found])
        block, node, kind, level = found.T
        key = ((block * len(self.tree.parent) + node) * len(KIND_NAMES) + kind) * 100 + level
        order = np.argsort(key, kind="stable")
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
            atom_of=number[atom_of[: len(self.groups)]],
            settled=self.presence.settled[:, self.tree.parent == NO_PARENT],
        )


def _are_safe(sets: Sets, rules: Rules) -> BoolArray:
    return is_safe(sets.n, sets.people, sets.magnitudes, rules)
