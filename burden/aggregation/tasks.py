"""Thin Celery tasks: arguments in, service called."""

from uuid import UUID

from celery import shared_task

from burden.aggregation.release import work_on
from burden.models import Release


@shared_task(name="aggregation.compute_shards", acks_late=True, ignore_result=True)
def compute_shards(release_id: str) -> None:
    """Compute shards of a release until none is free; whoever finds all of them done finishes it."""
    work_on(UUID(release_id))


@shared_task(name="aggregation.resume_releases", acks_late=True, ignore_result=True)
def resume_releases() -> None:
    """Take up releases that were begun and not finished: a lost message or killed worker costs a minute."""
    for release_id in Release.objects.filter(state=Release.State.COMPUTING).values_list("pk", flat=True):
        compute_shards.delay(str(release_id))
