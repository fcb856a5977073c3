"""Packs are written as their description says, many at a time."""

import itertools
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from burden.domain.figure_encoding import Packer
from burden.domain.figure_encoding_loops import Sheet
from burden.domain.figure_packs import decode
from tests.domain.made_packs import APPS, BLOCKS, NAMES, packs, tallies_of
from tests.published import KINDS, Entry, entries_of

IntArray = NDArray[np.int64]
COUNTY = "330522000000"


def column(numbers: list[int]) -> IntArray:
    return np.array(numbers, dtype=np.int64)


def sheet(packer: Packer, pack: int, entries: list[Entry], codes: list[int]) -> Sheet:
    """Lay out entries of one pack and block, behind a row that is of no entry."""
    filled = BLOCKS[entries[0].block].filled
    cells = [[(place, count) for place, count in enumerate(entry.tally[filled:]) if count] for entry in entries]
    return Sheet(
        row=np.arange(len(entries)) + 1,
        home=np.full(len(codes), pack),
        rank=packer.rank([entries[0].block]),
        block=np.zeros(len(entries) + 1, dtype=np.int64),
        region=column([-1, *(codes.index(int(entry.region_code)) for entry in entries)]),
        level=column([-1, *(entry.level for entry in entries)]),
        kind=column([-1, *(KINDS.index(entry.kind) for entry in entries)]),
        heads=np.array([[7] * filled, *(entry.tally[:filled] for entry in entries)], dtype=np.int64),
        bounds=np.cumsum([0, 1, *map(len, cells)]),
        places=column([0, *(place for of in cells for place, _ in of)]),
        counts=column([1 << 50, *(count for of in cells for _, count in of)]),
    )


def written(found: dict[int, list[Entry]], *, seed: int = 0, gap: int = 0) -> dict[int, bytes]:
    """Write entries by the number of their pack, in some order."""
    codes = sorted({0, 1000, 2000, *(int(entry.region_code) for of in found.values() for entry in of)})
    packer = Packer(NAMES, column(codes))
    random, sheets = Random(seed), []
    for pack, name in itertools.product(found, NAMES):
        of_block = [entry for entry in found[pack] if entry.block == name]
        random.shuffle(of_block)
        sheets += [sheet(packer, pack, of_block, codes)] if of_block else []
    random.shuffle(sheets)
    return {number: bytes(data) for number, data in packer.packs(sheets, gap=gap)}


def of_one_entry(**changes: IntArray) -> Sheet:
    """Return a sheet of one entry, of the second of two regions and the last of five blocks."""
    told = Sheet(
        row=column([0]),
        home=column([2, 2]),
        rank=column([4]),
        block=column([0]),
        region=column([1]),
        level=column([60]),
        kind=column([3]),
        heads=np.ones((1, 3), dtype=np.int64),
        bounds=column([0, 1]),
        places=column([5]),
        counts=column([1]),
    )
    return told._replace(**changes)


@given(st.dictionaries(st.integers(0, 3), packs(), min_size=1), st.integers(0, 9))
def test_packs_are_written_as_their_description_reads_them(found: dict[int, list[Entry]], seed: int) -> None:
    data = written(found, seed=seed)
    assert {number: list(entries_of(of, app_codes=APPS)) for number, of in data.items()} == found
    assert list(data) == sorted(found)


@given(st.dictionaries(st.integers(0, 3), packs(), min_size=1))
def test_what_is_written_is_read_again(found: dict[int, list[Entry]]) -> None:
    every = [entry for number in sorted(found) for entry in found[number]]
    assert tallies_of(decode(list(written(found).values()))) == every


def test_a_pack_takes_the_narrowest_width_that_fits() -> None:
    def size(n: int) -> int:
        entry = Entry(block="attitude", region_code=COUNTY, level=60, kind="figure", tally=[n, 0, 0, 0, 0, 0])
        return len(written({0: [entry]})[0])

    assert [size(n) - size(255) for n in (255, 256, 65_535, 65_536, 2**32)] == [0, 6, 6, 18, 42]


def test_no_entries_are_no_packs() -> None:
    assert list(Packer(NAMES, column([0])).packs([])) == []
    nobody = of_one_entry(row=column([]))
    assert list(Packer(NAMES, column([0, 1000])).packs([nobody])) == []


def test_entries_of_regions_without_a_pack_are_left_out() -> None:
    two = of_one_entry(row=column([0, 0]), home=column([2, -1]))
    assert list(Packer(NAMES, column([0, 1000])).packs([two])) == []


def test_bytes_before_each_pack_stay_free() -> None:
    entries = [Entry(block="attitude", region_code=COUNTY, level=60, kind="figure", tally=[12, 0, 0, 0, 0, 0])]
    apart, close = written({1: entries, 3: entries}, gap=7), written({1: entries, 3: entries})
    assert apart == close
    packer = Packer(NAMES, column([0, 1000]))
    packs = packer.packs([of_one_entry(), of_one_entry(home=column([0, 0]))], gap=7)
    assert packs.begin.tolist() == [7, 7 + packs.size[0] + 7]
    assert len(packs.data) == packs.begin[-1] + packs.size[-1]


@pytest.mark.parametrize(
    ("wrong", "number"),
    [
        ("row", 1),
        ("row", -1),
        ("block", 1),
        ("block", -1),
        ("region", 2),
        ("region", -1),
        ("level", 128),
        ("level", -1),
        ("kind", 4),
        ("kind", -1),
        ("rank", 5),
        ("rank", -1),
    ],
)
def test_an_entry_that_no_pack_can_hold_is_refused(wrong: str, number: int) -> None:
    packer = Packer(NAMES, column([0, 1000]))
    assert [pack for pack, _ in packer.packs([of_one_entry()])] == [2]
    with pytest.raises(ValueError, match=r"entry|blocks"):
        packer.packs([of_one_entry(**{wrong: column([number])})])


def test_an_entry_of_a_pack_behind_the_last_is_refused() -> None:
    with pytest.raises(ValueError, match="pack"):
        Packer(NAMES, column([0, 1000])).packs([of_one_entry(home=column([0, 3]))])


@pytest.mark.parametrize(
    "wrong",
    [
        *({name: column([0, 0])} for name in ("block", "region", "level", "kind", "places", "counts")),
        {"heads": np.ones((2, 3), dtype=np.int64)},
        {"bounds": column([0, 0, 1])},
        {"bounds": column([0, 2])},
        {"home": column([0])},
    ],
)
def test_columns_that_do_not_fit_together_are_refused(wrong: dict[str, IntArray]) -> None:
    with pytest.raises(ValueError, match="Totals"):
        Packer(NAMES, column([0, 1000])).packs([of_one_entry(**wrong)])


def test_the_name_of_another_block_is_refused() -> None:
    with pytest.raises(ValueError, match="other"):
        Packer(["attitude"], column([0])).rank(["other"])


@pytest.mark.parametrize("place", [-1, 65_536])
def test_a_place_that_two_bytes_do_not_name_is_refused(place: int) -> None:
    with pytest.raises(ValueError, match="two bytes"):
        Packer(NAMES, column([0, 1000])).packs([of_one_entry(places=column([place]))])


def test_a_pack_is_written_byte_for_byte_as_told() -> None:
    entries = [
        Entry(block="attitude", region_code="000000001000", level=60, kind="own", tally=[12, 1, 2, 3, 4, 5]),
        Entry(block="attitude", region_code="000000001000", level=60, kind="figure", tally=[300, 0, 0, 0, 0, 0]),
        Entry(
            block="groups", region_code="000000002000", level=0, kind="rest", tally=[10, 20, 40, 7, 0, 9, *[0] * 298]
        ),
    ]
    sizes, widths = "0f000000 03000000 0f000000 02000000", "02 01"
    names = b"attitude\ngroups".hex()
    block, code, level, kind = "0000 0000 0100", "01000000 01000000 02000000", "3c 3c 00", "00 03 01"
    numbers, cells = "0600 0600 0300", "0000 0000 0200"
    heads = "0c00 0100 0200 0300 0400 0500  2c01 0000 0000 0000 0000 0000  0a00 1400 2800"
    place, count = "0000 0200", "07 09"
    told = (sizes, widths, names, block, code, level, kind, numbers, cells, heads, place, count)
    assert written({1: entries}) == {1: bytes.fromhex(" ".join(told))}


def test_more_blocks_and_regions_than_a_key_can_name_are_refused() -> None:
    with pytest.raises(ValueError, match="key"):
        Packer([f"b{number:05}" for number in range(1 << 14)], np.arange(1 << 20) * 1000)
