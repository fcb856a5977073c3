"""Loops of the gate: what stands in packs against what recounted answers give, one block after the other."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.fat_rows import IntArray
from burden.domain.compiled import compiled

KINDS = 4
LEVELS = 256  # a level is one byte in a pack
WRONG, SMALL, TOPS, CLASSES = 0, 1, 2, 3  # places in the counts of what was found

_FIGURE = 3  # the kind of a total; 0 to 2 are the kinds of atoms


class Rows(NamedTuple):
    """Atoms and totals: those of block b stand from ``first[b]`` to ``first[b + 1]``.

    ``node`` is a position in the part's tree, in packs -1 for a region that is not in it; ``numbers`` (rows x numbers)
    holds people and sums of magnitudes.
    """

    first: IntArray
    node: IntArray
    level: IntArray
    kind: IntArray
    numbers: IntArray


class Part(NamedTuple):
    """What is examined: a tree, parents before children (-1 at a top), and levels by number (LEVELS) and place.

    ``place_of`` is -1 for a level that there is not.  Tops are published with the part if ``with_top``.
    """

    parent: IntArray
    has_children: NDArray[np.bool_]
    place_of: IntArray
    level_at: IntArray
    with_top: bool
    smallest_group: int


class State(NamedTuple):
    """What is known of each region and level (node x place) of the block that is looked at, and what was found.

    Of the block, zeros in between: ``fed`` and ``named`` have a bit for each place, whether anybody feeds the cell, and
    whether an atom stands there.  ``sums`` (of NUMBERS) adds up the subtree, ``own`` the people of the atoms that stand
    there.  ``below`` counts people of the subtree who are in no published cell yet, ``witness`` is 1 + a region of
    theirs.  ``given`` says by kind which row of the packs stands there: 1 + row, negative once it was found right.

    Of all blocks so far, as many as ``counts`` says: ``wrong`` names rows and cells (:func:`name_of`) that differ, some
    twice; ``small`` a cell of each class that is too small; ``tops`` each cell of a top, with its numbers behind its
    name.  Classes are only counted.
    """

    fed: IntArray
    named: IntArray
    sums: IntArray
    own: IntArray
    below: IntArray
    witness: IntArray
    given: IntArray
    wrong: IntArray
    small: IntArray
    tops: IntArray
    counts: IntArray


@compiled
def examine_blocks(claim: Rows, packs: Rows, part: Part, state: State) -> None:
    """Compare the blocks of a claim with the same blocks in the packs.

    The caller has made sure that regions (of packs: or -1), levels (of packs: 0 to 255) and kinds are ones that there
    are.  There is room for every row of the packs, every row of the claim and each cell that it feeds as wrong, for
    every row of the claim as a class, and for each as a top's cell.
    """
    for block in range(len(claim.first) - 1):
        _lay_out(packs, block, part, state)
        _take(claim, packs, block, part, state)
        _compare_totals(packs.numbers, claim.numbers.shape[1], block, part, state)
        _tell_classes(block, part, state)
        _tell_what_is_left(packs, block, part, state)


@compiled
def name_of(block: int, node: int, level: int, kind: int, nodes: int) -> int:
    """Return one number for block, region, level and kind; these numbers sort alike."""
    return ((block * nodes + node) * LEVELS + level) * KINDS + kind


@compiled
def _add(kept: IntArray, counts: IntArray, which: int, value: int) -> None:
    """Keep one number more."""
    kept[counts[which]] = value
    counts[which] += 1


@compiled
def _lay_out(packs: Rows, block: int, part: Part, state: State) -> None:
    """Note which row of the packs stands where; of levels that there are not, and what stands there twice, is wrong."""
    given, wrong, counts = state.given, state.wrong, state.counts
    for row in range(packs.first[block], packs.first[block + 1]):
        node, level, kind = packs.node[row], packs.level[row], packs.kind[row]
        if node < 0:
            continue  # told by name of block, since the region has none
        place = part.place_of[level]
        if place < 0 or given[node, place, kind] != 0:
            _add(wrong, counts, WRONG, name_of(block, node, level, kind, len(part.parent)))
        else:
            given[node, place, kind] = row + 1


@compiled
def _take(claim: Rows, packs: Rows, block: int, part: Part, state: State) -> None:
    """Let the rows of a claim feed their cells; its atoms must stand in the packs, where something is below."""
    fed, named, sums, own, given = state.fed, state.named, state.sums, state.own, state.given
    numbers = claim.numbers.shape[1]
    for row in range(claim.first[block], claim.first[block + 1]):
        node, level, kind = claim.node[row], claim.level[row], claim.kind[row]
        place = part.place_of[level]
        fed[node] |= 1 << place
        for number in range(numbers):
            sums[node, place, number] += claim.numbers[row, number]
        if kind == _FIGURE:
            continue
        named[node] |= 1 << place
        own[node, place] += claim.numbers[row, 0]
        if part.has_children[node]:
            in_packs = given[node, place, kind]
            if in_packs <= 0:
                _add(state.wrong, state.counts, WRONG, name_of(block, node, level, kind, len(part.parent)))
            elif _are_same(claim.numbers[row], packs.numbers[in_packs - 1], numbers):
                given[node, place, kind] = -in_packs


@compiled
def _are_same(one: IntArray, other: IntArray, numbers: int) -> bool:
    """Compare the first numbers of two rows."""
    is_same = True
    for number in range(numbers):
        is_same &= one[number] == other[number]
    return is_same


@compiled
def _compare_totals(published: IntArray, numbers: int, block: int, part: Part, state: State) -> None:
    """Add up what feeds the cells, children before parents; the packs must give just these first numbers of a row.

    Leaves zeros in ``sums``.
    """
    parent, level_at = part.parent, part.level_at
    fed, sums, given, tops, counts = state.fed, state.sums, state.given, state.tops, state.counts
    for node in range(len(parent) - 1, -1, -1):
        if fed[node] == 0:
            continue
        above = parent[node]
        for place in range(len(level_at)):
            if fed[node] >> place & 1 == 0:
                continue
            name = name_of(block, node, level_at[place], _FIGURE, len(parent))
            in_packs = given[node, place, _FIGURE]
            if above < 0 and not part.with_top:
                _add(tops, counts, TOPS, name)
                for number in range(numbers):
                    _add(tops, counts, TOPS, sums[node, place, number])
            elif in_packs == 0:
                _add(state.wrong, counts, WRONG, name)
            elif _are_same(sums[node, place], published[in_packs - 1], numbers):
                given[node, place, _FIGURE] = -in_packs
            _move_up(sums, node, above, place)
        if above >= 0:
            fed[above] |= fed[node]


@compiled
def _move_up(sums: IntArray, node: int, above: int, place: int) -> None:
    """Add the sums of a cell to those of the cell above, if there is one, and leave zeros."""
    for number in range(sums.shape[2]):
        if above >= 0:
            sums[above, place, number] += sums[node, place, number]
        sums[node, place, number] = 0


@compiled
def _tell_classes(block: int, part: Part, state: State) -> None:
    """Count the people of each class, children before parents, and keep the classes that are too small.

    A class are people who are in just the same published cells.  Those whose lowest one is of this region are two
    classes: the region's own, whom the rest row below the cell shows, and those who come from below.  Who is in no
    published cell yet goes on to the region above.  Leaves zeros in all that is known of the block but ``given``.
    """
    parent, level_at = part.parent, part.level_at
    fed, named, given, own, below, witness = (
        state.fed,
        state.named,
        state.given,
        state.own,
        state.below,
        state.witness,
    )
    for node in range(len(parent) - 1, -1, -1):
        if fed[node] == 0:
            continue
        above = parent[node]
        for place in range(len(level_at)):
            is_published = given[node, place, _FIGURE] != 0
            if named[node] >> place & 1:
                if is_published:
                    name = name_of(block, node, level_at[place], _FIGURE, len(parent))
                    _add_class(own[node, place], name, part.smallest_group, state.small, state.counts)
                else:
                    below[node, place] += own[node, place]
                    witness[node, place] = 1 + node
                own[node, place] = 0
            if witness[node, place] == 0:
                continue
            if is_published or above < 0:
                name = name_of(block, witness[node, place] - 1, level_at[place], _FIGURE, len(parent))
                _add_class(below[node, place], name, part.smallest_group, state.small, state.counts)
            else:
                below[above, place] += below[node, place]
                witness[above, place] = witness[node, place]
            below[node, place] = witness[node, place] = 0
        fed[node] = named[node] = 0


@compiled
def _add_class(people: int, name: int, smallest_group: int, small: IntArray, counts: IntArray) -> None:
    """Count a class, and keep the name of a cell of it when it is too small."""
    counts[CLASSES] += 1
    if people < smallest_group:
        _add(small, counts, SMALL, name)


@compiled
def _tell_what_is_left(packs: Rows, block: int, part: Part, state: State) -> None:
    """Every row of the packs that was not found right is wrong.  Leaves zeros in ``given``."""
    given, wrong, counts = state.given, state.wrong, state.counts
    for row in range(packs.first[block], packs.first[block + 1]):
        node, level, kind = packs.node[row], packs.level[row], packs.kind[row]
        place = part.place_of[level]
        if node < 0 or place < 0:
            continue
        if given[node, place, kind] > 0:
            _add(wrong, counts, WRONG, name_of(block, node, level, kind, len(part.parent)))
        given[node, place, kind] = 0
