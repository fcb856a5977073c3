"""What an inspector may look into: what the rules found at a release, and what came of it."""

from collections.abc import Iterable

from burden.access.policies import check_may_read_findings
from burden.access.refusals import RefusalError
from burden.access.scopes import Viewer, path_of
from burden.domain.rules_in_force import RulesInForce
from burden.models import Finding as Kept
from burden.models import FindingRound, Region
from burden.reports.errors import NothingToShow
from burden.reports.filters import check_levels
from burden.reports.findings.kept import finding_of, kept_about, steps_of
from burden.reports.findings.rules import rules_in_force
from burden.reports.findings.table import findings_table
from burden.reports.findings.types import Finding, FindingsReport
from burden.reports.regions import children_of, region_ref
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import RegionRef


def build_findings_report(
    *, viewer: Viewer, wave: str | None = None, region: str | None = None, levels: tuple[int, ...] = ()
) -> FindingsReport:
    """Return the findings about one of the inspector's own regions, the regions right below it, and its apps.

    Findings are of all levels together, whatever is chosen.  NothingToShow for whoever is no inspector and outside
    one's subtrees, BadFilterError for unknown levels.  As many queries however many findings there are.
    """
    check_levels(levels)
    selection = select(viewer=viewer, wave=wave, region=region, reads_all=True)
    check_is_inspector(viewer)
    this = FindingRound.objects.filter(release=selection.release).first()
    rules = rules_in_force(this.rules_version if this else None)
    findings = tuple(_findings(selection, this, rules)) if this else ()
    frame = frame_of(selection)
    as_of = this.as_of if this else None
    return FindingsReport(
        frame=frame,
        findings=findings,
        table=findings_table(frame, findings, rules_version=rules.version, as_of=as_of),
        is_ready=this is not None,
        rules_version=rules.version,
        as_of=as_of,
    )


def check_is_inspector(viewer: Viewer) -> None:
    """Raise NothingToShow for everybody else: what is not for them does not exist."""
    try:
        check_may_read_findings(viewer)
    except RefusalError:
        raise NothingToShow from None


def build_finding(*, viewer: Viewer, key: int) -> tuple[FindingsReport, Finding]:
    """Return one finding with its life, and the report of its own region that it stands in.

    NothingToShow for what does not exist or is outside the inspector's subtrees.
    """
    check_is_inspector(viewer)
    found = Kept.objects.filter(pk=key).values_list("region_code", "round__release__wave__code").first()
    if found is None:
        raise NothingToShow
    report = build_findings_report(viewer=viewer, region=found[0], wave=found[1])
    for finding in report.findings:
        if finding.key == key:
            return report, finding
    raise NothingToShow  # of a release that was replaced


def _findings(selection: Selection, this: FindingRound, rules: RulesInForce) -> Iterable[Finding]:
    """Return the findings by rule, then region as the tree has it, then app."""
    below = children_of(selection.wave, selection.region, reach=selection.reach)
    kept = list(Kept.objects.filter(kept_about(selection.region, below), round=this))
    places = _places(selection, kept)
    steps, earlier = steps_of(kept, selection.wave)
    found = [
        finding_of(
            one,
            rules=rules,
            region=places[one.region_code],
            steps=steps.get(one.pk, ()),
            earlier=earlier.get(one.same_lead, ()),
        )
        for one in kept
    ]
    # Codes in their order put the region before what lies in it.
    return sorted(found, key=lambda one: (one.rule.code, path_of(one.region.code), one.app.code if one.app else ""))


def _places(selection: Selection, kept: Iterable[Kept]) -> dict[str, RegionRef]:
    codes = {one.region_code for one in kept}
    regions = Region.objects.of_tree(selection.wave.tree_id).filter(code__in=codes)
    return {region.code: region_ref(region) for region in regions}
