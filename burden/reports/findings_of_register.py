"""What the catalogue alone says to the rules, as it stands today."""

from collections.abc import Iterator, Sequence
from datetime import date

from burden.access.scopes import path_of
from burden.domain.app_leads import LeadGrade
from burden.domain.findings import RegisterEntry, register_findings
from burden.domain.rule_book import Rule
from burden.domain.rule_evidence import Registered
from burden.models import CatalogueItem
from burden.reports.catalogue import AppRef
from burden.reports.finding_words import register_words
from burden.reports.findings_types import Finding
from burden.reports.selection import Selection


def entries_at_home(selection: Selection) -> tuple[CatalogueItem, ...]:
    """Return the entries in use, accounts and systems too, that belong to the selected region or below it; one query.

    What belongs to those above is theirs to answer for.
    """
    items = CatalogueItem.objects.filter(tree_id=selection.wave.tree_id, is_retired=False).order_by("app_code")
    return tuple(item for item in items if path_of(item.region_code).startswith(selection.region.path))


def findings_of_register(
    rule: Rule, selection: Selection, items: Sequence[CatalogueItem], *, as_of: date
) -> Iterator[Finding]:
    """Yield the facts of these entries that speak to the rule."""
    by_code = {item.app_code: item for item in items}
    entries = [_entry(item) for item in items]
    for piece in rule.evidence:
        if not isinstance(piece, Registered):
            continue
        for code in register_findings(piece.check, entries, today=as_of, binds_from=rule.since):
            item = by_code[code]
            yield Finding(
                rule=rule,
                grade=LeadGrade.FACT,
                region=selection.region,
                app=AppRef(code=code, name=item.name_zh),
                has_portrait=item.kind in CatalogueItem.ON_A_PHONE,
                evidence=register_words(piece.check, item),
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
