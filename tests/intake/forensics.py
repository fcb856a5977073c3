"""Whoever holds everything: a copy of all rows with their hidden columns, the server's files, the key, the slips.

The attacker knows which slip each person drew, and the key under which codes are hashed; answers bear marks here, so
that a guess can be scored.  Every property by which rows can be put in order is tried against every other.
"""

import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from django.db import connection
from scipy.stats import spearmanr

from burden.domain.packs import decode
from tests.answers import unpacked

Row = dict[str, Any]
Person = int
Orders = dict[str, list[Person]]
Marks = dict[bytes, Person]  # what stands for a person in a file
Event = tuple[int, str, Person]  # where in a file, what stands there ("code" or a kind of answer), whose it is

PAGE = 8192
LEAST_ROW = 24  # its header
TEXT_OF_32_BYTES = b"\x43"  # PostgreSQL's header of a short value: (32 + 1) * 2 + 1


@dataclass(frozen=True)
class Finding:
    """How well two things were joined: correct pairs of the best guess, and the strongest correlation of orders."""

    pairs: float
    of: int
    rho: float


def logical_copy() -> dict[str, list[Row]]:
    """Return all rows of all tables as a dump would show them, with the columns that PostgreSQL adds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        copy = {}
        for table in tables:
            cursor.execute(
                "SELECT row_number() OVER (ORDER BY ctid) AS place, xmin::text::bigint AS xmin,"  # noqa: S608
                f' cmin::text::bigint AS cmin, xmax::text::bigint AS xmax, * FROM "{table}" ORDER BY ctid'
            )
            names = [column.name for column in cursor.description]
            copy[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return copy


def people_of(packs: Sequence[Row], kind: str) -> list[Row]:
    """Return a row for everybody in the packs of a kind: what they said, their place, and what their pack shows."""
    found: list[Row] = []
    for row in packs:
        if row["kind"] == kind:
            pack = decode(
                kind,
                bytes(row["data"]),
                people=row["people"],
                app_codes=row["app_codes"],
                app_names=row["app_names"],
            )
            hidden = {name: row[name] for name in ("xmin", "cmin", "xmax")}
            found += [
                {"place": len(found) + place, "id": place, **hidden, **said}
                for place, said in enumerate(unpacked(pack, row["county_code"]))
            ]
    return found


def orders_of(rows: Sequence[Row], *, person_of: Callable[[Row], Person | None], key: str) -> Orders:
    """Return the people of a table in every order that the table shows."""
    known = [(row, person) for row in rows if (person := person_of(row)) is not None]
    hidden = ("place", "xmin", "cmin", "xmax", key)
    return {
        name: [person for _, person in sorted(known, key=lambda pair: (_sortable(pair[0][name]), pair[0]["place"]))]
        for name in hidden
    }


def by_transaction(left: Sequence[Row], right: Sequence[Row], *, whose: Sequence[Callable[[Row], object]]) -> float:
    """Return how many pairs somebody gets right who joins rows that one transaction wrote, guessing among several."""
    groups: dict[object, list[object]] = {}
    for row in left:
        groups.setdefault(row["xmin"], []).append(whose[0](row))
    return sum(
        groups[row["xmin"]].count(whose[1](row)) / len(groups[row["xmin"]]) for row in right if row["xmin"] in groups
    )


def join(left: Orders, right: Orders) -> Finding:
    """Return the best of all joins by order; neither side may say more people than the other has rows for."""
    found = [_joined(one, other) for one, other in product(left.values(), right.values())]
    best = max(found, key=lambda finding: finding.pairs)
    return Finding(pairs=best.pairs, of=best.of, rho=max((finding.rho for finding in found), key=abs))


def log_events(folder: Path, *, codes: Marks, answers: Marks) -> list[Event]:
    """Return what stands where in the server's log."""
    log = sorted((folder / "pg_wal").glob("0*"))
    return list(_events(b"".join(path.read_bytes() for path in log), codes=codes, answers=answers))


def rows_in_files(folder: Path, *, codes: Marks, answers: Marks) -> dict[str, list[Row]]:
    """Return the rows in the table files of this database, deleted ones too, by file and kind of mark.

    Read from the raw pages: whether the server still shows a row makes no difference.
    """
    found: dict[str, list[Row]] = {}
    for path in _files_of_this_database(folder):
        for place, stored in enumerate(_stored_rows(path.read_bytes())):
            xmin, xmax, cmin = struct.unpack_from("<III", stored)
            for _, kind, person in _events(stored, codes=codes, answers=answers):
                row: Row = {"place": place, "xmin": xmin, "cmin": cmin, "xmax": xmax, "person": person}
                found.setdefault(f"{kind} {path}", []).append(row)
    return found


def neighbours(events: Sequence[Event]) -> float:
    """Return how many codes stand right before or right after the answer of the same person, counting each once."""
    right = set()
    for one, other in pairwise(events):
        if {one[1], other[1]} >= {"code"} and one[1] != other[1] and one[2] == other[2]:
            right.add(one[2])
    return len(right)


def _joined(one: Sequence[Person], other: Sequence[Person]) -> Finding:
    shorter, longer = sorted((one, other), key=len)
    stretched = [longer[place * len(longer) // len(shorter)] for place in range(len(shorter))]
    pairs = max(sum(map(int.__eq__, shorter, order)) for order in (stretched, stretched[::-1]))
    both = [person for person in shorter if person in set(longer)]
    place = {person: i for i, person in enumerate(longer)}
    rho = spearmanr(range(len(both)), [place[person] for person in both]).statistic
    return Finding(pairs=pairs, of=len(both), rho=float(rho))


def _events(content: bytes, *, codes: Marks, answers: Marks) -> Iterator[Event]:
    found = [
        (match.start(), "code", codes[match[1]])
        for match in re.finditer(rb"(?=%b(.{32}))" % TEXT_OF_32_BYTES, content, re.DOTALL)
        if match[1] in codes
    ]
    found += [
        (match.start(), match[0][:1].decode(), answers[match[0]])
        for match in re.finditer(rb"[A-Z]\d{5}", content)
        if match[0] in answers
    ]
    return iter(sorted(found))


def _stored_rows(content: bytes) -> Iterator[bytes]:
    """Return the rows of a table file in the order of their places; pages of indexes are left out."""
    for start in range(0, len(content) - PAGE + 1, PAGE):
        page = content[start : start + PAGE]
        lower, _, special = struct.unpack_from("<HHH", page, 12)
        if special != PAGE or lower < 24:
            continue
        for (pointer,) in struct.iter_unpack("<I", page[24 : lower - lower % 4]):
            offset, length = pointer & 0x7FFF, pointer >> 17
            if length >= LEAST_ROW:
                yield page[offset : offset + length]


def _files_of_this_database(folder: Path) -> list[Path]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        [(oid,)] = cursor.fetchall()
    return [path for path in sorted((folder / "base" / str(oid)).iterdir()) if path.is_file()]


def _sortable(value: object) -> bytes | int:
    return value if isinstance(value, int) else bytes(value) if isinstance(value, memoryview) else str(value).encode()
