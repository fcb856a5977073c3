"""Computing one part of a release - a shard or the trunk - block by block, without writing anything."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.answers import Columns, answers_of, named_apps, usage_of, used_apps
from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.groups import climbed_groups, joined, no_groups, own_groups
from burden.aggregation.packed_answers import read_everybody
from burden.aggregation.parameters import Parameters
from burden.aggregation.sources import SOURCES
from burden.aggregation.tallies import Tallies, nobody, tally, tally_usage
from burden.aggregation.units import tree_codes
from burden.domain.array_walk import CARRIED, Atoms, Groups, walk
from burden.domain.blocks import (
    OPINION_BLOCKS,
    Block,
    app_use_block,
    family_of,
    heaviest_block,
    opinion_block,
    usage_block,
)
from burden.domain.pack_columns import PackKind
from burden.domain.region_tree import RegionTree
from burden.models import Headcount, Wave

Key = tuple[str, int]
_HEADCOUNTS = Headcount._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
_MOST_CELLS = 1 << 26  # blocks x regions that one walk holds bits for: 64 MB


def no_numbers() -> IntArray:
    """Return an empty column."""
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class BlockAtoms:
    """What one part knows of one block.

    ``span`` (region codes as numbers), ``level`` and ``kind`` name each atom, ``rows`` holds its tally; the groups
    (``member_code``, ``member_level``) belong to the atom ``member_of``, in its order.  ``carried`` are the groups that
    climb, ``carried_rows`` their tallies, ``settled`` the bits of the part's top.  ``accepted``, ``excluded`` and
    ``members`` count people by level; people who skipped the block are the difference.
    """

    block: Block
    rows: IntArray
    span: IntArray = field(default_factory=no_numbers)
    level: IntArray = field(default_factory=no_numbers)
    kind: IntArray = field(default_factory=no_numbers)
    member_of: IntArray = field(default_factory=no_numbers)
    member_code: IntArray = field(default_factory=no_numbers)
    member_level: IntArray = field(default_factory=no_numbers)
    carried: Groups = field(default_factory=no_groups)
    carried_rows: IntArray
    settled: int = 0
    accepted: Counter[int] = field(default_factory=Counter)
    excluded: Counter[int] = field(default_factory=Counter)
    members: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, kw_only=True)
class _Population:
    tallies: Tallies
    accepted: Counter[int]
    excluded: Counter[int]


def compute_part(
    wave: Wave,
    area: Area,
    parameters: Parameters,
    *,
    below: Mapping[str, Mapping[str, BlockAtoms]] | None = None,
) -> dict[str, BlockAtoms]:
    """Return the atoms of every block of the release that somebody was asked, by block name in order.

    ``below`` holds, for the trunk, what each shard found: by the code of its root, then by block name.
    """
    shards = below or {}
    people = headcounts(wave, area)
    found = {
        population.tallies.block.name: population
        for population in _populations(wave, area, parameters)
        if family_of(population.tallies.block.name) in parameters.blocks
    }
    for blocks in shards.values():
        for name, part in blocks.items():
            found.setdefault(name, _nobody(part.block))
    names = sorted(found)
    at_once = max(1, _MOST_CELLS // len(area.tree))
    parts: dict[str, BlockAtoms] = {}
    for first in range(0, len(names), at_once):
        chosen = [found[name] for name in names[first : first + at_once]]
        parts |= _walk_together(chosen, area.tree, parameters, people=people, shards=shards)
    return parts


def headcounts(wave: Wave, area: Area) -> dict[Key, int]:
    """Return the people of each unit of the area, by (region code of the walk, level)."""
    where, parameters = area.where()
    people: Counter[Key] = Counter()
    for code, level, count in query(
        f"SELECT region_code, level, people FROM {_HEADCOUNTS} WHERE wave_id = %s AND {where}",  # noqa: S608  # constants
        [wave.pk, *parameters],
    ):
        people[area.walked_as[code], level] += count
    return dict(people)


def _populations(wave: Wave, area: Area, parameters: Parameters) -> Iterator[_Population]:
    flags, apps = parameters.excluded_flags, parameters.app_codes
    everybody = {kind: read_everybody(wave, area, kind) for kind in PackKind}
    for source in SOURCES:
        columns = answers_of(everybody[source.kind], source, excluded_flags=flags)
        for block in source.blocks:
            yield _population(block, columns)
    usage = usage_of(everybody[PackKind.USAGE], app_codes=apps)
    yield _Population(tallies=tally_usage(usage_block(apps), usage), accepted=usage.accepted, excluded=Counter())
    for app_code, columns in named_apps(everybody[PackKind.RESPONSE], excluded_flags=flags, app_codes=apps).items():
        yield _population(heaviest_block(app_code), columns)
    for app_code, columns in used_apps(everybody[PackKind.USAGE], app_codes=apps).items():
        yield _population(app_use_block(app_code), columns)
        for prefix in OPINION_BLOCKS:
            yield _population(opinion_block(prefix, app_code), columns)


def _population(block: Block, columns: Columns) -> _Population:
    return _Population(tallies=tally(block, columns), accepted=columns.accepted, excluded=columns.excluded)


def _nobody(block: Block) -> _Population:
    return _Population(tallies=nobody(block), accepted=Counter(), excluded=Counter())


@dataclass(frozen=True, kw_only=True)
class _Gathered:
    """All groups of one block that stand in the part's tree, and their tallies."""

    population: _Population
    groups: Groups
    rows: IntArray


def _walk_together(
    populations: list[_Population],
    tree: RegionTree,
    parameters: Parameters,
    *,
    people: Mapping[Key, int],
    shards: Mapping[str, Mapping[str, BlockAtoms]],
) -> dict[str, BlockAtoms]:
    """Walk some blocks in one go and cut the result apart again."""
    codes = tree_codes(tree)
    below = np.zeros((len(populations), len(tree)), dtype=np.uint8)
    gathered: list[_Gathered] = []
    for number, population in enumerate(populations):
        tallies = population.tallies
        climbed = {root: blocks[tallies.block.name] for root, blocks in shards.items() if tallies.block.name in blocks}
        groups = [own_groups(number, tallies, codes=codes, people=people)]
        for root, part in climbed.items():
            top = tree.index(root)
            below[number, top] = part.settled
            groups.append(climbed_groups(number, part.carried, to=tree.parent[top]))
        rows = np.concatenate([tallies.rows, *(part.carried_rows for part in climbed.values())])
        gathered.append(_Gathered(population=population, groups=joined(groups), rows=rows))
    everybody = joined([one.groups for one in gathered])
    atoms = walk(tree, everybody, blocks=len(populations), below=below, rules=parameters.rules)
    return {
        one.population.tallies.block.name: _cut(one, atoms, number, everybody.block == number, codes=codes)
        for number, one in enumerate(gathered)
    }


def _cut(one: _Gathered, atoms: Atoms, number: int, is_ours: NDArray[np.bool_], *, codes: IntArray) -> BlockAtoms:
    """Return one block out of a walk over several: its atoms with their tallies, and what climbs."""
    groups, rows, atom_of = one.groups, one.rows, atoms.atom_of[is_ours]
    first, behind = np.searchsorted(atoms.block, [number, number + 1])
    inside = np.flatnonzero(atom_of != CARRIED)
    inside = inside[np.lexsort((groups.level[inside], groups.code[inside], atom_of[inside]))]
    climbs = np.flatnonzero(atom_of == CARRIED)
    climbs = climbs[np.lexsort((groups.level[climbs], groups.code[climbs]))]
    member_of = atom_of[inside] - first
    starts = np.searchsorted(member_of, np.arange(behind - first))
    own = ~groups.has_climbed
    people = np.bincount(groups.level[own], weights=groups.n[own])
    return BlockAtoms(
        block=one.population.tallies.block,
        rows=np.add.reduceat(rows[inside], starts) if len(starts) else rows[:0],
        span=codes[atoms.node[first:behind]],
        level=atoms.level[first:behind],
        kind=atoms.kind[first:behind],
        member_of=member_of,
        member_code=groups.code[inside],
        member_level=groups.level[inside],
        carried=groups.take(climbs),
        carried_rows=rows[climbs],
        settled=int(atoms.settled[number, 0]),
        accepted=one.population.accepted,
        excluded=one.population.excluded,
        members=Counter({int(level): int(people[level]) for level in np.flatnonzero(people)}),
    )
