"""The rules of one version, as operators keep them: the newest, or the one by which a release was looked at."""

from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from burden.domain.rule_book import RULES, Rule
from burden.domain.rule_sources import Source
from burden.domain.rule_thresholds import numbers_of
from burden.domain.rules_in_force import RuleInForce, RulesInForce, Where, as_in_the_book
from burden.models import FindingRound, Release, RuleRevision

NEWEST = 2**31 - 1


def rules_in_force(version: int | None = None) -> RulesInForce:
    """Return the rules of a version, the newest by default; one query.

    A rule that was never stored is as the book of the program has it.
    """
    return _rules(RuleRevision.objects.filter(version__lte=NEWEST if version is None else version))


def rules_of_release(release: Release) -> RulesInForce:
    """Return the rules that a release was looked at by, whatever was changed since; one query.

    Every page that judges its numbers reads these, so that none says another thing than the kept findings.  For the
    moment between a release and the look at it the newest.
    """
    version = FindingRound.objects.filter(release=release).values("rules_version")
    return _rules(RuleRevision.objects.filter(version__lte=Coalesce(Subquery(version), Value(NEWEST))))


def _rules(revisions: QuerySet[RuleRevision]) -> RulesInForce:
    last = {revision.code: revision for revision in revisions.order_by("version")}
    return RulesInForce(
        version=max((revision.version for revision in last.values()), default=0),
        rules=tuple(rule_of(rule, last.get(rule.code)) for rule in RULES),
    )


def rule_of(rule: Rule, revision: RuleRevision | None) -> RuleInForce:
    """Return one rule as a revision says it, as in the book without one."""
    if revision is None:
        return as_in_the_book(rule)
    return RuleInForce(
        rule=rule,
        zh=revision.zh,
        en=revision.en,
        sources=tuple(Source(zh=source["zh"], en=source["en"], day=source["day"]) for source in revision.sources),
        numbers=numbers_of(rule, revision.bars),
        where=Where(revision.where),
        provinces=tuple(revision.provinces),
    )
