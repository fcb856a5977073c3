"""Who gets slips under which name: units, or small units together under the name of a place above them.

A slip in the name of three people would nearly name its bearer, and that all three slips of a place were spent would
say that all three answered.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from burden.domain.levels import Level
from burden.domain.thresholds import SMALL_UNIT_PEOPLE


@dataclass(frozen=True, kw_only=True)
class Unit:
    """People of one level in one region, those of the regions below not counted: a row of the head counts."""

    region_code: str
    level: Level
    people: int


@dataclass(frozen=True, kw_only=True)
class SlipGroup:
    """People whose slips name the same region and level.

    ``units`` counts the units in it, ``from_below`` those whose own name stands on no slip, because they are small.
    """

    region_code: str
    level: Level
    people: int
    units: int
    from_below: int

    @property
    def is_small(self) -> bool:
        """Whether even all small units of the wave together make no more: nothing stands above them to climb to."""
        return self.people < SMALL_UNIT_PEOPLE


def slip_groups(units: Iterable[Unit], *, parent_of: Mapping[str, str]) -> list[SlipGroup]:
    """Return the groups in the order of region and level; their people add up to those of the units.

    ``parent_of`` names the region above each region of the wave; the wave's own region has none in it.  A unit of
    fewer than ``SMALL_UNIT_PEOPLE`` joins the people of its level in the region above; what is still too small there
    climbs on.
    """
    waiting: dict[tuple[str, Level], SlipGroup] = {}
    for unit in units:
        group = SlipGroup(region_code=unit.region_code, level=unit.level, people=unit.people, units=1, from_below=0)
        waiting[unit.region_code, unit.level] = group
    by_depth: dict[int, set[tuple[str, Level]]] = defaultdict(set)
    for place in waiting:
        by_depth[_depth(place[0], parent_of)].add(place)
    done = []
    for depth in range(max(by_depth, default=-1), -1, -1):
        for place in by_depth[depth]:
            group = waiting.pop(place)
            above = parent_of.get(group.region_code)
            if group.is_small and above is not None:
                higher = above, group.level
                waiting[higher] = _joined(waiting.get(higher), group, region_code=above)
                by_depth[depth - 1].add(higher)
            else:
                done.append(group)
    return sorted(done, key=lambda group: (group.region_code, group.level))


def _joined(there: SlipGroup | None, group: SlipGroup, *, region_code: str) -> SlipGroup:
    """Return the people of a region with those of a group from below added."""
    return SlipGroup(
        region_code=region_code,
        level=group.level,
        people=group.people + (there.people if there else 0),
        units=group.units + (there.units if there else 0),
        from_below=group.units + (there.from_below if there else 0),
    )


def _depth(code: str, parent_of: Mapping[str, str]) -> int:
    depth = 0
    while code in parent_of:
        code = parent_of[code]
        depth += 1
    return depth
