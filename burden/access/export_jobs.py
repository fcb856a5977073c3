"""The register of files in the making: who asked for which file, how far it is, and when it goes.

A job belongs to the account that asked for it; to everybody else it does not exist.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from burden.access.policies import check_may_download
from burden.access.scopes import Viewer, viewer_for
from burden.access.session_locks import session_lock
from burden.models import ExportJob, User, Wave

DAYS_KEPT = 7
LISTED = 50
LONGEST_ERROR = 200


@dataclass(frozen=True, kw_only=True)
class Job:
    """A file that somebody asked for.

    ``state`` is waiting, running, done or failed; ``parameters`` are page and filters; ``percent`` 0-100;
    ``release_id``, ``rows`` and ``is_public`` (it holds nothing but what anybody may read) are known when the file is
    done; of a file that does not say so it is not public.
    """

    id: uuid.UUID
    kind: str
    wave_code: str
    is_demo: bool
    region_code: str
    parameters: Mapping[str, Any]
    state: str
    percent: int
    error: str
    file_name: str
    sha256: str
    release_id: str
    rows: int
    is_public: bool
    asked_at: datetime
    expires_on: date

    @property
    def is_done(self) -> bool:
        """Whether the file can be taken."""
        return self.state == ExportJob.State.DONE

    @property
    def is_failed(self) -> bool:
        """Whether there will be no file."""
        return self.state == ExportJob.State.FAILED

    @property
    def is_under_way(self) -> bool:
        """Whether the file is still to come."""
        return self.state in {ExportJob.State.WAITING, ExportJob.State.RUNNING}


def create_job(viewer: Viewer, *, kind: str, wave_code: str, region_code: str, parameters: Mapping[str, Any]) -> Job:
    """Write down that the viewer asks for a file; wave and region must be ones that the viewer may read.

    Raises RefusalError for people who may not download.
    """
    check_may_download(viewer)
    job = ExportJob.objects.create(
        user=User.objects.get(email=viewer.email),
        kind=kind,
        wave=Wave.objects.get(code=wave_code),
        region_code=region_code,
        parameters=dict(parameters),
        expires_on=timezone.localdate() + timedelta(days=DAYS_KEPT),
    )
    return _job(job)


def list_jobs(viewer: Viewer) -> tuple[Job, ...]:
    """Return the viewer's jobs that have not expired, newest first."""
    jobs = ExportJob.objects.filter(user__email=viewer.email, expires_on__gte=timezone.localdate())
    return tuple(_job(job) for job in jobs.select_related("wave")[:LISTED])


def find_job(viewer: Viewer, job_id: uuid.UUID | str) -> Job | None:
    """Return the viewer's job of that id; None for anybody else's, expired or unknown ones."""
    jobs = ExportJob.objects.filter(user__email=viewer.email, expires_on__gte=timezone.localdate())
    job = jobs.select_related("wave").filter(pk=job_id).first()
    return _job(job) if job else None


@contextmanager
def claimed_job(job_id: uuid.UUID | str) -> Iterator[tuple[Job, Viewer] | None]:
    """Give the job to this worker with the viewer as whom the file is made; None where there is nothing to do.

    The claim is a lock of the database session: it ends with a worker that is killed, and the task that comes again
    starts anew.  A job that is done, failed, gone, or claimed by another worker yields None.
    """
    with session_lock(job_id) as is_ours:
        yield _start(job_id) if is_ours else None


def _start(job_id: uuid.UUID | str) -> tuple[Job, Viewer] | None:
    open_states = (ExportJob.State.WAITING, ExportJob.State.RUNNING)
    jobs = ExportJob.objects.filter(pk=job_id, state__in=open_states)
    if not jobs.update(state=ExportJob.State.RUNNING, progress=0):
        return None
    job = jobs.select_related("wave", "user").get()
    return _job(job), viewer_for(job.user)


def note_progress(job_id: uuid.UUID, percent: int) -> None:
    """Write down how far the file is."""
    ExportJob.objects.filter(pk=job_id).update(progress=percent)


def finish_job(  # noqa: PLR0913  # what is known of a file
    job: Job, *, file_name: str, sha256: str, rows: int, release_id: str, is_public: bool
) -> None:
    """Write down that the file can be taken."""
    ExportJob.objects.filter(pk=job.id).update(
        state=ExportJob.State.DONE,
        progress=100,
        file_name=file_name,
        sha256=sha256,
        parameters={**job.parameters, "rows": rows, "release_id": release_id, "is_public": is_public},
    )


def fail_job(job_id: uuid.UUID, error: str) -> None:
    """Write down that there will be no file, and why."""
    ExportJob.objects.filter(pk=job_id).update(state=ExportJob.State.FAILED, error=error[:LONGEST_ERROR])


def drop_expired_jobs() -> int:
    """Forget jobs past their last day and return how many."""
    dropped, _ = ExportJob.objects.filter(expires_on__lt=timezone.localdate()).delete()
    return dropped


def forget_jobs_of(user: User) -> None:
    """Forget the account's jobs; their files, made for what it was, are cleaned away with time."""
    ExportJob.objects.filter(user=user).delete()


def known_job_ids() -> frozenset[str]:
    """Return the ids of all jobs: a file of any other name belongs to nobody."""
    return frozenset(str(pk) for pk in ExportJob.objects.values_list("pk", flat=True))


def _job(job: ExportJob) -> Job:
    return Job(
        id=job.pk,
        kind=job.kind,
        wave_code=job.wave.code,
        is_demo=job.wave.is_demo,
        region_code=job.region_code,
        parameters=job.parameters,
        state=job.state,
        percent=job.progress,
        error=job.error,
        file_name=job.file_name,
        sha256=job.sha256,
        release_id=job.parameters.get("release_id", ""),
        rows=job.parameters.get("rows", 0),
        is_public=job.parameters.get("is_public", False),
        asked_at=job.asked_at,
        expires_on=job.expires_on,
    )
