"""After a promotion nothing tells which promotion brought which answer, not even the files of the server."""

import struct
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from burden.domain.further_check import check_further
from burden.domain.questionnaire import check_response
from burden.intake import promotion
from burden.intake.promotion import promote_inbox
from burden.intake.retention import purge_wave
from burden.intake.rewriting import recycle_log
from burden.intake.submissions import record_submissions
from burden.models import AnswerPack, Suggestion, Wave
from tests.intake.small_world import OTHER_COUNTY, TOWNSHIP

A_BATCH = 25
OLD_WORDS, NEW_WORDS = "少开一次碰头会就好", "报表能不能只填一遍"
# Three apart, from 100 on: 0, 1, 2, … may stand in any file of the server, as somebody's row numbers.
FIRST, SECOND = range(100, 100 + 3 * A_BATCH, 3), range(200, 200 + 3 * A_BATCH, 3)


def promote(wave: Wave, people: range, *, region: str = TOWNSHIP) -> None:
    """Promote some people, each with page 1 and page 2 that both say the person's number."""
    for person in people:
        said = {"wave": wave.code, "region_code": region, "level_code": "60"}
        one = check_response(said | {"group_count": person}).values
        two = check_further(said | {"dead_group_count": person}).values
        assert one
        assert two
        record_submissions(wave=wave, submissions=[one, two])
    assert promote_inbox() == 2 * A_BATCH


def files_that_hold(people: range) -> list[str]:
    """Return the server's files, log included, in which these people's numbers stand in a row, as in a pack."""
    return files_with(struct.pack(f"<{len(people)}h", *people))


def files_with(content: bytes) -> list[str]:
    """Return the server's files, log included, in which these bytes stand.

    Other databases of the server are left out: the demo's was copied from this one with what other tests left behind.
    """
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        [(folder,)] = cursor.fetchall()
        cursor.execute("SELECT oid::text FROM pg_database WHERE datname <> current_database()")
        elsewhere = {Path(folder, "base", oid) for (oid,) in cursor.fetchall()}
    files = (path for path in sorted(Path(folder).rglob("*")) if path.is_file() and path.parent not in elsewhere)
    return [str(path) for path in files if content in path.read_bytes()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_forgetting", [True, False])
def test_no_older_version_of_a_pack_lies_in_the_files(
    wave: Wave, monkeypatch: pytest.MonkeyPatch, *, is_forgetting: bool
) -> None:
    """Odd numbers come first, even ones later: in the pack of both no two odd ones stand side by side."""
    odd, even = range(101, 101 + 2 * A_BATCH, 2), range(100, 100 + 2 * A_BATCH, 2)
    promote(wave, odd)
    if not is_forgetting:
        monkeypatch.setattr(promotion, "forget_packs", recycle_log)
    promote(wave, even)
    assert bool(files_that_hold(odd)) == (not is_forgetting)
    assert files_that_hold(even) == []
    assert files_that_hold(range(100, 100 + 2 * A_BATCH))


@pytest.mark.django_db(transaction=True)
def test_packs_do_not_tell_by_which_transaction_they_came(wave: Wave) -> None:
    promote(wave, FIRST, region=OTHER_COUNTY)
    promote(wave, SECOND)
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, kind, county_code FROM burden_answerpack ORDER BY ctid")
        rows = cursor.fetchall()
    assert len({xmin for xmin, _, _ in rows}) == 1
    assert [row[1:] for row in rows] == sorted(row[1:] for row in rows)
    assert len(rows) == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at_close", [False, True])
def test_the_next_promotion_forgets_what_one_that_died_left_behind(
    wave: Wave, monkeypatch: pytest.MonkeyPatch, *, at_close: bool
) -> None:
    odd, even = range(101, 101 + 2 * A_BATCH, 2), range(100, 100 + 2 * A_BATCH, 2)
    promote(wave, odd)
    with monkeypatch.context() as died:
        died.setattr(promotion, "forget_packs", recycle_log)
        promote(wave, even)
    assert files_that_hold(odd)
    assert promote_inbox(closing=wave if at_close else None) == 0
    assert files_that_hold(odd) == []
    assert AnswerPack.objects.filter(wave=wave).count() == 2


def test_the_same_answers_are_the_same_packs_however_they_were_promoted(wave: Wave) -> None:
    promote(wave, FIRST)
    promote(wave, SECOND)
    in_two = {(pack.kind, pack.county_code): bytes(pack.data) for pack in AnswerPack.objects.all()}
    AnswerPack.objects.all().delete()
    for person in reversed([*FIRST, *SECOND]):
        said = {"wave": wave.code, "region_code": TOWNSHIP, "level_code": "60"}
        one = check_response(said | {"group_count": person}).values
        two = check_further(said | {"dead_group_count": person}).values
        assert one
        assert two
        record_submissions(wave=wave, submissions=[one, two])
    promote_inbox()
    assert {(pack.kind, pack.county_code): bytes(pack.data) for pack in AnswerPack.objects.all()} == in_two


@pytest.mark.django_db(transaction=True)
def test_deleted_answers_are_gone_from_the_files_and_other_waves_stay(
    wave: Wave, make_wave: Callable[..., Wave]
) -> None:
    later = make_wave(code="later")
    promote(wave, FIRST)
    promote(later, SECOND)
    for of_wave, words in ((wave, OLD_WORDS), (later, NEW_WORDS)):
        Suggestion.objects.create(id=uuid4(), wave=of_wave, region_code=OTHER_COUNTY, text=words)
    assert files_that_hold(FIRST)
    purged = purge_wave(wave)
    assert (purged.responses, purged.suggestions) == (A_BATCH, 1)
    assert files_that_hold(FIRST) == []
    assert files_with(OLD_WORDS.encode()) == []
    assert files_with(NEW_WORDS.encode())
    assert files_that_hold(SECOND)
    assert set(AnswerPack.objects.values_list("wave_id", "people")) == {(later.pk, A_BATCH)}


@pytest.mark.django_db(transaction=True)
def test_packs_of_a_released_wave_are_not_written_anew_for_others(wave: Wave, make_wave: Callable[..., Wave]) -> None:
    promote(wave, FIRST)
    Wave.objects.filter(pk=wave.pk).update(state=Wave.State.RELEASED)
    later = make_wave(code="later")
    promote(later, SECOND)
    before = {one.pk: file_of(one) for one in (wave, later)}
    promote_inbox()
    assert file_of(wave) == before[wave.pk]
    assert file_of(later) != before[later.pk]
    purge_wave(later)
    assert file_of(wave) == before[wave.pk]
    assert files_that_hold(FIRST)
    assert files_that_hold(SECOND) == []


def file_of(wave: Wave) -> int:
    """Return the number of the file in which the wave's packs lie."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filenode(%s)", [f"burden_answerpack_{wave.pk}"])
        [(number,)] = cursor.fetchall()
    return int(number)


def test_a_wave_takes_its_empty_room_for_packs_along_and_stays_while_there_are_any(wave: Wave) -> None:
    promote(wave, FIRST)
    remove = "DELETE FROM burden_wave WHERE id = %s"
    with connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match="still has packs"), transaction.atomic():
            cursor.execute(remove, [wave.pk])
        AnswerPack.objects.filter(wave=wave).delete()
        cursor.execute(remove, [wave.pk])
        cursor.execute("SELECT to_regclass(%s)", [f"burden_answerpack_{wave.pk}"])
        assert cursor.fetchall() == [(None,)]
