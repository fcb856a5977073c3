"""Cutting a wave's region into subtrees that workers compute side by side."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from burden.aggregation.area import Area
from burden.aggregation.packed_answers import people_by_region
from burden.aggregation.units import code_text
from burden.domain.region_tree import RegionTree
from burden.models import Wave

# Measured on a busy machine: 200,000 answers take about two seconds; smaller shards only add queries.
ROWS_A_SHARD = 200_000


@dataclass(frozen=True, kw_only=True)
class ShardPlan:
    """A subtree by the code of its top, and how many answers it holds."""

    root_code: str
    rows: int


def count_rows(wave: Wave, area: Area) -> dict[str, int]:
    """Return the number of answers and reports that name each region of the walk itself."""
    counted: Counter[str] = Counter()
    regions, people = people_by_region(wave, area)
    for code, count in zip(regions.tolist(), people.tolist(), strict=True):
        counted[code_text(code)] += count
    return dict(counted)


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
