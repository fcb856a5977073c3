"""One shard of a release: a subtree, or some side by side, computed, written and examined by whoever holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from burden.aggregation import carry
from burden.aggregation.area import Area, shard_area
from burden.aggregation.carry import Carry
from burden.aggregation.climbing import FamilyCarry
from burden.aggregation.evidence import Evidence, evidence_of, findings_of
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.figures import Some, joined_totals, sum_up
from burden.aggregation.gate import FamilyClaim, cells_of, examine
from burden.aggregation.gathering import gather
from burden.aggregation.pack_rows import PackRows, read_pack_rows
from burden.aggregation.parameters import Parameters, read_parameters
from burden.aggregation.part import FamilyAtoms, compute_part, headcounts
from burden.aggregation.reading import PackKey, StoredPack, packs_within, seen
from burden.aggregation.recount import recount
from burden.aggregation.tallies import no_tallies
from burden.aggregation.tree_index import TreeIndex
from burden.aggregation.units import look_up
from burden.aggregation.writing import Shelf, write_packs
from burden.models import Release, ReleaseShard


@dataclass(frozen=True, kw_only=True)
class Subtree:
    """What was computed of a shard: its atoms by family, with what the recounted answers say of them, and figures.

    Families whose counts are still to be rounded have no figures yet.
    """

    release: Release
    area: Area
    parameters: Parameters
    found: Mapping[str, FamilyAtoms]
    figures: Mapping[str, Sequence[Some]]
    evidence: Mapping[str, Evidence]
    findings: list[str]
    flags: Mapping[str, Mapping[str, int]]


def compute_subtree(shard: ReleaseShard) -> Subtree:
    """Compute a shard without writing anything, so that no transaction is open meanwhile."""
    release = shard.release
    area = shard_area(release.wave, shard.root_code, shard.last_code)
    return subtree_of(release, area, read_pack_rows(release.wave, area), people=headcounts(release.wave, area))


def subtree_of(release: Release, area: Area, rows: PackRows, *, people: IntArray) -> Subtree:
    """Compute a shard of these packs; ``people`` are the head counts by unit, UNKNOWN where there is none."""
    parameters = read_parameters(release.parameters)
    found = compute_part(gather(rows, area, parameters), area, people=people, rules=parameters.rules)
    tree = area.index
    counts = recount(rows, area, parameters)
    evidence = {key: evidence_of(atoms, counts.families[key], (), tree) for key, atoms in found.items()}
    return Subtree(
        release=release,
        area=area,
        parameters=parameters,
        found=found,
        figures={
            key: sum_up(tree, atoms.family.layout, atoms.standing)
            for key, atoms in found.items()
            if not atoms.family.is_rounded
        },
        evidence=evidence,
        findings=findings_of(evidence, counts),
        flags=counts.flags,
    )


def write_subtree(computed: Subtree) -> bytes:
    """Write the atoms and figures below a shard's tops, examine what stands there, and return what the trunk needs."""
    write_packs(computed.release, computed.area.index, shelves_of(computed))
    return carry.pack(examined(computed, packs_within(computed.release, computed.area.code_range or ("", ""))))


def shelves_of(computed: Subtree) -> list[Shelf]:
    """Return what a shard writes."""
    found = ((computed.found[key], figures) for key, figures in computed.figures.items())
    return [
        Shelf(names=atoms.family.names, atoms=atoms.standing, kind=atoms.kind, figures=figures)
        for atoms, figures in found
    ]


def examined(computed: Subtree, packs: Mapping[PackKey, StoredPack]) -> Carry:
    """Examine the packs that were read back, and return what the trunk needs."""
    tree = computed.area.index
    exact = {key: computed.found[key] for key in computed.figures}
    claims = [
        FamilyClaim(
            names=atoms.family.names,
            block=atoms.block,
            node=atoms.node,
            level=atoms.level,
            kind=atoms.kind,
            numbers=computed.evidence[key].numbers[: len(atoms)],
        )
        for key, atoms in exact.items()
    ]
    smallest = computed.parameters.rules.smallest_group
    report, of_tops = examine(
        claims, [pack.data for pack in packs.values()], tree, smallest_group=smallest, with_top=False
    )
    report.findings += computed.findings
    tops = dict(zip(exact, of_tops, strict=True))
    families = {
        key: _carried(atoms, computed.evidence[key], computed.figures.get(key), tops.get(key), tree)
        for key, atoms in computed.found.items()
    }
    return Carry(families=families, flags=computed.flags, report=report, packs=seen(packs))


def _carried(
    atoms: FamilyAtoms,
    evidence: Evidence,
    figures: Sequence[Some] | None,
    top: tuple[IntArray, IntArray] | None,
    tree: TreeIndex,
) -> FamilyCarry:
    """Return one family as the trunk needs it: with its totals, or with its atoms where counts are to be rounded."""
    family, layout = atoms.family, atoms.family.layout
    carried = FamilyCarry(
        climbed=atoms.climbed,
        climbed_tallies=atoms.climbed_tallies,
        climbed_recount=evidence.numbers[len(atoms) :],
        settled_block=atoms.settled_block,
        settled_code=tree.number[atoms.settled_node],
        settled_bits=atoms.settled_bits,
        total_tallies=no_tallies(layout),
        total_recount=evidence.numbers[:0],
        atom_tallies=no_tallies(layout),
        atom_recount=evidence.numbers[:0],
        counts=np.array([family.accepted, family.excluded, family.people_by_level(), evidence.published]),
    )
    if figures is None or top is None:
        return replace(
            carried,
            atom_code=tree.number[atoms.node],
            atom_level=atoms.level,
            atom_kind=atoms.kind,
            atom_tallies=atoms.standing.tallies,
            atom_recount=evidence.numbers[: len(atoms)],
        )
    of_tops = joined_totals(layout, [some.where(tree.is_top[some.node]).cut_out() for some in figures])
    cells, numbers = top
    place = look_up(cells, cells_of(of_tops.block, of_tops.node, of_tops.level, tree))
    known = np.concatenate([numbers, np.zeros((1, numbers.shape[1]), dtype=np.int64)])
    return replace(
        carried,
        total_block=of_tops.block,
        total_code=tree.number[of_tops.node],
        total_level=of_tops.level,
        total_tallies=of_tops.tallies,
        total_recount=known[place, : 1 + len(layout.magnitudes)],
    )
