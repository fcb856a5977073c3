"""From a computed release to one that readers see: ready, published, or held by the gate.

Each of these is a change within the caller's transaction, in which the release's row is locked.
"""

from collections.abc import Mapping

from django.utils import timezone

from burden.aggregation.content_hash import content_sha256
from burden.aggregation.gate import GateReport
from burden.aggregation.gate_faults import Fault
from burden.aggregation.parameters import headcounts_sha256
from burden.models import FigurePack, Release, Wave, WaveEvent

Balance = Mapping[str, Mapping[str, Mapping[str, int]]]


def make_ready(release: Release, *, balance: Balance, report: GateReport, content_hash: str) -> None:
    """Note that a release is complete and that the gate lets it pass; no reader sees anything of it yet."""
    release.balance = balance
    release.gate_report = report.as_json()
    release.content_hash = content_hash
    release.state = Release.State.READY
    release.save(update_fields=["balance", "gate_report", "content_hash", "state"])
    _note(release, WaveEvent.Kind.COMPUTED)


def publish(release: Release, *, by: str) -> None:
    """Publish a ready release: from the commit on, readers see it.  Every way to a publication ends here, once.

    ``by`` is written down: the e-mail address of who did it, or one of ``WaveEvent.BY_…``.
    """
    release.published_on = timezone.localdate()
    release.state = Release.State.PUBLISHED
    release.is_current = True
    release.save(update_fields=["published_on", "state", "is_current"])
    Wave.objects.filter(pk=release.wave_id).update(state=Wave.State.RELEASED)
    _note(release, WaveEvent.Kind.PUBLISHED, by=by)


def hold(release: Release, report: GateReport) -> None:
    """Keep the reasons in words, and delete the numbers that must not be published."""
    FigurePack.objects.filter(release=release).delete()
    release.gate_report = report.as_json()
    release.state = Release.State.HELD
    release.save(update_fields=["gate_report", "state"])
    _note(release, WaveEvent.Kind.HELD)


def changes_since_ready(release: Release) -> GateReport:
    """Say what is no longer as the gate has seen it: numbers, parameters or head counts were touched since."""
    report = GateReport()
    if headcounts_sha256(release.wave) != release.parameters["headcounts_sha256"]:
        report.findings.append(Fault.HEADCOUNTS.value)
    if content_sha256(release) != release.content_hash:
        report.findings.append(f"{release.short_id} {Fault.TOUCHED}")
    return report


def who_closed(wave: Wave) -> str:
    """Return who or what closed the wave, as written down; the timetable where nothing is."""
    closed = WaveEvent.objects.filter(wave_code=wave.code, kind=WaveEvent.Kind.CLOSED).last()
    return closed.done_by if closed else WaveEvent.BY_TIMETABLE


def _note(release: Release, kind: WaveEvent.Kind, *, by: str = WaveEvent.BY_WORKER) -> None:
    WaveEvent.objects.create(wave_code=release.wave.code, kind=kind, done_by=by)
