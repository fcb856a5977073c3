"""T10: insiders who take their own answers away, and fakes sent from the street, until the wave has closed."""

from collections.abc import Iterable
from itertools import count

import pytest
from django.test import Client

from burden.domain.levels import Level
from burden.intake.codes import issue_codes, new_code
from burden.models import Release, Wave
from burden.operate.closing.close import close_wave
from tests.attacks.stage import WAVE, open_wave, publish, reader, store_regions
from tests.attacks.worlds import PROVINCE, make_up
from tests.published import entries, figures

pytestmark = pytest.mark.django_db

COUNTY, TOWNSHIP, NEXT_TOWNSHIP = "990101000000", "990101001000", "990101002000"
KEYS = count()


def begun(assurance: Wave.Assurance) -> Wave:
    """Open a real wave that nobody has answered yet."""
    store_regions(make_up(shape="even", seed=7, crowd=0).regions, version="attacked", is_demo=False)
    wave = open_wave(WAVE, version="attacked", is_demo=False)
    Wave.objects.filter(pk=wave.pk).update(assurance=assurance)
    wave.refresh_from_db()
    return wave


def sent(client: Client, codes: Iterable[str], *, township: str = TOWNSHIP) -> list[int]:
    """Send an answer with each code, or without one where it is empty; return what the site said."""
    return [
        client.post(
            "/api/v1/responses/",
            {
                "wave": WAVE,
                "region_code": township,
                "level_code": 60,
                "app_count": 3 + number % 5,
                "idle_app_count": 1,
                "account_count": 2,
                "group_count": 4 + number % 7,
                "attitude_5": "4",
                "idempotency_key": f"an-insider-sent-{next(KEYS):06}",
                **({"code": code} if code else {}),
            },
            content_type="application/json",
        ).status_code
        for number, code in enumerate(codes)
    ]


def people_of(release: Release) -> set[int]:
    return {entry.n for entry in entries(release)}


def test_fakes_without_a_code_of_their_own_are_in_no_number_of_a_closed_wave(client: Client) -> None:
    wave = begun(Wave.Assurance.CODED)
    codes = list(issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=30))

    assert set(sent(client, codes[:12])) == {201}
    assert set(sent(client, [""] * 9)) == {400}
    assert set(sent(client, [new_code() for _ in range(9)])) == {400}
    assert set(sent(client, codes[:9])) == {409}

    release = close_wave(wave=wave, wait=True)
    assert release.state == Release.State.PUBLISHED
    assert people_of(release) == {12}
    assert {figure.n for figure in figures(release, block="groups", code=TOWNSHIP)} == {12}


def test_fakes_do_not_bring_nine_people_over_the_bar(client: Client) -> None:
    wave = begun(Wave.Assurance.CODED)
    codes = list(issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=9))

    assert set(sent(client, codes)) == {201}
    assert 201 not in sent(client, ["", *codes, *(new_code() for _ in range(40))])

    assert entries(close_wave(wave=wave, wait=True)) == []


def test_an_open_link_counts_fakes_but_says_so_and_tells_nothing_below_the_county(client: Client) -> None:
    wave = begun(Wave.Assurance.LINK)
    assert set(sent(client, [""] * 29)) == {201}
    assert set(sent(client, [""] * 9, township=NEXT_TOWNSHIP)) == {201}

    release = close_wave(wave=wave, wait=True)

    assert {entry.region_code[6:] for entry in entries(release)} == {"000000"}
    assert min(people_of(release)) == 38
    viewer = reader(region=PROVINCE, is_demo=False)
    shown = viewer.get("/api/v1/figures/", {"wave": WAVE, "region": COUNTY, "indicator": "I04"}).json()
    assert shown["frame"]["is_unverified"]
    rows = [row for row in shown["tables"][0]["rows"] if row["estimate"]["state"] == "shown"]
    assert [(row["kind"], row["estimate"]["n"]) for row in rows] == [("rest", 38), ("total", 38)]
    page = viewer.get(f"/d/regions/{COUNTY}/", {"wave": WAVE}).content.decode()
    assert "未核验：这次调查通过开放链接填报，一人可能填多份。" in page


def test_twenty_nine_people_of_an_open_link_are_in_no_number(client: Client) -> None:
    wave = begun(Wave.Assurance.LINK)
    assert set(sent(client, [""] * 29)) == {201}
    assert entries(close_wave(wave=wave, wait=True)) == []


def test_two_insiders_who_take_their_answers_away_leave_at_least_eight_others() -> None:
    sizes = [entry.n for entry in entries(publish(make_up(shape="even", seed=8)))]

    assert min(sizes) - 2 >= 8
