from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.figure_packs import decode
from tests.domain.made_packs import BLOCKS, packs, tallies_of
from tests.published import Entry, packed


@given(st.lists(packs(), min_size=1, max_size=3))
def test_packs_are_read_as_their_description_writes_them(found: list[list[Entry]]) -> None:
    assert tallies_of(decode([packed(pack, BLOCKS) for pack in found])) == [entry for pack in found for entry in pack]


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: data[:10]])
def test_bytes_of_another_length_are_refused(change: Callable[[bytes], bytes]) -> None:
    entry = Entry(block="groups", region_code="330522000000", level=60, kind="own", tally=[12, *[0] * 303])
    data = packed([entry], BLOCKS)
    with pytest.raises(ValueError, match="pack"):
        decode([change(data)])


@pytest.mark.parametrize(("at", "to"), [(0, 1), (7, 4), (8, 0), (8, 2), (10, 1)])
def test_bytes_whose_entries_do_not_hold_what_the_pack_holds_are_refused(at: int, to: int) -> None:
    """Block, kind, numbers of people and sums, cells: each in its place behind the name of the block."""
    entry = Entry(block="groups", region_code="330522000000", level=60, kind="own", tally=[12, *[0] * 303])
    data = packed([entry], BLOCKS)
    first = 18 + len("groups")
    damaged = bytearray(data)
    damaged[first + at] = to
    with pytest.raises(ValueError, match="pack"):
        decode([bytes(damaged)])


def test_no_packs_hold_no_entries() -> None:
    assert len(decode([])) == 0
