"""Whoever looks at what was computed can say no: it waits, agreements are taken back, and all read the reason."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from burden.access.scopes import Role
from burden.aggregation.release import compute_next_shard, finish_release, start_release, work_on
from burden.models import AccountChange, FigurePack, Headcount, Release, User, Wave, WaveEvent
from burden.operate.closing.close import CloseRefusedError, close_wave, compute_again
from burden.operate.closing.publishing import PublishRefusedError, people_behind, publish_release
from burden.operate.closing.putting_off import PutOffRefusedError, mark_of, put_off
from tests.aggregation.world import make_world
from tests.locks import beside
from tests.operate.test_closing_page import PAGE, PUBLISH, an_open_wave, seen, text
from tests.operate.test_publishing import ANN, BEN, CAT, SMALL, life, ready
from tests.operate.test_suggestions import client_of

PUT_OFF, AGAIN = (f"/operate/waves/2026Q4/{page}/" for page in ("put-off", "compute-again"))
WHY = "目录里有两个应用是同一个"


def looked_at() -> str:
    return mark_of(Release.objects.get())


@pytest.mark.django_db
def test_a_no_takes_back_what_was_agreed_and_two_people_agree_anew() -> None:
    wave = ready(needs_second_person=True)
    put_off(wave=wave, by=BEN, reason=WHY)

    assert people_behind(wave) == ()
    assert publish_release(wave=wave, by=ANN, seen=looked_at()).state == "ready"
    assert publish_release(wave=wave, by=BEN, seen=looked_at()).state == "published"
    assert life(wave)[2:] == [("put-off", BEN), ("approved", ANN), ("approved", BEN), ("published", BEN)]


@pytest.mark.django_db
def test_who_looked_before_the_no_publishes_nothing() -> None:
    wave = ready()
    before = looked_at()
    put_off(wave=wave, by=BEN, reason=WHY)

    with pytest.raises(PublishRefusedError, match="刚才有人说先不发布"):
        publish_release(wave=wave, by=ANN, seen=before)
    assert publish_release(wave=wave, by=ANN, seen=looked_at()).state == "published"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reason", "problem"), [(" \n", "请写明原因"), ("\0", "请写明原因"), ("长" * 201, "最多200字，现在201字")]
)
def test_a_no_has_a_short_reason(reason: str, problem: str) -> None:
    wave = ready()
    with pytest.raises(PutOffRefusedError, match=problem):
        put_off(wave=wave, by=ANN, reason=reason)
    assert publish_release(wave=wave, by=ANN).state == "published"


@pytest.mark.django_db
def test_there_is_no_no_before_the_closing_nor_after_the_publication_nor_to_what_is_held() -> None:
    wave = an_open_wave()
    with pytest.raises(PutOffRefusedError, match="还没有收口"):
        put_off(wave=wave, by=ANN, reason=WHY)
    close_wave(wave=wave, wait=True)
    with pytest.raises(PutOffRefusedError, match="已经发布，不能撤回"):
        put_off(wave=wave, by=ANN, reason=WHY)
    Release.objects.update(state="held", is_current=False)
    Wave.objects.update(state="closed")
    with pytest.raises(PutOffRefusedError, match="没有通过检查"):
        put_off(wave=wave, by=ANN, reason=WHY)
    assert not WaveEvent.objects.filter(kind="put-off").exists()


@pytest.mark.django_db
def test_a_second_press_writes_nothing_down() -> None:
    wave = ready()
    put_off(wave=wave, by=ANN, reason=WHY)
    put_off(wave=wave, by=ANN, reason=f" {WHY}\0\n")
    put_off(wave=wave, by=BEN, reason=WHY)
    assert life(wave)[2:] == [("put-off", ANN), ("put-off", BEN)]


@pytest.mark.django_db
def test_what_is_computed_anew_is_looked_at_anew_and_the_old_numbers_are_gone() -> None:
    wave = ready(needs_second_person=True)
    first = Release.objects.get()
    with pytest.raises(CloseRefusedError, match="请先按“先不发布”"):
        compute_again(wave=wave, by=ANN)
    put_off(wave=wave, by=BEN, reason=WHY)
    Headcount.objects.update(people=12)

    again = compute_again(wave=wave, by=CAT)
    assert compute_again(wave=wave, by=CAT) == again
    assert not FigurePack.objects.exists()
    work_on(again.pk)

    assert not Release.objects.filter(pk=first.pk).exists()
    assert people_behind(wave) == ()
    publish_release(wave=wave, by=ANN)
    assert publish_release(wave=wave, by=BEN).state == "published"
    kinds = [kind for kind, _who in life(wave)]
    assert kinds == ["closed", "computed", "put-off", "again", "computed", "approved", "approved", "published"]


@pytest.mark.django_db
def test_the_last_day_does_not_publish_what_somebody_put_off_while_it_was_computed() -> None:
    wave = make_world(people=150, shape=SMALL).wave
    release = start_release(wave=wave)
    put_off(wave=wave, by=BEN, reason=WHY)
    work_on(release.pk)
    close_wave(wave=wave, wait=True, by=WaveEvent.BY_TIMETABLE)

    assert Release.objects.get().state == "ready"
    assert [kind for kind, _who in life(wave)] == ["put-off", "computed"]


@pytest.mark.django_db(transaction=True)
def test_of_a_no_and_a_publication_at_once_the_first_counts() -> None:
    wave = ready()
    before = looked_at()
    late_press = beside(
        lambda: put_off(wave=wave, by=BEN, reason=WHY), lambda: publish_release(wave=wave, by=ANN, seen=before)
    )
    assert isinstance(late_press.exception(), PublishRefusedError)
    late_no = beside(
        lambda: publish_release(wave=wave, by=ANN, seen=looked_at()),
        lambda: put_off(wave=wave, by=BEN, reason=WHY),
    )
    assert "已经发布" in str(late_no.exception())
    assert Release.objects.get().state == "published"


@pytest.mark.django_db(transaction=True)
def test_the_last_step_of_a_closing_waits_for_a_no_that_came_first() -> None:
    wave = make_world(people=150, shape=SMALL).wave
    release = start_release(wave=wave)
    while compute_next_shard(release.pk):
        pass
    finished = beside(lambda: put_off(wave=wave, by=BEN, reason=WHY), lambda: finish_release(release.pk))
    assert finished.result() is True
    assert Release.objects.get().state == "ready"


@pytest.mark.django_db(transaction=True)
def test_whoever_computes_anew_while_the_last_step_ends_throws_away_what_came_out() -> None:
    wave = make_world(people=150, shape=SMALL, waits_for_a_look=True).wave
    first = start_release(wave=wave)
    while compute_next_shard(first.pk):
        pass
    put_off(wave=wave, by=BEN, reason=WHY)
    outcome = beside(lambda: finish_release(first.pk), lambda: compute_again(wave=wave, by=ANN))

    assert outcome.result() == Release.objects.get()
    assert Release.objects.get().state == "computing"
    assert Release.objects.get() != first
    assert life(wave) == [("put-off", BEN), ("computed", "worker"), ("again", ANN)]


@pytest.mark.django_db(transaction=True)
def test_what_ended_meanwhile_is_not_computed_anew_where_nobody_put_it_off() -> None:
    wave = make_world(people=150, shape=SMALL, waits_for_a_look=True).wave
    release = start_release(wave=wave)
    while compute_next_shard(release.pk):
        pass
    outcome = beside(lambda: finish_release(release.pk), lambda: compute_again(wave=wave, by=ANN))

    assert "请先按“先不发布”" in str(outcome.exception())
    assert Release.objects.get().state == "ready"
    assert life(wave) == [("computed", "worker")]


@pytest.mark.django_db(transaction=True)
def test_two_who_compute_anew_at_once_do_so_once() -> None:
    wave = ready()
    put_off(wave=wave, by=BEN, reason=WHY)
    outcome = beside(lambda: compute_again(wave=wave, by=ANN), lambda: compute_again(wave=wave, by=CAT))

    assert outcome.result() == Release.objects.get()
    assert life(wave)[2:] == [("put-off", BEN), ("again", ANN)]


@pytest.mark.django_db
def test_whoever_was_suspended_stands_behind_nothing_any_more() -> None:
    ann = User.objects.create_user(ANN, "x", role=Role.OPERATOR.value)
    wave = ready(needs_second_person=True)
    assert people_behind(wave) == (ANN,)
    for changed in ({"is_active": False, "role": "operator"}, {"is_active": True, "role": "supervisor"}):
        User.objects.filter(pk=ann.pk).update(**changed)
        assert people_behind(wave) == ()


@pytest.mark.django_db
def test_nobody_is_two_people_by_the_other_one_s_account() -> None:
    wave = ready(needs_second_person=True)
    AccountChange.objects.create(email=ANN, kind="link", by=BEN)
    with pytest.raises(PublishRefusedError, match="不能算两个人"):
        publish_release(wave=wave, by=BEN)
    assert publish_release(wave=wave, by=CAT).state == "published"


@pytest.mark.django_db
def test_the_page_keeps_what_was_typed_and_shows_the_reason_to_every_operator() -> None:
    ann, ben = client_of(Role.OPERATOR, ANN), client_of(Role.OPERATOR, BEN)
    ready()
    old = seen(ben)
    refused = ann.post(PUT_OFF, {"reason": "长" * 201})
    assert refused.status_code == 400
    assert "最多200字，现在201字" in refused.content.decode()
    assert "长" * 201 in refused.content.decode()
    assert "记下了：先不发布。" in ann.post(PUT_OFF, {"reason": WHY}, follow=True).content.decode()

    for page in (text(ben), text(ben, "/operate/waves/2026Q4/")):
        assert f"原因：{WHY}" in page
        assert ANN in page
    assert "请看过本页写的原因，再决定" in ben.post(PUBLISH, old, follow=True).content.decode()
    assert Release.objects.get().state == "ready"
    assert "有人说先不发布" in text(ben, "/operate/")


@pytest.mark.django_db
def test_the_page_computes_anew_what_was_put_off() -> None:
    ann = client_of(Role.OPERATOR, ANN)
    wave = ready()
    assert "请先按“先不发布”" in ann.post(AGAIN, follow=True).content.decode()
    ann.post(PUT_OFF, {"reason": WHY})
    assert "有人说先不发布" in text(ann)
    ann.post(AGAIN)
    assert "算好以后不会自己发布" in text(ann)
    close_wave(wave=wave, wait=True)
    assert "有人说先不发布" not in text(ann)
    published = ann.post(PUBLISH, seen(ann), follow=True).content.decode()
    assert f"原因：{WHY}" in published
    assert "已经发布，不能撤回" in ann.post(PUT_OFF, {"reason": WHY}, follow=True).content.decode()
    assert PUT_OFF not in text(ann, PAGE)


@pytest.mark.django_db
def test_the_commands_put_off_compute_anew_and_publish_only_when_told_twice() -> None:
    wave = ready()
    out = StringIO()
    call_command("put_off_release", wave.code, WHY, stdout=out)
    assert "close_wave 2026Q4 --again" in out.getvalue()
    with pytest.raises(CommandError, match="--all-the-same"):
        call_command("publish_release", wave.code)
    first = Release.objects.get()
    call_command("close_wave", wave.code, "--again", "--wait", stdout=out)
    assert not Release.objects.filter(pk=first.pk).exists()
    call_command("put_off_release", wave.code, WHY, stdout=out)
    call_command("publish_release", wave.code, "--all-the-same", stdout=out)
    assert Release.objects.get().state == "published"
    for code, problem in (("1999Q1", "没有调查"), (wave.code, "不能撤回")):
        with pytest.raises(CommandError, match=problem):
            call_command("put_off_release", code, WHY)
