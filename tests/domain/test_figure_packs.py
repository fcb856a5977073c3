from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.blocks import block_named
from burden.domain.figure_packs import Entries, decode, encode
from tests.published import KINDS, Entry, entries_of, packed

APPS = ("A1", "A2", "A3")
NAMES = ("apps", "attitude", "groups", "usage", "use:A1")
BLOCKS = {name: block_named(name, app_codes=APPS) for name in NAMES}
COUNTS = st.one_of(st.integers(0, 3), st.integers(0, 2**16), st.integers(0, 2**40))


@st.composite
def packs(draw: st.DrawFn) -> list[Entry]:
    keys = st.tuples(st.sampled_from(NAMES), st.integers(1, 10**9 - 1), st.integers(0, 90), st.sampled_from(KINDS))
    found = []
    for name, code, level, kind in draw(st.lists(keys, min_size=1, max_size=6, unique=True)):
        tally = [0] * BLOCKS[name].width
        for place, count in draw(st.dictionaries(st.integers(0, len(tally) - 1), COUNTS, max_size=5)).items():
            tally[place] = count
        found.append(Entry(block=name, region_code=f"{code * 1000:012d}", level=level, kind=kind, tally=tally))
    return sorted(found, key=lambda e: (e.block, e.region_code, e.level, KINDS.index(e.kind)))


def as_entries(found: list[Entry]) -> Entries:
    columns: dict[str, list[Any]] = {name: [] for name in Entries.__dataclass_fields__ if name != "names"}
    for entry in found:
        filled = BLOCKS[entry.block].filled
        cells = [(place, count) for place, count in enumerate(entry.tally[filled:]) if count]
        columns["block"].append(NAMES.index(entry.block))
        columns["code"].append(int(entry.region_code))
        columns["level"].append(entry.level)
        columns["kind"].append(KINDS.index(entry.kind))
        columns["head_size"].append(filled)
        columns["cell_size"].append(len(cells))
        columns["heads"] += entry.tally[:filled]
        columns["place"] += [place for place, _ in cells]
        columns["count"] += [count for _, count in cells]
    return Entries(names=NAMES, **{name: np.array(column, dtype=np.int64) for name, column in columns.items()})


def tallies_of(found: Entries) -> list[Entry]:
    return [
        Entry(
            block=found.names[found.block[entry]],
            region_code=f"{found.code[entry]:012d}",
            level=int(found.level[entry]),
            kind=KINDS[found.kind[entry]],
            tally=vector.tolist(),
        )
        for entry, vector in found.tallies(np.arange(len(found)), BLOCKS)
    ]


@given(st.lists(packs(), min_size=1, max_size=3))
def test_packs_are_written_as_their_description_reads_them(found: list[list[Entry]]) -> None:
    every = [entry for pack in found for entry in pack]
    starts = np.cumsum([0, *map(len, found)])[:-1]
    written = encode(as_entries(every), starts)
    assert [list(entries_of(data, app_codes=APPS)) for data in written] == found


@given(st.lists(packs(), min_size=1, max_size=3))
def test_packs_are_read_as_their_description_writes_them(found: list[list[Entry]]) -> None:
    assert tallies_of(decode([packed(pack, BLOCKS) for pack in found])) == [entry for pack in found for entry in pack]


def test_a_pack_takes_the_narrowest_width_that_fits() -> None:
    def size(n: int) -> int:
        entry = Entry(block="attitude", region_code="330522000000", level=60, kind="figure", tally=[n, 0, 0, 0, 0, 0])
        [data] = encode(as_entries([entry]), np.array([0]))
        return len(data)

    assert [size(n) - size(255) for n in (255, 256, 65_535, 65_536, 2**32)] == [0, 6, 6, 18, 42]


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: data[:10]])
def test_bytes_of_another_length_are_refused(change: Callable[[bytes], bytes]) -> None:
    entry = Entry(block="groups", region_code="330522000000", level=60, kind="own", tally=[12, *[0] * 303])
    [data] = encode(as_entries([entry]), np.array([0]))
    with pytest.raises(ValueError, match="pack"):
        decode([change(data)])


@pytest.mark.parametrize(("at", "to"), [(0, 1), (7, 4), (8, 0), (8, 2), (10, 1)])
def test_bytes_whose_entries_do_not_hold_what_the_pack_holds_are_refused(at: int, to: int) -> None:
    """Block, kind, numbers of people and sums, cells: each in its place behind the name of the block."""
    entry = Entry(block="groups", region_code="330522000000", level=60, kind="own", tally=[12, *[0] * 303])
    [data] = encode(as_entries([entry]), np.array([0]))
    first = 18 + len("groups")
    damaged = bytearray(data)
    damaged[first + at] = to
    with pytest.raises(ValueError, match="pack"):
        decode([bytes(damaged)])


def test_no_packs_hold_no_entries() -> None:
    assert len(decode([])) == 0
