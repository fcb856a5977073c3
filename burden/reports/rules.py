"""The rules of one version, as operators keep them."""

from burden.domain.findings import Bars
from burden.domain.rule_book import RULES, Rule
from burden.domain.rule_sources import Source
from burden.domain.rules_in_force import RuleInForce, RulesInForce, Where, as_in_the_book, bars_of
from burden.models import RuleRevision


def rules_in_force(version: int | None = None) -> RulesInForce:
    """Return the rules of a version, the newest by default; one query.

    A rule that was never stored is as the book of the program has it.
    """
    revisions = RuleRevision.objects.order_by("version")
    if version is not None:
        revisions = revisions.filter(version__lte=version)
    last = {revision.code: revision for revision in revisions}
    return RulesInForce(
        version=max((revision.version for revision in last.values()), default=0),
        rules=tuple(rule_of(rule, last.get(rule.code)) for rule in RULES),
    )


def rule_of(rule: Rule, revision: RuleRevision | None) -> RuleInForce:
    """Return one rule as a revision says it, as in the book without one."""
    if revision is None:
        return as_in_the_book(rule)
    bars: Bars = bars_of(rule, revision.bars)
    return RuleInForce(
        rule=rule,
        zh=revision.zh,
        en=revision.en,
        sources=tuple(Source(zh=source["zh"], en=source["en"], day=source["day"]) for source in revision.sources),
        bars=bars,
        where=Where(revision.where),
        provinces=tuple(revision.provinces),
    )
