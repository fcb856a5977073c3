"""Packs: the answers of many people as columns of small whole numbers, in an order that says nothing about them.

A pack holds one kind of answer of the people whose region codes share the first six digits.  They stand in the sorted
order of all they said, so the same set of answers is the same bytes, whoever came first and however many promotions
brought them.  The bytes are the columns of :mod:`burden.domain.pack_columns` one after the other, little-endian,
without a header: first the columns of people, then those of their apps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from burden.domain.levels import CODE_DIGITS, code_of
from burden.domain.pack_columns import APP, DUPLICATE_OF, LAYOUTS, MISSING, NAME, USES, Column, Layout

Numbers: TypeAlias = NDArray[Any]  # whole numbers; two bytes as stored, more while they are put together

SHARED_DIGITS, PLACE_DIGITS = 6, 3
# By how much the codes of neighbouring packs differ, and those of neighbouring places of a pack.
PACK_STEP = 10 ** (CODE_DIGITS - SHARED_DIGITS)
PLACE_STEP = PACK_STEP // 10**PLACE_DIGITS


class PackError(ValueError):
    """Answers that no pack may hold, or bytes that are no pack; the sentence names the column."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pack:
    """People of one kind, by column: ``people`` has one position a person, ``apps`` one a person and app.

    The apps stand in the order of the people; column ``uses`` says how many are whose.  ``app`` and ``duplicate_of``
    are places in ``app_codes``, ``name`` is a place in ``app_names``; both lists are sorted and without repetition.
    """

    layout: Layout
    people: Mapping[str, Numbers]
    apps: Mapping[str, Numbers] = field(default_factory=dict)
    app_codes: tuple[str, ...] = ()
    app_names: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.people[self.layout.people_columns[0]])

    def owners(self) -> NDArray[np.int64]:
        """Return, for each app, the position of the person who spoke of it."""
        return np.repeat(np.arange(self.size), self.people[USES])


def pack_code(region_code: str) -> str:
    """Return the code of the pack that holds whoever names this region.

    >>> pack_code("330522102000"), pack_code("330500000000")
    ('330522000000', '330500000000')
    """
    return code_of(region_code[:SHARED_DIGITS])


def place_in_pack(region_code: str) -> int:
    """Return the digits that tell the region from others of its pack; PackError for a code that says more.

    >>> place_in_pack("330522102000")
    102
    """
    behind = SHARED_DIGITS + PLACE_DIGITS
    digits, rest = region_code[SHARED_DIGITS:behind], region_code[behind:]
    if len(region_code) != CODE_DIGITS or not region_code.isdecimal() or rest.strip("0"):
        message = f"region_code: {region_code!r} is no region of a pack"
        raise PackError(message)
    return int(digits)


def merged(packs: Sequence[Pack]) -> Pack:
    """Return all people of some packs of one kind as one pack, in the order of what they said.

    Raises PackError where there is no pack or where kinds differ.
    """
    if len({pack.layout.kind for pack in packs}) != 1:
        raise PackError("packs of one kind can be merged, and one at least")
    layout = packs[0].layout
    app_codes = tuple(sorted({code for pack in packs for code in pack.app_codes}))
    app_names = tuple(sorted({name for pack in packs for name in pack.app_names}))
    apps = [_renumbered(pack, app_codes, app_names) for pack in packs]
    return _in_order(
        Pack(
            layout=layout,
            people={name: np.concatenate([pack.people[name] for pack in packs]) for name in layout.people_columns},
            apps={name: np.concatenate([columns[name] for columns in apps]) for name in layout.app_columns},
            app_codes=app_codes,
            app_names=app_names,
        )
    )


def encode(pack: Pack) -> bytes:
    """Return the bytes of a pack; PackError names the column that is out of its range."""
    for columns, values in ((pack.layout.people, pack.people), (pack.layout.apps, pack.apps)):
        for column in columns:
            _check_range(column, values[column.name])
    _check_together(pack)
    people = [pack.people[column.name].astype(column.type_name).tobytes() for column in pack.layout.people]
    return b"".join(
        (*people, *(pack.apps[column.name].astype(column.type_name).tobytes() for column in pack.layout.apps))
    )


def decode(kind: str, data: bytes, *, people: int, app_codes: Sequence[str], app_names: Sequence[str] = ()) -> Pack:
    """Return the pack of ``people`` persons that the bytes hold; its columns are views of them.

    Raises PackError where the bytes are more or fewer than such a pack has.
    """
    layout = LAYOUTS[kind]
    columns, behind = _columns_of(data, layout.people, start=0, length=people)
    apps: dict[str, Numbers] = {}
    if layout.apps:
        apps, behind = _columns_of(data, layout.apps, start=behind, length=int(columns[USES].sum(dtype=np.int64)))
    if behind != len(data):
        message = f"{kind}: {people} people take {behind} bytes, not {len(data)}"
        raise PackError(message)
    return Pack(layout=layout, people=columns, apps=apps, app_codes=tuple(app_codes), app_names=tuple(app_names))


def _columns_of(data: bytes, columns: Sequence[Column], *, start: int, length: int) -> tuple[dict[str, Numbers], int]:
    """Return the columns that begin at ``start``, and where they end."""
    found: dict[str, Numbers] = {}
    words = np.frombuffer(data, dtype="<i2", count=len(data) // 2)
    for column in columns:
        behind = start + length * column.type_bytes
        if length < 0 or behind > len(data):
            message = f"{column.name}: {len(data)} bytes end before byte {behind}"
            raise PackError(message)
        of_column = words[start // 2 : behind // 2]
        found[column.name] = of_column if column.type_bytes == words.itemsize else of_column.view(column.type_name)
        start = behind
    return found, start


def _check_range(column: Column, values: Numbers) -> None:
    is_fine = (values >= column.low) & (values <= column.high)
    if not column.is_always_there:
        is_fine |= values == MISSING
    if not is_fine.all():
        message = f"{column.name}: {values[~is_fine][0]} is not within {column.low} to {column.high}"
        raise PackError(message)


def _check_together(pack: Pack) -> None:
    """Refuse answers that contradict each other, and apps that belong to nobody or are named in no list."""
    people, apps = pack.people, pack.apps
    if "idle_app_count" in people:
        is_known = people["app_count"] != MISSING
        if (people["idle_app_count"][is_known] > people["app_count"][is_known]).any():
            raise PackError("idle_app_count: more than app_count")
    if USES in people and people[USES].sum(dtype=np.int64) != len(apps[APP]):
        raise PackError("uses: not the number of apps")
    for name, known in ((APP, pack.app_codes), (DUPLICATE_OF, pack.app_codes), (NAME, pack.app_names)):
        if name in apps and (apps[name] >= len(known)).any():
            message = f"{name}: not in the list"
            raise PackError(message)
    if NAME in apps and ((apps[APP] == MISSING) == (apps[NAME] == MISSING)).any():
        raise PackError("app: either a code or a name")


def _renumbered(pack: Pack, app_codes: Sequence[str], app_names: Sequence[str]) -> dict[str, Numbers]:
    """Return the columns of apps with places in these longer lists."""
    columns = dict(pack.apps)
    for name, of_pack, of_all in (
        (APP, pack.app_codes, app_codes),
        (DUPLICATE_OF, pack.app_codes, app_codes),
        (NAME, pack.app_names, app_names),
    ):
        if name in columns and tuple(of_pack) != tuple(of_all):
            place = {one: number for number, one in enumerate(of_all)}
            # MISSING, -1, finds the last entry.
            columns[name] = np.array([*(place[one] for one in of_pack), MISSING], dtype=np.int64)[columns[name]]
    return columns


def _in_order(pack: Pack) -> Pack:
    """Return the same people sorted by all they said, place and level first; the apps of each in their own order."""
    keys = [pack.people[name] for name in pack.layout.people_columns]
    if not pack.apps:
        order = np.lexsort(keys[::-1])
        return Pack(layout=pack.layout, people={name: column[order] for name, column in pack.people.items()})
    uses = pack.people[USES].astype(np.int64)
    starts = np.cumsum(uses) - uses
    rank = np.full((int(uses.max(initial=0)), len(uses)), MISSING)
    owner = pack.owners()
    rank[np.arange(len(owner)) - starts[owner], owner] = _ranks([pack.apps[name] for name in pack.layout.app_columns])
    order = np.lexsort([*keys, *rank][::-1])
    ends = np.cumsum(uses[order])
    taken = np.repeat(starts[order] - (ends - uses[order]), uses[order]) + np.arange(len(owner))
    return Pack(
        layout=pack.layout,
        people={name: column[order] for name, column in pack.people.items()},
        apps={name: column[taken] for name, column in pack.apps.items()},
        app_codes=pack.app_codes,
        app_names=pack.app_names,
    )


def _ranks(columns: Sequence[Numbers]) -> NDArray[np.int64]:
    """Return for each row its place among the different rows, sorted."""
    order = np.lexsort(columns[::-1])
    is_new = np.zeros(len(order), dtype=bool)
    for column in columns:
        is_new[1:] |= np.diff(column[order]) != 0
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.cumsum(is_new)
    return ranks
