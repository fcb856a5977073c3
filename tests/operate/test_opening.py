import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from burden.models import Region, TreeVersion, Wave
from burden.operate.waves.opening import OpenRefusedError, open_wave

COUNTY = "330522000000"


@pytest.mark.django_db(transaction=True)
def test_of_two_openings_over_the_same_people_at_once_one_is_refused() -> None:
    tree = TreeVersion.objects.create(version="2026-09", source="test", as_of_on="2026-09-11")
    Region.objects.create(tree=tree, code=COUNTY, kind="county", path="330522", name="长兴县", source="mca")
    today = timezone.localdate()
    dates = {"opens_on": today, "closes_on": today + timedelta(days=30)}
    waves = [Wave.objects.create(code=code, tree=tree, region_code=COUNTY, **dates) for code in ("A", "B", "C", "D")]
    together = threading.Barrier(len(waves))
    refused: list[str] = []

    def open_it(wave: Wave) -> None:
        try:
            together.wait(10)
            open_wave(wave=wave)
        except OpenRefusedError:
            refused.append(wave.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_it, args=[wave]) for wave in waves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert Wave.objects.filter(state=Wave.State.OPEN).count() == 1
    assert len(refused) == 3
