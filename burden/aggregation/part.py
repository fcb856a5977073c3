"""Computing one part of a release - a shard or the trunk - block by block, without writing anything."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from burden.aggregation.answers import Columns, read_answers, read_named_apps, read_usage, read_used_apps
from burden.aggregation.area import Area
from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.parameters import Parameters
from burden.aggregation.sources import SOURCES
from burden.aggregation.tallies import Tallies, nobody, tally, tally_usage
from burden.domain.atoms import Carried, PlannedAtom, plan_atoms
from burden.domain.blocks import (
    OPINION_BLOCKS,
    Block,
    app_use_block,
    family_of,
    heaviest_block,
    opinion_block,
    usage_block,
)
from burden.models import Headcount, Wave

Key = tuple[str, int]
_HEADCOUNTS = Headcount._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name


@dataclass(frozen=True, kw_only=True)
class BlockAtoms:
    """What one part knows of one block.

    ``rows`` holds the tally of each atom, ``carried_rows`` those of the carried groups, by (region code, level).
    ``accepted``, ``excluded`` and ``members`` count people by level; people who skipped the block are the difference.
    """

    block: Block
    atoms: tuple[PlannedAtom, ...]
    rows: IntArray
    carried: Carried = field(default_factory=Carried)
    carried_rows: Mapping[Key, IntArray] = field(default_factory=dict)
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
    return {
        name: _walk(
            found[name],
            area,
            parameters,
            people=people,
            below={root: blocks[name] for root, blocks in shards.items() if name in blocks},
        )
        for name in sorted(found)
    }


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
    for source in SOURCES:
        columns = read_answers(wave, area, source, excluded_flags=parameters.excluded_flags)
        for block in source.blocks:
            yield _population(block, columns)
    usage = read_usage(wave, area, app_codes=parameters.app_codes)
    yield _Population(
        tallies=tally_usage(usage_block(parameters.app_codes), usage), accepted=usage.accepted, excluded=Counter()
    )
    named = read_named_apps(wave, area, excluded_flags=parameters.excluded_flags, app_codes=parameters.app_codes)
    for app_code, columns in named.items():
        yield _population(heaviest_block(app_code), columns)
    for app_code, columns in read_used_apps(wave, area, app_codes=parameters.app_codes).items():
        yield _population(app_use_block(app_code), columns)
        for prefix in OPINION_BLOCKS:
            yield _population(opinion_block(prefix, app_code), columns)


def _population(block: Block, columns: Columns) -> _Population:
    return _Population(tallies=tally(block, columns), accepted=columns.accepted, excluded=columns.excluded)


def _nobody(block: Block) -> _Population:
    return _Population(tallies=nobody(block), accepted=Counter(), excluded=Counter())


def _walk(
    population: _Population,
    area: Area,
    parameters: Parameters,
    *,
    people: Mapping[Key, int],
    below: Mapping[str, BlockAtoms],
) -> BlockAtoms:
    tallies = population.tallies
    groups = tallies.groups(people)
    walk = plan_atoms(
        area.tree, groups, rules=parameters.rules, below={root: part.carried for root, part in below.items()}
    )
    row_of: dict[Key, IntArray] = dict(zip(tallies.keys, tallies.rows, strict=True))
    for part in below.values():
        row_of.update(part.carried_rows)
    rows = np.zeros((len(walk.atoms), tallies.block.width), dtype=np.int64)
    for place, atom in enumerate(walk.atoms):
        for key in atom.groups:
            rows[place] += row_of[key]
    members: Counter[int] = Counter()
    for group in groups:
        members[group.level] += group.n
    return BlockAtoms(
        block=tallies.block,
        atoms=walk.atoms,
        rows=rows,
        carried=walk.carried,
        carried_rows={(group.code, group.level): row_of[group.code, group.level] for group in walk.carried.groups},
        accepted=population.accepted,
        excluded=population.excluded,
        members=members,
    )
