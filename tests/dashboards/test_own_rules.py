"""R30 on the self-check page: each line turns when the thing it speaks of is broken."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, path
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.views import APIView

from burden.access.decorators import open_to_all, role_required
from burden.access.scopes import Role
from burden.domain.blocks import DURATION
from burden.domain.further_choice import ALL_FURTHER_FIELDS
from burden.models import Wave
from burden.reports.own_rules.all_rules import own_rules
from burden.reports.own_rules.of_program import (
    attendance_rule,
    demanded_files,
    login_rule,
    points_rule,
    survey_addresses,
    upload_rule,
)
from burden.reports.own_rules.of_waves import page_one_rule
from burden.reports.own_rules.rule import Verdict
from burden.reports.own_rules.self_check import SelfCheck
from tests.reports.world import COUNTY, OTHER_COUNTY, PROVINCE, World, alike, make_world

WELL = SelfCheck(answer_columns=1, telling_columns=(), undescribed=0, foreign_hosts=(), survey_bytes=1)


def view(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse()


class OpenDoor(APIView):
    permission_classes = (AllowAny,)
    parser_classes = (JSONParser,)


class ClosedDoor(APIView):
    permission_classes = (IsAuthenticated,)
    parser_classes = (JSONParser,)


class DoorForFiles(APIView):
    permission_classes = (AllowAny,)
    parser_classes = (MultiPartParser,)


def verdicts() -> dict[str, Verdict]:
    return {line.key: line.verdict for line in own_rules()}


def words_of(key: str) -> str:
    return next(line.found[0] for line in own_rules() if line.key == key)


@pytest.mark.django_db
def test_an_empty_site_keeps_what_can_be_computed_and_says_what_is_not_known_yet() -> None:
    assert verdicts() == {
        "attendance": Verdict.KEPT,
        "points": Verdict.KEPT,
        "login": Verdict.KEPT,
        "upload": Verdict.KEPT,
        "sponsor": Verdict.NOT_ENTERED,
        "filing": Verdict.NOT_ENTERED,
        "complaint": Verdict.NOT_ENTERED,
        "time": Verdict.NO_DATA,
        "gap": Verdict.NO_DATA,
        "page-one": Verdict.KEPT,
        "page-two": Verdict.KEPT,
    }


@pytest.mark.parametrize("column", ["burden_answerpack.checkin_day", "burden_user.attendance"])
def test_a_column_of_attendance_is_found(column: str) -> None:
    assert attendance_rule(["burden_wave.opens_on"], WELL).verdict is Verdict.KEPT
    assert attendance_rule(["burden_wave.opens_on", column], WELL).verdict is Verdict.BROKEN


def test_a_column_that_tells_when_an_answer_came_is_found() -> None:
    telling = SelfCheck(answer_columns=1, telling_columns=("sent_at",), undescribed=0, foreign_hosts=(), survey_bytes=1)
    assert attendance_rule([], telling).verdict is Verdict.BROKEN


@pytest.mark.parametrize("column", ["burden_user.points", "burden_scope.rank_in_county"])
def test_a_column_of_points_or_ranks_is_found(column: str) -> None:
    assert points_rule(["burden_wave.opens_on"]).verdict is Verdict.KEPT
    assert points_rule(["burden_wave.opens_on", column]).verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (path("s/", view), Verdict.KEPT),
        (path("s/", open_to_all(view)), Verdict.KEPT),
        (path("s/", OpenDoor.as_view()), Verdict.KEPT),
        (path("s/", role_required(Role.SUPERVISOR)(view)), Verdict.BROKEN),
        (path("s/", login_required(view)), Verdict.BROKEN),
        (path("s/", ClosedDoor.as_view()), Verdict.BROKEN),
    ],
)
def test_an_address_of_the_survey_that_asks_for_signing_in_is_found(address: URLPattern, expected: Verdict) -> None:
    assert login_rule(survey_addresses([address], is_inside=True), ()).verdict is expected


def test_a_site_that_asks_everybody_to_sign_in_is_found() -> None:
    addresses = survey_addresses(get_resolver().url_patterns)
    everybody = ("django.contrib.auth.middleware.LoginRequiredMiddleware",)
    assert {"survey", "usage", "further", "thanks", "api-responses"} <= {address.name for address in addresses}
    assert login_rule(addresses, everybody).verdict is Verdict.BROKEN
    assert login_rule([], ()).verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<form method="post"><input id="usage" type="file"></form>', Verdict.KEPT),
        ('<input type="file" name="photo">', Verdict.BROKEN),
        ('<input id="usage" type="file" required>', Verdict.BROKEN),
        ('<form method="post" enctype="multipart/form-data">', Verdict.BROKEN),
    ],
)
def test_a_form_that_wants_a_file_is_found(page: str, expected: Verdict) -> None:
    assert upload_rule(demanded_files([page]), []).verdict is expected


def test_a_door_that_takes_files_is_found() -> None:
    assert upload_rule([], [path("s/", OpenDoor.as_view())]).verdict is Verdict.KEPT
    assert upload_rule([], [path("s/", DoorForFiles.as_view())]).verdict is Verdict.BROKEN


def wave_on(day: date, *, region: str = PROVINCE, world: World, **settings: object) -> Wave:
    return Wave.objects.create(
        code=f"{day:%Y%m%d}",
        tree=world.wave.tree,
        region_code=region,
        opens_on=day,
        closes_on=day + timedelta(days=14),
        state=Wave.State.CLOSED,
        **settings,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "expected"), [(79, Verdict.BROKEN), (80, Verdict.KEPT)])
def test_two_surveys_of_the_same_people_lie_eighty_days_apart(days: int, expected: Verdict) -> None:
    world = make_world()
    wave_on(world.wave.opens_on + timedelta(days=days), region=COUNTY, world=world)

    assert verdicts()["gap"] is expected
    assert f"最短隔{days}天" in words_of("gap")


@pytest.mark.django_db
def test_drafts_demos_and_other_peoples_surveys_do_not_count_for_the_gap() -> None:
    world = make_world()
    day = world.wave.opens_on
    Wave.objects.filter(pk=world.wave.pk).update(region_code=COUNTY)
    wave_on(day + timedelta(days=1), region=OTHER_COUNTY, world=world)
    wave_on(day + timedelta(days=2), region=COUNTY, world=world, is_demo=True)
    Wave.objects.filter(pk=wave_on(day + timedelta(days=3), world=world).pk).update(state=Wave.State.DRAFT)

    assert verdicts()["gap"] is Verdict.KEPT
    assert words_of("gap") == "没有哪个地区调查过两次"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slow", "expected", "words"), [(40, Verdict.KEPT, "50%的人"), (60, Verdict.BROKEN, "40%的人")]
)
def test_most_people_answer_within_ninety_seconds(slow: int, expected: Verdict, words: str) -> None:
    world = make_world()
    world.add(DURATION, COUNTY, 50, [*alike(slow, gt90=1), *alike(40, **{"60_90": 1})])
    world.save()

    assert verdicts()["time"] is expected
    assert words in words_of("time")


@pytest.mark.django_db
def test_times_of_the_demo_are_said_to_be_of_the_demo() -> None:
    world = make_world(is_demo=True)
    world.add(DURATION, COUNTY, 50, alike(40, **{"60_90": 1}))
    world.save()

    assert words_of("time").startswith("调查2026Q3（演示数据）：")


@pytest.mark.django_db
def test_the_times_of_too_few_people_say_nothing() -> None:
    world = make_world()
    world.add(DURATION, COUNTY, 50, alike(9, gt90=1))
    world.save()

    assert verdicts()["time"] is Verdict.NO_DATA


@pytest.mark.django_db
def test_a_page_over_its_budget_is_found() -> None:
    assert [page_one_rule(points).verdict for points in (16, 17)] == [Verdict.KEPT, Verdict.BROKEN]
    world = make_world()
    assert verdicts()["page-two"] is Verdict.KEPT
    Wave.objects.filter(pk=world.wave.pk).update(further_fields=list(ALL_FURTHER_FIELDS), asks_for_text=True)

    assert verdicts()["page-two"] is Verdict.BROKEN
    assert words_of("page-two") == "最多的一次（2026Q3）25分"


@pytest.mark.django_db
def test_the_page_says_of_each_line_whether_it_is_kept_and_how_that_is_known(client: Client) -> None:
    world = make_world()
    wave_on(world.wave.opens_on + timedelta(days=79), world=world)

    page = client.get("/self-check/").content.decode()

    assert page.count(">符合<") == 6
    assert page.count(">不符合<") == 1
    assert page.count(">还没填<") == 3
    assert page.count(">还没有数据<") == 1
    assert "程序按已开始的正式调查的开始日期算" in page
