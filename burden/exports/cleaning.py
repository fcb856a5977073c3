"""Removing files past their last day."""

from pathlib import Path

from django.conf import settings

from burden.access.export_jobs import drop_expired_jobs, known_job_ids


def drop_old_files() -> None:
    """Forget expired jobs and remove files that belong to no job; safe to repeat."""
    drop_expired_jobs()
    folder = Path(settings.MEDIA_ROOT)
    # The folder is read before the register: a file whose job was made in between is left alone.
    files = list(folder.iterdir()) if folder.is_dir() else []
    known = known_job_ids()
    for file in files:
        if file.stem not in known:
            file.unlink(missing_ok=True)
