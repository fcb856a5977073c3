import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from burden.access.downloads import BusyDay, busy_days, page_of_downloads, record_download
from burden.access.refusals import RefusalError
from burden.access.scopes import PUBLIC_VIEWER, Role, Subtree, Viewer
from burden.models import DownloadRecord
from tests.intake.small_world import store_small_tree, store_wave

pytestmark = pytest.mark.django_db

OPERATOR = Viewer(role=Role.OPERATOR, email="operator@example.org")


def reader(path: str, role: Role = Role.INSPECTOR) -> Viewer:
    return Viewer(role=role, subtrees=(Subtree(path=path, is_demo=False),), email=f"{path}@example.org")


def take(viewer: Viewer, region_code: str, *, wave: str = "2026Q3") -> None:
    record_download(
        viewer,
        kind="xlsx",
        wave_code=wave,
        region_code=region_code,
        release_id=uuid.UUID(int=7),
        sha256="a" * 64,
        rows=20,
    )


def test_a_download_is_on_the_register() -> None:
    take(reader("9901"), "990101000000")

    (line,) = page_of_downloads(OPERATOR, "1")

    assert (line.email, line.role, line.kind, line.region_code) == (
        "9901@example.org",
        "inspector",
        "xlsx",
        "990101000000",
    )
    assert (line.wave_code, line.release_id, line.sha256, line.rows) == (
        "2026Q3",
        "00000000-0000-0000-0000-000000000007",
        "a" * 64,
        20,
    )


@pytest.mark.parametrize("viewer", [PUBLIC_VIEWER, OPERATOR])
def test_people_who_may_not_download_leave_no_line(viewer: Viewer) -> None:
    with pytest.raises(RefusalError):
        take(viewer, "990101000000")

    assert not DownloadRecord.objects.exists()


def test_an_inspector_sees_the_downloads_of_their_own_subtree_only() -> None:
    for region_code in ("990000000000", "990100000000", "990101101000", "990201000000"):
        take(reader("99"), region_code)

    seen = {line.region_code for line in page_of_downloads(reader("9901"), "1")}

    assert seen == {"990100000000", "990101101000"}


def test_supervisors_do_not_read_the_register() -> None:
    with pytest.raises(RefusalError):
        page_of_downloads(reader("99", role=Role.SUPERVISOR), "1")


def test_the_register_goes_on_over_as_many_pages_as_there_are_downloads() -> None:
    for _ in range(120):
        take(reader("99"), "990101000000")

    pages = [page_of_downloads(viewer, number) for viewer in (OPERATOR, reader("99")) for number in ("1", "2", "3")]

    assert [len(page) for page in pages] == [50, 50, 20] * 2
    assert all(page.paginator.num_pages == 3 for page in pages)


def test_downloads_of_the_demo_and_of_real_waves_stand_apart() -> None:
    store_small_tree()
    store_wave("2026Q3", is_demo=True)
    for wave in ("2026Q3", "2026Q4", "2026Q4"):
        take(reader("99"), "990101000000", wave=wave)
    guest = Viewer(role=Role.INSPECTOR, subtrees=(Subtree(path="99", is_demo=True),), email="guest@example.org")

    waves = [
        [line.wave_code for line in page]
        for page in (
            page_of_downloads(OPERATOR, "1"),
            page_of_downloads(OPERATOR, "1", is_demo=True),
            page_of_downloads(reader("99"), "1"),
            page_of_downloads(guest, "1"),
        )
    ]

    assert waves == [["2026Q4", "2026Q4"], ["2026Q3"], ["2026Q4", "2026Q4"], ["2026Q3"]]


def test_somebody_who_took_more_than_five_files_on_a_day_of_this_month_is_named_whatever_page_is_shown() -> None:
    for files, days_ago in ((6, 0), (5, 1), (7, 29), (9, 31)):
        for _ in range(files):
            take(reader("9901"), "990101000000")
            newest = DownloadRecord.objects.latest("pk")
            moment = timezone.now() - timedelta(days=days_ago)
            DownloadRecord.objects.filter(pk=newest.pk).update(downloaded_at=moment)
    today = timezone.localdate()

    assert busy_days(reader("99")) == (
        BusyDay(email="9901@example.org", day=today, files=6),
        BusyDay(email="9901@example.org", day=today - timedelta(days=29), files=7),
    )
    assert busy_days(reader("9902")) == ()
