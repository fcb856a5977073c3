"""From a closed wave to its publication: what waits is seen by nobody, and one or two persons publish it once."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.models import AccountChange, FigurePack, Headcount, Release, User, Wave, WaveEvent
from burden.operate.closing.close import close_wave, stop_taking_answers
from burden.operate.closing.publishing import PublishRefusedError, lacks_second_person, people_behind, publish_release
from tests.aggregation.world import make_world
from tests.operate.test_closing import open_world
from tests.operate.test_suggestions import client_of

SMALL = (1, 1, 2)  # cities, counties a city, townships a county
ANN, BEN, CAT, DAN, EVA = (f"{name}@example.org" for name in ("ann", "ben", "cat", "dan", "eva"))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def ready(*, by: str = ANN, needs_second_person: bool = False) -> Wave:
    """A wave that was closed by hand and computed; nobody has published it."""
    today = timezone.localdate()
    world = make_world(
        people=150,
        shape=SMALL,
        state=Wave.State.OPEN,
        opens_on=today - timedelta(days=3),
        closes_on=today + timedelta(days=3),
        waits_for_a_look=True,
        needs_second_person=needs_second_person,
    )
    close_wave(wave=world.wave, wait=True, by=by)
    return world.wave


def lose_a_pack() -> None:
    pack = FigurePack.objects.first()
    assert pack is not None
    pack.delete()


def life(wave: Wave) -> list[tuple[str, str]]:
    return list(WaveEvent.objects.filter(wave_code=wave.code).values_list("kind", "done_by"))


@pytest.mark.django_db
def test_a_wave_without_any_wish_is_published_as_soon_as_it_is_computed() -> None:
    world = open_world()
    close_wave(wave=world.wave, wait=True)
    assert life(world.wave) == [("closed", "command"), ("computed", "worker"), ("published", "command")]


@pytest.mark.django_db
def test_what_waits_for_a_look_is_complete_and_not_published() -> None:
    wave = ready()
    release = Release.objects.get()
    assert (release.state, release.is_current, release.published_on) == ("ready", False, None)
    assert (wave.state, len(release.content_hash)) == ("closed", 64)
    assert life(wave) == [("closed", ANN), ("computed", "worker")]
    assert close_wave(wave=wave, wait=True) == release
    assert Release.objects.get().state == "ready"


@pytest.mark.django_db
def test_the_one_who_closed_publishes_where_nobody_else_is_asked_for() -> None:
    wave = ready()
    release = publish_release(wave=wave, by=ANN)
    assert (release.state, release.is_current, release.published_on) == ("published", True, timezone.localdate())
    assert Wave.objects.get().state == "released"
    assert publish_release(wave=wave, by=BEN) == release
    assert life(wave) == [("closed", ANN), ("computed", "worker"), ("published", ANN)]


@pytest.mark.django_db
def test_the_one_who_closed_cannot_be_the_second_person() -> None:
    wave = ready(needs_second_person=True)
    with pytest.raises(PublishRefusedError, match="您已经是其中一位"):
        publish_release(wave=wave, by=ANN)
    with pytest.raises(PublishRefusedError, match="请另一位运维登录操作台"):
        publish_release(wave=wave, by=WaveEvent.BY_COMMAND)
    assert Release.objects.get().state == "ready"
    assert publish_release(wave=wave, by=BEN).state == "published"
    assert life(wave)[2:] == [("approved", BEN), ("published", BEN)]


@pytest.mark.django_db
def test_where_the_last_day_closed_the_wave_two_operators_agree() -> None:
    wave = ready(by=WaveEvent.BY_TIMETABLE, needs_second_person=True)
    assert people_behind(wave) == ()
    assert publish_release(wave=wave, by=BEN).state == "ready"
    assert people_behind(wave) == (BEN,)
    with pytest.raises(PublishRefusedError):
        publish_release(wave=wave, by=BEN)
    assert publish_release(wave=wave, by=CAT).state == "published"
    assert life(wave)[2:] == [("approved", BEN), ("approved", CAT), ("published", CAT)]


@pytest.mark.django_db(transaction=True)
def test_presses_at_once_publish_once() -> None:
    wave = ready()
    published: list[Release] = []

    def press() -> None:
        try:
            published.append(publish_release(wave=wave, by=ANN))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert published == [Release.objects.get()] * 4
    assert [kind for kind, _ in life(wave)].count("published") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("touched", ["figures", "headcounts"])
def test_what_was_touched_since_the_gate_looked_is_held_and_can_be_computed_again(touched: str) -> None:
    wave = ready(needs_second_person=True)
    if touched == "figures":
        lose_a_pack()
    else:
        Headcount.objects.update(people=12)
    assert publish_release(wave=wave, by=BEN).state == "held"
    assert not FigurePack.objects.exists()
    close_wave(wave=wave, wait=True)
    assert publish_release(wave=wave, by=BEN).state == "published"


@pytest.mark.django_db
def test_an_agreement_counts_for_what_was_looked_at_only() -> None:
    wave = ready(by=WaveEvent.BY_TIMETABLE, needs_second_person=True)
    publish_release(wave=wave, by=BEN)
    with pytest.raises(PublishRefusedError, match="再看一遍"):
        publish_release(wave=wave, by=CAT, seen="0" * 64)
    lose_a_pack()
    assert publish_release(wave=wave, by=CAT).state == "held"
    close_wave(wave=wave, wait=True)
    assert people_behind(wave) == ()
    assert publish_release(wave=wave, by=CAT).state == "ready"


@pytest.mark.django_db
def test_nothing_is_published_before_it_is_computed() -> None:
    world = open_world()
    stop_taking_answers(world.wave, by=ANN)
    with pytest.raises(PublishRefusedError, match="还没有算好"):
        publish_release(wave=world.wave, by=ANN)


@pytest.mark.django_db
def test_the_commands_compute_what_waits_and_publish_it_when_told() -> None:
    wave = ready()
    out = StringIO()
    call_command("close_wave", wave.code, "--wait", stdout=out)
    assert "已算好，检查通过，还没有发布" in out.getvalue()
    call_command("publish_release", wave.code, stdout=out)
    assert f"SHA-256 {Release.objects.get(is_current=True).content_hash}" in out.getvalue()
    Wave.objects.update(needs_second_person=True)
    call_command("publish_release", wave.code, stdout=out)
    with pytest.raises(CommandError, match="1999Q1"):
        call_command("publish_release", "1999Q1")


@pytest.mark.django_db
def test_two_operators_are_needed_where_two_people_publish() -> None:
    wave = make_world(people=1, shape=SMALL, needs_second_person=True).wave
    client_of(Role.OPERATOR, ANN)
    assert lacks_second_person(wave)
    ben = User.objects.create_user(BEN, "x", role=Role.OPERATOR.value)
    assert lacks_second_person(wave)  # invited, and never seen
    Client().force_login(ben, backend=BACKEND)
    assert not lacks_second_person(wave)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["invited", "changed", "link", "restored", "factors-renewed"])
def test_an_account_that_the_first_person_has_made_or_remade_since_is_no_second_person(kind: str) -> None:
    wave = ready(needs_second_person=True)
    AccountChange.objects.create(email=BEN, kind=kind, by=ANN)
    AccountChange.objects.create(email=DAN, kind=kind, by=CAT)

    with pytest.raises(PublishRefusedError, match="不能算两个人") as refused:
        publish_release(wave=wave, by=BEN)
    assert "由另一位开通、改过或重设过" in str(refused.value)
    assert "调查开始前就有账号的运维" in str(refused.value)
    assert "用 add_account 命令" in str(refused.value)
    assert publish_release(wave=wave, by=DAN).state == "published"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "made",
    [
        pytest.param([(ANN, CAT), (CAT, BEN)], id="the first by a third the second"),
        pytest.param([(BEN, CAT), (CAT, ANN)], id="the second by a third the first"),
        pytest.param([(CAT, ANN), (CAT, BEN)], id="a third both of them"),
        pytest.param([(CAT, DAN), (DAN, ANN), (CAT, BEN)], id="a third one of them and by a fourth the other"),
    ],
)
def test_nobody_is_two_people_by_way_of_others(made: list[tuple[str, str]]) -> None:
    wave = ready(needs_second_person=True)
    for maker, email in made:
        AccountChange.objects.create(email=email, kind=AccountChange.Kind.LINK_MADE, by=maker)

    with pytest.raises(PublishRefusedError, match="不能算两个人"):
        publish_release(wave=wave, by=BEN)
    assert publish_release(wave=wave, by=EVA).state == "published"


@pytest.mark.django_db
def test_accounts_that_the_terminal_made_are_nobody_s() -> None:
    wave = ready(needs_second_person=True)
    for email in (ANN, BEN):
        AccountChange.objects.create(email=email, kind=AccountChange.Kind.INVITED, by="")

    assert publish_release(wave=wave, by=BEN).state == "published"


@pytest.mark.django_db
def test_an_account_from_before_the_wave_was_opened_is_a_second_person() -> None:
    AccountChange.objects.create(email=BEN, kind="invited", by=ANN)
    wave = ready(needs_second_person=True)
    WaveEvent.objects.create(wave_code=wave.code, kind=WaveEvent.Kind.OPENED, done_by=ANN)

    assert publish_release(wave=wave, by=BEN).state == "published"


@pytest.mark.django_db
def test_operators_of_the_demo_are_nobody_to_publish_with() -> None:
    client_of(Role.OPERATOR, ANN)
    guest = User.objects.create_user("guest@demo.invalid", "x", role=Role.OPERATOR.value, is_demo=True)
    Client().force_login(guest, backend=BACKEND)

    assert lacks_second_person(make_world(people=1, shape=SMALL, needs_second_person=True).wave)
