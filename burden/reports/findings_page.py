"""What an inspector may look into: each rule against released shares and against the catalogue."""

from collections.abc import Iterator

from django.utils import timezone

from burden.access.policies import check_may_read_findings
from burden.access.refusals import RefusalError
from burden.access.scopes import Viewer
from burden.domain.app_leads import AppLeadKind
from burden.domain.rule_book import RULE_BY_CODE, RULES
from burden.reports.app_leads import leads_in
from burden.reports.catalogue import AppRef
from burden.reports.errors import NothingToShow
from burden.reports.findings_of_people import findings_of_people, look_at
from burden.reports.findings_of_register import entries_at_home, findings_of_register
from burden.reports.findings_table import findings_table
from burden.reports.findings_types import Finding, FindingsReport
from burden.reports.lead_words import evidence_words
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import SUPPRESSED

# The rules whose evidence are the leads of the board.
RULE_OF_LEAD: dict[AppLeadKind, str] = {
    AppLeadKind.ZOMBIE: "R12",
    AppLeadKind.LOW_USE: "R13",
    AppLeadKind.DUPLICATE: "R14",
    AppLeadKind.SCATTERED: "R14",
}


def build_findings_report(
    *, viewer: Viewer, wave: str | None = None, region: str | None = None, levels: tuple[int, ...] = ()
) -> FindingsReport:
    """Return the findings about one of the inspector's own regions, the regions right below it, and its apps.

    NothingToShow for whoever is no inspector and outside one's subtrees, BadFilterError for unknown levels.  As many
    queries however many regions and apps there are.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    try:
        check_may_read_findings(viewer)
    except RefusalError:
        raise NothingToShow from None
    as_of = timezone.localdate()
    looked_at, items = look_at(selection), entries_at_home(selection)
    found = [*_of_board(selection)]
    for rule in RULES:
        if rule.is_on:
            found += findings_of_people(rule, looked_at)
            found += findings_of_register(rule, selection, items, as_of=as_of)
    order = {ref.code: place for place, ref in enumerate(looked_at.regions)}
    findings = tuple(sorted(found, key=lambda f: (f.rule.code, order[f.region.code], f.app.code if f.app else "")))
    frame = frame_of(selection)
    return FindingsReport(
        frame=frame, findings=findings, table=findings_table(frame, findings, as_of=as_of), as_of=as_of
    )


def _of_board(selection: Selection) -> Iterator[Finding]:
    found = leads_in(selection)
    for lead in found.leads:
        yield Finding(
            rule=RULE_BY_CODE[RULE_OF_LEAD[lead.kind]],
            grade=lead.grade,
            region=selection.region,
            app=AppRef(code=lead.code, name=found.items[lead.code].name_zh),
            evidence=evidence_words(lead, found),
            share=found.shares.get((lead.code, lead.basis), SUPPRESSED),
        )
