import itertools
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from burden.domain.answers import Answers, AppStatus, AppUse, UsageAnswers
from burden.domain.levels import Level
from burden.domain.survey_items import UsageStatus
from burden.intake.codes import issue_codes
from burden.intake.promotion import promote_inbox, renew_keys_and_codes
from burden.intake.submissions import record_submissions
from burden.intake.tasks import promote_inbox as promotion_task
from burden.models import AnswerPack, InboxItem, InvitationCode, SubmissionKey, Suggestion, Wave
from burden.operate.closing.close import stop_taking_answers
from tests.answers import stored
from tests.intake.small_world import TOWNSHIP


def answer(number: int, code: str | None = None) -> Answers:
    return Answers(
        wave="2026Q4",
        region_code=TOWNSHIP,
        level_code=Level.TOWNSHIP,
        group_count=number % 300,
        practices_3m=("none",),
        apps=(AppUse(app_code="A01", minutes_per_day=30, has_checkin=True),),
        idempotency_key=f"random-key-of-{number:06}",
        code=code,
    )


def send(wave: Wave, numbers: Sequence[int]) -> None:
    for number in numbers:
        record_submissions(wave=wave, submissions=[answer(number)])


def query(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


def test_promoted_answer_is_what_was_said(wave: Wave) -> None:
    record_submissions(wave=wave, submissions=[answer(7)])
    assert promote_inbox(closing=wave) == 1
    [said] = stored("response", wave)
    assert (said["region_code"], said["level"]) == (TOWNSHIP, 60)
    assert (said["group_count"], said["app_count"], said["practices_3m"]) == (7, None, 0)
    assert said["apps"][0]["app_code"] == "A01"
    assert said["apps"][0]["has_checkin"] is True
    assert InboxItem.objects.count() == 0


def test_promoted_report_keeps_its_arrays_in_step(wave: Wave) -> None:
    report = UsageAnswers(
        wave="2026Q4",
        region_code=TOWNSHIP,
        level_code=Level.TOWNSHIP,
        apps=(
            AppStatus(app_code="A01", status=UsageStatus.IN_USE, minutes_per_day=20),
            AppStatus(app_code="A02", status=UsageStatus.IDLE_3M),
        ),
    )
    record_submissions(wave=wave, submissions=[report])
    promote_inbox(closing=wave)
    [said] = stored("usage", wave)
    assert (said["app_codes"], said["statuses"], said["minutes"]) == (["A01", "A02"], [1, 2], [20, None])


def test_flags_are_given_at_the_promotion(wave: Wave) -> None:
    """Nothing in the inbox judges an answer; the promotion flags page 1, whatever else waits with it."""
    plain = answer(1)
    hasty = replace(answer(2), duration_band="lt20")
    straight = replace(answer(5), app_count=5, idle_app_count=5, account_count=5, app_minutes_per_day=5, apps=())
    contrary = replace(answer(4), app_minutes_per_day=29)
    far_off = replace(answer(6), app_minutes_per_day=900, group_minutes_per_day=61)
    report = UsageAnswers(wave="2026Q4", region_code=TOWNSHIP, level_code=Level.TOWNSHIP)
    record_submissions(wave=wave, submissions=[plain, hasty, straight, contrary, far_off, report])
    assert not any("quality_flag" in item.answers for item in InboxItem.objects.all())
    assert promote_inbox(closing=wave) == 6
    flags = {said["group_count"]: said["quality_flag"] for said in stored("response")}
    assert flags == {1: "ok", 2: "speeder", 5: "straight", 4: "contradiction", 6: "outlier"}


def test_few_answers_wait_for_company(wave: Wave) -> None:
    send(wave, range(19))
    assert promote_inbox() == 0
    assert InboxItem.objects.count() == 19
    send(wave, [19])
    assert promote_inbox() == 20


def test_answers_that_wait_leave_nothing_in_the_file_that_was_the_inbox(wave: Wave) -> None:
    """They would lie there in the order of arrival, and the file becomes the inbox again."""
    send(wave, range(19))
    promote_inbox()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('burden_batchitem'), pg_relation_size('burden_inboxitem') > 0")
        assert cursor.fetchall() == [(0, True)]


def test_closing_one_wave_leaves_the_others_waiting(wave: Wave, make_wave: Callable[..., Wave]) -> None:
    other = make_wave(code="other")
    send(wave, range(3))
    send(other, range(3))
    assert promote_inbox(closing=wave) == 3
    assert {item.wave_id for item in InboxItem.objects.all()} == {other.pk}


def test_promotion_twice_moves_nothing_more(wave: Wave) -> None:
    send(wave, range(25))
    promotion_task()
    promotion_task()
    assert len(stored("response")) == 25


@pytest.mark.django_db(transaction=True)
def test_order_of_arrival_is_gone_from_the_tables(wave: Wave) -> None:
    numbers = list(range(200))
    random.Random(1).shuffle(numbers)
    send(wave, numbers)
    codes_before = query("SELECT count(DISTINCT xmin::text) FROM burden_submissionkey")
    assert codes_before == [(200,)]
    assert promote_inbox() == 200
    assert query("SELECT count(*), count(DISTINCT xmin::text) FROM burden_answerpack") == [(1, 1)]
    assert [said["group_count"] for said in stored("response")] == sorted(numbers)
    assert query("SELECT count(DISTINCT xmin::text) FROM burden_submissionkey") == [(1,)]
    assert query("SELECT ctid FROM burden_submissionkey ORDER BY key_hash") == query(
        "SELECT ctid FROM burden_submissionkey ORDER BY ctid"
    )


@pytest.mark.django_db(transaction=True)
def test_ids_of_the_inbox_are_in_no_file_of_an_answer_table(wave: Wave) -> None:
    send(wave, range(30))
    inbox_ids = set(InboxItem.objects.values_list("id", flat=True))
    before = query("SELECT pg_relation_filenode('burden_inboxitem')")
    promote_inbox()
    assert not any(inbox_id.bytes in bytes(pack.data) for inbox_id in inbox_ids for pack in AnswerPack.objects.all())
    assert query("SELECT pg_relation_size('burden_inboxitem')") == [(0,)]
    assert query("SELECT pg_relation_filenode('burden_inboxitem')") != before


@pytest.mark.django_db(transaction=True)
def test_spent_codes_lie_in_hash_order_with_the_others(make_wave: Callable[..., Wave]) -> None:
    wave = make_wave(assurance="coded")
    codes = list(issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=40))
    for number, code in enumerate(codes[:25]):
        record_submissions(wave=wave, submissions=[answer(number, code)])
    promote_inbox()
    assert InvitationCode.objects.filter(is_spent=True).count() == 25
    assert query("SELECT count(DISTINCT xmin::text) FROM burden_invitationcode") == [(1,)]
    assert query("SELECT ctid FROM burden_invitationcode ORDER BY code_hash") == query(
        "SELECT ctid FROM burden_invitationcode ORDER BY ctid"
    )
    # Spending left a mark of its transaction (xmax) in the old file; the new one has none.
    assert query("SELECT DISTINCT xmax::text FROM burden_invitationcode") == [("0",)]


@pytest.mark.django_db(transaction=True)
def test_answers_sent_during_promotions_are_all_kept_once(wave: Wave) -> None:
    done = threading.Event()

    def promote() -> None:
        while not done.is_set():
            promote_inbox()
        connection.close()

    def submit(start: int) -> None:
        send(wave, range(start, start + 60))
        connection.close()

    promoter = threading.Thread(target=promote)
    senders = [threading.Thread(target=submit, args=(start,)) for start in (0, 60, 120)]
    for thread in (promoter, *senders):
        thread.start()
    for thread in senders:
        thread.join()
    done.set()
    promoter.join()
    promote_inbox(closing=wave)
    kept = sorted(said["group_count"] for said in stored("response"))
    assert kept == list(range(180))


def test_old_keys_and_codes_of_closed_waves_are_dropped(make_wave: Callable[..., Wave]) -> None:
    wave = make_wave(assurance="coded")
    list(issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=2))
    today = timezone.localdate()
    SubmissionKey.objects.create(key_hash=b"old", expires_on=today - timedelta(days=1))
    SubmissionKey.objects.create(key_hash=b"new", expires_on=today)
    renew_keys_and_codes()
    assert [bytes(key.key_hash) for key in SubmissionKey.objects.all()] == [b"new"]
    assert InvitationCode.objects.count() == 2
    Wave.objects.update(state="closed")
    renew_keys_and_codes()
    assert InvitationCode.objects.count() == 0


def test_answer_tables_hold_these_columns_and_no_other() -> None:
    assert {field.column for field in AnswerPack._meta.concrete_fields} == {  # noqa: SLF001
        "wave_id",
        "kind",
        "county_code",
        "people",
        "app_codes",
        "app_names",
        "data",
    }
    assert {field.column for field in Suggestion._meta.concrete_fields} == {  # noqa: SLF001
        "id",
        "wave_id",
        "region_code",
        "text",
        "state",
    }
    assert {field.column for field in InboxItem._meta.concrete_fields} == {"id", "wave_id", "kind", "answers"}  # noqa: SLF001
    assert {field.column for field in SubmissionKey._meta.concrete_fields} == {"key_hash", "expires_on"}  # noqa: SLF001


@pytest.mark.django_db(transaction=True)
def test_log_and_files_of_our_own_server_forget_the_inbox(wave: Wave) -> None:
    send(wave, range(30))
    inbox_ids = [item.id.bytes for item in InboxItem.objects.all()]
    [(folder,)] = query("SHOW data_directory")
    assert found_in(Path(str(folder)), inbox_ids) == 30
    promote_inbox()
    assert found_in(Path(str(folder)), inbox_ids) == 0


def found_in(folder: Path, ids: Sequence[bytes]) -> int:
    """Count the ids that stand anywhere in the server's files."""
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    return sum(any(wanted in content for content in contents) for wanted in ids)


@pytest.mark.django_db(transaction=True)
def test_wave_that_closes_under_fire_keeps_exactly_what_it_accepted(wave: Wave) -> None:
    accepted: list[int] = []
    started = threading.Barrier(4)

    def submit(start: int) -> None:
        started.wait()
        for number in itertools.count(start):
            [outcome] = record_submissions(wave=wave, submissions=[answer(number)])
            if not outcome.is_kept:
                break
            accepted.append(number % 300)
        connection.close()

    def close() -> None:
        started.wait()
        while len(accepted) < 30:
            promote_inbox()
        stop_taking_answers(wave)
        promote_inbox(closing=wave)
        connection.close()

    threads = [threading.Thread(target=submit, args=(start,)) for start in (0, 100_000, 200_000)]
    threads.append(threading.Thread(target=close))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(accepted) >= 30
    kept = sorted(said["group_count"] for said in stored("response"))
    assert kept == sorted(accepted)
    assert InboxItem.objects.count() == 0
