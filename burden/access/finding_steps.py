"""What inspectors record of a finding: added to its life, nothing is ever changed."""

from django.db import transaction

from burden.access.policies import check_may_read_findings
from burden.access.refusals import NO_SUCH_REGION, RefusalError
from burden.access.scopes import Viewer, path_of
from burden.models import Finding, FindingStep


class StepOvertakenError(RuntimeError):
    """Somebody recorded a step of the finding after the page was read."""


@transaction.atomic
def record_step(viewer: Viewer, *, key: int, state: str, note: str, seen: int) -> None:
    """Record what became of a finding; ``seen`` is how many steps of it its writer saw.

    The note must have been scrubbed.  Raises RefusalError for whoever may not read the finding, StepOvertakenError.
    """
    check_may_read_findings(viewer)
    finding = (
        Finding.objects.select_for_update(of=("self",)).select_related("round__release__wave").filter(pk=key).first()
    )
    if finding is None:
        raise RefusalError(NO_SUCH_REGION)
    is_demo = finding.round.release.wave.is_demo
    if not viewer.may_read_all_of(path_of(finding.region_code), is_demo=is_demo):
        raise RefusalError(NO_SUCH_REGION)
    if finding.steps.count() != seen:
        raise StepOvertakenError
    finding.steps.create(state=FindingStep.State(state), note=note, email=viewer.email)
