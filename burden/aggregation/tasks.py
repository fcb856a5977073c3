"""Thin Celery tasks: arguments in, service called."""

from uuid import UUID

from celery import shared_task
from celery.signals import worker_init

from burden.aggregation.nightly import check_releases as check_all_releases
from burden.aggregation.patience import outlasting
from burden.aggregation.progress import releases_with_work
from burden.aggregation.release import work_on
from burden.aggregation.warming import NotReadyError, get_ready

# A worker takes shard after shard for so long and then queues for another turn: no task comes near the broker's
# visibility timeout, and a worker that is asked to stop does so soon.
SECONDS_A_TURN = 30.0
# A call that nobody fetched in this time is dropped: the next look at unfinished releases makes others.
SECONDS_TO_FETCH = 30
# A call takes shard after shard, so more calls than workers would only find nothing to do.
MOST_CALLS = 16
# Computing a release again reads every answer of its wave; a night has room for that, a task has an end.
SECONDS_A_NIGHT = 3000


@worker_init.connect
def get_ready_for_releases(**_: object) -> None:
    """Load or make the machine code before the worker's processes branch off; one that computes wrongly ends here."""
    try:
        get_ready()
    except NotReadyError as wrong:
        # Celery logs other exceptions of a receiver and goes on.
        raise SystemExit(str(wrong)) from wrong


@shared_task(name="aggregation.compute_shards", acks_late=True, ignore_result=True)
def compute_shards(release_id: str) -> None:
    """Compute shards of a release until none is free or the turn is over; whoever finds all of them done finishes."""
    if outlasting(lambda: work_on(UUID(release_id), seconds=SECONDS_A_TURN)):
        call_workers(UUID(release_id), 1)


@shared_task(name="aggregation.resume_releases", acks_late=True, ignore_result=True)
def resume_releases() -> None:
    """Take up releases in which something waits for a worker: recovery rests on their leases, not on the broker."""
    for release_id, pieces in releases_with_work().items():
        call_workers(release_id, pieces)


@shared_task(name="aggregation.check_releases", ignore_result=True, soft_time_limit=SECONDS_A_NIGHT)
def check_releases() -> None:
    """Look at everything that was published, and compute one release again."""
    check_all_releases()


def call_workers(release_id: UUID, pieces: int) -> None:
    """Ask workers to take part in a release of so many pieces; raises kombu's OperationalError without a broker."""
    for _ in range(min(pieces, MOST_CALLS)):
        compute_shards.apply_async((str(release_id),), expires=SECONDS_TO_FETCH)
