"""Computing one part of a release - a shard or the trunk - without writing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from burden.aggregation.area import Area
from burden.aggregation.climbing import Below
from burden.aggregation.families import Family, unit_of
from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.figures import Totals
from burden.aggregation.tallies import Tallies, add_tallies, tally
from burden.domain.array_walk import UNKNOWN, Climbed, Groups, walk
from burden.domain.rules import Rules
from burden.domain.tree_arrays import LEVELS, tree_arrays
from burden.domain.walk_arrays import BitArray, TreeArrays
from burden.models import Headcount, Wave

_HEADCOUNTS = Headcount._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name


@dataclass(frozen=True, kw_only=True)
class FamilyAtoms:
    """What one part knows of one family.

    ``block``, ``node`` (position in the part's tree), ``level`` and ``kind`` name each atom.  ``target`` gives the atom
    of each group, or, counted on behind the atoms, the set among ``climbed``; after the groups of ``family`` come the
    sets that climbed out of shards, in the order of the shards.  ``settled_bits`` are those of the part's tops, by
    block and ``settled_node``, where there are any.  ``tallies`` are those of atoms, then of ``climbed``.
    """

    family: Family
    block: IntArray
    node: IntArray
    level: IntArray
    kind: IntArray
    target: IntArray
    climbed: Climbed
    settled_block: IntArray
    settled_node: IntArray
    settled_bits: IntArray
    tallies: Tallies

    def __len__(self) -> int:
        return len(self.block)

    @cached_property
    def standing(self) -> Totals:
        """The atoms with their tallies."""
        return Totals(block=self.block, node=self.node, level=self.level, tallies=self.tallies.before(len(self)))

    @property
    def climbed_tallies(self) -> Tallies:
        """The tallies of what climbs."""
        return self.tallies.behind(len(self))


def compute_part(
    families: Mapping[str, Family],
    area: Area,
    *,
    people: IntArray,
    rules: Rules,
    below: Below | None = None,
) -> dict[str, FamilyAtoms]:
    """Return the atoms of every family with anybody in it, here or in the shards below.

    ``people`` are the head counts by unit, UNKNOWN where there is none.  ``below`` holds, for the trunk, what each
    shard left.
    """
    shards = below or {}
    tree = tree_arrays(area.tree)
    return {
        key: _family_atoms(_Standing(family, area, people, shards), tree, rules)
        for key, family in families.items()
        if family.accepted.any() or any(key in of for of in shards.values())
    }


def headcounts(wave: Wave, area: Area) -> IntArray:
    """Return the people of each unit of the area's tree, UNKNOWN where nobody told."""
    where, parameters = area.where()
    rows = query(
        f"SELECT region_code::bigint, level, people FROM {_HEADCOUNTS} WHERE wave_id = %s AND {where}",  # noqa: S608  # constants
        [wave.pk, *parameters],
    )
    code, level, count = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    node = area.nodes_of(code)
    # Where nobody of a whole subtree answered, the trunk's tree ends above.
    is_there = node >= 0
    unit = unit_of(node[is_there], level[is_there])
    people = np.full(len(area.tree) * len(LEVELS), UNKNOWN, dtype=np.int64)
    people[unit] = 0
    np.add.at(people, unit, count[is_there])
    return people


class _Standing:
    """The groups of one family that stand in the part's tree, and the sets that climbed into it."""

    def __init__(self, family: Family, area: Area, people: IntArray, shards: Below) -> None:
        self.family, self.index = family, area.index
        self.carries = [(area.tree.index(root), of[family.key]) for root, of in shards.items() if family.key in of]
        tops = [np.full(len(carry.climbed), area.tree.parent[top]) for top, carry in self.carries]
        sets = [carry.climbed for _, carry in self.carries]
        has_climbed = np.zeros(len(family.n) + sum(map(len, sets)), dtype=np.bool_)
        has_climbed[len(family.n) :] = True
        self.groups = Groups(
            block=_joined(family.block, [of.block for of in sets]),
            level=_joined(family.level, [of.level for of in sets]),
            node=_joined(family.node, tops),
            has_climbed=has_climbed,
            n=_joined(family.n, [of.n for of in sets]),
            people=_joined(people[family.unit], [of.people for of in sets]),
            magnitudes=_joined(family.largest, [of.magnitudes for of in sets]),
        )

    def below(self, nodes: int) -> BitArray:
        """Return the settled bits of the shards' tops, blocks x nodes; KeyError for a top that is not in the tree."""
        bits = np.zeros((len(self.family.names), nodes), dtype=np.uint8)
        for _, carry in self.carries:
            top = self.index.positions(carry.settled_code)
            if top.min(initial=0) < 0:
                raise KeyError(int(carry.settled_code[top < 0][0]))
            bits[carry.settled_block, top] = carry.settled_bits
        return bits

    def tallies(self, target: IntArray, targets: int) -> Tallies:
        """Return the tallies of atoms and of what climbs: the own people and what climbed out of shards."""
        own = tally(self.family, target[: len(self.family.n)], targets=targets)
        if not self.carries:
            return own
        parts, first = [(own, np.arange(targets))], len(self.family.n)
        for _, carry in self.carries:
            parts.append((carry.climbed_tallies, target[first : first + len(carry.climbed)]))
            first += len(carry.climbed)
        return add_tallies(self.family.layout, parts, targets=targets)


def _joined(own: IntArray, climbed: Sequence[IntArray]) -> IntArray:
    """Return what is told of the own groups, then of what climbed out of shards."""
    return np.concatenate([own, *climbed]) if climbed else own


def _family_atoms(one: _Standing, tree: TreeArrays, rules: Rules) -> FamilyAtoms:
    family, groups = one.family, one.groups
    atoms = walk(tree, groups, blocks=len(family.names), below=one.below(len(tree.is_low)), rules=rules)
    # What nobody answered has no place in what shards hand up.
    present = np.flatnonzero(np.bincount(groups.block, minlength=len(family.names)))
    bits = atoms.settled[np.ix_(present, one.index.tops)]
    settled, top = np.nonzero(bits)
    return FamilyAtoms(
        family=family,
        block=atoms.block,
        node=atoms.node,
        level=atoms.level,
        kind=atoms.kind,
        target=atoms.target,
        climbed=atoms.climbed,
        settled_block=present[settled],
        settled_node=one.index.tops[top],
        settled_bits=bits[settled, top].astype(np.int64),
        tallies=one.tallies(atoms.target, len(atoms) + len(atoms.climbed)),
    )
