"""What released answers say to the rules, in shares as pages print them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from burden.domain.app_leads import LeadGrade
from burden.domain.blocks import PRACTICES, Block, heaviest_block, opinion_block
from burden.domain.findings import grade_of, grade_together, warns
from burden.domain.indicators import BY_CODE, Statistic
from burden.domain.rule_book import RULES
from burden.domain.rule_evidence import Answered, MetPractice, NamedWith, SaidOf
from burden.domain.rules_in_force import RuleInForce
from burden.models import CatalogueItem, Release
from burden.reports.apps.leads import printed
from burden.reports.estimates import estimate, share_estimate
from burden.reports.figures import Figures
from burden.reports.findings.types import Found
from burden.reports.findings.words import Words, answered_words, flag_words, practice_words, said_words
from burden.reports.types import SUPPRESSED, Estimate, RegionRef
from burden.reports.waves import showing_of

DECIMALS = 1


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """One region of a release, the apps in use that concern it, and its released figures; all levels together."""

    release: Release
    region: RegionRef
    items: tuple[CatalogueItem, ...]
    figures: Figures

    def share(self, block: Block, *counts: str) -> Estimate:
        """Return the share of the people of a block for whom one of these counts holds."""
        if not self.figures.levels(block, self.region.code):
            return SUPPRESSED  # as of most apps in most places: nothing is added up millions of times
        tally = self.figures.tally(block, self.region.code)
        showing = showing_of(self.release, self.region.kind)
        return share_estimate(tally.count(*counts), tally.n, decimals=DECIMALS, showing=showing)


def blocks_of_rules(items: Sequence[CatalogueItem]) -> tuple[Block, ...]:
    """Return the blocks that the rules read where these apps are in use."""
    evidence = [piece for rule in RULES for piece in rule.evidence]
    blocks = {PRACTICES.name: PRACTICES}
    blocks |= {b.name: b for piece in evidence if isinstance(piece, Answered) for b in [BY_CODE[piece.indicator].block]}
    families = {piece.family for piece in evidence if isinstance(piece, SaidOf)}
    of_apps = (heaviest_block(item.app_code) for item in items)
    said = (opinion_block(family, item.app_code) for item in items for family in sorted(families))
    return (*blocks.values(), *of_apps, *said)


def findings_of_people(rule: RuleInForce, looked_at: LookedAt) -> Iterator[Found]:
    """Yield what people said that speaks to the rule: of the region, and of each of its apps."""
    for piece in rule.rule.evidence:
        match piece:
            case MetPractice():
                yield from _met(rule, piece, looked_at)
            case Answered():
                yield from _answered(rule, piece, looked_at)
            case NamedWith():
                yield from _named_with(rule, piece, looked_at)
            case SaidOf():
                yield from _said_of(rule, piece, looked_at)
            case _:
                pass  # findings_of_register has what the catalogue says


def _met(rule: RuleInForce, piece: MetPractice, looked_at: LookedAt) -> Iterator[Found]:
    share = looked_at.share(PRACTICES, piece.practice)
    grade = grade_of(printed(share), rule.bars)
    if grade is not None:
        words = practice_words(piece.practice)
        yield _found(rule, looked_at, grade, key=f"met:{piece.practice}", words=words, share=share)


def _answered(rule: RuleInForce, piece: Answered, looked_at: LookedAt) -> Iterator[Found]:
    indicator, region = BY_CODE[piece.indicator], looked_at.region
    tally = looked_at.figures.tally(indicator.block, region.code)
    found = estimate(tally, indicator=indicator, showing=showing_of(looked_at.release, region.kind))
    is_mean = indicator.statistic is Statistic.MEAN
    share = _median(found) if is_mean else found
    if rule.rule.is_warning:
        grade = LeadGrade.WARNING if warns(printed(share), piece, rule.bars) else None
    else:
        grade = grade_of(printed(share), rule.bars)
    if grade is not None:
        words = answered_words(indicator, median=share.value if is_mean else None)
        shown = SUPPRESSED if is_mean else share
        yield _found(rule, looked_at, grade, key=f"answered:{piece.indicator}", words=words, share=shown)


def _median(found: Estimate) -> Estimate:
    """Return the median with its interval in the place of the mean."""
    median = found.quantiles
    if not found.is_shown or median.median_low is None:
        return SUPPRESSED
    return replace(found, value=median.median, low=median.median_low, high=median.median_high, text="")


def _named_with(rule: RuleInForce, piece: NamedWith, looked_at: LookedAt) -> Iterator[Found]:
    for item in looked_at.items:
        if piece.is_exempt_left_out and item.is_exempt_scene:
            continue
        block = heaviest_block(item.app_code)
        shares = [looked_at.share(block, flag) for flag in piece.flags]
        grade = grade_together([printed(share) for share in shares], rule.bars)
        if grade is not None:
            key, words = f"named:{'+'.join(piece.flags)}", flag_words(piece.flags, shares)
            yield _found(rule, looked_at, grade, key=key, words=words, share=shares[0], item=item)


def _said_of(rule: RuleInForce, piece: SaidOf, looked_at: LookedAt) -> Iterator[Found]:
    for item in looked_at.items:
        share = looked_at.share(opinion_block(piece.family, item.app_code), piece.answer)
        grade = grade_of(printed(share), rule.bars)
        if grade is not None:
            key, words = f"said:{piece.answer}", said_words(piece.answer)
            yield _found(rule, looked_at, grade, key=key, words=words, share=share, item=item)


def _found(  # noqa: PLR0913  # what a finding consists of
    rule: RuleInForce,
    looked_at: LookedAt,
    grade: LeadGrade,
    *,
    key: str,
    words: Words,
    share: Estimate,
    item: CatalogueItem | None = None,
) -> Found:
    evidence, base = words
    return Found(
        rule=rule,
        key=key,
        grade=grade,
        region=looked_at.region,
        item=item,
        evidence=evidence,
        base=base,
        share=share,
    )
