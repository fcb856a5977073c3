"""What a shard leaves is read again as it was, whatever the size of its numbers."""

from dataclasses import replace

import numpy as np
import pytest

from burden.aggregation.carry import Carry, pack, unpack
from burden.aggregation.cells import Cells
from burden.aggregation.climbing import FamilyCarry
from burden.aggregation.gate import GateReport
from burden.aggregation.reading import SeenPack
from burden.aggregation.tallies import Tallies
from burden.domain.array_walk import Climbed
from burden.domain.tree_arrays import LEVELS


def left_behind(largest: int, count: int) -> Carry:
    numbers = np.arange(count) % 7
    numbers[:2] = -largest, largest
    tallies = Tallies(
        heads=np.column_stack([numbers, numbers, numbers]),
        cells=Cells(target=np.arange(count), place=np.arange(count) % 5, count=numbers),
    )
    climbed = Climbed(
        block=numbers, level=numbers, n=numbers, people=numbers, magnitudes=numbers.repeat(6).reshape(-1, 2, 3)
    )
    family = FamilyCarry(
        climbed=climbed,
        climbed_tallies=tallies,
        climbed_recount=numbers[:, None],
        total_tallies=tallies,
        total_recount=numbers[:0, None],
        atom_tallies=tallies,
        atom_recount=numbers[:, None],
        counts=np.ones((4, len(LEVELS)), dtype=np.int64),
    )
    return Carry(
        families={"groups": family, "use:": family},
        flags={"too_fast": {"60": 3}},
        report=GateReport(findings=["区块 groups：990100000000/60"]),
        packs={("page_one", "990100000000"): SeenPack("00ff" * 16, "758")},
    )


def told(family: FamilyCarry) -> list[tuple[str, list[int]]]:
    """Return every column of a family with its numbers."""
    found: list[tuple[str, list[int]]] = []
    for name, value in vars(family).items():
        if isinstance(value, Tallies):
            found += [(f"{name} heads", value.heads.tolist())]
            found += [(f"{name} {part}", column.tolist()) for part, column in vars(value.cells).items()]
        elif isinstance(value, Climbed):
            found += [(f"{name} {part}", column.tolist()) for part, column in vars(value).items()]
        else:
            found.append((name, value.tolist()))
    return found


@pytest.mark.parametrize("largest", [7, (1 << 31) - 1, 1 << 31, 1 << 50])
@pytest.mark.parametrize("count", [5, 2000])
def test_what_a_shard_leaves_is_read_again(largest: int, count: int) -> None:
    carry = left_behind(largest, count)
    again = unpack(pack(carry))
    assert {key: told(family) for key, family in again.families.items()} == {
        key: told(family) for key, family in carry.families.items()
    }
    assert (again.flags, again.report, again.packs) == (carry.flags, carry.report, carry.packs)


def test_large_columns_of_small_numbers_take_four_bytes_a_number() -> None:
    small, large = (len(pack(left_behind(largest, 2000))) for largest in (1000, 1 << 40))
    assert large > 1.5 * small


def test_families_that_nobody_was_asked_leave_nothing() -> None:
    carry = left_behind(7, 5)
    nobody = replace(carry.families["use:"], counts=np.zeros((4, len(LEVELS)), dtype=np.int64))
    assert list(unpack(pack(replace(carry, families={**carry.families, "use:": nobody}))).families) == ["groups"]
