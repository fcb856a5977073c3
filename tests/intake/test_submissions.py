import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from burden.domain.answers import Answers, AppUse, FurtherAnswers, UsageAnswers
from burden.domain.levels import Level
from burden.intake.closing_lock import wait_for_submissions
from burden.intake.codes import issue_codes
from burden.intake.local_apps import phone_app_codes
from burden.intake.outcomes import Outcome
from burden.intake.passes import pass_for
from burden.intake.places import path_of, territory_of
from burden.intake.submissions import record_submission, record_submissions
from burden.models import CatalogueItem, InboxItem, InvitationCode, SubmissionKey, TreeVersion, Wave
from burden.operate.closing.close import stop_taking_answers
from burden.operate.demo.clearing import clear_demo
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, PROVINCE, TOWNSHIP
from tests.locks import wait_for_waiting

ANSWER = Answers(
    wave="2026Q4",
    region_code=TOWNSHIP,
    level_code=Level.TOWNSHIP,
    app_count=11,
    practices_3m=("p_checkin", "p_rate_notice"),
    idempotency_key="0123456789abcdef",
)


def send(wave: Wave, *answers: Answers | UsageAnswers | FurtherAnswers) -> list[str]:
    return [str(outcome) for outcome in record_submissions(wave=wave, submissions=answers)]


def test_answer_waits_in_the_inbox_by_column_name(wave: Wave) -> None:
    assert send(wave, ANSWER) == ["received"]
    item = InboxItem.objects.get()
    assert item.kind == "response"
    assert item.answers["region_code"] == TOWNSHIP
    assert item.answers["practices_3m"] == 5
    assert "0123456789abcdef" not in json.dumps(item.answers)


def test_same_key_again_is_success_and_one_row(wave: Wave) -> None:
    assert send(wave, ANSWER) == ["received"]
    assert send(wave, replace(ANSWER, app_count=3)) == ["repeated"]
    assert InboxItem.objects.get().answers["app_count"] == 11


def test_same_key_twice_in_one_batch_is_one_row(wave: Wave) -> None:
    assert send(wave, ANSWER, ANSWER) == ["received", "repeated"]


def test_answers_without_key_are_all_kept(wave: Wave) -> None:
    bare = replace(ANSWER, idempotency_key=None)
    assert send(wave, bare, bare) == ["received", "received"]
    assert SubmissionKey.objects.count() == 0


def test_key_lives_three_days_as_a_hash(wave: Wave) -> None:
    send(wave, ANSWER)
    key = SubmissionKey.objects.get()
    assert key.expires_on == timezone.localdate() + timedelta(days=3)
    assert b"0123456789abcdef" not in bytes(key.key_hash)


def test_report_and_answer_with_one_key_are_both_kept(wave: Wave) -> None:
    report = UsageAnswers(
        wave="2026Q4", region_code=TOWNSHIP, level_code=Level.TOWNSHIP, idempotency_key="0123456789abcdef"
    )
    assert send(wave, ANSWER, report) == ["received", "received"]


@pytest.mark.parametrize(
    ("region", "level", "outcome"),
    [
        (COUNTY, Level.VILLAGE, "received"),
        (CITY, Level.CITY, "received"),
        (CITY, Level.COUNTY, "region_too_shallow"),
        (PROVINCE, Level.CITY, "region_too_shallow"),
        (PROVINCE, Level.PROVINCE, "received"),
        ("110101001000", Level.TOWNSHIP, "region_unknown"),
        ("000000000000", Level.PROVINCE, "region_unknown"),
    ],
)
def test_region_must_be_deep_enough_for_the_level(wave: Wave, region: str, level: Level, outcome: str) -> None:
    assert send(wave, replace(ANSWER, region_code=region, level_code=level)) == [outcome]


def test_region_outside_the_wave_is_unknown(make_wave: Callable[..., Wave]) -> None:
    wave = make_wave(region_code=COUNTY)
    assert send(wave, replace(ANSWER, region_code=OTHER_COUNTY)) == ["region_unknown"]


def test_province_level_is_offered_by_provincial_waves_only(make_wave: Callable[..., Wave]) -> None:
    wave = make_wave(region_code=COUNTY)
    assert send(wave, replace(ANSWER, region_code=COUNTY, level_code=Level.PROVINCE)) == ["level_not_offered"]


def test_the_database_takes_the_apps_that_pages_offer(wave: Wave) -> None:
    kinds, regions = CatalogueItem.Kind.values, (PROVINCE, COUNTY, TOWNSHIP, OTHER_COUNTY)
    for version, is_demo in (("older", False), ("demo", True)):
        TreeVersion.objects.create(version=version, source="test", as_of_on=date(2020, 1, 1), is_demo=is_demo)
    versions = ("test", "older", "demo")
    for number, (kind, region, is_retired, version) in enumerate(product(kinds, regions, (False, True), versions)):
        CatalogueItem.objects.create(
            tree_id=version,
            app_code=f"A{number:03}",
            name_zh="应用",
            kind=kind,
            region_code=region,
            is_retired=is_retired,
            sponsor_level=40,
            audience="mixed",
        )
    codes = list(CatalogueItem.objects.values_list("app_code", flat=True))
    named = {code: replace(ANSWER, apps=(AppUse(app_code=code),), idempotency_key=None) for code in codes}
    taken = {code for code, answer in named.items() if record_submission(answer) is Outcome.RECEIVED}
    territory = territory_of(wave)
    path = path_of(territory, TOWNSHIP)
    assert path is not None
    assert taken == phone_app_codes(territory, path)
    assert len(taken) == 18  # three kinds, of the province, the county and the township, of two editions


def test_closed_wave_takes_nothing_but_knows_what_it_has(wave: Wave) -> None:
    send(wave, ANSWER)
    Wave.objects.update(state="closed")
    assert send(wave, ANSWER, replace(ANSWER, idempotency_key="another-key-12345")) == ["repeated", "wave_closed"]
    assert InboxItem.objects.count() == 1


def test_wave_is_closed_after_its_last_day(make_wave: Callable[..., Wave]) -> None:
    today = timezone.localdate()
    wave = make_wave(opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1))
    assert send(wave, ANSWER) == ["wave_closed"]
    assert record_submissions(wave=wave, submissions=[ANSWER], on=wave.closes_on) == (Outcome.RECEIVED,)


def test_draft_wave_is_not_open_yet(make_wave: Callable[..., Wave]) -> None:
    assert send(make_wave(state="draft"), ANSWER) == ["wave_not_open"]


@pytest.fixture
def coded(make_wave: Callable[..., Wave]) -> Wave:
    return make_wave(assurance="coded")


def issue(wave: Wave, region: str = TOWNSHIP) -> str:
    [code] = issue_codes(wave=wave, region_code=region, level=Level.TOWNSHIP, number=1)
    return code


def test_coded_wave_needs_a_code_of_its_own(coded: Wave, make_wave: Callable[..., Wave]) -> None:
    elsewhere = issue(make_wave(code="other", assurance="coded"))
    answers = [
        ANSWER,
        replace(ANSWER, code="not a code"),
        replace(ANSWER, code=elsewhere),
    ]
    assert [send(coded, answer)[0] for answer in answers] == ["code_missing", "code_unknown", "code_unknown"]
    assert SubmissionKey.objects.count() == 0


def test_code_gives_one_answer(coded: Wave) -> None:
    code = issue(coded)
    assert send(coded, replace(ANSWER, code=code)) == ["received"]
    assert send(coded, replace(ANSWER, code=code, idempotency_key="another-key-12345")) == ["code_spent"]
    assert InvitationCode.objects.filter(is_spent=True).count() == 1


def following(one_time_pass: str | None) -> list[UsageAnswers | FurtherAnswers]:
    usage = UsageAnswers(wave="2026Q4", region_code=TOWNSHIP, level_code=Level.TOWNSHIP, one_time_pass=one_time_pass)
    further = FurtherAnswers(
        wave="2026Q4",
        region_code=TOWNSHIP,
        level_code=Level.TOWNSHIP,
        given={"off_hours_days": 2},
        one_time_pass=one_time_pass,
    )
    return [usage, further]


def issued(wave: Wave) -> str:
    return pass_for(wave.code, "a-key-of-page-one", Outcome.RECEIVED, asked_on=timezone.localdate())


def test_repeated_receipt_without_its_key_hands_over_no_pass(coded: Wave) -> None:
    assert pass_for(coded.code, "a-key-long-gone", Outcome.REPEATED, asked_on=timezone.localdate()) == ""


def test_pass_of_a_receipt_opens_each_of_the_other_forms_once(coded: Wave) -> None:
    one_time_pass = issued(coded)
    assert send(coded, *following(one_time_pass)) == ["received", "received"]
    assert send(coded, *following(one_time_pass)) == ["pass_spent", "pass_spent"]
    assert send(coded, *following(None)) == ["pass_missing", "pass_missing"]


def test_pass_of_another_wave_or_day_opens_nothing(coded: Wave, make_wave: Callable[..., Wave]) -> None:
    elsewhere = issued(make_wave(code="other"))
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        yesterday = issued(coded)
    forged = yesterday.replace(yesterday[:8], timezone.localdate().strftime("%Y%m%d"))
    for one_time_pass in (elsewhere, yesterday, forged, "20261122.x.y", ".."):
        assert send(coded, *following(one_time_pass)) == ["pass_unknown", "pass_unknown"]


def test_lost_reply_to_a_coded_answer_is_success_again(coded: Wave) -> None:
    answer = replace(ANSWER, code=issue(coded))
    assert [send(coded, answer), send(coded, answer)] == [["received"], ["repeated"]]


def test_mistyped_code_can_be_mended_under_the_same_key(coded: Wave) -> None:
    code = issue(coded)
    assert send(coded, replace(ANSWER, code="7K2QF-M81ZT-0XW9A-B3CDH")) == ["code_unknown"]
    assert send(coded, replace(ANSWER, code=code.lower().replace("-", " "))) == ["received"]


def test_code_of_another_county_is_refused(coded: Wave) -> None:
    code = issue(coded, region=OTHER_COUNTY)
    assert send(coded, replace(ANSWER, code=code)) == ["code_of_elsewhere"]
    assert send(coded, replace(ANSWER, code=issue(coded, region=COUNTY))) == ["received"]


def test_a_wrong_place_does_not_tell_whether_a_copied_slip_was_used(coded: Wave) -> None:
    used, fresh = issue(coded), issue(coded)
    assert send(coded, replace(ANSWER, code=used)) == ["received"]
    probes = [
        replace(ANSWER, code=code, region_code=OTHER_COUNTY, idempotency_key=f"a-key-that-probes-{number}")
        for number, code in enumerate((used, fresh))
    ]
    assert [send(coded, probe) for probe in probes] == [["code_of_elsewhere"], ["code_of_elsewhere"]]
    assert InvitationCode.objects.filter(is_spent=True).count() == 1


def test_person_with_a_township_code_may_name_the_county_alone(coded: Wave) -> None:
    assert send(coded, replace(ANSWER, code=issue(coded), region_code=COUNTY)) == ["received"]


def in_threads(number: int, work: Callable[[int], None]) -> None:
    def run(position: int) -> None:
        try:
            work(position)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(position,)) for position in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_parallel_duplicates_are_one_row(wave: Wave) -> None:
    outcomes: list[str] = []
    in_threads(8, lambda _: outcomes.extend(send(wave, ANSWER)))
    assert sorted(outcomes) == ["received"] + ["repeated"] * 7
    assert InboxItem.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_uses_of_one_code_are_one_row(coded: Wave) -> None:
    code = issue(coded)
    outcomes: list[str] = []
    in_threads(
        8, lambda i: outcomes.extend(send(coded, replace(ANSWER, code=code, idempotency_key=f"key-number-0000{i}")))
    )
    assert sorted(outcomes) == ["code_spent"] * 7 + ["received"]


@pytest.mark.django_db(transaction=True)
def test_closing_waits_for_answers_that_were_being_accepted(wave: Wave) -> None:
    counted: list[int] = []

    def close() -> None:
        stop_taking_answers(wave)
        counted.append(InboxItem.objects.count())
        connection.close()

    closing = threading.Thread(target=close)
    with transaction.atomic():
        send(wave, ANSWER)
        closing.start()
        closing.join(timeout=0.5)
        assert closing.is_alive()
    closing.join()
    assert counted == [1]
    assert send(wave, replace(ANSWER, idempotency_key="another-key-12345")) == ["wave_closed"]


@pytest.mark.django_db(transaction=True)
def test_under_a_known_key_a_used_code_takes_no_other_way_than_a_fresh_one(coded: Wave) -> None:
    mine, used, fresh = issue(coded), issue(coded), issue(coded)
    send(coded, replace(ANSWER, code=mine), replace(ANSWER, code=used, idempotency_key="another-key-12345"))
    outcomes: list[str] = []
    probes = threading.Thread(
        target=in_threads, args=(2, lambda i: outcomes.extend(send(coded, replace(ANSWER, code=(used, fresh)[i]))))
    )
    with transaction.atomic():
        # Both wait for the wave, before anything is looked at: were it only one of them, the wait could be timed.
        wait_for_submissions(coded)
        probes.start()
        wait_for_waiting(2)
        assert outcomes == []
    probes.join()
    assert outcomes == ["repeated", "repeated"]
    assert InvitationCode.objects.filter(is_spent=True).count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_answer_to_a_wave_that_is_being_deleted_does_not_stay_behind(wave: Wave) -> None:
    outcomes: list[str] = []
    sending = threading.Thread(target=in_threads, args=(1, lambda _: outcomes.extend(send(wave, ANSWER))))
    Wave.objects.filter(pk=wave.pk).update(is_demo=True)
    with transaction.atomic():
        clear_demo()
        sending.start()
        wait_for_waiting(1)
    sending.join()
    assert outcomes == ["wave_unknown"]
    assert not InboxItem.objects.exists()


def test_keys_are_looked_up_one_by_one_however_many_there_are(wave: Wave) -> None:
    """A plan that was made while there were few keys would read all of them, for every answer anew."""
    many = [replace(ANSWER, idempotency_key=f"a-key-among-many-{number}") for number in range(50)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE burden_submissionkey")
        cursor.execute("DISCARD PLANS")
        for answer in many:
            assert send(wave, answer) == ["received"]
        cursor.execute("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'burden_submissionkey'")
        [(rows_read,)] = cursor.fetchall()
    assert rows_read < len(many)
