"""The register of downloads: who took which file, written before the first byte leaves."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.utils import timezone

from burden.access.policies import check_may_download, check_may_list_downloads
from burden.access.scopes import Role, Viewer, path_of
from burden.models import DownloadRecord, Wave

LISTED = 200
USUAL_FILES_A_DAY = 5


@dataclass(frozen=True, kw_only=True)
class Download:
    """One line of the register."""

    email: str
    role: str
    kind: str
    wave_code: str
    region_code: str
    release_id: str
    sha256: str
    rows: int
    downloaded_at: datetime


def record_download(  # noqa: PLR0913  # the register's columns
    viewer: Viewer,
    *,
    kind: str,
    wave_code: str,
    region_code: str,
    release_id: uuid.UUID | str,
    sha256: str,
    rows: int,
) -> Download:
    """Write who takes which file; call it before the first byte, for every attempt.

    ``kind`` is the file's kind ("xlsx", "csv", "pack"), ``sha256`` the hash of its bytes, ``rows`` its rows of data.
    Raises RefusalError for people who may not download.
    """
    check_may_download(viewer)
    record = DownloadRecord.objects.create(
        email=viewer.email,
        role=viewer.role.value,
        kind=kind,
        wave_code=wave_code,
        region_code=region_code,
        release_id=release_id,
        sha256=sha256,
        rows=rows,
    )
    return _line(record)


def list_downloads(viewer: Viewer, *, at_most: int = LISTED) -> tuple[Download, ...]:
    """Return the newest downloads: operators see all, inspectors those of their own subtrees."""
    check_may_list_downloads(viewer)
    records = DownloadRecord.objects.order_by("-downloaded_at", "-pk")
    if viewer.role is Role.OPERATOR:
        return tuple(_line(record) for record in records[:at_most])
    demo_codes = frozenset(Wave.objects.filter(is_demo=True).values_list("code", flat=True))
    own = (record for record in records.iterator() if _is_within(viewer, record, demo_codes))
    return tuple(_line(record) for record in islice(own, at_most))


@dataclass(frozen=True, kw_only=True)
class BusyDay:
    """A day on which one account took more files than usual work needs."""

    email: str
    day: date
    files: int


def busy_days(downloads: Iterable[Download]) -> tuple[BusyDay, ...]:
    """Return who took more than five files on one day (of the site's clock), the newest day first."""
    taken = Counter((timezone.localdate(line.downloaded_at), line.email) for line in downloads)
    return tuple(
        BusyDay(email=email, day=day, files=files)
        for (day, email), files in sorted(taken.items(), reverse=True)
        if files > USUAL_FILES_A_DAY
    )


def _is_within(viewer: Viewer, record: DownloadRecord, demo_codes: frozenset[str]) -> bool:
    return viewer.may_read_all_of(path_of(record.region_code), is_demo=record.wave_code in demo_codes)


def _line(record: DownloadRecord) -> Download:
    return Download(
        email=record.email,
        role=record.role,
        kind=record.kind,
        wave_code=record.wave_code,
        region_code=record.region_code,
        release_id=str(record.release_id),
        sha256=record.sha256,
        rows=record.rows,
        downloaded_at=record.downloaded_at,
    )
