"""Packs of figures of a few blocks, for the tests that write and read them."""

import numpy as np
from hypothesis import strategies as st

from burden.domain.blocks import block_named
from burden.domain.figure_packs import Entries
from tests.published import KINDS, Entry

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
