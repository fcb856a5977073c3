"""The loops of the walk that forms safe atoms, and the presence guard: no remainder may prove that somebody spoke.

What the walk publishes where, and why that is safe, is told in :mod:`burden.domain.atoms`.

*The presence guard.*  A reader who knows the method knows what it did *not* publish: a unit that is not shown has at
most K-1 people, a level that stands in no remainder of its own has at most K-1 people left in all, and so has a region
that pools its levels.  A remainder is therefore published only where any one of those who may be behind it could have
handed up nobody.

Seen from one region, people flow from *sources* (its own answers of a level, a township's of a level, a whole child
that pools its levels) through levels into the remainders published there.  Each source carries at most K-1 people, and
so does each level without a remainder of its own on its way into the pooled one.  By the theorem of the smallest cut
the remainders fit, with any one source or level empty, if for every set of levels

    people in the remainders that the set feeds  <=  (K-1) * (sources of the set + open levels outside it - 1)
"""

import numpy as np

from burden.domain.compiled import compiled
from burden.domain.walk_arrays import Bars, BitArray, BoolArray, Found, IntArray, Places, Sets, Standing, TreeArrays

UNKNOWN = -1  # in place of a head count
OWN, REST, POOLED_LEVELS = 0, 1, 2  # kinds of atoms, in the order in which a region publishes them
_ALL_LEVELS = 1  # the bit of all levels together; that of a level is 2 << place
_CLIMBS = 0  # in place of a kind: what was left climbs; own groups never become rows
_NOTHING = -1  # in place of a row that something is part of
_SHOWN = -1  # in place of a row: the group is an atom of its own


@compiled
def in_order(where: Places, blocks: int, nodes: int) -> bool:
    """Tell whether groups stand by block, region and level.

    Raises IndexError for a group of no block, region or level: after this, no index is looked at any more.
    """
    ascends, before = True, -1
    for at in range(len(where.block)):
        block, node, level = where.block[at], where.node[at], where.level[at]
        if not (0 <= block < blocks and 0 <= node < nodes and 0 <= level < len(where.place_of_level)):
            raise IndexError("A group stands nowhere.")
        place = where.place_of_level[level]
        if place < 0:
            raise IndexError("A group is of no level.")
        key = (block * nodes + node) * len(where.levels) + place
        ascends &= before <= key
        before = key
    return ascends


@compiled
def walk_blocks(  # noqa: PLR0913, PLR0917  # what a walk knows
    tree: TreeArrays,
    where: Places,
    groups: Sets,
    order: IntArray,
    bars: Bars,
    settled: BitArray,
    left: Sets,
    standing: Standing,
    found: Found,
) -> tuple[int, int]:
    """Fill ``found``, block by block; return how many atoms and sets that climb there are.

    ``order`` are the groups by block, region and level.  ``settled`` (blocks x regions) comes with the bits of levels
    of which readers knew before that a region hands nobody up, and is completed where a block has anybody in it.
    ``left`` and ``standing`` are room.
    """
    atoms, climbed, first = 0, 0, 0
    is_safe = np.empty(len(order), dtype=np.bool_)
    _judge(groups, order, bars, is_safe)
    for block in range(len(settled)):
        behind = first
        while behind < len(order) and where.block[order[behind]] == block:
            behind += 1
        if behind == first:
            continue
        members = order[first:behind]
        _stand(tree, where, members, is_safe, left, standing, found.target)
        _add(left, found.target, groups, members)
        _climb(tree, bars, settled[block], left, standing)
        climbed = _leave(block, where.levels, left, standing, found, climbed)
        atoms = _number(tree, where, members, block, standing, found, atoms)
        _aim(members, standing, found.target)
        first = behind
    # Sets that climb are counted on behind the atoms.
    for group in range(len(found.target)):
        if found.target[group] < 0:
            found.target[group] = atoms - 1 - found.target[group]
    return atoms, climbed


@compiled
def _judge(sets: Sets, chosen: IntArray, bars: Bars, is_safe: BoolArray) -> None:
    """Tell of each chosen set whether it may be published as one atom.

    Enough people: K, or more where nearly everybody answered and outsiders are too few to hide among.  No value that
    dominates: S - x1 - x2 >= p % of x1 for each magnitude (p % rule, ESSNet handbook 4.2.3), so that not even the
    second largest contributor can guess the largest one's value closer than p %.
    """
    for row in chosen:
        n, people = sets.n[row], sets.people[row]
        nearly_all = people > 0 and n >= bars.nearly_all_share * people
        is_safe[row] = n >= bars.smallest_group and (n >= bars.nearly_all_smallest or not nearly_all)
        for at in range(sets.magnitudes.shape[1] if is_safe[row] else 0):
            total, largest = sets.magnitudes[row, at, 0], sets.magnitudes[row, at, 1]
            others = total - largest - sets.magnitudes[row, at, 2]
            if total > 0 and 100 * others < bars.dominance_percent * largest:
                is_safe[row] = False


@compiled
def _add(left: Sets, part_of: IntArray, sets: Sets, chosen: IntArray) -> None:
    """Add each chosen set to the row of ``left`` that it is part of, if any; rows of zeros are empty sets."""
    for one in chosen:
        row = part_of[one]
        if row < 0 or sets.n[one] == 0:
            continue
        left.n[row] += sets.n[one]
        is_known = left.people[row] != UNKNOWN and sets.people[one] != UNKNOWN
        left.people[row] = left.people[row] + sets.people[one] if is_known else UNKNOWN
        for at in range(sets.magnitudes.shape[1]):
            left.magnitudes[row, at, 0] += sets.magnitudes[one, at, 0]
            largest, other = left.magnitudes[row, at, 1], sets.magnitudes[one, at, 1]
            left.magnitudes[row, at, 1] = max(largest, other)
            behind = max(left.magnitudes[row, at, 2], sets.magnitudes[one, at, 2])
            left.magnitudes[row, at, 2] = max(behind, min(largest, other))


@compiled
def _stand(  # noqa: PLR0913, PLR0917  # as above
    tree: TreeArrays,
    where: Places,
    members: IntArray,
    is_safe: BoolArray,
    left: Sets,
    standing: Standing,
    target: IntArray,
) -> None:
    """Begin a block: show the groups that are safe alone, and tell where the others wait for company.

    The target of a group is _SHOWN, or the row that it is part of.
    """
    left.n[:] = 0
    left.people[:] = 0
    left.magnitudes[:] = 0
    standing.kind[:] = _CLIMBS
    standing.shown[:] = 0
    standing.silent[:] = 0
    places = standing.silent.shape[1]
    for group in members:
        node, place = where.node[group], where.place_of_level[where.level[group]]
        if is_safe[group] and not where.has_climbed[group]:
            standing.shown[node] |= 2 << place
            target[group] = _SHOWN
        else:
            target[group] = tree.stands_at[node] * places + place


@compiled
def _climb(tree: TreeArrays, bars: Bars, settled: BitArray, left: Sets, standing: Standing) -> None:
    """Publish what is left at every region, one kind of region after the other, and hand up the others."""
    _close_low(tree, settled, standing)
    places, wholes = standing.single.shape[1], len(left.n) - len(tree.region)
    for kind in range(len(tree.kind_first) - 2, -1, -1):
        first, behind = tree.kind_first[kind], tree.kind_first[kind + 1]
        _count_sources(tree, first, behind, settled, standing)
        _judge(left, standing.rows[first * places : behind * places], bars, standing.is_safe)
        _publish_rests(tree, first, behind, bars, settled, left, standing)
        if tree.pools[tree.region[first]]:
            _gather(tree, first, behind, left, standing)
            _judge(left, standing.rows[wholes + first : wholes + behind], bars, standing.is_safe)
            _publish_pooled(tree, first, behind, bars, settled, left, standing)
        _hand_up(tree, first, behind, left, standing)
        _close(tree, first, behind, settled, standing)


@compiled
def _close_low(tree: TreeArrays, settled: BitArray, standing: Standing) -> None:
    """Settle what low regions show, and let those above know."""
    for node in range(len(settled)):
        if tree.is_low[node]:
            settled[node] |= standing.shown[node]
            if settled[node]:
                _tell(tree.stands_at[node], settled[node], standing.silent)


@compiled
def _tell(above: int, settled: int, silent: IntArray) -> None:
    """Let a region know of which levels a child hands nobody up."""
    for place in range(silent.shape[1]):
        silent[above, place] += settled & (_ALL_LEVELS | 2 << place) != 0


@compiled
def _count_sources(tree: TreeArrays, first: int, behind: int, settled: BitArray, standing: Standing) -> None:
    """Count who may hand up somebody at these regions, as readers see it."""
    for number in range(first, behind):
        node = tree.region[number]
        may_speak = np.int64(tree.named[node] & ~standing.shown[node])
        for place in range(standing.single.shape[1]):
            apart = tree.level_children[node] - standing.silent[number, place]
            standing.single[number, place] = apart + (may_speak >> place + 1 & 1)
        first_child, behind_child = tree.pooling_first[number], tree.pooling_first[number + 1]
        if first_child < behind_child:  # elsewhere nothing ever feeds
            standing.feeding[number] = 0
        for at in range(first_child, behind_child):
            bits = np.int64(settled[tree.pooling[at]])
            # By the place of a level, like the numbers of sets of levels.
            is_open = 0 if bits & _ALL_LEVELS else ~(bits >> 1)
            for chosen in range(standing.feeding.shape[1]):
                standing.feeding[number, chosen] += is_open & chosen != 0


@compiled
def _publish_rests(  # noqa: PLR0913, PLR0917  # as above
    tree: TreeArrays, first: int, behind: int, bars: Bars, settled: BitArray, left: Sets, standing: Standing
) -> None:
    """Publish what is left of single levels where that is safe and proves of nobody that they spoke.

    Where nothing is below, what is left of a level is one group that was no atom, and nobody else to hide it.
    Children that pool their levels hand up K-1 people for all levels together, so that levels compete.  Without such
    children each level has sources of its own: what fits alone fits together.
    """
    places, most = standing.single.shape[1], bars.smallest_group - 1
    for number in range(first, behind):
        node, competes = tree.region[number], tree.pooling_first[number] < tree.pooling_first[number + 1]
        for place in range(places if tree.children[node] > 0 else 0):
            row = number * places + place
            sources = standing.single[number, place] + standing.feeding[number, 1 << place]
            if not standing.is_safe[row] or left.n[row] > (sources - 1) * most:
                continue
            standing.kind[row] = REST
            if competes and not _fit(number, 0, most, left.n, standing):
                standing.kind[row] = _CLIMBS
            else:
                settled[node] |= 2 << place


@compiled
def _gather(tree: TreeArrays, first: int, behind: int, left: Sets, standing: Standing) -> None:
    """Add up what is left of all levels at these regions."""
    places, wholes = standing.single.shape[1], len(left.n) - len(tree.region)
    for number in range(first, behind):
        for row in range(number * places, (number + 1) * places):
            is_left = standing.kind[row] == _CLIMBS
            standing.part_of[row] = wholes + number if is_left else _NOTHING
    _add(left, standing.part_of, left, standing.rows[first * places : behind * places])


@compiled
def _publish_pooled(  # noqa: PLR0913, PLR0917  # as above
    tree: TreeArrays, first: int, behind: int, bars: Bars, settled: BitArray, left: Sets, standing: Standing
) -> None:
    """Publish what is left of all levels together, likewise."""
    places, most = standing.single.shape[1], bars.smallest_group - 1
    for number in range(first, behind):
        node, whole = tree.region[number], len(left.n) - len(tree.region) + number
        if not standing.is_safe[whole]:
            continue
        open_levels = 0
        for place in range(places):
            sources = standing.single[number, place] + standing.feeding[number, 1 << place]
            standing.is_open[number, place] = sources > 0 and settled[node] & 2 << place == 0
            open_levels += standing.is_open[number, place]
        n, competes = left.n[whole], tree.pooling_first[number] < tree.pooling_first[number + 1]
        if n > (open_levels - 1) * most or (competes and not _fit(number, n, most, left.n, standing)):
            continue
        settled[node] |= _ALL_LEVELS
        for row in range(number * places, (number + 1) * places):
            if standing.kind[row] == _CLIMBS:
                standing.kind[row] = POOLED_LEVELS


@compiled
def _fit(number: int, pooled: int, most: int, n: IntArray, standing: Standing) -> bool:
    """Tell whether a region's remainders, ``pooled`` people of all levels among them, fit with one source empty."""
    places = standing.single.shape[1]
    for chosen in range(1, standing.feeding.shape[1]):
        people, sources = pooled, standing.feeding[number, chosen]
        for place in range(places):
            row = number * places + place
            if chosen >> place & 1:
                people += n[row] if standing.kind[row] == REST else 0
                sources += standing.single[number, place]
            elif pooled > 0:
                # Where nothing is pooled, what the other levels might carry does not count.
                sources += standing.is_open[number, place]
        if people > 0 and people > most * (sources - 1):
            return False
    return True


@compiled
def _hand_up(tree: TreeArrays, first: int, behind: int, left: Sets, standing: Standing) -> None:
    """Add what was not published to what stands at the regions above."""
    places = standing.single.shape[1]
    for number in range(first, behind):
        for place in range(places):
            row = number * places + place
            climbs = standing.kind[row] == _CLIMBS
            standing.part_of[row] = tree.above[number] * places + place if climbs else _NOTHING
    _add(left, standing.part_of, left, standing.rows[first * places : behind * places])


@compiled
def _close(tree: TreeArrays, first: int, behind: int, settled: BitArray, standing: Standing) -> None:
    """Settle the levels of which nobody is left to hand up anything at these regions, and let those above know."""
    for number in range(first, behind):
        node = tree.region[number]
        if tree.children[node] == 0:
            settled[node] |= standing.shown[node]
        else:
            for place in range(standing.single.shape[1]):
                if standing.single[number, place] + standing.feeding[number, 1 << place] == 0:
                    settled[node] |= 2 << place
        if not tree.pools[node] and tree.above[number] < len(tree.region):
            _tell(tree.above[number], settled[node], standing.silent)


@compiled
def _leave(  # noqa: PLR0913, PLR0917  # as above
    block: int, levels: IntArray, left: Sets, standing: Standing, found: Found, climbed: int
) -> int:
    """Put down what left the tree behind so many sets that climb; return how many these are now."""
    first = standing.silent.size
    for place in range(len(levels)):
        row = first + place
        standing.part_of[row] = _NOTHING
        if left.n[row] > 0:
            standing.part_of[row] = climbed
            standing.target[row] = -1 - climbed
            found.climbed_block[climbed] = block
            found.climbed_level[climbed] = levels[place]
            climbed += 1
    _add(found.climbed, standing.part_of, left, standing.rows[first : first + len(levels)])
    return climbed


@compiled
def _number(  # noqa: PLR0913, PLR0917  # as above
    tree: TreeArrays,
    where: Places,
    members: IntArray,
    block: int,
    standing: Standing,
    found: Found,
    atoms: int,
) -> int:
    """Put down the atoms of a block in their order, behind so many, with the targets of their rows; return how many.

    At each region its groups come before what is left there, which only inner regions publish.  The target of a group
    that is shown is -1 - its atom for now, to tell it from a row.
    """
    places, begun, next_inner = len(where.levels), atoms, 0
    for at in range(len(members) + 1):
        of_group = where.node[members[at]] if at < len(members) else len(tree.is_low)
        while next_inner < len(tree.inner) and tree.inner[next_inner] < of_group:
            node, has_pooled = tree.inner[next_inner], False
            first = tree.stands_at[node] * places
            for row in range(first, first + places):
                if standing.kind[row] == REST:
                    standing.target[row] = atoms
                    found.node[atoms], found.level[atoms], found.kind[atoms] = node, where.levels[row - first], REST
                    atoms += 1
                has_pooled |= standing.kind[row] == POOLED_LEVELS
            if has_pooled:
                for row in range(first, first + places):
                    if standing.kind[row] == POOLED_LEVELS:
                        standing.target[row] = atoms
                found.node[atoms], found.level[atoms], found.kind[atoms] = node, 0, POOLED_LEVELS
                atoms += 1
            next_inner += 1
        if at < len(members) and found.target[members[at]] == _SHOWN:
            found.target[members[at]] = -1 - atoms
            found.node[atoms], found.level[atoms], found.kind[atoms] = of_group, where.level[members[at]], OWN
            atoms += 1
    found.block[begun:atoms] = block
    return atoms


@compiled
def _aim(members: IntArray, standing: Standing, target: IntArray) -> None:
    """Let what climbed have the target of what it became part of, larger regions first, and groups that of their row.

    The target of what left the tree is -1 - the number of its set, until all atoms are counted.
    """
    for row in range(standing.silent.size):
        if standing.part_of[row] >= 0:
            standing.target[row] = standing.target[standing.part_of[row]]
    for group in members:
        row = target[group]
        target[group] = standing.target[row] if row >= 0 else -1 - row
