"""Files that wait to be stored are few: so many of one operator, so many in all, and for so many days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.models import FileImport, Wave
from burden.operate.files import machine
from burden.operate.files.kind import ImportRefusedError
from tests.intake.small_world import CITY, store_small_tree, store_wave
from tests.locks import wait_for_waiting
from tests.operate.test_codes_page import words_of
from tests.operate.test_suggestions import client_of

PAGE = "/operate/waves/2026Q4/headcounts/"
ANN, BEN = "ann@example.org", "ben@example.org"
OF_ONE = 5


@pytest.fixture
def wave(db: None) -> Wave:
    store_small_tree()
    return store_wave(assurance="coded", state="draft", region_code=CITY)


def bring(wave: Wave, *, email: str, number: int = 1) -> FileImport:
    kind = FileImport.Kind.HEADCOUNTS
    for name in range(number):
        record = machine.bring(kind=kind, content=b"x", file_name=f"{email[:3]}{name}.csv", email=email, wave=wave)
    return record


def test_a_sixth_file_of_one_operator_waits_until_one_is_stored_or_given_up(wave: Wave) -> None:
    ann: Client = client_of(Role.OPERATOR, ANN)
    last = bring(wave, email=ANN, number=OF_ONE)
    bring(wave, email=BEN)

    refused = ann.post(PAGE, {"file": SimpleUploadedFile("a.csv", b"x")})

    assert refused.status_code == 400
    assert "您有5个文件传上来还没有装入：ann0.csv、ann1.csv" in words_of(refused.content)
    assert "每人最多5个，一共最多20个；7天没人确认就删掉" in words_of(ann.get(PAGE).content)
    for address in ("/operate/regions/own/", "/operate/regions/file/"):
        data = {"version": "9", "as_of_on": "2026-09-30", "source": "x", "file": SimpleUploadedFile("a.csv", b"x")}
        assert "请先到它们的页面装入或放弃" in words_of(ann.post(address, data, follow=True).content)
    ann.post(f"/operate/files/{last.pk}/give-up/")
    assert ann.post(PAGE, {"file": SimpleUploadedFile("a.csv", b"x")}).status_code == 302


def test_all_operators_together_have_room_for_twenty(wave: Wave) -> None:
    for number in range(20):
        bring(wave, email=f"{number}@example.org")
    with pytest.raises(ImportRefusedError, match="一共有20个文件传上来还没有装入"):
        bring(wave, email=ANN)
    FileImport.objects.filter(email="0@example.org").update(brought_at=timezone.now() - timedelta(days=7, minutes=1))
    machine.drop_old_imports()
    bring(wave, email=ANN)


def test_what_is_stored_or_refused_takes_no_room(wave: Wave) -> None:
    bring(wave, email=ANN, number=OF_ONE)
    FileImport.objects.update(state=FileImport.State.REFUSED, content=None)
    bring(wave, email=ANN)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_only_one_takes_the_last_place(wave: Wave) -> None:
    bring(wave, email=ANN, number=OF_ONE - 1)

    def alone() -> FileImport:
        try:
            return bring(wave, email=ANN)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        bring(wave, email=ANN)
        second = pool.submit(alone)
        wait_for_waiting()
    assert isinstance(second.exception(), ImportRefusedError)
    assert FileImport.objects.count() == OF_ONE
