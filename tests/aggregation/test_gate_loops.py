"""The gate's arithmetic against plain sums and sets of cells, and how it reads packs, whatever bytes they are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.aggregation import gate_loops, gate_pack_loops
from burden.aggregation.gate import FamilyClaim, GateReport, cells_of, examine
from burden.aggregation.gate_packs import read_packs
from burden.aggregation.tree_index import TreeIndex
from burden.domain.blocks import block_named
from burden.domain.figure_packs import FIGURE
from burden.domain.region_tree import RegionTree
from tests.domain.trees import province, trees
from tests.published import KINDS, Entry, packed

# Families of blocks, and how many of the first numbers of a tally are people and sums.
FAMILIES = {("groups",): 2, ("apps",): 5, ("attitude",): 1, ("use:A1", "use:A2"): 2}
BLOCKS = {name: block_named(name, app_codes=("A1", "A2")) for names in FAMILIES for name in names}
NUMBERS = {name: numbers for names, numbers in FAMILIES.items() for name in names}
K = 10

Cell = tuple[str, str, int]  # block, region, level


@dataclass(frozen=True, kw_only=True)
class World:
    """A part of a tree and the atoms in it."""

    tree: RegionTree
    atoms: tuple[Entry, ...]

    def path(self, code: str) -> Iterator[str]:
        """From a region up to its top."""
        node = self.tree.index(code)
        while node >= 0:
            yield self.tree.codes[node]
            node = self.tree.parent[node]

    def is_top(self, code: str) -> bool:
        return bool(self.tree.parent[self.tree.index(code)] < 0)

    def totals(self) -> dict[Cell, list[int]]:
        """Add each atom to the cells of all regions that it lies in."""
        found: dict[Cell, list[int]] = {}
        for atom in self.atoms:
            for code in self.path(atom.region_code):
                total = found.setdefault((atom.block, code, atom.level), [0] * len(atom.tally))
                found[atom.block, code, atom.level] = [a + b for a, b in zip(total, atom.tally, strict=True)]
        return found

    def published(self, *, with_top: bool) -> list[Entry]:
        """What stands in the packs of the part."""
        figures = [
            Entry(block=block, region_code=code, level=level, kind="figure", tally=tally)
            for (block, code, level), tally in self.totals().items()
            if with_top or not self.is_top(code)
        ]
        inner = {self.tree.codes[node] for node in self.tree.parent if node >= 0}
        return [*figures, *(atom for atom in self.atoms if atom.region_code in inner)]

    def classes(self, published: Sequence[Entry]) -> Counter[frozenset[tuple[str, Cell]]]:
        """Count the people who are in the same cells: published ones, rest rows, and those above the part."""
        shown = {(entry.block, entry.region_code, entry.level) for entry in published if entry.kind == "figure"}
        found: Counter[frozenset[tuple[str, Cell]]] = Counter()
        for atom in self.atoms:
            path = [(atom.block, code, atom.level) for code in self.path(atom.region_code)]
            cells = {("figure", cell) for cell in path if cell in shown} | {("above", path[-1])}
            cells |= {("rest", cell) for cell in path[:1] if cell in shown}
            found[frozenset(cells)] += atom.n
        return found

    def claims(self) -> list[FamilyClaim]:
        index = TreeIndex(self.tree)
        found = []
        for names, numbers in FAMILIES.items():
            atoms = [atom for atom in self.atoms if atom.block in names]
            columns = {
                "block": [names.index(atom.block) for atom in atoms],
                "node": index.positions(np.array([int(atom.region_code) for atom in atoms], dtype=np.int64)),
                "level": [atom.level for atom in atoms],
                "kind": [KINDS.index(atom.kind) for atom in atoms],
            }
            sums = np.array([atom.tally[:numbers] for atom in atoms], dtype=np.int64).reshape(-1, numbers)
            arrays = {name: np.array(column, dtype=np.int64) for name, column in columns.items()}
            found.append(FamilyClaim(names=names, numbers=sums, **arrays))
        return found

    def examined(self, published: Sequence[Entry], *, with_top: bool) -> tuple[GateReport, dict[Cell, list[int]]]:
        """Return the report of the gate and the totals of the tops that it hands up."""
        index = TreeIndex(self.tree)
        by_pack: dict[int, list[Entry]] = defaultdict(list)
        for entry in published:
            by_pack[hash(entry.region_code) % 3].append(entry)
        packs = [packed(entries, BLOCKS) for entries in by_pack.values()]
        report, tops = examine(self.claims(), packs, index, smallest_group=K, with_top=with_top)
        found = {}
        for names, (cells, numbers) in zip(FAMILIES, tops, strict=True):
            assert (np.diff(cells) > 0).all()
            place, level = np.divmod(cells, cells_of(np.array(0), np.array(1), np.array(0), index))
            for at, of in enumerate(numbers.tolist()):
                block, node = divmod(int(place[at]), index.size)
                found[names[block], self.tree.codes[node], int(level[at])] = of
        return report, found


@st.composite
def worlds(draw: st.DrawFn) -> World:
    tree = draw(trees())
    if draw(st.booleans()):  # cities side by side, or a city
        rows = zip(tree.codes, (tree.codes[above] for above in tree.parent), tree.kinds, strict=True)
        tree = RegionTree.from_rows([*rows][1:])
    keys = st.tuples(
        st.sampled_from([*BLOCKS]),
        st.sampled_from(tree.codes),
        st.sampled_from((0, 60, 70)),
        st.sampled_from(KINDS[:3]),
    )
    atoms = []
    for block, code, level, kind in draw(st.lists(keys, max_size=25, unique=True)):
        tally = [0] * BLOCKS[block].width
        tally[: NUMBERS[block]] = [draw(st.integers(3, 14)), *range(7, 6 + NUMBERS[block])]
        atoms.append(Entry(block=block, region_code=code, level=level, kind=kind, tally=tally))
    return World(tree=tree, atoms=tuple(atoms))


def named(entry: Entry) -> str:
    return f"区块 {entry.block}：{entry.region_code}/{entry.level} "


def sentence(entry: Entry) -> str:
    return named(entry) + ("的统计数" if entry.kind == "figure" else "的一组") + "与重新计数不符。"


@given(world=worlds(), random=st.randoms(), with_top=st.booleans())
def test_a_part_is_as_plain_sums_and_sets_of_cells_say(world: World, random: Random, *, with_top: bool) -> None:
    published = world.published(with_top=with_top)
    share = random.random()
    missing = [entry for entry in published if random.random() < share]
    shown = [entry for entry in published if entry not in missing]
    report, tops = world.examined(shown, with_top=with_top)
    small = [finding for finding in report.findings if "可推算出少于10人的一组" in finding]
    classes = world.classes(shown)
    assert sorted(report.findings) == sorted([*map(sentence, missing), *small])
    assert (report.classes, len(small)) == (len(classes), sum(people < K for people in classes.values()))
    assert report.cells == sum(entry.kind == "figure" for entry in shown)
    expected = {cell: of for cell, of in world.totals().items() if world.is_top(cell[1]) and not with_top}
    assert tops == {cell: of[: NUMBERS[cell[0]]] for cell, of in expected.items()}


ATOM = Entry(block="groups", region_code="990101001000", level=60, kind="own", tally=[12, 40, *[0] * 302])
AT_COUNTY = replace(ATOM, region_code="990101000000", kind="rest")
SMALL_WORLD = World(tree=province([2, 1]), atoms=(ATOM, AT_COUNTY))


STRANGERS = "区块 groups：没有任何人作答，却有统计数。"


def more(at: int) -> Callable[[Entry], Entry]:
    return lambda entry: replace(entry, tally=[n + (place == at) for place, n in enumerate(entry.tally)])


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("change", [more(0), more(1), *(partial(replace, level=level) for level in (70, 55, 160))])
def test_each_figure_and_atom_that_differs_is_told_by_name(number: int, change: Callable[[Entry], Entry]) -> None:
    published = SMALL_WORLD.published(with_top=True)
    right = published[number]
    published[number] = change(right)
    report, _ = SMALL_WORLD.examined(published, with_top=True)
    assert sorted(report.findings) == sorted({sentence(right), sentence(published[number])})


@pytest.mark.parametrize("number", range(5))
def test_what_stands_there_twice_is_told(number: int) -> None:
    published = SMALL_WORLD.published(with_top=True)
    report, _ = SMALL_WORLD.examined([*published, published[number]], with_top=True)
    assert report.findings == [sentence(published[number])]


def test_what_the_gate_does_not_count_anew_may_be_anything() -> None:
    published = SMALL_WORLD.published(with_top=True)
    report, _ = SMALL_WORLD.examined([more(2)(published[0]), *published[1:]], with_top=True)
    assert report.findings == []


@pytest.mark.parametrize("code", ["980000000000", "990101009000", "999999999000"])
def test_a_region_that_is_not_in_the_tree_is_told_by_block(code: str) -> None:
    published = SMALL_WORLD.published(with_top=True)
    strange = replace(published[0], region_code=code)
    report, _ = SMALL_WORLD.examined([*published, strange], with_top=True)
    assert report.findings == [STRANGERS]


def test_a_block_that_nobody_answers_for_is_told() -> None:
    strange = replace(ATOM, block="minutes", tally=[0] * block_named("minutes").width)
    data = packed([strange], {"minutes": block_named("minutes")})
    report, _ = examine([], [data], TreeIndex(SMALL_WORLD.tree), smallest_group=K, with_top=True)
    assert report.findings == [STRANGERS.replace("groups", "minutes")]


@pytest.mark.parametrize(("people", "is_small"), [((4, 5), True), ((4, 6), False)])
def test_people_who_are_in_the_same_cells_are_one_class(people: tuple[int, int], *, is_small: bool) -> None:
    atoms = tuple(
        replace(ATOM, region_code=code, tally=[n, 40, *[0] * 302])
        for code, n in zip(("990101001000", "990101002000"), people, strict=True)
    )
    world = World(tree=SMALL_WORLD.tree, atoms=atoms)
    shown = [
        entry for entry in world.published(with_top=True) if entry.region_code not in {a.region_code for a in atoms}
    ]
    report, _ = world.examined(shown, with_top=True)
    told = "区块 groups：990101001000/60 可推算出少于10人的一组。"
    assert (told in report.findings, report.classes) == (is_small, 1)


@pytest.mark.parametrize("tops", [0, 1])
def test_a_figure_of_a_top_that_is_for_the_gate_above_is_told(tops: int) -> None:
    published = SMALL_WORLD.published(with_top=False)
    assert len(published) == 4
    top = [entry for entry in SMALL_WORLD.published(with_top=True) if SMALL_WORLD.is_top(entry.region_code)]
    report, _ = SMALL_WORLD.examined([*published, *top[:tops]], with_top=False)
    assert report.findings == [sentence(entry) for entry in top[:tops]]


@pytest.mark.parametrize(
    ("column", "value"),
    [("block", 1), ("block", -1), ("node", 7), ("node", -1), ("kind", 4), ("kind", -1), ("level", 55)],
)
def test_a_claim_on_what_there_is_not_is_refused(column: str, value: int) -> None:
    claim, *_ = SMALL_WORLD.claims()
    getattr(claim, column)[0] = value
    with pytest.raises(ValueError, match="there is not"):
        examine([claim], [], TreeIndex(SMALL_WORLD.tree), smallest_group=K, with_top=True)


def test_a_claim_whose_rows_lack_something_is_refused() -> None:
    claim, *_ = SMALL_WORLD.claims()
    with pytest.raises(ValueError, match="lack"):
        examine(
            [replace(claim, numbers=claim.numbers[:1])],
            [],
            TreeIndex(SMALL_WORLD.tree),
            smallest_group=K,
            with_top=True,
        )


DATA = packed([AT_COUNTY], BLOCKS)
CODES = np.array([990101000000, 990101001000], dtype=np.int64)


def with_head_numbers(width: int, numbers: Sequence[int]) -> bytes:
    """Return DATA with other numbers, of so many bytes each, in the head of its only entry."""
    start = 18 + len("groups") + 12
    heads = b"".join(number.to_bytes(width, "little") for number in numbers)
    return DATA[:16] + bytes([width]) + DATA[17:start] + heads


@pytest.mark.parametrize("width", [1, 2, 4, 8])
def test_heads_of_any_width_are_read(width: int) -> None:
    largest = 2 ** min(8 * width, 63) - 1
    found = read_packs([with_head_numbers(width, [largest, 40, 7])], ["groups"], CODES)
    assert found.rows.numbers.tolist() == [[largest, 40, 7, 0, 0]]


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: data[:10]])
def test_bytes_of_another_length_are_refused(change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ValueError, match="pack"):
        read_packs([DATA, change(DATA), DATA], ["groups"], CODES)


@pytest.mark.parametrize(("at", "to"), [(0, 1), (1, 1), (7, 4), (8, 0), (8, 2), (8, 4), (10, 1)])
def test_bytes_whose_entries_do_not_hold_what_the_pack_holds_are_refused(at: int, to: int) -> None:
    """Block, kind, numbers of people and sums, cells: each in its place behind the name of the block."""
    damaged = bytearray(DATA)
    damaged[18 + len("groups") + at] = to
    with pytest.raises(ValueError, match="pack"):
        read_packs([DATA, bytes(damaged)], ["groups"], CODES)


def test_an_entry_of_nobody_is_refused() -> None:
    data = bytearray(DATA[: -3 * 8])
    data[8] = 0  # numbers in the heads of the pack
    data[18 + len("groups") + 8] = 0  # in that of its entry
    with pytest.raises(ValueError, match="nobody"):
        read_packs([bytes(data)], ["groups"], CODES)


def test_numbers_that_two_packs_hold_together_but_not_each_are_refused() -> None:
    """One pack names a number less than it has, the other one more."""
    start = 18 + len("groups") + 8
    fewer, one_more = bytearray(DATA), bytearray(DATA)
    fewer[start], one_more[start] = 2, 4
    with pytest.raises(ValueError, match="pack"):
        read_packs([bytes(fewer), bytes(one_more)], ["groups"], CODES)


@pytest.mark.parametrize("at", [16, 17])
def test_a_width_that_there_is_not_is_refused(at: int) -> None:
    damaged = bytearray(DATA)
    damaged[at] = 3
    with pytest.raises(ValueError, match="pack"):
        read_packs([bytes(damaged)], ["groups"], CODES)


@given(st.data())
def test_no_single_byte_makes_the_reader_leave_the_pack(data: st.DataObject) -> None:
    """With NUMBA_BOUNDSCHECK=1 an index out of range is an error."""
    damaged = bytearray(packed([AT_COUNTY, ATOM], BLOCKS))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read_packs([bytes(damaged)], ["groups"], CODES)
    except ValueError:
        return
    assert len(found.rows.node) == 2


def test_no_packs_hold_nothing() -> None:
    assert read_packs([], ["groups"], CODES).rows.first.tolist() == [0, 0]


def test_loops_know_the_kind_of_a_figure_by_its_number() -> None:
    assert {gate_loops._FIGURE, gate_pack_loops._FIGURE} == {FIGURE}  # noqa: SLF001  # a copy that nothing else compares
