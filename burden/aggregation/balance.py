"""Accepted = published + held back + excluded (+ not answered), by block and level, to the last person."""

from collections import Counter
from collections.abc import Iterable, Mapping

from burden.aggregation.fat_rows import IntArray
from burden.domain.tree_arrays import LEVELS

COLUMNS = ("accepted", "published", "held_back", "excluded", "not_answered")


def balance_of(
    counts: Mapping[str, IntArray], held_back: Mapping[str, IntArray]
) -> dict[str, dict[str, dict[str, int]]]:
    """Return {block: {level: {column: people}}}, levels as text.

    ``counts`` are those of all parts together, by family (:class:`burden.aggregation.climbing.FamilyCarry`), and
    ``held_back`` the people that climbed out of the trunk, by level.  Published people are recounted ones.  Blocks
    about single apps are added up by family: a number for one app and level could speak of one person.
    """
    table: dict[str, dict[str, dict[str, int]]] = {}
    for family, (accepted, excluded, members, published) in sorted(counts.items()):
        if family.endswith(":") and not accepted.any():
            continue
        not_answered = accepted - excluded - members
        columns = zip(accepted, published, held_back[family], excluded, not_answered, strict=True)
        table[family.removesuffix(":")] = {
            str(level): dict(zip(COLUMNS, map(int, line), strict=True))
            for level, line in zip(LEVELS.tolist(), columns, strict=True)
            if any(line)
        }
    return table


def is_balanced(balance: Mapping[str, Mapping[str, Mapping[str, int]]]) -> bool:
    """Whether every accepted answer is accounted for, once."""
    return all(
        line["accepted"] == sum(line[column] for column in COLUMNS[1:])
        for levels in balance.values()
        for line in levels.values()
    )


def flags_together(parts: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    """Add up {level: {quality flag: answers to page 1}} of all parts."""
    table: dict[str, Counter[str]] = {}
    for part in parts:
        for level, flags in part.items():
            table.setdefault(level, Counter()).update(flags)
    return {level: dict(sorted(table[level].items())) for level in sorted(table)}
