"""Nobody who holds everything can say whose answer is whose, and no address says who has answered.

One office of a thousand: everybody draws a slip, and the attacker has written down who drew which.  Six hundred answer,
in an order that the attacker saw at the door; some send what follows page 1.
"""

import json
import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from burden.domain.levels import Level
from burden.intake.codes import hash_of_code, issue_codes
from burden.intake.promotion import promote_inbox
from burden.models import CatalogueItem, Wave
from tests.intake.forensics import (
    Event,
    Finding,
    Orders,
    Row,
    by_transaction,
    join,
    log_events,
    logical_copy,
    neighbours,
    orders_of,
    people_of,
    rows_in_files,
)
from tests.intake.small_world import TOWNSHIP

SLIPS, ANSWERS, LATER = 1_000, 600, 300
LOGGERS = ("django.request", "django.security", "django.server", "django.db.backends", "burden", "celery")

# Chance decides the new order, and no seed can reach it, so the bars stand where chance hardly ever does.  A random
# order has one correct pair on average and Spearman's rho spreads by 1/sqrt(n-1).  Some 150 joins are tried: twelve
# pairs, or five standard deviations, come up by chance in any of them less than once in 10,000 runs.
BY_CHANCE_PAIRS = 12
BY_CHANCE_DEVIATIONS = 5


@dataclass(frozen=True)
class World:
    """What happened: slips by person, the order at the door, and who sent what afterwards.

    ``marks`` gives, for page 1 (P), the usage report (U) and page 2 (F), the number by which each person's answer is
    recognised in the scoring.  Answers stand sorted by what they say, so the three must have nothing in common.
    """

    codes: list[str]
    arrival: list[int]
    usage: list[int]
    further: list[int]
    marks: dict[str, list[int]]


@dataclass(frozen=True)
class Copy:
    """What the attacker carries away."""

    tables: dict[str, list[Row]]
    files: dict[str, list[Row]]
    log: list[Event]


def post(path: str, body: dict[str, object]) -> dict[str, str]:
    """Send a form as a phone would, and return the receipt."""
    client = Client(REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="MarkedPhone/1")
    reply = client.post(f"/api/v1/{path}/", json.dumps(body), content_type="application/json")
    assert reply.status_code == 201, reply.content
    receipt: dict[str, str] = reply.json()
    return receipt


def mark(kind: str, number: int) -> str:
    return f"{kind}{number:05}"


def numbers_of(number: int) -> dict[str, int]:
    """Answers to page 2 by which a row can be recognised: two numbers that nobody shares."""
    return {"dead_group_count": number % 200, "same_data_times": number // 200}


@pytest.fixture
def world(make_wave: Callable[..., Wave]) -> World:
    wave = make_wave(assurance="coded")
    chance = random.Random(20261122)
    codes = list(issue_codes(wave=wave, region_code=TOWNSHIP, level=Level.TOWNSHIP, number=SLIPS))
    CatalogueItem.objects.bulk_create(
        CatalogueItem(
            tree_id="test",
            app_code=mark(kind, person),
            name_zh=mark(kind, person),
            kind="app",
            region_code=TOWNSHIP,
            sponsor_level=40,
            audience="mixed",
        )
        for kind in "PU"
        for person in range(SLIPS)
    )
    arrival = chance.sample(range(SLIPS), ANSWERS)
    usage, further = (sorted(chance.sample(arrival, LATER), key=arrival.index) for _ in range(2))
    marks = {kind: chance.sample(range(SLIPS), SLIPS) for kind in "PUF"}
    return World(codes=codes, arrival=arrival, usage=usage, further=further, marks=marks)


def send_everything(world: World) -> None:
    """Everybody answers, in order, those who go on at once after page 1."""
    place = {"wave": "2026Q4", "region_code": TOWNSHIP, "level_code": 60}
    for person in world.arrival:
        apps = [{"app_code": mark("P", world.marks["P"][person]), "minutes_per_day": 30}]
        receipt = post("responses", place | {"apps": apps, "code": world.codes[person]})
        following = place | {"one_time_pass": receipt["one_time_pass"]}
        if person in set(world.usage):
            used = [{"app_code": mark("U", world.marks["U"][person]), "status": "in_use"}]
            post("usage-reports", following | {"apps": used})
        if person in set(world.further):
            post("further-responses", following | numbers_of(world.marks["F"][person]))


def carried_away(world: World) -> Copy:
    """Return what the attacker holds at this moment, the server's statistics and files being up to date."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        [(folder,)] = cursor.fetchall()
    marks = {
        "codes": {hash_of_code(code): person for person, code in enumerate(world.codes)},
        "answers": {
            mark(kind, number).encode(): person for kind in "PU" for person, number in enumerate(world.marks[kind])
        },
    }
    data = Path(folder)
    return Copy(tables=logical_copy(), files=rows_in_files(data, **marks), log=log_events(data, **marks))


def person_of(row: Row) -> int:
    """Whose row it is, where that was worked out before."""
    return int(row["person"])


class Attacker:
    """Puts the rows of a copy in every order and joins them."""

    def __init__(self, world: World, copy: Copy) -> None:
        self.world = world
        self.copy = copy
        self.codes = [row for row in copy.tables["burden_invitationcode"] if row["is_spent"]]
        inbox = copy.tables["burden_inboxitem"]
        self.answers = {
            kind: [row for row in inbox if row["kind"] == kind] or people_of(copy.tables["burden_answerpack"], kind)
            for kind in ("response", "usage", "further")
        }
        self.hashes = {hash_of_code(code): person for person, code in enumerate(world.codes)}
        self.persons = {kind: {number: person for person, number in enumerate(world.marks[kind])} for kind in "PUF"}

    def bearer(self, row: Row) -> int | None:
        """Whose code it is: known, as the attacker has the list of slips and the key."""
        return self.hashes.get(bytes(row["code_hash"]))

    def author(self, row: Row) -> int | None:
        """Whose answer it is: by the mark, which only the scoring knows."""
        said = json.loads(row["answers"]) if isinstance(row.get("answers"), str) else row
        if said.get("app_codes"):
            return self.persons["U"][int(said["app_codes"][0][1:])]
        if "apps" in said:
            return self.persons["P"][int(said["apps"][0]["app_code"][1:])]
        return self.persons["F"][200 * said["same_data_times"] + said["dead_group_count"]]

    def orders(self, kind: str) -> Orders:
        return orders_of(self.answers[kind], person_of=self.author, key="id")

    def code_orders(self) -> Orders:
        return orders_of(self.codes, person_of=self.bearer, key="code_hash")

    def rows_of(self, kind: str) -> list[list[Row]]:
        """Return the rows of each file that holds enough of a kind to be worth a try."""
        return [rows for name, rows in self.copy.files.items() if name.split()[0] == kind and len(rows) >= ANSWERS // 2]

    def code_and_answer(self) -> Finding:
        """Join codes and answers by every order of the rows, and by transaction."""
        found = join(self.code_orders(), self.orders("response"))
        together = by_transaction(self.codes, self.answers["response"], whose=(self.bearer, self.author))
        return Finding(pairs=max(found.pairs, together), of=found.of, rho=found.rho)

    def code_and_answer_in_files(self) -> Finding:
        """Do the same with the rows as they lie in table files, deleted ones among them."""
        spent = set(self.world.arrival)
        found = [Finding(pairs=0, of=ANSWERS, rho=0.0)]
        for codes, answers in product(self.rows_of("code"), self.rows_of("P")):
            used = [row for row in codes if row["person"] in spent]
            orders = [orders_of(rows, person_of=person_of, key="place") for rows in (used, answers)]
            together = by_transaction(used, answers, whose=(person_of, person_of))
            joined = join(*orders)
            found.append(Finding(pairs=max(joined.pairs, together), of=joined.of, rho=joined.rho))
        return max(found, key=lambda finding: (finding.pairs, abs(finding.rho)))

    def code_and_answer_in_the_log(self) -> Finding:
        """Look in the log for a code that stands beside its answer."""
        return Finding(pairs=neighbours([event for event in self.copy.log if event[1] != "U"]), of=ANSWERS, rho=0.0)

    def two_answers(self, one: str, other: str) -> Finding:
        found = join(self.orders(one), self.orders(other))
        together = by_transaction(self.answers[one], self.answers[other], whose=(self.author, self.author))
        return Finding(pairs=max(found.pairs, together), of=found.of, rho=found.rho)

    def order_of_arrival(self) -> Finding:
        """Compare the order at the door with every order of codes and answers, in tables and in files."""
        seen = self.code_orders() | {f"answer {name}": order for name, order in self.orders("response").items()}
        answered = set(self.world.arrival)
        for number, rows in enumerate([*self.rows_of("code"), *self.rows_of("P")]):
            came = [row for row in rows if row["person"] in answered]
            seen |= {
                f"{number} {name}": order for name, order in orders_of(came, person_of=person_of, key="place").items()
            }
        return join({"door": self.world.arrival}, seen)


def is_chance(finding: Finding) -> bool:
    """Whether a join did no better than drawing lots."""
    return finding.pairs < BY_CHANCE_PAIRS and abs(finding.rho) < BY_CHANCE_DEVIATIONS / (finding.of - 1) ** 0.5


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All that the site would write to its log, with the loggers that go their own way."""
    # Whoever asks for a page first makes the site load all of them, of which Celery tells.
    assert get_resolver().url_patterns
    caplog.set_level(logging.DEBUG)
    for name in LOGGERS:
        logging.getLogger(name).addHandler(caplog.handler)
    yield caplog
    for name in LOGGERS:
        logging.getLogger(name).removeHandler(caplog.handler)


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_everything_joins_nothing_after_a_promotion(world: World, log: pytest.LogCaptureFixture) -> None:
    send_everything(world)
    early = Attacker(world, carried_away(world))
    # The same attack on a copy taken before the promotion finds everything: it would notice what is there to notice.
    assert early.code_and_answer().pairs == ANSWERS
    assert early.code_and_answer_in_files().pairs == ANSWERS
    assert not is_chance(early.code_and_answer_in_the_log())
    assert early.two_answers("response", "usage").rho > 0.999
    assert early.two_answers("response", "further").rho > 0.999
    assert early.order_of_arrival().rho > 0.999

    assert promote_inbox() == ANSWERS + 2 * LATER
    late = Attacker(world, carried_away(world))
    findings = {
        "code and answer": late.code_and_answer(),
        "code and answer in files": late.code_and_answer_in_files(),
        "code and answer in the log": late.code_and_answer_in_the_log(),
        "page 1 and app-usage report": late.two_answers("response", "usage"),
        "page 1 and page 2": late.two_answers("response", "further"),
        "order of arrival": late.order_of_arrival(),
    }
    assert {what: finding for what, finding in findings.items() if not is_chance(finding)} == {}
    assert log.text == ""


@pytest.mark.django_db(transaction=True)
def test_statistics_of_the_server_keep_no_sample_of_what_passes_through(world: World) -> None:
    send_everything(replace(world, arrival=world.arrival[:40], usage=[], further=[]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT tablename, attname FROM pg_stats WHERE tablename LIKE 'burden_%'")
        sampled = set(cursor.fetchall())
    # ANALYZE looked at the table; the samples of these columns would outlive their rows.
    assert ("burden_inboxitem", "kind") in sampled
    assert not sampled & {
        ("burden_inboxitem", "id"),
        ("burden_inboxitem", "answers"),
        ("burden_suggestion", "text"),
        ("burden_submissionkey", "key_hash"),
        ("burden_invitationcode", "code_hash"),
    }


@pytest.mark.django_db(transaction=True)
def test_statistics_of_the_server_keep_no_sample_of_answers(world: World) -> None:
    send_everything(replace(world, arrival=world.arrival[:40], usage=world.arrival[:20], further=[]))
    promote_inbox(closing=Wave.objects.get())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # Of the table, and of its part that holds the wave's packs.
        cursor.execute("SELECT attname FROM pg_stats WHERE starts_with(tablename, 'burden_answerpack')")
        sampled = {column for (column,) in cursor.fetchall()}
    assert sampled == {"wave_id", "kind", "county_code", "people"}
