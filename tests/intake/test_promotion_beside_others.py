"""A promotion runs beside operators and closings: nothing that they do is undone, and nobody waits in a circle."""

import threading
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from burden.domain.answers import Answers, FurtherAnswers
from burden.domain.levels import Level
from burden.intake import promotion as promotions
from burden.intake import rewriting
from burden.intake.codes import hash_of_code, issue_codes
from burden.intake.issuing import IssuedGroup, withdraw_codes
from burden.intake.packing import pack_batch
from burden.intake.promotion import promote_inbox
from burden.intake.rewriting import lock_tables
from burden.intake.submissions import record_submissions
from burden.models import InboxItem, InvitationCode, SubmissionKey, Suggestion, Wave
from burden.operate.closing.close import stop_taking_answers
from tests.answers import stored
from tests.intake.small_world import COUNTY, TOWNSHIP
from tests.locks import wait_for_waiting

pytestmark = pytest.mark.django_db(transaction=True)
LONG_ENOUGH = 20.0  # seconds in which a promotion of one answer is over, unless it waits


def send_words(wave: Wave) -> None:
    words = FurtherAnswers(
        wave=wave.code, region_code=TOWNSHIP, level_code=Level.TOWNSHIP, given={}, suggestion="报表能不能只填一遍"
    )
    assert [str(one) for one in record_submissions(wave=wave, submissions=[words])] == ["received"]


def promoting(wave: Wave) -> threading.Thread:
    def promote() -> None:
        promote_inbox(closing=wave)
        connection.close()

    return threading.Thread(target=promote)


def once_codes_are_copied(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """Let something happen between the copy of the codes and the moment that it takes their table's place."""

    def elsewhere() -> None:
        meanwhile()
        connection.close()

    def after_a_while(cursor: CursorWrapper, tables: Sequence[str]) -> None:
        if "burden_invitationcode" in tables:
            others = threading.Thread(target=elsewhere)
            others.start()
            others.join()
        lock_tables(cursor, tables)

    monkeypatch.setattr(rewriting, "lock_tables", after_a_while)


def test_what_an_operator_decides_meanwhile_stands(wave: Wave, make_wave: Callable[..., Wave]) -> None:
    Suggestion.objects.create(id=uuid4(), wave=wave, region_code=COUNTY, text="少开一次碰头会就好")
    later = make_wave(code="later", asks_for_text=True)
    send_words(later)
    promotion = promoting(later)
    with transaction.atomic():
        Suggestion.objects.filter(wave=wave).update(state="hidden")
        promotion.start()
        wait_for_waiting()
    promotion.join()
    assert set(Suggestion.objects.values_list("wave__code", "state")) == {(wave.code, "hidden"), ("later", "waiting")}


def test_codes_are_issued_while_answers_are_promoted(make_wave: Callable[..., Wave]) -> None:
    wave = make_wave(assurance="coded")
    [code] = issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=1)
    answer = Answers(wave=wave.code, region_code=TOWNSHIP, level_code=Level.TOWNSHIP, group_count=7, code=code)
    assert [str(one) for one in record_submissions(wave=wave, submissions=[answer])] == ["received"]
    promotion = promoting(wave)
    with transaction.atomic(), connection.cursor() as cursor:
        # As issuing does before it looks at head counts and codes.
        cursor.execute("SELECT FROM burden_wave WHERE id = %s FOR SHARE", [wave.pk])
        promotion.start()
        promotion.join(LONG_ENOUGH)
        assert not promotion.is_alive()
        issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=3)
    assert InvitationCode.objects.count() == 4
    assert [said["group_count"] for said in stored("response", wave)] == [7]


def test_whoever_has_a_wave_to_himself_still_comes_to_the_inbox(make_wave: Callable[..., Wave]) -> None:
    wave = make_wave(asks_for_text=True)
    send_words(wave)
    promotion = promoting(wave)
    with transaction.atomic():
        Wave.objects.select_for_update().get(pk=wave.pk)
        promotion.start()
        wait_for_waiting()
        assert InboxItem.objects.filter(wave=wave).count() == 1
    promotion.join()
    assert (InboxItem.objects.count(), Suggestion.objects.count()) == (0, 1)


def test_answers_are_taken_in_and_a_wave_closes_while_a_batch_is_packed(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither waits for the packing; the promotion of the closing does, and adds what came meanwhile."""
    is_packing, goes_on = threading.Event(), threading.Event()

    def slowly(**batch: Any) -> int:
        is_packing.set()
        assert goes_on.wait(LONG_ENOUGH)
        return pack_batch(**batch)

    def send(group_count: int) -> list[str]:
        said = Answers(wave=wave.code, region_code=TOWNSHIP, level_code=Level.TOWNSHIP, group_count=group_count)
        return [str(one) for one in record_submissions(wave=wave, submissions=[said])]

    assert send(1) == ["received"]
    monkeypatch.setattr(promotions, "pack_batch", slowly)
    first, last = promoting(wave), promoting(wave)
    first.start()
    assert is_packing.wait(LONG_ENOUGH)
    assert send(2) == ["received"]
    assert stop_taking_answers(wave) == "closed"
    assert send(3) == ["wave_closed"]
    last.start()
    wait_for_waiting()
    assert stored("response", wave) == []
    goes_on.set()
    first.join()
    last.join()
    assert [said["group_count"] for said in stored("response", wave)] == [1, 2]
    assert not InboxItem.objects.exists()


def test_codes_are_spent_and_issued_while_their_table_is_copied(
    make_wave: Callable[..., Wave], monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = make_wave(assurance="coded")
    codes = list(issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=3))

    def send(code: str) -> None:
        said = Answers(
            wave=wave.code,
            region_code=TOWNSHIP,
            level_code=Level.TOWNSHIP,
            group_count=7,
            code=code,
            idempotency_key=f"a-key-of-the-answer-{code}",
        )
        assert [str(one) for one in record_submissions(wave=wave, submissions=[said])] == ["received"]

    def meanwhile() -> None:
        send(codes[1])
        issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=4)

    send(codes[0])
    once_codes_are_copied(monkeypatch, meanwhile)
    promote_inbox(closing=wave)
    assert set(InvitationCode.objects.filter(is_spent=True).values_list("code_hash", flat=True)) == {
        hash_of_code(code) for code in codes[:2]
    }
    assert (InvitationCode.objects.count(), SubmissionKey.objects.count()) == (7, 2)
    assert (len(stored("response", wave)), InboxItem.objects.count()) == (1, 1)


def test_codes_withdrawn_while_their_table_is_copied_stay_withdrawn(
    make_wave: Callable[..., Wave], monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = make_wave(assurance="coded")
    kept, withdrawn = issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=2)
    group = IssuedGroup(region_code=TOWNSHIP, names=(), level=Level.TOWNSHIP, codes=(withdrawn,))
    once_codes_are_copied(monkeypatch, lambda: withdraw_codes([group]))
    promote_inbox()
    assert [code.code_hash for code in InvitationCode.objects.all()] == [hash_of_code(kept)]


def test_codes_of_a_wave_prepared_while_others_are_copied_are_kept(
    make_wave: Callable[..., Wave], monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile() -> None:
        new = make_wave(code="new", assurance="coded")
        issue_codes(wave=new, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=2)

    make_wave(assurance="coded")
    once_codes_are_copied(monkeypatch, meanwhile)
    promote_inbox()
    assert InvitationCode.objects.filter(wave__code="new").count() == 2
