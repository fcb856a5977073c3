"""Each answer is stored once, whatever happens to the server or the network between the phone and the database."""

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction

from burden.domain.levels import Level
from burden.intake.codes import issue_codes
from burden.intake.promotion import promote_inbox
from burden.models import InboxItem, InvitationCode, Wave
from burden.operate.closing.close import stop_taking_answers
from tests.answers import stored
from tests.intake.small_world import COUNTY, TOWNSHIP
from tests.intake.web import Address, exchange, request, send, web_server
from tests.locks import wait_for_waiting

DEAD = "127.0.0.1:1"
FORM = "application/x-www-form-urlencoded"
LINES = 16

pytestmark = pytest.mark.django_db(transaction=True)


def body(number: int = 0, **more: Any) -> dict[str, Any]:
    place = {"wave": "2026Q4", "region_code": TOWNSHIP, "level_code": 60}
    return {**place, "group_count": number % 300, "idempotency_key": f"a-key-of-the-answer-{number:06}", **more}


def usage(number: int, one_time_pass: str) -> dict[str, Any]:
    place = {"wave": "2026Q4", "region_code": TOWNSHIP, "level_code": 60}
    return {**place, "apps": [], "one_time_pass": one_time_pass, "idempotency_key": f"a-key-of-a-report-{number:06}"}


def in_parallel(work: Callable[[int], int], number: int) -> Counter[int]:
    with ThreadPoolExecutor(LINES) as pool:
        return Counter(pool.map(work, range(number)))


def poster(address: Address, path: str, bodies: Callable[[int], dict[str, Any]]) -> Callable[[int], int]:
    return lambda number: send(address, path, bodies(number))[0]


@pytest.mark.usefixtures("wave")
def test_a_thousand_parallel_duplicates_are_one_row(site_environment: dict[str, str]) -> None:
    with web_server(site_environment) as server:
        replies = in_parallel(poster(server.address, "responses", lambda _: body()), 1_000)
    assert replies == {201: 1_000}
    assert InboxItem.objects.count() == 1


def test_parallel_uses_of_codes_and_passes_are_one_row_each(
    make_wave: Callable[..., Wave], site_environment: dict[str, str]
) -> None:
    wave = make_wave(assurance="coded")
    codes = list(issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=3))
    with web_server(site_environment) as server:
        # Three codes, each sent by forty people who photographed the same slip.
        replies = in_parallel(poster(server.address, "responses", lambda n: body(n, code=codes[n % 3])), 120)
        assert replies == {201: 3, 409: 117}
        _, receipt = send(server.address, "responses", body(1_000, code=codes[0]))
        assert list(receipt) == ["errors"]
        [kept] = [n for n in range(0, 120, 3) if send(server.address, "responses", body(n, code=codes[0]))[0] == 201]
        _, receipt = send(server.address, "responses", body(kept, code=codes[0]))
        replies = in_parallel(poster(server.address, "usage-reports", lambda n: usage(n, receipt["one_time_pass"])), 60)
    assert replies == {201: 1, 409: 59}
    kinds = Counter(InboxItem.objects.values_list("kind", flat=True))
    assert kinds == {"response": 3, "usage": 1}
    assert InvitationCode.objects.filter(is_spent=True).count() == 3


@pytest.mark.usefixtures("wave")
def test_server_killed_between_commit_and_reply_stores_once(site_environment: dict[str, str]) -> None:
    """The statement waits at the table while the server dies; PostgreSQL finishes it; the phone sends again."""
    with web_server(site_environment) as server:
        lost: list[tuple[int, bytes]] = []

        def first_try() -> None:
            try:
                lost.append(exchange(server.address, request("/api/v1/responses/", json.dumps(body()).encode())))
            except OSError:
                lost.append((0, b""))

        phone = threading.Thread(target=first_try)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE burden_inboxitem IN ACCESS EXCLUSIVE MODE")
            phone.start()
            wait_for_waiting()
            server.kill()
        phone.join()
        assert lost == [(0, b"")]
        server.start()
        assert send(server.address, "responses", body())[0] == 201
    assert InboxItem.objects.count() == 1


@pytest.mark.long
def test_promotion_and_closing_in_the_midst_keep_every_answer_once(
    wave: Wave, site_environment: dict[str, str]
) -> None:
    """Everybody sends each answer twice; receipts and rows agree to the last one."""
    accepted: set[int] = set()
    over = threading.Event()

    def promote() -> None:
        while not over.is_set():
            promote_inbox()
        connection.close()

    def close() -> None:
        while len(accepted) < 100:
            time.sleep(0.01)
        stop_taking_answers(wave)
        connection.close()

    def post(number: int) -> int:
        status, _ = send(server.address, "responses", body(number // 2))
        if status == 201:
            accepted.add(number // 2)
        return status

    with web_server(site_environment) as server:
        helpers = [threading.Thread(target=work) for work in (promote, close)]
        for helper in helpers:
            helper.start()
        replies = in_parallel(post, 600)
        over.set()
        for helper in helpers:
            helper.join()
    assert set(replies) == {201, 410}
    promote_inbox(closing=wave)
    assert Counter(said["group_count"] for said in stored("response")) == Counter(accepted)


@pytest.mark.long
@pytest.mark.usefixtures("wave")
def test_five_hundred_answers_are_kept_while_broker_and_workers_are_down(site_environment: dict[str, str]) -> None:
    with web_server(site_environment | {"REDIS_URL": f"redis://{DEAD}/0"}) as server:
        replies = in_parallel(poster(server.address, "responses", body), 500)
    assert replies == {201: 500}
    assert InboxItem.objects.count() == 500


@pytest.mark.usefixtures("wave")
def test_connections_that_the_database_dropped_are_replaced_unnoticed(site_environment: dict[str, str]) -> None:
    with web_server(site_environment) as server:
        assert in_parallel(poster(server.address, "responses", body), 32) == {201: 32}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert in_parallel(poster(server.address, "responses", lambda n: body(100 + n)), 32) == {201: 32}
        # What reads the wave to say what is wrong goes on as well.
        assert send(server.address, "responses", body(region_code=COUNTY, app_count="?"))[0] == 400
    assert InboxItem.objects.count() == 64


def test_forged_codes_and_passes_write_nothing(
    make_wave: Callable[..., Wave], site_environment: dict[str, str]
) -> None:
    """Right check symbol or not: PostgreSQL gives out no transaction id, so nothing was written, not even a lock."""
    make_wave(assurance="coded")
    forged = ["0" * 20, "7K2QF-M81ZT-0XW9A-B3CDH", *(symbol * 20 for symbol in "123456789ABCDEFGHJKMNPQRSTVWXYZ")]
    with web_server(site_environment) as server:
        before = next_transaction()
        for number, code in enumerate(forged):
            status, reply = send(server.address, "responses", body(number, code=code))
            assert (status, list(reply["errors"])) == (400, ["code"])
            assert send(server.address, "usage-reports", usage(number, f"20261122.{code}.{code}"))[0] == 400
        assert next_transaction() == before
    assert InboxItem.objects.count() == 0


def next_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        [(number,)] = cursor.fetchall()
    return int(number)


@pytest.mark.usefixtures("wave")
def test_half_a_form_is_not_stored_and_does_not_stand_against_the_whole(site_environment: dict[str, str]) -> None:
    """The connection ends within the body, after place and key: what came reads like a form with questions skipped."""
    fields = {"region_code": COUNTY, "level_code": "60", "idempotency_key": "a-key-of-the-answer", "group_count": "14"}
    whole = urlencode(fields).encode()
    page = f"/s/2026Q4/{COUNTY}/"
    with web_server(site_environment) as server:
        half = request(page, whole[:-15], content_type=FORM, length=len(whole))
        with socket.create_connection(server.address, timeout=60) as line:
            line.sendall(half)
            line.shutdown(socket.SHUT_WR)
            head = line.recv(12)
        assert head in (b"", b"HTTP/1.1 503")
        assert InboxItem.objects.count() == 0
        assert exchange(server.address, request(page, whole, content_type=FORM))[0] == 200
    assert [item.answers["group_count"] for item in InboxItem.objects.all()] == [14]
