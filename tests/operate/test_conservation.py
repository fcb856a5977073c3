"""Accepted = published + held back + excluded + not answered, whatever happens in the life of a wave."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from redis import Redis

from burden.aggregation.release import rebuilt_sha256
from burden.intake.keys import key_hash
from burden.intake.promotion import promote_inbox
from burden.models import BatchItem, InboxItem, Release, SubmissionKey, Wave
from burden.operate.closing.close import close_wave
from tests.intake.small_world import store_small_tree, store_wave
from tests.intake.web import send, web_server
from tests.locks import wait_for_waiting
from tests.operate.lives import CLOSED, Book, Door, Person, Reply, codes_for, lead

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 140
LINES = 3


def door_within(path: str, body: dict[str, Any]) -> Reply:
    reply = Client().post(f"/api/v1/{path}/", json.dumps(body), content_type="application/json")
    return reply.status_code, reply.json()


@dataclass(frozen=True)
class Told:
    """One block of the balance, and what the book knows of it: door, field, whether hasty answers are left out."""

    block: str
    path: str
    field: str
    leaves_out_hasty: bool = False

    def is_excluded(self, body: dict[str, Any]) -> bool:
        return self.leaves_out_hasty and body.get("duration_band") == "lt20"

    def is_silent(self, body: dict[str, Any]) -> bool:
        return not self.is_excluded(body) and self.field not in body


BLOCKS = (
    Told("groups", "responses", "group_count", leaves_out_hasty=True),
    Told("attitude", "responses", "attitude_5", leaves_out_hasty=True),
    Told("duration", "responses", "duration_band"),
    Told("usage", "usage-reports", "apps"),
    Told("off_hours_days", "further-responses", "off_hours_days"),
    Told("runs_media", "further-responses", "runs_media"),
)


def assert_nothing_lost_or_doubled(release: Release, book: Book) -> None:
    """Compare the balance that the release prints with the book, block by block and level by level."""
    for told in BLOCKS:
        lines = {level: line for level, line in release.balance[told.block].items() if line["accepted"]}
        accepted = book.by_level(told.path)
        excluded = book.by_level(told.path, only=told.is_excluded)
        silent = book.by_level(told.path, only=told.is_silent)
        assert {level: line["accepted"] for level, line in lines.items()} == accepted
        for level, line in lines.items():
            assert (line["excluded"], line["not_answered"]) == (excluded[level], silent[level])
            assert line["published"] + line["held_back"] == accepted[level] - excluded[level] - silent[level]


def live_through(wave: Wave, door: Door, random: Random, *, people: int, lines: int) -> Book:
    """Let a wave be answered, promoted at random moments and closed in the midst of it."""
    book = Book()
    codes = codes_for(wave, people) if wave.assurance == Wave.Assurance.CODED else [None] * people
    crowd = [Person(number, Random(random.random()), wave, code) for number, code in enumerate(codes)]
    moments = sorted(random.randrange(1, people // 2) for _ in range(3))
    closing_from = random.randrange(people // 2, people - people // 10)

    def promote_now_and_then() -> None:
        for moment in moments:
            book.wait_for(moment)
            promote_inbox()

    def close() -> None:
        book.wait_for(closing_from)
        close_wave(wave=Wave.objects.get(pk=wave.pk), wait=True)

    lead(crowd, door, book, beside=(promote_now_and_then, close), lines=lines)
    return book


def assert_the_whole_life_is_accounted_for(wave: Wave, door: Door, book: Book) -> None:
    release = Release.objects.get(wave=wave)
    assert (release.state, release.gate_report["findings"]) == ("published", [])
    assert not InboxItem.objects.exists()
    assert not BatchItem.objects.exists()
    assert_nothing_lost_or_doubled(release, book)
    # Who repeats afterwards what was received is told so; who comes only now is refused in words, and nothing changes.
    early = book.accepted["responses"][0]
    assert door("responses", early)[0] == 201
    late = early | {"idempotency_key": "somebody-who-comes-late"}
    assert door("responses", late) == (410, {"errors": {"wave": CLOSED}})
    assert not InboxItem.objects.exists()
    assert rebuilt_sha256(release) == release.content_hash


def new_life(seed: int) -> None:
    random = Random(seed)
    store_small_tree()
    wave = store_wave(assurance=random.choice(("coded", "link")))
    book = live_through(wave, door_within, random, people=PEOPLE, lines=LINES)
    assert_the_whole_life_is_accounted_for(wave, door_within, book)


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_every_accepted_form_of_a_random_life_is_accounted_for(broker: Redis, seed: int) -> None:
    new_life(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 130))
def test_every_accepted_form_of_many_random_lives_is_accounted_for(broker: Redis, seed: int) -> None:
    new_life(seed)


def test_a_closing_during_heavy_intake_takes_all_or_refuses(site_environment: dict[str, str], broker: Redis) -> None:
    store_small_tree()
    wave = store_wave(assurance="coded")
    with web_server(site_environment) as server:

        def door(path: str, body: dict[str, Any]) -> Reply:
            return send(server.address, path, body)

        book = live_through(wave, door, Random(7), people=400, lines=12)
        assert book.refused[410] > 20
        assert_the_whole_life_is_accounted_for(wave, door, book)


def test_no_wave_says_it_is_closed_while_a_form_that_it_will_accept_is_on_its_way(broker: Redis) -> None:
    store_small_tree()
    wave = store_wave(assurance="link")
    book = Book()
    person = Person(0, Random(3), wave, None)
    form = Thread(target=on_a_line_of_its_own, args=(partial(person.live, door_within, book),))
    closing = Thread(target=on_a_line_of_its_own, args=(partial(close_wave, wave=wave, wait=True),))
    with transaction.atomic():
        # It has seen that the wave is open, and waits to learn whether its key is known.
        twin = key_hash(f"life-a-{0:012}", wave_code=wave.code, kind="response")
        SubmissionKey.objects.create(key_hash=twin, expires_on=wave.closes_on)
        form.start()
        wait_for_waiting(1)
        closing.start()
        wait_for_waiting(2)
        assert Wave.objects.get(pk=wave.pk).state == Wave.State.OPEN
        transaction.set_rollback(True)
    for line in (form, closing):
        line.join()
    assert len(book.accepted["responses"]) == 1
    assert_nothing_lost_or_doubled(Release.objects.get(wave=wave), book)


def on_a_line_of_its_own(work: Callable[[], object]) -> None:
    try:
        work()
    finally:
        connection.close()
