"""Leads about the apps of a region, from the catalogue and from shares as pages print them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum

from burden.access.scopes import path_of
from burden.domain.app_leads import AppFacts, AppLead, Basis, PrintedShare, leads_of
from burden.domain.bars_of_place import lead_bars
from burden.domain.blocks import Block, opinion_block
from burden.domain.lead_bars import LeadBars
from burden.domain.rules_in_force import RulesInForce
from burden.models import CatalogueItem, Headcount, Release, Wave
from burden.reports.apps.catalogue import items_of
from burden.reports.apps.page import counts_of, usage_block_of
from burden.reports.estimates import PERCENT, Showing, share_estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.findings.rules import rules_of_release
from burden.reports.selection import Selection
from burden.reports.types import Estimate, RegionRef
from burden.reports.waves import showing_of

MODULES = "modules:"
LITTLE_USED = ("modules_used_few", "modules_used_none")


@dataclass(frozen=True, kw_only=True)
class Leads:
    """What there is to look at among the apps of a region that are in use.

    ``items`` are these apps by code; ``shares`` is what pages print behind a lead, by code and basis; ``unknown`` is of
    how many apps too few answers, or none, say whether they are used.  ``bars`` are what it was held against, those of
    the rules in this version.
    """

    items: dict[str, CatalogueItem]
    leads: tuple[AppLead, ...]
    shares: dict[tuple[str, Basis], Estimate]
    unknown: int
    bars: LeadBars
    rules_version: int


def leads_in(selection: Selection) -> Leads:
    """Return the leads about the apps of the selected region and levels; five queries at most, however many apps.

    They are held against the rules that the release was looked at by.
    """
    release, region = selection.release, selection.region
    items = [item for item in items_of(release, region) if not item.is_retired]
    figures = read_figures(release, blocks=blocks_of_leads(release, items), codes=(region.code,))
    percents = registered_percents(selection.wave, items)
    rules = rules_of_release(release)
    return leads_of_region(
        release, region, items=items, figures=figures, percents=percents, levels=selection.levels, rules=rules
    )


def blocks_of_leads(release: Release, items: Sequence[CatalogueItem]) -> tuple[Block, ...]:
    """Return the blocks that leads about these apps are read from."""
    return (usage_block_of(release), *(opinion_block(MODULES, item.app_code) for item in items))


def leads_of_region(  # noqa: PLR0913  # what leads are read from
    release: Release,
    region: RegionRef,
    *,
    items: Sequence[CatalogueItem],
    figures: Figures,
    percents: Mapping[str, float],
    rules: RulesInForce,
    levels: tuple[int, ...] = (),
) -> Leads:
    """Return the leads about these apps, which concern the region, from figures that were read; no query."""
    place = _Place(region=region, levels=levels, showing=showing_of(release, region.kind), figures=figures)
    usage = usage_block_of(release)
    shares = {key: share for item in items for key, share in _shares(item, place, usage)}
    facts = [_facts(item, region, shares, percents.get(item.app_code)) for item in items]
    bars = lead_bars(rules, region.path)
    return Leads(
        items={item.app_code: item for item in items},
        leads=leads_of(facts, bars),
        shares=shares,
        unknown=sum(1 for app in facts if app.held is None and app.registered_percent is None),
        bars=bars,
        rules_version=rules.version,
    )


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where shares are read: a region, its chosen levels, and how its numbers are shown."""

    region: RegionRef
    levels: tuple[int, ...]
    showing: Showing
    figures: Figures


def registered_percents(wave: Wave, items: Sequence[CatalogueItem]) -> dict[str, float]:
    """Return by code the sponsor's users of three months in percent of the people who work where the app is for.

    Left out where either is not known.  One query, none where no sponsor has told.
    """
    told = [item for item in items if item.active_users_3m is not None]
    if not told:
        return {}
    homes = {f"home_{path}": path for path in {path_of(item.region_code) for item in told}}
    sums = {name: Sum("people", filter=Q(region_code__startswith=path)) for name, path in homes.items()}
    people = Headcount.objects.filter(wave=wave).aggregate(**sums)
    return {
        item.app_code: PERCENT * (item.active_users_3m or 0) / found
        for item in told
        if (found := people[f"home_{path_of(item.region_code)}"])
    }


def printed(estimate: Estimate) -> PrintedShare | None:
    """Return a share as a page prints it; of a base that is printed as a band, the band's lower end."""
    if not estimate.is_shown or estimate.value is None or estimate.low is None or estimate.high is None:
        return None
    n = estimate.n if estimate.n is not None else int(estimate.n_text.rstrip("+").partition("–")[0])
    return PrintedShare(value=estimate.value, low=estimate.low, high=estimate.high, n=n)


def _shares(item: CatalogueItem, place: _Place, usage: Block) -> Iterator[tuple[tuple[str, Basis], Estimate]]:
    app, code, levels, showing = item.app_code, place.region.code, place.levels, place.showing
    counts = counts_of(app, place.figures, usage, code, levels)
    modules = place.figures.tally(opinion_block(MODULES, app), code, levels)
    held = counts.share_of_people(counts.holders, decimals=0, showing=showing)
    yield (app, Basis.MANY_SMALL), held
    yield (app, Basis.ONE_OFFICE), held
    yield (app, Basis.OPENED), counts.users_among_holders(decimals=0, showing=showing)
    little = share_estimate(modules.count(*LITTLE_USED), modules.n, decimals=0, showing=showing)
    yield (app, Basis.MODULES), little


def _facts(
    item: CatalogueItem,
    region: RegionRef,
    shares: Mapping[tuple[str, Basis], Estimate],
    registered: float | None,
) -> AppFacts:
    home = path_of(item.region_code)
    return AppFacts(
        code=item.app_code,
        path=home,
        within=home.startswith(region.path),
        function=item.function_category,
        office=item.sponsor_dept,
        audience=item.audience,
        group=item.duplicate_group,
        registered_percent=registered,
        held=printed(shares[item.app_code, Basis.MANY_SMALL]),
        opened=printed(shares[item.app_code, Basis.OPENED]),
        little_used=printed(shares[item.app_code, Basis.MODULES]),
    )
