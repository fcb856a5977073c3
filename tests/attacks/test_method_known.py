"""T4: whoever knows K and the method learns nothing about a unit that is not shown; T8: of weaker guards they do."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from tests.attacks.every_world import walk_of_levels, what_follows


@pytest.mark.parametrize(
    ("tree", "kept", "smallest_group", "most"),
    [
        ("county and 1 township", (60, 70), 3, 5),
        ("county and 2 townships", (60, 70), 3, 4),
        ("county and 3 townships", (60,), 4, 7),
        ("city of 2 counties", (40, 60), 3, 5),
        ("city of 4 counties", (60,), 4, 7),
        ("city of 3 counties", (50, 60, 70), 3, 2),
        ("city of 4 counties", (60, 70), 3, 3),
        ("province, city, 3 counties", (40, 60), 3, 3),
        ("province, city with nothing below, city of 3", (60, 70), 3, 4),
        ("county right below the province", (60, 70), 3, 4),
        ("township right below the city", (40, 60), 3, 3),
        ("one child each", (40, 60), 3, 4),
    ],
)
def test_no_release_of_any_world_tells_who_spoke_or_who_was_silent(
    tree: str, kept: tuple[int, ...], smallest_group: int, most: int
) -> None:
    with walk_of_levels(*kept) as walk:
        known = what_follows(walk, tree, kept=kept, smallest_group=smallest_group, most=most)

    assert known.releases > 1
    assert known.breaches == 0


def show_whatever_is_large_enough(self: object, *columns: Any) -> Any:  # noqa: ANN401  # stands in for two methods
    """Publish every remainder of K people."""
    return np.ones(len(columns[0]), dtype=bool)


def count_units_of_all_levels(self: Any, *columns: Any) -> Any:  # noqa: ANN401  # as above
    """Count every unit behind a pooled remainder, as though each could have K-1 people left."""
    block, node, n = columns
    units = (self._single_sources(block, node) + self._open_children(block, node, pools=True)).sum(axis=1)
    return n <= (units - 1) * self._most


def let_levels_share_their_sources(self: Any, block: Any, node: Any, *, pooled: Any) -> Any:  # noqa: ANN401  # as above
    """Forget that a county's K-1 people cannot be in two remainders at once."""
    return np.ones(len(node), dtype=bool)


def leave_inner_regions_open(self: object, nodes: object) -> None:
    """Forget that a region whose own group is shown hands nobody up where its children do not."""


def _presence(walk: ModuleType) -> Any:  # noqa: ANN401  # a class of a module that is loaded for this test
    return walk.__dict__["Presence"]


@pytest.mark.parametrize(
    ("method", "weaker", "world"),
    [
        ("settle_rests", show_whatever_is_large_enough, ("city of 2 counties", (60,), 3)),
        ("settle_pooled", show_whatever_is_large_enough, ("county and 1 township", (60, 70), 3)),
        ("settle_pooled", count_units_of_all_levels, ("county and 2 townships", (60, 70), 3)),
        ("_fit", let_levels_share_their_sources, ("city of 3 counties", (50, 60, 70), 2)),
        ("_close_inner", leave_inner_regions_open, ("township right below the city", (40, 60), 3)),
    ],
)
def test_weaker_guards_tell_who_spoke(
    monkeypatch: pytest.MonkeyPatch, method: str, weaker: object, world: tuple[str, tuple[int, ...], int]
) -> None:
    tree, kept, most = world
    with walk_of_levels(*kept) as walk:
        monkeypatch.setattr(_presence(walk), method, weaker)
        known = what_follows(walk, tree, kept=kept, smallest_group=3, most=most)

    assert known.breaches > 0
