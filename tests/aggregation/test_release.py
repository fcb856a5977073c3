import pytest

from burden.aggregation.release import start_release, work_on
from burden.models import Figure, Release
from tests.aggregation.world import make_world

pytestmark = pytest.mark.django_db


def test_a_closed_wave_becomes_a_published_release() -> None:
    world = make_world()
    release = start_release(wave=world.wave)
    work_on(release.pk)
    release.refresh_from_db()
    assert release.gate_report["findings"] == []
    assert release.state == Release.State.PUBLISHED
    assert Figure.objects.filter(release=release, block="apps", region_code="990000000000").exists()
