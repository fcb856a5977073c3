"""T4: whoever knows K and the method learns nothing about a unit that is not shown; T8: of weaker guards they do."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from burden.domain import walk_loops
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


def with_weaker_guard(walk: ModuleType, folder: Path, *changes: tuple[str, str]) -> None:
    """Let the walk use loops in which these lines stand in the place of others."""
    source = Path(walk_loops.__file__).read_text(encoding="utf-8")
    for line, weaker in changes:
        assert source.count(line) == 1, line
        source = source.replace(line, weaker)
    # A file of its own, so that its machine code is kept beside it and not in the place of the true one's.
    file = folder / "weaker_loops.py"
    file.write_text(source, encoding="utf-8")
    spec = spec_from_file_location("weaker_loops", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    walk.__dict__["walk_blocks"] = module.walk_blocks


FITS_ALONE = "if n > (open_levels - 1) * most or (competes and not _fit(number, n, most, left.n, standing)):"
IS_CLOSED = "if standing.single[number, place] + standing.feeding[number, 1 << place] == 0:"


@pytest.mark.parametrize(
    ("changes", "world"),
    [
        pytest.param(
            [
                (
                    "if not standing.is_safe[row] or left.n[row] > (sources - 1) * most:",
                    "if not standing.is_safe[row]:",
                ),
                ("if competes and not _fit(number, 0, most, left.n, standing):", "if sources < 0:"),
            ],
            ("city of 2 counties", (60,), 3),
            id="show every remainder of K people of a level",
        ),
        pytest.param(
            [(FITS_ALONE, "if open_levels < 0:")],
            ("county and 1 township", (60, 70), 3),
            id="show every remainder of K people of all levels",
        ),
        pytest.param(
            [("open_levels += standing.is_open[number, place]", "open_levels += sources")],
            ("county and 2 townships", (60, 70), 3),
            id="count every unit behind a pooled remainder, as though each could have K-1 people left",
        ),
        pytest.param(
            [("if people > 0 and people > most * (sources - 1):", "if people < 0:")],
            ("city of 3 counties", (50, 60, 70), 2),
            id="forget that a county's K-1 people cannot be in two remainders at once",
        ),
        pytest.param(
            [(IS_CLOSED, "if place < 0:")],
            ("township right below the city", (40, 60), 3),
            id="forget that a region whose own group is shown hands nobody up where its children do not",
        ),
    ],
)
def test_weaker_guards_tell_who_spoke(
    tmp_path: Path, changes: list[tuple[str, str]], world: tuple[str, tuple[int, ...], int]
) -> None:
    tree, kept, most = world
    with walk_of_levels(*kept) as walk:
        with_weaker_guard(walk, tmp_path, *changes)
        known = what_follows(walk, tree, kept=kept, smallest_group=3, most=most)

    assert known.breaches > 0
