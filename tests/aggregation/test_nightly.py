"""The nightly check finds what somebody changed behind the site's back."""

import logging
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from burden.aggregation.content_hash import content_sha256
from burden.aggregation.nightly import check_releases
from burden.aggregation.release import start_release, work_on
from burden.domain.blocks import block_named, pack_family
from burden.intake.retention import purge_wave
from burden.models import AnswerPack, FigurePack, Release, ReleaseCheck
from burden.operate.health.checked import worries
from burden.operate.health.doctor import examine
from tests.aggregation.world import make_world
from tests.published import entries_of, packed

pytestmark = pytest.mark.django_db


def released(code: str = "2026Q4", people: int = 300) -> Release:
    release = start_release(wave=make_world(code=code, people=people, seed=int(code[-1])).wave)
    work_on(release.pk)
    release.refresh_from_db()
    return release


def outcome(release: Release) -> tuple[str, str]:
    check = ReleaseCheck.objects.get(release=release)
    return check.stored, check.recount


def told() -> list[str]:
    return [worry.sentence + worry.by_command for worry in worries()]


def test_an_untouched_release_is_found_as_it_was() -> None:
    release = released()
    check_releases()
    assert outcome(release) == ("same", "same")
    assert worries() == ()


def test_a_changed_number_is_found_logged_and_shown_with_what_to_do(caplog: pytest.LogCaptureFixture) -> None:
    release = released()
    change_a_figure(release, place=1, to=7)
    with caplog.at_level(logging.ERROR):
        check_releases()
    assert outcome(release)[0] == "changed"
    assert "2026Q4" in caplog.text
    assert told() == ["调查 2026Q4 存着的数与发布时不同，数据库被改动过。请从备份恢复，并查明是谁改的。"]
    assert worries()[0] in set(examine())


@pytest.mark.parametrize("damage", [b"no pack", bytes(200)])
def test_damaged_figures_are_found_and_keep_the_night_from_no_other_release(damage: bytes) -> None:
    damaged, other = released("2026Q1", people=60), released("2026Q2", people=60)
    FigurePack.objects.filter(release=damaged, family=pack_family("groups")).update(data=damage)
    check_releases()
    assert outcome(damaged)[0] == "changed"
    assert outcome(other)[0] == "same"
    assert "2026Q1 存着的数与发布时不同" in told()[0]


def test_damaged_answers_are_found_and_told_in_words() -> None:
    release = released(people=60)
    AnswerPack.objects.filter(kind="response").update(data=b"no pack")
    check_releases()
    assert outcome(release) == ("same", "broken")
    assert told() == ["调查 2026Q4 夜里没有重算完。请在空闲时运行 manage.py rebuild_release 2026Q4 --check。"]
    with pytest.raises(CommandError, match="2026Q4 存着的答卷已损坏"):
        call_command("rebuild_release", "2026Q4", check=True)


def test_a_check_that_stays_away_is_told_after_two_days() -> None:
    release = released(people=60)
    assert worries() == ()
    release_day(release, days_ago=2)
    assert worries() == ()
    release_day(release, days_ago=3)
    silent = "调查 2026Q4 存着的数两天多没有核对过，核对在夜里进行。请查看定时进程和后台进程在不在运行。"
    assert told() == [silent]
    check_releases()
    assert worries() == ()
    ReleaseCheck.objects.update(stored_on=timezone.localdate() - timedelta(days=3))
    assert told() == [silent]
    assert worries()[0] in set(examine())


def release_day(release: Release, *, days_ago: int) -> None:
    Release.objects.filter(pk=release.pk).update(published_on=timezone.localdate() - timedelta(days=days_ago))


def change_a_figure(release: Release, *, place: int, to: int) -> None:
    """Write another number into the figure of a township's people or groups."""
    pack = FigurePack.objects.filter(release=release, family=pack_family("groups")).latest("region_code")
    found = list(entries_of(bytes(pack.data)))
    [entry, *_] = [entry for entry in found if entry.block == "groups" and not entry.region_code.endswith("000000")]
    entry.tally[place] = to
    FigurePack.objects.filter(pk=pack.pk).update(
        data=packed(found, {entry.block: block_named(entry.block) for entry in found})
    )


def test_a_changed_number_under_a_changed_hash_does_not_survive_the_recount() -> None:
    release = released()
    change_a_figure(release, place=1, to=7)
    Release.objects.update(content_hash=content_sha256(release))
    check_releases()
    assert outcome(release) == ("same", "other")
    assert told() == [
        "调查 2026Q4 从答卷重算，与发布的数不同。请运行 manage.py rebuild_release 2026Q4 --check，并查明原因。"
    ]


@pytest.mark.parametrize("people", [3, 500])
def test_figures_that_leave_a_few_people_are_found_without_any_answer(people: int) -> None:
    release = released()
    change_a_figure(release, place=0, to=people)
    check_releases()
    assert outcome(release)[0] == "small"
    assert "人数过少的一组" in told()[0]


def test_each_night_another_release_is_computed_again_and_those_without_answers_are_left_alone() -> None:
    releases = [released(f"2026Q{quarter}", people=60) for quarter in (1, 2, 3)]
    today = timezone.localdate()
    for release, days in zip(releases, (3, 9, 0), strict=True):
        made = {"stored": "same", "stored_on": today, "recount": "same", "recounted_on": today - timedelta(days=days)}
        ReleaseCheck.objects.create(release=release, **made)
    ReleaseCheck.objects.filter(release=releases[1]).update(recount="gone")
    check_releases()
    dates = ReleaseCheck.objects.order_by("release__wave__code").values_list("recounted_on", flat=True)
    assert list(dates) == [today, today - timedelta(days=9), today]


def test_a_release_whose_answers_were_purged_keeps_being_looked_at() -> None:
    release = released(people=60)
    purge_wave(release.wave)
    check_releases()
    assert outcome(release) == ("same", "gone")
    assert worries() == ()
