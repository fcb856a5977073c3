"""Taking a file: allowed still, written into the register before the first byte, then sent."""

from typing import BinaryIO

from burden.access.downloads import record_download
from burden.access.export_jobs import Job
from burden.access.scopes import Viewer
from burden.exports.making import path_of_file
from burden.reports.selection import select


def open_file(viewer: Viewer, job: Job) -> BinaryIO | None:
    """Record the download and return the file, None where it is not ready or gone.

    A scope that has ended since closes the file too: RefusalError (NothingToShow).  Its region may still have a public
    page, but what was made for a reader of all of it holds more than that.
    """
    path = path_of_file(job.id)
    if not job.is_done or not path.is_file():
        return None
    select(viewer=viewer, wave=job.wave_code, region=job.region_code, reads_all=not job.is_public)
    record_download(
        viewer,
        kind=job.kind,
        wave_code=job.wave_code,
        region_code=job.region_code,
        release_id=job.release_id,
        sha256=job.sha256,
        rows=job.rows,
    )
    return path.open("rb")
