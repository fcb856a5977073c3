"""Packs are written as their description says, many at a time."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from burden.domain.figure_encoding import Packer, Sheet
from burden.domain.figure_packs import decode
from tests.domain.made_packs import APPS, BLOCKS, NAMES, packs, tallies_of
from tests.published import KINDS, Entry, entries_of

IntArray = NDArray[np.int64]
COUNTY = "330522000000"


def column(numbers: list[int]) -> IntArray:
    return np.array(numbers, dtype=np.int64)


def sheet(packer: Packer, entries: list[tuple[int, Entry]], codes: list[int]) -> Sheet:
    """Lay out entries of one block, with their packs, behind a row that is of no entry."""
    filled = BLOCKS[entries[0][1].block].filled
    cells = [[(place, count) for place, count in enumerate(entry.tally[filled:]) if count] for _, entry in entries]
    return Sheet(
        key=packer.keys(
            pack=column([pack for pack, _ in entries]),
            block=column([NAMES.index(entry.block) for _, entry in entries]),
            region=column([codes.index(int(entry.region_code)) for _, entry in entries]),
            level=column([entry.level for _, entry in entries]),
            kind=column([KINDS.index(entry.kind) for _, entry in entries]),
        ),
        row=np.arange(len(entries)) + 1,
        heads=np.array([[7] * filled, *(entry.tally[:filled] for _, entry in entries)], dtype=np.int64),
        bounds=np.cumsum([0, 1, *map(len, cells)]),
        place=column([0, *(place for of in cells for place, _ in of)]),
        count=column([1 << 50, *(count for of in cells for _, count in of)]),
    )


def written(found: dict[int, list[Entry]], *, seed: int = 0) -> dict[int, bytes]:
    """Write entries by the number of their pack, in some order."""
    codes = sorted({0, 1000, 2000, *(int(entry.region_code) for of in found.values() for entry in of)})
    packer = Packer(NAMES, column(codes))
    entries = [(pack, entry) for pack, of in found.items() for entry in of]
    Random(seed).shuffle(entries)
    by_block = [[one for one in entries if one[1].block == name] for name in NAMES]
    sheets = [sheet(packer, of_block, codes) for of_block in by_block if of_block]
    return {number: bytes(data) for number, data in packer.packs(sheets)}


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


@pytest.mark.parametrize(
    "wrong", [{"pack": 3}, {"pack": -1}, {"block": 5}, {"region": 2}, {"region": -1}, {"level": 128}, {"kind": 4}]
)
def test_an_entry_that_no_pack_can_hold_is_refused(wrong: dict[str, int]) -> None:
    named = {"pack": 2, "block": 4, "region": 1, "level": 60, "kind": 3}
    packer = Packer(NAMES, column([0, 1000]))
    assert packer.keys(**{name: column([number]) for name, number in named.items()}).size == 1
    with pytest.raises(ValueError, match="pack"):
        packer.keys(**{name: column([number]) for name, number in (named | wrong).items()})


@pytest.mark.parametrize("place", [-1, 65_536])
def test_a_place_that_two_bytes_do_not_name_is_refused(place: int) -> None:
    packer = Packer(["groups"], column([0]))
    one = column([0])
    cells = Sheet(
        key=packer.keys(pack=one, block=one, region=one, level=one, kind=one),
        row=one,
        heads=np.ones((1, 3), dtype=np.int64),
        bounds=column([0, 1]),
        place=column([place]),
        count=column([1]),
    )
    with pytest.raises(ValueError, match="two bytes"):
        list(packer.packs([cells]))


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
