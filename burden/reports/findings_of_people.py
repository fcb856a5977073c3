"""What released answers say to the rules, in shares as pages print them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from burden.domain.app_leads import LeadGrade
from burden.domain.blocks import PRACTICES, Block, heaviest_block, opinion_block
from burden.domain.findings import grade_of, grade_together, warns
from burden.domain.indicators import BY_CODE, Statistic
from burden.domain.rule_book import RULES, Rule
from burden.domain.rule_evidence import Answered, MetPractice, NamedWith, Registered, SaidOf
from burden.models import CatalogueItem
from burden.reports.app_leads import printed
from burden.reports.catalogue import AppRef, items_of
from burden.reports.estimates import estimate, share_estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.finding_words import answered_words, flag_words, practice_words, said_words
from burden.reports.findings_types import Finding
from burden.reports.regions import children_of
from burden.reports.selection import Selection
from burden.reports.types import SUPPRESSED, Estimate, RegionRef

DECIMALS = 1


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """The selected region first, those right below it, its apps in use, and the released figures of all of them."""

    selection: Selection
    regions: tuple[RegionRef, ...]
    items: tuple[CatalogueItem, ...]
    figures: Figures

    def share(self, block: Block, region: RegionRef, *counts: str) -> Estimate:
        """Return the share of the people of a block in a region for whom one of these counts holds."""
        tally = self.figures.tally(block, region.code, self.selection.levels)
        showing = self.selection.showing(region)
        return share_estimate(tally.count(*counts), tally.n, decimals=DECIMALS, showing=showing)


def look_at(selection: Selection) -> LookedAt:
    """Read all that the rules that are on may need; three queries, however many regions and apps."""
    regions = (selection.region, *children_of(selection.wave, selection.region, reach=selection.reach))
    items = tuple(item for item in items_of(selection.release, selection.region) if not item.is_retired)
    evidence = [piece for rule in RULES if rule.is_on for piece in rule.evidence]
    blocks = {PRACTICES.name: PRACTICES}
    blocks |= {b.name: b for piece in evidence if isinstance(piece, Answered) for b in [BY_CODE[piece.indicator].block]}
    families = {piece.family for piece in evidence if isinstance(piece, SaidOf)}
    of_apps = (heaviest_block(item.app_code) for item in items)
    said = (opinion_block(family, item.app_code) for item in items for family in families)
    codes = tuple(region.code for region in regions)
    figures = read_figures(selection.release, blocks=(*blocks.values(), *of_apps, *said), codes=codes)
    return LookedAt(selection=selection, regions=regions, items=items, figures=figures)


def findings_of_people(rule: Rule, looked_at: LookedAt) -> Iterator[Finding]:
    """Yield what people said that speaks to the rule: of each region, or of each app of the selected one."""
    for piece in rule.evidence:
        match piece:
            case MetPractice():
                yield from _met(rule, piece, looked_at)
            case Answered():
                yield from _answered(rule, piece, looked_at)
            case NamedWith():
                yield from _named_with(rule, piece, looked_at)
            case SaidOf():
                yield from _said_of(rule, piece, looked_at)
            case Registered():
                pass  # findings_register has what the catalogue says


def _met(rule: Rule, piece: MetPractice, looked_at: LookedAt) -> Iterator[Finding]:
    for region in looked_at.regions:
        share = looked_at.share(PRACTICES, region, piece.practice)
        grade = grade_of(printed(share))
        if grade is not None:
            evidence, base = practice_words(piece.practice)
            yield Finding(rule=rule, grade=grade, region=region, evidence=evidence, base=base, share=share)


def _answered(rule: Rule, piece: Answered, looked_at: LookedAt) -> Iterator[Finding]:
    indicator = BY_CODE[piece.indicator]
    for region in looked_at.regions:
        tally = looked_at.figures.tally(indicator.block, region.code, looked_at.selection.levels)
        found = estimate(tally, indicator=indicator, showing=looked_at.selection.showing(region))
        is_mean = indicator.statistic is Statistic.MEAN
        share = _median(found) if is_mean else found
        if rule.is_warning:
            grade = LeadGrade.WARNING if warns(printed(share), piece) else None
        else:
            grade = grade_of(printed(share))
        if grade is not None:
            evidence, base = answered_words(indicator, median=share.value if is_mean else None)
            shown = SUPPRESSED if is_mean else share
            yield Finding(rule=rule, grade=grade, region=region, evidence=evidence, base=base, share=shown)


def _median(found: Estimate) -> Estimate:
    """Return the median with its interval in the place of the mean."""
    median = found.quantiles
    if not found.is_shown or median.median_low is None:
        return SUPPRESSED
    return replace(found, value=median.median, low=median.median_low, high=median.median_high, text="")


def _named_with(rule: Rule, piece: NamedWith, looked_at: LookedAt) -> Iterator[Finding]:
    region = looked_at.selection.region
    for item in looked_at.items:
        if piece.is_exempt_left_out and item.is_exempt_scene:
            continue
        shares = [looked_at.share(heaviest_block(item.app_code), region, flag) for flag in piece.flags]
        known = [printed(share) for share in shares]
        grade = grade_of(known[0]) if len(known) == 1 else grade_together(known)
        if grade is not None:
            evidence, base = flag_words(piece.flags, shares)
            yield Finding(
                rule=rule,
                grade=grade,
                region=region,
                app=AppRef(code=item.app_code, name=item.name_zh),
                evidence=evidence,
                base=base,
                share=shares[0],
            )


def _said_of(rule: Rule, piece: SaidOf, looked_at: LookedAt) -> Iterator[Finding]:
    region = looked_at.selection.region
    for item in looked_at.items:
        share = looked_at.share(opinion_block(piece.family, item.app_code), region, piece.answer)
        grade = grade_of(printed(share))
        if grade is not None:
            evidence, base = said_words(piece.answer)
            yield Finding(
                rule=rule,
                grade=grade,
                region=region,
                app=AppRef(code=item.app_code, name=item.name_zh),
                evidence=evidence,
                base=base,
                share=share,
            )
