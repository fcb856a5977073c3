import uuid

import pytest

from burden.access.downloads import list_downloads, record_download
from burden.access.refusals import RefusalError
from burden.access.scopes import PUBLIC_VIEWER, Role, Subtree, Viewer
from burden.models import DownloadRecord

pytestmark = pytest.mark.django_db

OPERATOR = Viewer(role=Role.OPERATOR, email="operator@example.org")


def reader(path: str, role: Role = Role.INSPECTOR) -> Viewer:
    return Viewer(role=role, subtrees=(Subtree(path=path, is_demo=False),), email=f"{path}@example.org")


def take(viewer: Viewer, region_code: str) -> None:
    record_download(
        viewer,
        kind="xlsx",
        wave_code="2026Q3",
        region_code=region_code,
        release_id=uuid.UUID(int=7),
        sha256="a" * 64,
        rows=20,
    )


def test_a_download_is_on_the_register() -> None:
    take(reader("9901"), "990101000000")

    (line,) = list_downloads(OPERATOR)

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

    seen = {line.region_code for line in list_downloads(reader("9901"))}

    assert seen == {"990100000000", "990101101000"}


def test_supervisors_do_not_read_the_register() -> None:
    with pytest.raises(RefusalError):
        list_downloads(reader("99", role=Role.SUPERVISOR))
