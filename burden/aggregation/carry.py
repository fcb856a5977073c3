"""What a finished shard leaves for the trunk, as bytes in its row; gone when the release is published or held.

A line of JSON that says what follows, then the numbers of all arrays one behind the other, those of large arrays in as
few bytes as hold all of them, those of the others in eight: nothing in it can run code.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from burden.aggregation.cells import Cells
from burden.aggregation.climbing import FamilyCarry
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.gate import GateReport
from burden.aggregation.reading import PackKey, SeenPack
from burden.aggregation.tallies import Tallies
from burden.domain.array_walk import Climbed

_WIDTHS: tuple[np.dtype[Any], ...] = tuple(np.dtype(name) for name in ("<i1", "<i2", "<i4", "<i8"))
_MANY = 1000  # numbers of a column that is looked at: most columns have few, most numbers are in the others


@dataclass(frozen=True, kw_only=True)
class Carry:
    """A shard's result.

    Its families; answers with a quality flag, by level; what the gate found; and every pack as the gate saw it.
    """

    families: Mapping[str, FamilyCarry]
    flags: Mapping[str, Mapping[str, int]]
    report: GateReport
    packs: Mapping[PackKey, SeenPack]


def pack(carry: Carry) -> bytes:
    """Return a shard's result as bytes; families that nobody was asked or answered leave nothing."""
    arrays = [
        (f"{family} {name}", column)
        for family, of_family in carry.families.items()
        if of_family.counts.any()
        for name, column in _columns(of_family)
    ]
    by_width: dict[np.dtype[Any], list[tuple[str, IntArray]]] = {width: [] for width in reversed(_WIDTHS)}
    for name, column in arrays:
        by_width[_width_of(column)].append((name, column))
    head = {
        "arrays": [
            (width.str, [(name, column.shape) for name, column in of_width]) for width, of_width in by_width.items()
        ],
        "flags": carry.flags,
        "report": carry.report.as_carried(),
        "packs": [(*key, *seen) for key, seen in carry.packs.items()],
    }
    numbers = (
        column.astype(width, order="C", copy=False).data
        for width, of_width in by_width.items()
        for _, column in of_width
    )
    return b"".join((json.dumps(head).encode(), b"\n", *numbers))


def unpack(data: bytes) -> Carry:
    """Return what :func:`pack` packed."""
    first = data.index(b"\n") + 1
    head: dict[str, Any] = json.loads(data[:first])
    columns: dict[str, dict[str, IntArray]] = {}
    for width, arrays in head["arrays"]:
        for path, shape in arrays:
            family, name = path.split(" ")
            column = np.frombuffer(data, dtype=width, count=prod(shape), offset=first)
            columns.setdefault(family, {})[name] = column.astype(np.int64).reshape(shape)
            first += column.nbytes
    return Carry(
        families={family: _family(of_family) for family, of_family in columns.items()},
        flags=head["flags"],
        report=GateReport(**head["report"]),
        packs={(family, code): SeenPack(sha256, version) for family, code, sha256, version in head["packs"]},
    )


def _columns(carry: FamilyCarry) -> Iterator[tuple[str, IntArray]]:
    """Yield every array of a family by the path of its names."""
    for name, value in vars(carry).items():
        if isinstance(value, Tallies):
            yield f"{name}.heads", value.heads
            yield from ((f"{name}.cells.{part}", column) for part, column in vars(value.cells).items())
        elif isinstance(value, Climbed):
            yield from ((f"{name}.{part}", column) for part, column in vars(value).items())
        else:
            yield name, value


def _family(columns: Mapping[str, IntArray]) -> FamilyCarry:
    """Return a family again; the inverse of :func:`_columns`."""
    found: dict[str, Any] = {}
    inside: dict[str, dict[str, IntArray]] = {}
    for path, column in columns.items():
        name, _, rest = path.partition(".")
        if rest:
            inside.setdefault(name, {})[rest] = column
        else:
            found[name] = column
    found["climbed"] = Climbed(**inside.pop("climbed"))
    for name, parts in inside.items():
        cells = Cells(target=parts["cells.target"], place=parts["cells.place"], count=parts["cells.count"])
        found[name] = Tallies(heads=parts["heads"], cells=cells)
    return FamilyCarry(**found)


def _width_of(column: IntArray) -> np.dtype[Any]:
    """Return the type that a column's numbers are kept in; where there are few, it is not worth a look."""
    if column.size < _MANY:
        return _WIDTHS[-1]
    lowest, highest = column.min(), column.max()
    return next(width for width in _WIDTHS if np.iinfo(width).min <= lowest and highest <= np.iinfo(width).max)
