"""Safe atoms: disjoint groups of at least K people that are formed once and never split.

Everything published is a sum of whole atoms of its block.

*Lemma.* Published values are linear functions of atoms' totals, and so is whatever can be computed from them.  Any
such function gives all members of one atom the same weight; a total of a set of people can therefore be derived only
where that set is a union of atoms, and no derivable group is smaller than K.  Waves hold different answers, so the
lemma holds across time.  docs/privacy.md says what it does not hide.

One walk serves one block.  The people of one level who name one region are a :class:`Group`; an atom is made of whole
groups, so its tally is the sum of theirs.  From the leaves up, a region publishes its own group where that is safe
(kind "own"), then what was too small below, level by level ("rest"); from county up what is left of all levels is
pooled into one group of level 0 ("pooled"); the remainder climbs.  What is left at the wave's region is held back.

The walk itself is in :mod:`burden.domain.array_walk`; here it is asked about one block in plain objects.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from burden.domain import array_walk
from burden.domain.array_walk import KIND_NAMES, UNKNOWN
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules
from burden.domain.tree_arrays import tree_arrays


@dataclass(frozen=True, kw_only=True)
class Group:
    """The people of one level who name one region, in one block.

    ``people`` is the head count of that unit (None = unknown); ``magnitudes`` holds, for each magnitude of the block
    after top-coding, (sum, largest value, second largest value).
    """

    code: str
    level: int
    n: int
    people: int | None
    magnitudes: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlannedAtom:
    """An atom as the groups (code, level) that are its members; ``level`` 0 where levels are pooled."""

    span: str
    level: int
    kind: str
    groups: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Atoms of a tree in depth-first order of their spans, and the groups that climb out of its top."""

    atoms: tuple[PlannedAtom, ...]
    carried: tuple[Group, ...]


def plan_atoms(tree: RegionTree, groups: Iterable[Group], *, rules: Rules) -> Walk:
    """Partition the groups of one block into safe atoms.

    Groups must be non-empty and name regions of the tree (KeyError otherwise).

    >>> tree = RegionTree.from_rows([("990100000000", "", "city")])
    >>> twelve = Group(code="990100000000", level=40, n=12, people=None)
    >>> [(atom.kind, atom.level) for atom in plan_atoms(tree, [twelve], rules=Rules(smallest_group=10)).atoms]
    [('own', 40)]
    """
    listed = sorted(groups, key=lambda group: (group.code, group.level))
    found = array_walk.walk(tree_arrays(tree), as_arrays(tree, listed), blocks=1, rules=rules)
    members: list[list[tuple[str, int]]] = [[] for _ in range(len(found))]
    carried = []
    for group, target in zip(listed, found.target.tolist(), strict=True):
        if target < len(found):
            members[target].append((group.code, group.level))
        else:
            carried.append(group)
    rows = zip(found.node.tolist(), found.level.tolist(), found.kind.tolist(), members, strict=True)
    return Walk(
        atoms=tuple(
            PlannedAtom(span=tree.codes[node], level=level, kind=KIND_NAMES[kind], groups=tuple(of_atom))
            for node, level, kind, of_atom in rows
        ),
        carried=tuple(carried),
    )


def as_arrays(tree: RegionTree, groups: Sequence[Group]) -> array_walk.Groups:
    """Return the groups of one block as the walk takes them, in the same order."""
    most = max((len(group.magnitudes) for group in groups), default=0)
    magnitudes = np.zeros((len(groups), most, 3), dtype=np.int64)
    for place, group in enumerate(groups):
        if group.magnitudes:
            magnitudes[place] = group.magnitudes
    column = np.array(
        [
            (
                group.level,
                tree.index(group.code),
                group.n,
                UNKNOWN if group.people is None else group.people,
            )
            for group in groups
        ],
        dtype=np.int64,
    ).reshape(-1, 4)
    return array_walk.Groups(
        block=np.zeros(len(groups), dtype=np.int64),
        level=column[:, 0],
        node=column[:, 1],
        has_climbed=np.zeros(len(groups), dtype=bool),
        n=column[:, 2],
        people=column[:, 3],
        magnitudes=magnitudes,
    )
