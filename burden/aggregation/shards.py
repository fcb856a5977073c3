"""Cutting a wave's region into parts that workers compute side by side."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import models

from burden.aggregation.area import planned_area
from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.pack_rows import PACKS, people_in_packs
from burden.aggregation.units import look_up
from burden.domain.levels import PREFIX_DIGITS, RegionKind
from burden.domain.packs import PLACE_STEP, pack_code
from burden.domain.region_tree import RegionTree
from burden.models import AnswerPack, Wave

# Large shards take memory, small ones 45 ms of processor time each whatever is in them (docs/performance.md).
MOST_ROWS, FEWEST_ROWS = 500_000, 25_000
# So that the last shards of two workers end at about the same time, and some more workers find work.
SHARDS = 8


@dataclass(frozen=True, kw_only=True)
class ShardPlan:
    """Subtrees side by side by the codes of the first and the last of their tops, and how many answers they hold."""

    first_code: str
    last_code: str
    rows: int


def rows_a_shard(wave: Wave) -> int:
    """Return how many answers and reports are computed together where nobody asks for another number."""
    return min(MOST_ROWS, max(FEWEST_ROWS, sum(people_in_packs(wave).values()) // SHARDS))


def plan_shards(wave: Wave, *, most_rows: int | None = None) -> list[ShardPlan]:
    """Return disjoint shards with all answers, each of at most ``most_rows`` unless it cannot be cut further."""
    most_rows = most_rows or rows_a_shard(wave)
    packs = AnswerPack.objects.filter(wave=wave).values_list("county_code")
    people = dict(packs.annotate(total=models.Sum("people")).order_by())
    # The people of a whole county are counted at the county where it fits into a shard and is not itself the top.
    top = pack_code(wave.region_code)
    fine = {code for code, total in people.items() if total > most_rows or code == top or not _is_of_county(code)}
    area = planned_area(wave, fine=fine)
    whole = np.array([(int(code), total) for code, total in people.items() if code not in fine], dtype=np.int64)
    county, of_county = whole.reshape(-1, 2).T
    region, of_region = _by_region(wave, fine)
    node = np.append(look_up(area.tree.number, county), area.nodes_of(region))
    rows = np.zeros(len(area.tree), dtype=np.int64)
    np.add.at(rows, node[node >= 0], np.append(of_county, of_region)[node >= 0])
    return _cut(area.tree, rows, most_rows=most_rows)


def _is_of_county(code: str) -> bool:
    """Tell whether people of one county lie in the pack of this code."""
    return len(code.rstrip("0")) > PREFIX_DIGITS[RegionKind.CITY]


def _by_region(wave: Wave, codes: Collection[str]) -> tuple[IntArray, IntArray]:
    """Return the regions that people of these packs name, some more than once, and how many do."""
    # The place is the first column of a pack.
    columns = "county_code, substring(data FOR people * 2)"
    sql = f"SELECT {columns} FROM {PACKS} WHERE wave_id = %s AND county_code = ANY(%s)"  # noqa: S608  # constants
    found, people = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for code, data in query(sql, [wave.pk, list(codes)]):
        of_place = np.bincount(np.frombuffer(data, dtype="<i2"))
        place = np.flatnonzero(of_place)
        found.append(int(code) + place * PLACE_STEP)
        people.append(of_place[place])
    return np.concatenate(found), np.concatenate(people)


def _cut(tree: RegionTree, rows: IntArray, *, most_rows: int) -> list[ShardPlan]:
    """Return disjoint shards with all people, whose number is told by region.

    Each holds at most ``most_rows`` unless it cannot be cut further.  The top is not part of any shard.  Regions
    of one parent share a shard as long as they fit.
    """
    within, parent = rows.tolist(), tree.parent.tolist()
    for node in range(len(tree) - 1, 0, -1):
        within[parent[node]] += within[node]
    plans: list[ShardPlan] = []
    waiting = [0]
    while waiting:
        begun: list[int] = []
        for node in tree.children[waiting.pop()]:
            is_cut = within[node] > most_rows and bool(tree.children[node])
            if begun and (is_cut or sum(within[one] for one in begun) + within[node] > most_rows):
                plans.append(_plan(tree, begun, within))
                begun = []
            if is_cut:
                waiting.append(node)
            elif within[node]:
                begun.append(node)
        if begun:
            plans.append(_plan(tree, begun, within))
    return sorted(plans, key=lambda plan: plan.first_code)


def _plan(tree: RegionTree, nodes: Sequence[int], within: Sequence[int]) -> ShardPlan:
    return ShardPlan(
        first_code=tree.codes[nodes[0]], last_code=tree.codes[nodes[-1]], rows=sum(within[node] for node in nodes)
    )
