"""Lives of a wave: people who answer, repeat, cheat and come late, and a book of what was accepted from them."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from django.db import connection

from burden.domain.levels import Level
from burden.intake.codes import issue_codes
from burden.models import Wave
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, OTHER_TOWNSHIP, TOWNSHIP

Reply = tuple[int, dict[str, Any]]
Door = Callable[[str, dict[str, Any]], Reply]  # path below /api/v1 and body in, status and what was said out

CLOSED = "这次调查已截止，不再接收答卷。谢谢您。"
PATHS = ("responses", "usage-reports", "further-responses")
# How many people of each unit among others: some units are large enough to be shown, some are not.
WEIGHTS = {
    (CITY, 40): 8,
    (COUNTY, 50): 5,
    (COUNTY, 60): 1,
    (TOWNSHIP, 60): 6,
    (TOWNSHIP, 70): 2,
    (OTHER_COUNTY, 50): 3,
    (OTHER_TOWNSHIP, 60): 1,
}
UNITS = tuple(unit for unit, weight in WEIGHTS.items() for _ in range(weight))


@dataclass
class Book:
    """What was accepted, each once, by door; whoever waits for so many is told."""

    accepted: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {path: [] for path in PATHS})
    refused: Counter[int] = field(default_factory=Counter)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self, path: str, body: dict[str, Any]) -> None:
        """Write down one accepted form."""
        with self.changed:
            self.accepted[path].append(body)
            self.changed.notify_all()

    def wait_for(self, forms: int) -> None:
        """Return when so many forms of page 1 were accepted."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.accepted["responses"]) >= forms, timeout=120)

    def by_level(self, path: str, *, only: Callable[[dict[str, Any]], bool] = lambda _: True) -> Counter[str]:
        """Count accepted forms by level, as the balance names levels."""
        return Counter(str(body["level_code"]) for body in self.accepted[path] if only(body))


class Person:
    """Somebody who answers, and perhaps does more than that."""

    def __init__(self, number: int, random: Random, wave: Wave, code: str | None) -> None:
        self._random = random
        region_code, level = unit_of(number)
        self._place = {"wave": wave.code, "region_code": region_code, "level_code": level}
        self._number = number
        self._code = code

    def live(self, door: Door, book: Book) -> None:
        """Send page 1, perhaps again, perhaps with a spent code, and perhaps what follows it."""
        body = self._body("a", self._page_one()) | ({"code": self._code} if self._code else {})
        reply = self._send(door, book, "responses", body)
        for _ in range(self._random.choice((0, 0, 1, 2)) if reply else 0):
            assert door("responses", body)[0] == 201
        if self._code and self._random.random() < 0.2:
            again = door("responses", body | {"idempotency_key": self._key("b")})[0]
            assert again in ({409, 410} if reply else {410})
        if reply and self._random.random() < 0.5:
            self._send(door, book, "usage-reports", self._body("c", {"apps": []}) | self._pass(reply))
        if reply and self._random.random() < 0.5:
            self._send(door, book, "further-responses", self._body("d", self._page_two()) | self._pass(reply))

    def _send(self, door: Door, book: Book, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        status, said = door(path, body)
        if status == 201:
            book.note(path, body)
            return said
        assert (status, said) == (410, {"errors": {"wave": CLOSED}})
        book.refused[status] += 1
        return None

    def _body(self, form: str, answers: dict[str, Any]) -> dict[str, Any]:
        return self._place | answers | {"idempotency_key": self._key(form)}

    def _key(self, form: str) -> str:
        return f"life-{form}-{self._number:012}"

    def _pass(self, reply: dict[str, Any]) -> dict[str, Any]:
        return {"one_time_pass": reply["one_time_pass"]}

    def _page_one(self) -> dict[str, Any]:
        given = {
            "group_count": self._random.randrange(60),
            "attitude_5": self._random.choice("12345"),
            "duration_band": self._random.choice(("lt20", "20_60", "60_90", "60_90")),
        }
        return {name: value for name, value in given.items() if self._random.random() < 0.9}

    def _page_two(self) -> dict[str, Any]:
        given = {"runs_media": "yes"} if self._random.random() < 0.5 else {}
        return given | {"off_hours_days": self._random.randrange(8)}


def unit_of(number: int) -> tuple[str, int]:
    """Return region and level of a person."""
    return UNITS[number % len(UNITS)]


def codes_for(wave: Wave, people: int) -> list[str]:
    """Issue a code for each person, in the order of the people."""
    of_unit: dict[tuple[str, int], Iterator[str]] = {}
    for unit, number in Counter(map(unit_of, range(people))).items():
        of_unit[unit] = iter(issue_codes(wave=wave, region_code=unit[0], level=Level(unit[1]), number=number))
    return [next(of_unit[unit_of(person)]) for person in range(people)]


def lead(people: Sequence[Person], door: Door, book: Book, *, beside: Sequence[Callable[[], None]], lines: int) -> None:
    """Let the people live side by side on so many lines, and do the other work beside them."""

    def alone(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(lines + len(beside)) as pool:
        others = [pool.submit(alone, work) for work in beside]
        lives = [pool.submit(alone, partial(person.live, door, book)) for person in people]
        for done in (*lives, *others):
            done.result()
