"""Accepted = published + held back + excluded (+ not answered), by block and level, to the last person."""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from burden.aggregation.area import Area
from burden.aggregation.part import BlockAtoms
from burden.aggregation.raw_packs import read_raw
from burden.aggregation.recount import Recount
from burden.aggregation.units import unit_parts
from burden.domain.blocks import family_of
from burden.domain.pack_columns import QUALITY, QUALITY_FLAGS, PackKind
from burden.domain.quality import QualityFlag
from burden.models import Wave

COLUMNS = ("accepted", "published", "held_back", "excluded", "not_answered")


def balance_of(
    parts: Iterable[Mapping[str, BlockAtoms]], top: Mapping[str, BlockAtoms], recounts: Mapping[str, Recount]
) -> dict[str, dict[str, dict[str, int]]]:
    """Return {block: {level: {column: people}}}, levels as text.

    ``parts`` are all shards and the trunk, ``top`` the trunk alone (what it carries is held back); published people
    are those that plain SQL counts in the atoms' groups.  Blocks about single apps are added up by family: a number
    for one app and level could speak of one person.
    """
    table: dict[str, dict[int, Counter[str]]] = {}
    for blocks in parts:
        for name, part in blocks.items():
            levels = table.setdefault(_family(name), {})
            for level, accepted in part.accepted.items():
                line = levels.setdefault(level, Counter())
                line["accepted"] += accepted
                line["excluded"] += part.excluded[level]
                line["not_answered"] += accepted - part.excluded[level] - part.members[level]
            for level, published in _published(part, recounts).items():
                levels.setdefault(level, Counter())["published"] += published
    for name, part in top.items():
        for level, n in zip(part.carried.level.tolist(), part.carried.n.tolist(), strict=True):
            table[_family(name)][level]["held_back"] += n
    return {
        block: {str(level): {column: levels[level][column] for column in COLUMNS} for level in sorted(levels)}
        for block, levels in sorted(table.items())
    }


def is_balanced(balance: Mapping[str, Mapping[str, Mapping[str, int]]]) -> bool:
    """Whether every accepted answer is accounted for, once."""
    return all(
        line["accepted"] == sum(line[column] for column in COLUMNS[1:])
        for levels in balance.values()
        for line in levels.values()
    )


def flags_of(wave: Wave, area: Area) -> dict[str, dict[str, int]]:
    """Return {level: {quality flag: answers to page 1}}, levels as text, flags that nobody has left out."""
    people = read_raw(wave, area, PackKind.RESPONSE.value)
    found: dict[str, dict[str, int]] = {}
    units, counts = np.unique(
        np.stack([unit_parts(people.unit)[1], people.people[QUALITY]]), axis=1, return_counts=True
    )
    for level, place, count in zip(*units.tolist(), counts.tolist(), strict=True):
        flag = QUALITY_FLAGS[place - 1]
        if flag != QualityFlag.OK:
            found.setdefault(str(level), {})[flag] = count
    return found


def _family(name: str) -> str:
    return family_of(name).removesuffix(":")


def _published(part: BlockAtoms, recounts: Mapping[str, Recount]) -> dict[int, int]:
    recounted = recounts.get(part.block.name) or Recount.of_nobody(part.block)
    people = recounted.of(part.member_code, part.member_level)[:, 0]
    return {level: int(people[part.member_level == level].sum()) for level in np.unique(part.member_level).tolist()}
