"""Findings as they are kept, with what was recorded of them since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q

from burden.domain.app_leads import LeadGrade
from burden.domain.rules_in_force import RulesInForce
from burden.models import Finding as Kept
from burden.models import FindingStep, Wave
from burden.reports.apps.catalogue import AppRef
from burden.reports.findings.types import OF_REGISTER, Finding, Step
from burden.reports.types import SUPPRESSED, Estimate, RegionRef, State
from burden.reports.wording import Wording

SameLead = tuple[str, str, str, str]  # rule, region, app and evidence


def kept_about(region: RegionRef, below: Iterable[RegionRef]) -> Q:
    """Return which findings the page of a region has.

    Those about it and its apps, those about regions right below it, and what the catalogue says of entries at home
    anywhere in it.
    """
    codes = [child.code for child in below]
    of_below = Q(region_code__in=codes, app_code="")
    of_register = Q(region_code__startswith=region.path, evidence__startswith=OF_REGISTER)
    return Q(region_code=region.code) | of_below | of_register


def steps_of(kept: Iterable[Kept], wave: Wave) -> tuple[Mapping[int, tuple[Step, ...]], Mapping[SameLead, list[Step]]]:
    """Return the steps of these findings by key, and those of the same leads in waves before; two queries."""
    kept = list(kept)
    own: dict[int, tuple[Step, ...]] = {}
    for step in FindingStep.objects.filter(finding__in=[one.pk for one in kept]).order_by("pk"):
        own[step.finding_id] = (*own.get(step.finding_id, ()), _step(step, wave.code))
    earlier: dict[SameLead, list[Step]] = defaultdict(list)
    before = FindingStep.objects.filter(
        finding__rule__in={one.rule for one in kept},
        finding__region_code__in={one.region_code for one in kept},
        finding__round__release__wave__is_demo=wave.is_demo,
        finding__round__release__wave__closes_on__lt=wave.closes_on,
    )
    order = ("finding__round__release__wave__closes_on", "pk")
    for step in before.select_related("finding__round__release__wave").order_by(*order):
        earlier[step.finding.same_lead].append(_step(step, step.finding.round.release.wave.code))
    return own, earlier


def finding_of(
    kept: Kept, *, rules: RulesInForce, region: RegionRef, steps: tuple[Step, ...], earlier: Iterable[Step]
) -> Finding:
    """Return a kept finding as pages show it."""
    return Finding(
        key=kept.pk,
        rule=rules.by_code[kept.rule],
        grade=LeadGrade(kept.grade),
        region=region,
        evidence=Wording(kept.words_zh, kept.words_en),
        app=AppRef(code=kept.app_code, name=kept.app_name) if kept.app_code else None,
        has_portrait=kept.has_portrait,
        is_exempt_scene=kept.is_exempt_scene,
        sponsor_level=kept.sponsor_level,
        base=Wording(kept.base_zh, kept.base_en),
        share=_share(kept),
        threshold=kept.threshold,
        steps=steps,
        earlier=tuple(earlier),
    )


def _share(kept: Kept) -> Estimate:
    if kept.value is None:
        return SUPPRESSED
    return Estimate(
        state=State.SHOWN,
        value=kept.value,
        low=kept.low,
        high=kept.high,
        text=kept.text,
        n=kept.n,
        n_text=kept.n_text,
    )


def _step(step: FindingStep, wave_code: str) -> Step:
    return Step(wave_code=wave_code, state=step.state, note=step.note, email=step.email, recorded_at=step.recorded_at)
