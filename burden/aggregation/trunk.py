"""The last step of a release: the regions above the shards, rounding, and the evidence for the gate."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from burden.aggregation import carry
from burden.aggregation.area import Area, trunk_area, whole_area
from burden.aggregation.balance import balance_of, flags_together, is_balanced
from burden.aggregation.carry import Carry
from burden.aggregation.climbing import FamilyCarry
from burden.aggregation.evidence import Evidence, evidence_of, findings_of
from burden.aggregation.families import nobody_by_level
from burden.aggregation.fat_rows import IntArray, query
from burden.aggregation.figures import Totals, joined_totals, sum_up
from burden.aggregation.gate import FamilyClaim, GateReport, examine
from burden.aggregation.gate_faults import Fault
from burden.aggregation.gathering import families_of, gather
from burden.aggregation.leases import LeaseLostError
from burden.aggregation.pack_rows import people_in_packs, read_pack_rows
from burden.aggregation.parameters import Parameters, headcounts_sha256, read_parameters
from burden.aggregation.part import FamilyAtoms, compute_part, headcounts
from burden.aggregation.reading import PackKey, SeenPack, StoredPack, packs_at, seen, versions
from burden.aggregation.recount import recount
from burden.aggregation.rounding import with_rounded_counts
from burden.aggregation.sources import SOURCES
from burden.aggregation.tallies import Tallies
from burden.aggregation.writing import Shelf, write_packs
from burden.domain.blocks import USAGE_PREFIX
from burden.domain.figure_packs import FIGURE
from burden.domain.pack_columns import PackKind
from burden.domain.release_rules import FLAGGED
from burden.domain.tree_arrays import PLACE_OF_LEVEL
from burden.models import Region, Release, ReleaseShard

SHARDS = ReleaseShard._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the trunk found out: the balance with the flagged answers, and whether the gate lets the release pass.

    ``packs`` are the SHA-256 of all packs.
    """

    balance: dict[str, dict[str, dict[str, int]]]
    report: GateReport
    packs: Mapping[PackKey, str]


def compute_trunk(release: Release) -> Outcome:
    """Write what the shards left to the trunk and examine the whole; every shard must be done.

    Raises LeaseLostError where what the shards left is gone: another worker has taken the last step meanwhile.
    """
    return _Trunk(release).outcome()


@dataclass(frozen=True, kw_only=True)
class _Unrounded:
    """Atoms whose counts are still to be rounded, in the whole wave's tree, with their kinds and recounted people."""

    totals: Totals
    kind: IntArray
    people: IntArray

    def cut(self, first: int, behind: int) -> "_Unrounded":
        """Return some that stand together."""
        totals = self.totals.take(np.arange(first, behind))
        return _Unrounded(totals=totals, kind=self.kind[first:behind], people=self.people[first:behind])


def _left_by_shards(release: Release) -> dict[str, Carry]:
    """Return what the shards left, by the codes of their first tops."""
    found: dict[str, Carry] = {}
    for code, data in query(
        f"SELECT root_code, carry FROM {SHARDS} WHERE release_id = %s ORDER BY root_code",  # noqa: S608  # a constant
        [release.pk],
    ):
        if data is None:
            raise LeaseLostError
        found[code] = carry.unpack(data)
    return found


class _Trunk:
    """State of the last step."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.parameters: Parameters = read_parameters(release.parameters)
        self.shards = _left_by_shards(release)
        self.whole: Area = whole_area(release.wave)
        self.area = trunk_area(self.whole, dict(release.shards.values_list("root_code", "last_code")))
        self.tree, self.index = self.area.tree, self.area.index
        self.whole_index = self.whole.index
        self.above = Region.objects.get(tree_id=release.wave.tree_id, code=release.wave.region_code).parent_code
        below = {root: of.families for root, of in self.shards.items()}
        rows = read_pack_rows(release.wave, self.area)
        families = gather(rows, self.area, self.parameters)
        people = headcounts(release.wave, self.area)
        self.found = compute_part(families, self.area, people=people, rules=self.parameters.rules, below=below)
        self.counts = recount(rows, self.area, self.parameters)
        self.evidence: dict[str, Evidence] = {
            key: evidence_of(atoms, self.counts.families[key], self._carries(key), self.index)
            for key, atoms in self.found.items()
        }

    def outcome(self) -> Outcome:
        """Write, examine what was written, and draw the balance."""
        rounded = USAGE_PREFIX in self.found
        self._write_exact()
        if rounded:
            self._write_rounded()
        own = packs_at(self.release, sorted(self._own_places), whole_family=USAGE_PREFIX)
        report = self._examine(own, has_rounded=rounded)
        packs = {key: pack for of in self.shards.values() for key, pack in of.packs.items()}
        packs |= seen({key: pack for key, pack in own.items() if rounded or key[0] != USAGE_PREFIX})
        report.findings += self._check_packs(packs)
        balance = self._balance()
        report.findings += self._check_everybody()
        if not is_balanced(balance):
            report.findings.append("收到的答卷与发布、留存、剔除、未答的合计对不上。")
        if headcounts_sha256(self.release.wave) != self.release.parameters["headcounts_sha256"]:
            report.findings.append(Fault.HEADCOUNTS.value)
        flagged = {FLAGGED: flags_together([self.counts.flags, *(shard.flags for shard in self.shards.values())])}
        return Outcome(
            balance=balance | flagged, report=report, packs={key: pack.sha256 for key, pack in packs.items()}
        )

    def _carries(self, key: str) -> list[tuple[int, FamilyCarry]]:
        return [(self.tree.index(root), of.families[key]) for root, of in self.shards.items() if key in of.families]

    def _exact(self) -> dict[str, FamilyAtoms]:
        return {key: atoms for key, atoms in self.found.items() if not atoms.family.is_rounded}

    def _write_exact(self) -> None:
        """Write the trunk's own atoms, and the figures of its regions: their atoms and the shards' totals together."""
        shelves = []
        for key, atoms in self._exact().items():
            layout = atoms.family.layout
            tops = [
                Totals(
                    block=of.total_block,
                    node=self.index.positions(of.total_code),
                    level=of.total_level,
                    tallies=of.total_tallies,
                )
                for _, of in self._carries(key)
            ]
            figures = sum_up(self.index, layout, joined_totals(layout, [atoms.standing, *tops]))
            shelves.append(Shelf(names=atoms.family.names, atoms=atoms.standing, kind=atoms.kind, figures=figures))
        write_packs(self.release, self.index, shelves, above=self.above)

    @cached_property
    def _to_round(self) -> "list[_Unrounded]":
        """Atoms of the whole wave whose counts are to be rounded, depth first, in pieces.

        Those of a shard stand together, and between shards stands what the trunk's own regions hold.  Raises ValueError
        where they are not.
        """
        atoms = self.found[USAGE_PREFIX]
        own = self._unrounded(
            self.index.number[atoms.node],
            atoms.level,
            atoms.standing.tallies,
            atoms.kind,
            self.evidence[USAGE_PREFIX].numbers[: len(atoms)],
        )
        pieces: list[_Unrounded] = []
        first = 0
        for _, of in self._carries(USAGE_PREFIX):
            if len(of.atom_code):
                part = self._unrounded(of.atom_code, of.atom_level, of.atom_tallies, of.atom_kind, of.atom_recount)
                behind = int(np.searchsorted(own.totals.node, part.totals.node[0]))
                pieces += [own.cut(first, behind), part]
                first = behind
        pieces.append(own.cut(first, len(own.kind)))
        node = np.concatenate([piece.totals.node for piece in pieces])
        if (node[1:] < node[:-1]).any():
            raise ValueError("Atoms that are not depth first.")
        return pieces

    def _unrounded(
        self, code: IntArray, level: IntArray, tallies: Tallies, kind: IntArray, people: IntArray
    ) -> "_Unrounded":
        node = self.whole_index.positions(code)
        totals = Totals(block=np.zeros_like(code), node=node, level=level, tallies=tallies)
        return _Unrounded(totals=totals, kind=kind, people=people)

    def _write_rounded(self) -> None:
        family = self.found[USAGE_PREFIX].family
        pieces = with_rounded_counts(self.release.wave, family.layout, [piece.totals for piece in self._to_round])
        rounded, kind = joined_totals(family.layout, pieces), np.concatenate([piece.kind for piece in self._to_round])
        figures = sum_up(self.whole_index, family.layout, rounded)
        shelf = Shelf(names=family.names, atoms=rounded, kind=kind, figures=figures)
        write_packs(self.release, self.whole_index, [shelf], above=self.above)

    def _examine(self, own: Mapping[PackKey, StoredPack], *, has_rounded: bool) -> GateReport:
        """Examine the packs that the trunk wrote; those of the shards have passed their own gates."""
        report = GateReport()
        for shard in self.shards.values():
            report.add(shard.report)
        report.findings += findings_of(self.evidence, self.counts)
        rules = self.parameters.rules
        exact = [pack.data for (family, _), pack in own.items() if family != USAGE_PREFIX]
        report.add(examine(self._claims(), exact, self.index, smallest_group=rules.smallest_group, with_top=True)[0])
        if has_rounded:
            usage = [pack.data for (family, _), pack in own.items() if family == USAGE_PREFIX]
            pieces = self._to_round
            claim = FamilyClaim(
                names=self.found[USAGE_PREFIX].family.names,
                block=np.concatenate([piece.totals.block for piece in pieces]),
                node=np.concatenate([piece.totals.node for piece in pieces]),
                level=np.concatenate([piece.totals.level for piece in pieces]),
                kind=np.concatenate([piece.kind for piece in pieces]),
                numbers=np.concatenate([piece.people for piece in pieces]),
            )
            report.add(examine([claim], usage, self.whole_index, smallest_group=rules.smallest_group, with_top=True)[0])
        return report

    def _claims(self) -> list[FamilyClaim]:
        """Return what was recounted of the trunk's atoms and of the shards' totals."""
        claims: list[FamilyClaim] = []
        for key, atoms in self._exact().items():
            carries = self._carries(key)
            claims.append(
                FamilyClaim(
                    names=atoms.family.names,
                    block=np.concatenate([atoms.block, *(of.total_block for _, of in carries)]),
                    node=np.concatenate([atoms.node, *(self.index.positions(of.total_code) for _, of in carries)]),
                    level=np.concatenate([atoms.level, *(of.total_level for _, of in carries)]),
                    kind=np.concatenate([atoms.kind, *(np.full(len(of.total_block), FIGURE) for _, of in carries)]),
                    numbers=np.concatenate(
                        [self.evidence[key].numbers[: len(atoms)], *(of.total_recount for _, of in carries)]
                    ),
                )
            )
        return claims

    @cached_property
    def _own_places(self) -> frozenset[str]:
        """Codes of the regions whose packs the trunk writes and examines; no gate but this one sees them."""
        inner = (self.tree.codes[node] for node in np.flatnonzero(self.index.has_children).tolist())
        return frozenset((*inner, self.above))

    def _check_packs(self, packs: Mapping[PackKey, SeenPack]) -> list[str]:
        """Ask whether the packs that stand there now are those that the gates saw, and none but these."""
        touched = versions(self.release).items() ^ {key: pack.version for key, pack in packs.items()}.items()
        return [f"{code} {Fault.TOUCHED}" for code in sorted({code for (_, code), _ in touched})]

    def _check_everybody(self) -> list[str]:
        """Compare the people that the parts counted with those in the packs: no pack was overlooked, or read twice."""
        in_packs = people_in_packs(self.release.wave)
        kinds = {block.name: source.kind for source in SOURCES for block in source.blocks}
        kinds[USAGE_PREFIX] = PackKind.USAGE
        return [
            f"区块 {key}：收到的答卷与库中的份数对不上。"
            for key, kind in kinds.items()
            if key in self._counts and int(self._counts[key][0].sum()) != in_packs.get(kind.value, 0)
        ]

    def _balance(self) -> dict[str, dict[str, dict[str, int]]]:
        held_back = dict.fromkeys(self._counts, nobody_by_level())
        for key, atoms in self.found.items():
            held = nobody_by_level()
            np.add.at(held, PLACE_OF_LEVEL[atoms.climbed.level], atoms.climbed.n)
            held_back[key] = held
        return balance_of(self._counts, held_back)

    @cached_property
    def _counts(self) -> dict[str, IntArray]:
        """People of each family by level, of all parts together, as in FamilyCarry."""
        counts = {key: np.array([nobody_by_level()] * 4) for key in families_of(self.parameters)}
        for key, atoms in self.found.items():
            family = atoms.family
            own = np.array([family.accepted, family.excluded, family.people_by_level(), self.evidence[key].published])
            counts[key] = sum((of.counts for _, of in self._carries(key)), start=own)
        return counts
