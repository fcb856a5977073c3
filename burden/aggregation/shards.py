"""Cutting a wave's region into subtrees that workers compute side by side."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from django.db import models

from burden.aggregation.area import Area
from burden.aggregation.fat_rows import query
from burden.aggregation.pack_rows import PACKS
from burden.domain.levels import RegionKind
from burden.domain.packs import SHARED_DIGITS
from burden.domain.region_tree import RegionTree
from burden.models import AnswerPack, Wave

# Measured on a busy machine: 200,000 answers take about two seconds; smaller shards only add queries.
ROWS_A_SHARD = 200_000


@dataclass(frozen=True, kw_only=True)
class ShardPlan:
    """A subtree by the code of its top, and how many answers it holds."""

    root_code: str
    rows: int


def count_rows(wave: Wave, area: Area, *, most_rows: int) -> dict[str, int]:
    """Return the number of answers and reports by region of the walk, as finely as shards may have to be cut.

    The people of a whole county are counted at the county where it fits into a shard.
    """
    tree, counted = area.tree, Counter[str]()
    packs = AnswerPack.objects.filter(wave=wave).values_list("county_code")
    fine: list[str] = []
    for code, people in packs.annotate(total=models.Sum("people")).order_by():
        node = tree.position.get(code, 0)
        if people <= most_rows and node and tree.kinds[node] is RegionKind.COUNTY:
            counted[code] += people
        else:
            fine.append(code)
    for code, people in _by_place(wave, fine):
        counted[area.walked_as[code]] += people
    return dict(counted)


def _by_place(wave: Wave, codes: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield the regions that people of these packs name, some more than once, and how many do."""
    # The place is the first column of a pack.
    columns = "county_code, substring(data FOR people * 2)"
    sql = f"SELECT {columns} FROM {PACKS} WHERE wave_id = %s AND county_code = ANY(%s)"  # noqa: S608  # constants
    for code, data in query(sql, [wave.pk, list(codes)]):
        people = np.bincount(np.frombuffer(data, dtype="<i2"))
        for place in np.flatnonzero(people).tolist():
            yield f"{code[:SHARED_DIGITS]}{place:03}000", int(people[place])


def plan_shards(tree: RegionTree, rows: Mapping[str, int], *, most_rows: int = ROWS_A_SHARD) -> list[ShardPlan]:
    """Return disjoint subtrees with answers, each of at most ``most_rows`` answers unless it cannot be cut further.

    The top is always cut into its children, so that two workers find work in a wave of any size.
    """
    within = [rows.get(code, 0) for code in tree.codes]
    for node in range(len(tree) - 1, 0, -1):
        within[tree.parent[node]] += within[node]
    plans: list[ShardPlan] = []
    waiting = list(tree.children[0])
    while waiting:
        node = waiting.pop()
        if within[node] > most_rows and tree.children[node]:
            waiting.extend(tree.children[node])
        elif within[node]:
            plans.append(ShardPlan(root_code=tree.codes[node], rows=within[node]))
    return sorted(plans, key=lambda plan: plan.root_code)
