"""What the catalogue alone says to the rules, as it stands on the day of the look."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from burden.access.scopes import path_of
from burden.domain.app_leads import LeadGrade
from burden.domain.findings import RegisterEntry, register_findings
from burden.domain.rule_evidence import Registered
from burden.domain.rules_in_force import RuleInForce
from burden.models import CatalogueItem
from burden.reports.findings.types import OF_REGISTER, Found
from burden.reports.findings.words import register_words
from burden.reports.types import RegionRef


def findings_of_register(
    rule: RuleInForce, items: Sequence[CatalogueItem], homes: Mapping[str, RegionRef], *, as_of: date
) -> Iterator[Found]:
    """Yield the facts of these entries that speak to the rule, each about the entry's home; ``homes`` are by code."""
    by_code = {item.app_code: item for item in items}
    entries = [_entry(item) for item in items]
    for piece in rule.rule.evidence:
        if not isinstance(piece, Registered):
            continue
        codes = register_findings(
            piece.check, entries, today=as_of, binds_from=rule.rule.since, stale_days=rule.bars.stale_days
        )
        for item in (by_code[code] for code in codes):
            yield Found(
                rule=rule,
                key=f"{OF_REGISTER}{piece.check.value}",
                grade=LeadGrade.FACT,
                region=homes[item.region_code],
                item=item,
                evidence=register_words(piece.check, item, stale_days=int(rule.bars.stale_days)),
            )


def _entry(item: CatalogueItem) -> RegisterEntry:
    return RegisterEntry(
        code=item.app_code,
        kind=item.kind,
        path=path_of(item.region_code),
        sponsor_level=item.sponsor_level,
        sponsor=item.sponsor_dept,
        audience=item.audience,
        platform=item.platform,
        filing_no=item.filing_no,
        launched_on=item.launched_on,
        updated_on=item.last_update_on,
        has_complaint_channel=item.has_complaint_channel,
        is_commercial=item.is_commercial,
    )
