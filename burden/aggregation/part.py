"""Computing one part of a release - a shard or the trunk - without writing anything, many blocks in one walk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.area import Area
from burden.aggregation.climbing import Below, Climbed, gathered, no_sets
from burden.aggregation.families import Family
from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.figures import Totals
from burden.aggregation.tallies import Tallies, add_tallies, no_tallies, tally
from burden.domain.array_walk import CARRIED, UNKNOWN, Groups, walk
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from burden.domain.tree_arrays import LEVELS, PLACE_OF_LEVEL
from burden.models import Headcount, Wave

_HEADCOUNTS = Headcount._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
_MOST_CELLS = 1 << 26  # blocks x regions that one walk holds bits for: 64 MB


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
    standing = [
        _Standing(family, area, people, shards)
        for key, family in families.items()
        if family.accepted.any() or any(key in of for of in shards.values())
    ]
    found = {one.family.key: _nobody(one.family) for one in standing if one.is_empty}
    filled = [one for one in standing if not one.is_empty]
    # Magnitudes that a block lacks are zeros, so blocks of few and of many are walked apart.
    for has_many in (False, True):
        alike = [one for one in filled if (len(one.family.layout.magnitudes) > 1) is has_many]
        for chosen in _few_at_once(alike, len(area.tree)):
            found |= _walk_together(chosen, area.tree, rules)
    return {one.family.key: found[one.family.key] for one in standing}


def headcounts(wave: Wave, area: Area) -> IntArray:
    """Return the people of each unit of the area's tree, UNKNOWN where nobody told."""
    where, parameters = area.where()
    people = np.full(len(area.tree) * len(LEVELS), UNKNOWN, dtype=np.int64)
    for code, level, count in query(
        f"SELECT region_code, level, people FROM {_HEADCOUNTS} WHERE wave_id = %s AND {where}",  # noqa: S608  # constants
        [wave.pk, *parameters],
    ):
        # Where nobody of a whole subtree answered, the trunk's tree ends above.
        node = area.tree.position.get(area.walked_as[code])
        if node is not None:
            unit = node * len(LEVELS) + PLACE_OF_LEVEL[level]
            people[unit] = count + max(0, people[unit])
    return people


class _Standing:
    """The groups of one family that stand in the part's tree, and the sets that climbed into it."""

    def __init__(self, family: Family, area: Area, people: IntArray, shards: Below) -> None:
        self.family, self.index = family, area.index
        self.carries = [(area.tree.index(root), of[family.key]) for root, of in shards.items() if family.key in of]
        tops = [np.full(len(carry.climbed), area.tree.parent[top]) for top, carry in self.carries]
        sets = [carry.climbed for _, carry in self.carries]
        own = Climbed(
            block=family.block,
            level=family.level,
            n=family.n,
            people=people[family.unit],
            magnitudes=family.largest,
        )
        self.groups = _joined([own, *sets])
        self.node = np.concatenate([family.node, *tops]) if tops else family.node
        self.has_climbed = np.arange(len(self.node)) >= len(family.n)
        told = [self.groups.block, *(carry.settled_block for _, carry in self.carries)]
        self.blocks = np.flatnonzero(np.bincount(np.concatenate(told), minlength=len(family.names)))

    @property
    def is_empty(self) -> bool:
        """Whether nobody is in the family, here or in the shards below."""
        return not len(self.blocks)

    def below(self, nodes: int) -> NDArray[np.uint8]:
        """Return the settled bits of the shards' tops, present blocks x nodes."""
        bits = np.zeros((len(self.blocks), nodes), dtype=np.uint8)
        for _, carry in self.carries:
            top = self.index.positions(carry.settled_code)
            bits[np.searchsorted(self.blocks, carry.settled_block), top] = carry.settled_bits
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


def _joined(parts: list[Climbed]) -> Climbed:
    if len(parts) == 1:
        return parts[0]
    return Climbed(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])})


def _few_at_once(standing: list[_Standing], nodes: int) -> Iterable[list[_Standing]]:
    """Yield families that may be walked together; a family is never cut."""
    chosen: list[_Standing] = []
    for one in standing:
        if chosen and sum(len(other.blocks) for other in (*chosen, one)) * nodes > _MOST_CELLS:
            yield chosen
            chosen = []
        chosen.append(one)
    if chosen:
        yield chosen


def _walk_together(standing: list[_Standing], tree: RegionTree, rules: Rules) -> dict[str, FamilyAtoms]:
    """Walk some families in one go and cut the result apart again."""
    firsts = np.cumsum([0, *(len(one.blocks) for one in standing)])
    most = max(len(one.family.layout.magnitudes) for one in standing)
    groups = _joined([one.groups.with_magnitudes(most) for one in standing])
    block = [
        np.searchsorted(one.blocks, one.groups.block) + first for one, first in zip(standing, firsts, strict=False)
    ]
    atoms = walk(
        tree,
        Groups(
            block=np.concatenate(block),
            level=groups.level,
            node=np.concatenate([one.node for one in standing]),
            has_climbed=np.concatenate([one.has_climbed for one in standing]),
            n=groups.n,
            people=groups.people,
            magnitudes=groups.magnitudes,
        ),
        blocks=int(firsts[-1]),
        below=np.concatenate([one.below(len(tree)) for one in standing]),
        rules=rules,
    )
    ends = np.cumsum([0, *(len(one.node) for one in standing)])
    found: dict[str, FamilyAtoms] = {}
    for number, one in enumerate(standing):
        first, behind = np.searchsorted(atoms.block, firsts[number : number + 2])
        atom_of = atoms.atom_of[ends[number] : ends[number + 1]]
        bits = atoms.settled[firsts[number] : firsts[number + 1]].astype(np.int64)
        found[one.family.key] = _family_atoms(
            one,
            np.where(atom_of == CARRIED, CARRIED, atom_of - first),
            blocks=one.blocks[atoms.block[first:behind] - firsts[number]],
            node=atoms.node[first:behind],
            level=atoms.level[first:behind],
            kind=atoms.kind[first:behind],
            bits=bits,
        )
    return found


def _nobody(family: Family) -> FamilyAtoms:
    """Return the atoms of a family with nobody in it."""
    nothing = np.zeros(0, dtype=np.int64)
    return FamilyAtoms(
        family=family,
        block=nothing,
        node=nothing,
        level=nothing,
        kind=nothing,
        target=nothing,
        climbed=no_sets(len(family.layout.magnitudes)),
        settled_block=nothing,
        settled_node=nothing,
        settled_bits=nothing,
        tallies=no_tallies(family.layout),
    )


def _family_atoms(  # noqa: PLR0913  # the columns of atoms
    one: _Standing,
    atom_of: IntArray,
    *,
    blocks: IntArray,
    node: IntArray,
    level: IntArray,
    kind: IntArray,
    bits: IntArray,
) -> FamilyAtoms:
    climbs = np.flatnonzero(atom_of == CARRIED)
    groups = one.groups
    climbed, number = gathered(Climbed(**{name: column[climbs] for name, column in vars(groups).items()}))
    target = atom_of.copy()
    target[climbs] = len(blocks) + number
    settled, top = np.nonzero(bits)
    return FamilyAtoms(
        family=one.family,
        block=blocks,
        node=node,
        level=level,
        kind=kind,
        target=target,
        climbed=climbed,
        settled_block=one.blocks[settled],
        settled_node=one.index.tops[top],
        settled_bits=bits[settled, top],
        tallies=one.tallies(target, len(blocks) + len(climbed)),
    )
