"""Work of the exports that happens away from any page."""

from celery import shared_task

from burden.exports import cleaning, making


@shared_task(name="exports.make_file")
def make_file(job_id: str) -> None:
    """Make the file of one job."""
    making.make_file(job_id)


@shared_task(name="exports.drop_old_files")
def drop_old_files() -> None:
    """Remove expired files."""
    cleaning.drop_old_files()
