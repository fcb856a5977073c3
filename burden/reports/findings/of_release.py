"""All that a release and the catalogue of the day say to the rules: every region and app, once.

Shares are those that pages print, so findings tell nothing of people that a page does not.  What follows from the
catalogue alone is said once, of the place that the entry belongs to.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from burden.access.scopes import path_of
from burden.domain.app_leads import AppLeadKind, Basis, LeadGrade
from burden.domain.rules_in_force import RulesInForce
from burden.models import CatalogueItem, Region, Release
from burden.reports.apps.catalogue import concerns
from burden.reports.apps.lead_words import evidence_words
from burden.reports.apps.leads import Leads, blocks_of_leads, leads_of_region, registered_percents
from burden.reports.figures import read_figures
from burden.reports.findings.of_changes import findings_of_changes
from burden.reports.findings.of_people import LookedAt, blocks_of_rules, findings_of_people
from burden.reports.findings.of_register import findings_of_register
from burden.reports.findings.types import OF_BOARD, OF_REGISTER, Found
from burden.reports.regions import region_ref
from burden.reports.types import SUPPRESSED, RegionRef

# The rules whose evidence are the leads of the board.
RULE_OF_LEAD: dict[AppLeadKind, str] = {
    AppLeadKind.ZOMBIE: "R12",
    AppLeadKind.LOW_USE: "R13",
    AppLeadKind.DUPLICATE: "R14",
    AppLeadKind.SCATTERED: "R14",
}
# What the catalogue says by itself, without anybody's answer.
OF_THE_CATALOGUE = frozenset({Basis.REGISTERED_USERS, Basis.GROUP, Basis.FUNCTION})


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """The regions of a wave, those right below each by its code, and the entries in use of its tree.

    ``percents`` are registered users by code of the entry (:func:`registered_percents`).
    """

    release: Release
    regions: tuple[RegionRef, ...]
    below: dict[str, list[RegionRef]]
    items: tuple[CatalogueItem, ...]
    percents: Mapping[str, float]


def findings_of_release(release: Release, rules: RulesInForce, *, as_of: date) -> Iterator[Found]:
    """Yield every finding of a release, each once; ``as_of`` is the day of the catalogue.

    About two queries for each region that has others below it, and a few for what changed.
    """
    ground = _ground_of(release)
    homes = {region.code: region for region in ground.regions}
    at_home = [item for item in ground.items if item.region_code in homes]
    for rule in rules.rules:
        found = findings_of_register(rule, at_home, homes, as_of=as_of)
        yield from (one for one in found if rule.applies_to(one.region.path))
    yield from findings_of_changes(release, rules, _top(ground))
    for region in ground.regions:
        leaves = [below for below in ground.below[region.code] if not ground.below.get(below.code)]
        if ground.below.get(region.code) or len(ground.regions) == 1:
            for looked_at in _look_at(ground, (region, *leaves)):
                yield from _of_region(looked_at, rules, ground.percents)


def _ground_of(release: Release) -> _Ground:
    wave = release.wave
    stored = list(Region.objects.of_tree(wave.tree_id).within(path_of(wave.region_code)))
    below: dict[str, list[RegionRef]] = defaultdict(list)
    for region in stored:
        if region.code != region.parent_code:
            below[region.parent_code].append(region_ref(region))
    items = tuple(CatalogueItem.objects.beside(wave.tree_id).filter(is_retired=False).order_by("app_code"))
    return _Ground(
        release=release,
        regions=tuple(map(region_ref, stored)),
        below=below,
        items=items,
        percents=registered_percents(wave, items),
    )


def _top(ground: _Ground) -> RegionRef:
    return next(region for region in ground.regions if region.code == ground.release.wave.region_code)


def _look_at(ground: _Ground, regions: Sequence[RegionRef]) -> Iterator[LookedAt]:
    """Yield those of these regions that anything is known of, the first above the others; figures are read at once.

    Where nobody's answers are released and no entry is at home, no rule finds anything.
    """
    items = [
        item
        for item in ground.items
        if item.kind in CatalogueItem.ON_A_PHONE and concerns(path_of(item.region_code), regions[0].path)
    ]
    blocks = {block.name: block for block in (*blocks_of_rules(items), *blocks_of_leads(ground.release, items))}
    codes = [region.code for region in regions]
    figures = read_figures(ground.release, blocks=tuple(blocks.values()), codes=codes)
    known = figures.codes | {item.region_code for item in items}
    for region in regions:
        if region.code not in known:
            continue
        own = tuple(item for item in items if concerns(path_of(item.region_code), region.path))
        yield LookedAt(release=ground.release, region=region, items=own, figures=figures)


def _of_region(looked_at: LookedAt, rules: RulesInForce, percents: Mapping[str, float]) -> Iterator[Found]:
    found = [one for rule in rules.rules for one in findings_of_people(rule, looked_at)]
    found += _of_board(looked_at, rules, percents)
    is_capped = not looked_at.release.wave.is_coded_by_rule
    for one in found:
        if one.rule.applies_to(looked_at.region.path):
            # One person may have answered several times: what is not verified is no strong lead.
            is_too_strong = is_capped and one.grade is LeadGrade.STRONG
            yield replace(one, grade=LeadGrade.LEAD) if is_too_strong else one


def _of_board(looked_at: LookedAt, rules: RulesInForce, percents: Mapping[str, float]) -> Iterator[Found]:
    found: Leads = leads_of_region(
        looked_at.release,
        looked_at.region,
        items=looked_at.items,
        figures=looked_at.figures,
        percents=percents,
        rules=rules,
    )
    for lead in found.leads:
        item = found.items[lead.code]
        is_fact = lead.basis in OF_THE_CATALOGUE
        if is_fact and item.region_code != looked_at.region.code:
            continue
        yield Found(
            rule=rules.by_code[RULE_OF_LEAD[lead.kind]],
            key=f"{OF_REGISTER if is_fact else OF_BOARD}{lead.kind.value}",
            grade=lead.grade,
            region=looked_at.region,
            item=item,
            evidence=evidence_words(lead, found),
            share=found.shares.get((lead.code, lead.basis), SUPPRESSED),
        )
