"""The last step of a release: the regions above the shards, rounding, and the evidence for the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from burden.aggregation import carry
from burden.aggregation.area import Area, trunk_area, whole_area
from burden.aggregation.balance import balance_of, flags_of, is_balanced
from burden.aggregation.figures import Totals, sum_up
from burden.aggregation.gate import GateReport, claim_of, examine
from burden.aggregation.parameters import Parameters, headcounts_sha256, read_parameters
from burden.aggregation.part import BlockAtoms, compute_part
from burden.aggregation.recount import recount
from burden.aggregation.rounding import with_rounded_counts
from burden.aggregation.writing import read_totals, write_atoms, write_figures
from burden.domain.region_tree import RegionTree
from burden.domain.release_rules import FLAGGED
from burden.models import Release

Blocks = Mapping[str, BlockAtoms]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the trunk found out: the balance with the flagged answers, and whether the gate lets the release pass."""

    balance: dict[str, dict[str, dict[str, int]]]
    report: GateReport


def compute_trunk(release: Release) -> Outcome:
    """Write what the shards left to the trunk and examine the whole; every shard must be done."""
    parameters = read_parameters(release.parameters)
    shards: dict[str, Blocks] = {
        shard.root_code: carry.unpack(bytes(shard.carry or b""), app_codes=parameters.app_codes)
        for shard in release.shards.order_by("root_code")
    }
    whole = whole_area(release.wave)
    area = trunk_area(whole, shards)
    trunk = compute_part(release.wave, area, parameters, below=shards)
    published = {name for blocks in (*shards.values(), trunk) for name, part in blocks.items() if len(part.span)}
    exact = [part for name, part in trunk.items() if name in published and not part.block.has_rounded_counts]
    _write_exact(release, area.tree, exact, roots=list(shards))
    rounded = [
        with_rounded_counts(release.wave, [of[name] for of in (*shards.values(), trunk) if name in of])
        for name, part in trunk.items()
        if name in published and part.block.has_rounded_counts
    ]
    write_atoms(release, rounded)
    write_figures(release, ((part.block, totals_of(whole.tree, part)) for part in rounded))
    return _examine(release, whole, parameters, shards=shards, trunk=trunk)


def _write_exact(release: Release, tree: RegionTree, parts: Sequence[BlockAtoms], *, roots: Sequence[str]) -> None:
    """Write the trunk's own atoms, and the figures of its regions: their atoms and the shards' totals together."""
    shards = read_totals(release, (part.block for part in parts), roots)
    write_atoms(release, parts)
    write_figures(release, ((part.block, _trunk_totals(tree, part, shards[part.block.name], roots)) for part in parts))


def _trunk_totals(tree: RegionTree, part: BlockAtoms, shards: Totals, roots: Sequence[str]) -> Totals:
    totals = sum_up(
        tree,
        np.concatenate([shards.code, part.span]),
        np.concatenate([shards.level, part.level]),
        np.concatenate([shards.rows, part.rows]),
    )
    of_shards = np.isin(totals.code, [int(root) for root in roots])
    return totals.take(np.flatnonzero(~of_shards))


def totals_of(tree: RegionTree, part: BlockAtoms) -> Totals:
    """Return the totals of every region of the tree from one part's atoms."""
    return sum_up(tree, part.span, part.level, part.rows)


def _examine(
    release: Release, whole: Area, parameters: Parameters, *, shards: Mapping[str, Blocks], trunk: Blocks
) -> Outcome:
    recounts = recount(release.wave, whole, parameters)
    everything = (*shards.values(), trunk)
    claims = [claim_of(part, [blocks[name] for blocks in everything if name in blocks]) for name, part in trunk.items()]
    report = examine(
        release, whole.tree, claims=claims, recounts=recounts, smallest_group=parameters.rules.smallest_group
    )
    balance = balance_of(everything, trunk, recounts)
    if not is_balanced(balance):
        report.findings.append("收到的答卷与发布、留存、剔除、未答的合计对不上。")
    if headcounts_sha256(release.wave) != release.parameters["headcounts_sha256"]:
        report.findings.append("单位人数在汇总期间有改动，请重新汇总。")
    flagged = {FLAGGED: flags_of(release.wave, whole)}
    return Outcome(balance=balance | flagged, report=report)
