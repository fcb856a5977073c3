"""R30: whether this site itself keeps the rules that it holds others to, looked up as the page is drawn."""

from burden.reports.own_rules.entered import rules_of_facts
from burden.reports.own_rules.of_program import rules_of_program
from burden.reports.own_rules.of_waves import rules_of_waves
from burden.reports.own_rules.rule import OwnRule
from burden.reports.own_rules.site_facts import site_facts


def own_rules() -> tuple[OwnRule, ...]:
    """Return every line of R30; at most six queries."""
    return (*rules_of_program(), *rules_of_facts(site_facts()), *rules_of_waves())
