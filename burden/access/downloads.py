"""The register of downloads: who took which file, written before the first byte leaves."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from burden.access.file_kinds import FileKind, file_kind_words
from burden.access.policies import check_may_download, check_may_list_downloads
from burden.access.scopes import Role, Viewer
from burden.models import DownloadRecord, Wave

A_PAGE = 50
USUAL_FILES_A_DAY = 5
DAYS_WATCHED = 30


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

    @property
    def kind_in_words(self) -> str:
        """What kind of file it was, in the language of the request."""
        return file_kind_words()[FileKind(self.kind)]


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

    ``kind`` is the file's kind as the interface names it, ``sha256`` the hash of its bytes, ``rows`` its rows of data.
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


@dataclass(frozen=True, kw_only=True)
class BusyDay:
    """A day on which one account took more files than usual work needs."""

    email: str
    day: date
    files: int


def page_of_downloads(viewer: Viewer, number: str, *, is_demo: bool = False) -> Page[Download]:
    """Return one page of the register, newest first, with the ways to all others.

    Inspectors read what was taken of their own subtrees, operators all of one world: the demo's, or what is real.
    """
    records = _records(viewer, is_demo=is_demo).order_by("-downloaded_at", "-pk")
    page: Page[Any] = Paginator(records, A_PAGE).get_page(number)  # of records, then of their lines
    page.object_list = [_line(record) for record in page]
    return page


def busy_days(viewer: Viewer, *, is_demo: bool = False) -> tuple[BusyDay, ...]:
    """Return who took more than five files on one of the last thirty days (of the site's clock), the newest first."""
    records = _records(viewer, is_demo=is_demo)
    since = timezone.localdate() - timedelta(days=DAYS_WATCHED)
    days = records.annotate(day=TruncDate("downloaded_at")).filter(day__gt=since).order_by().values("day", "email")
    busy = days.annotate(files=Count("pk")).filter(files__gt=USUAL_FILES_A_DAY)
    return tuple(BusyDay(**line) for line in busy.order_by("-day", "email"))


def _records(viewer: Viewer, *, is_demo: bool) -> QuerySet[DownloadRecord]:
    check_may_list_downloads(viewer)
    demo = Q(wave_code__in=Wave.objects.filter(is_demo=True).values("code"))
    if viewer.role is Role.OPERATOR:
        return DownloadRecord.objects.filter(demo if is_demo else ~demo)
    own = Q(pk__in=())
    for tree in viewer.subtrees:
        # The digits of a subtree end in no group of zeros, so no region above it begins with them.
        own |= Q(region_code__startswith=tree.path) & (demo if tree.is_demo else ~demo)
    return DownloadRecord.objects.filter(own)


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
