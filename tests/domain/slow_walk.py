"""The walk that forms safe atoms the slow, obvious way, one region at a time: the oracle of the fast one."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from burden.domain.atoms import Group, PlannedAtom
from burden.domain.levels import KIND_DEPTH, RESPONDENT_LEVELS, Level, RegionKind, may_name
from burden.domain.region_tree import RegionTree
from burden.domain.rules import Rules

OWN, REST, POOLED = "own", "rest", "pooled"
# Pooling levels starts at the county: below it a sum over levels would tell who of a handful of offices spoke.
POOLING_FROM = KIND_DEPTH[RegionKind.COUNTY]


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What climbs out of a subtree.

    ``settled_levels`` are the levels of which a reader can see that nothing climbs, because the subtree's top
    published its remainder or nobody is left who could; 0 among them stands for all levels.
    """

    groups: tuple[Group, ...] = ()
    settled_levels: frozenset[int] = frozenset()

    def has_settled(self, level: int) -> bool:
        """Whether readers can see that nobody of this level climbs."""
        return level in self.settled_levels or Level.POOLED in self.settled_levels


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Atoms of a tree in depth-first order of their spans, and what climbs out of its top."""

    atoms: tuple[PlannedAtom, ...]
    carried: Carried


def is_safe(groups: Sequence[Group], rules: Rules) -> bool:
    """Tell whether the groups together may be published as one atom.

    Enough people: K, or more where nearly everybody answered and outsiders are too few to hide among.  No value that
    dominates: S - x1 - x2 >= p % of x1 for each magnitude (p % rule, ESSNet handbook 4.2.3), so that not even the
    second largest contributor can guess the largest one's value closer than p %.
    """
    n = count(groups)
    return n >= _people_needed(groups, n, rules) and not _is_dominated(groups, rules)


def count(groups: Iterable[Group]) -> int:
    """Return how many people the groups have."""
    return sum(group.n for group in groups)


def _people_needed(groups: Sequence[Group], n: int, rules: Rules) -> int:
    people = 0
    for group in groups:
        if group.people is None:
            return rules.smallest_group
        people += group.people
    if people and n >= rules.nearly_all_share * people:
        return max(rules.smallest_group, rules.nearly_all_smallest)
    return rules.smallest_group


def _is_dominated(groups: Sequence[Group], rules: Rules) -> bool:
    if not groups:
        return False
    for position in range(len(groups[0].magnitudes)):
        total = sum(group.magnitudes[position][0] for group in groups)
        tops = sorted(top for group in groups for top in group.magnitudes[position][1:])
        largest, second = tops[-1], tops[-2]
        if total > 0 and 100 * (total - largest - second) < rules.dominance_percent * largest:
            return True
    return False


def plan_atoms(
    tree: RegionTree,
    groups: Iterable[Group],
    *,
    rules: Rules,
    below: Mapping[str, Carried] = MappingProxyType({}),
) -> Walk:
    """Partition the groups of one block into safe atoms.

    ``tree`` is a whole tree, one shard of it, or the trunk above shards; ``below`` then holds what climbed out of
    each shard, by the code of its top, which is a leaf of the trunk.  The atoms of all shards and of the trunk are
    those of one walk over the whole tree, whatever the sharding.

    Groups must be non-empty and name regions of the tree (KeyError otherwise).

    """
    own: dict[int, list[Group]] = {}
    for group in sorted(groups, key=lambda group: (group.code, group.level)):
        own.setdefault(tree.index(group.code), []).append(group)
    climbed = {tree.index(code): carried for code, carried in below.items()}
    found: dict[int, list[PlannedAtom]] = {}
    for node in reversed(range(len(tree))):
        if node in climbed:
            continue
        visit = _Visit(tree, node, own.get(node, []), climbed, rules)
        found[node] = visit.atoms
        climbed[node] = visit.carried
    top = climbed.get(0, Carried())
    return Walk(atoms=tuple(atom for node in sorted(found) for atom in found[node]), carried=top)


class _Visit:
    """One region's turn in the walk: publish what is safe here, hand up the remainder."""

    def __init__(
        self, tree: RegionTree, node: int, own: Sequence[Group], climbed: Mapping[int, Carried], rules: Rules
    ) -> None:
        self.rules = rules
        self.span = tree.codes[node]
        self.kind = tree.kinds[node]
        self.children = [climbed.get(child, Carried()) for child in tree.children[node]]
        self.children_pool = [KIND_DEPTH[tree.kinds[child]] <= POOLING_FROM for child in tree.children[node]]
        self.atoms: list[PlannedAtom] = []
        self.shown_own: set[int] = set()
        self.settled: set[int] = set()
        self.left: dict[int, list[Group]] = {}
        self.rests: dict[int, int] = {}
        self._publish_own(own)
        self.sources = self._sources()
        self._publish_rest()
        if KIND_DEPTH[self.kind] <= POOLING_FROM:
            self._publish_pooled()
        self.settled |= {level for level in RESPONDENT_LEVELS if not any(level in source for source in self.sources)}

    @property
    def carried(self) -> Carried:
        """What climbs from here."""
        groups = tuple(group for level in sorted(self.left) for group in self.left[level])
        return Carried(groups=groups, settled_levels=frozenset(self.settled))

    def _publish_own(self, own: Sequence[Group]) -> None:
        for group in own:
            if is_safe([group], self.rules):
                self._emit(OWN, group.level, [group])
                self.shown_own.add(group.level)
            else:
                self.left.setdefault(group.level, []).append(group)
        for child in self.children:
            for group in child.groups:
                self.left.setdefault(group.level, []).append(group)

    def _publish_rest(self) -> None:
        for level in sorted(self.left):
            groups = self.left[level]
            if is_safe(groups, self.rules) and self._hides_presence({**self.rests, level: count(groups)}):
                self._emit(REST, level, groups)
                self.rests[level] = count(groups)
                self.settled.add(level)
                del self.left[level]

    def _publish_pooled(self) -> None:
        groups = [group for level in sorted(self.left) for group in self.left[level]]
        if groups and is_safe(groups, self.rules) and self._hides_presence(self.rests, pooled=count(groups)):
            self._emit(POOLED, Level.POOLED, groups)
            self.settled.add(Level.POOLED)
            self.left.clear()

    def _hides_presence(self, rests: Mapping[int, int], *, pooled: int = 0) -> bool:
        """Presence guard: whoever is left out, the others may have handed up all of the remainders.

        A reader knows that each source hands up at most K-1 people, and that each level without a remainder of its own
        brings at most K-1 into the pooled one.
        """
        most = self.rules.smallest_group - 1
        every_level = sorted({level for levels in self.sources for level in levels} | set(rests))
        open_levels = [level for level in every_level if level not in rests] if pooled else []
        for size in range(len(every_level) + 1):
            for chosen in itertools.combinations(every_level, size):
                people = pooled + sum(n for level, n in rests.items() if level in chosen)
                sources = sum(times for levels, times in self.sources.items() if not levels.isdisjoint(chosen))
                others = sum(level not in chosen for level in open_levels)
                if people and people > most * (sources + others - 1):
                    return False
        return True

    def _sources(self) -> Counter[frozenset[int]]:
        """Return who may have people left, as the levels that each may hand up, as a reader sees it.

        The region itself and a township are a source a level; a child that pools its own levels hands up at most K-1
        people in all and is one.
        """
        own = {level for level in RESPONDENT_LEVELS if may_name(level, self.kind)} - self.shown_own
        sources = [frozenset({level}) for level in own]
        for child, pools in zip(self.children, self.children_pool, strict=True):
            levels = frozenset(level for level in RESPONDENT_LEVELS if not child.has_settled(level))
            sources += [levels] if pools else [frozenset({level}) for level in levels]
        return Counter(source for source in sources if source)

    def _emit(self, kind: str, level: int, groups: Sequence[Group]) -> None:
        members = tuple(sorted((group.code, group.level) for group in groups))
        self.atoms.append(PlannedAtom(span=self.span, level=level, kind=kind, groups=members))
