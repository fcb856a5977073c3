"""What a finished shard leaves for the trunk, as bytes in its row; gone when the release is published or held.

A line of JSON that says what follows, then plain arrays one behind the other: nothing in it can run code.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from burden.aggregation.cells import Cells
from burden.aggregation.climbing import Climbed, FamilyCarry
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.gate import GateReport
from burden.aggregation.reading import PackKey
from burden.aggregation.tallies import Tallies


@dataclass(frozen=True, kw_only=True)
class Carry:
    """A shard's result.

    Its families; answers with a quality flag, by level; what the gate found; and the SHA-256 of every pack as the gate
    saw it.
    """

    families: Mapping[str, FamilyCarry]
    flags: Mapping[str, Mapping[str, int]]
    report: GateReport
    packs: Mapping[PackKey, bytes]


def pack(carry: Carry) -> bytes:
    """Return a shard's result as bytes; families that nobody was asked or answered leave nothing."""
    arrays = {
        f"{family} {name}": _narrow(column)
        for family, of_family in carry.families.items()
        if of_family.counts.any()
        for name, column in _columns(of_family)
    }
    head = {
        "arrays": [(name, array.dtype.str, array.shape) for name, array in arrays.items()],
        "flags": carry.flags,
        "report": carry.report.as_carried(),
        "packs": [(family, code, digest.hex()) for (family, code), digest in carry.packs.items()],
    }
    return b"\n".join((json.dumps(head).encode(), b"".join(array.tobytes() for array in arrays.values())))


def unpack(data: bytes) -> Carry:
    """Return what :func:`pack` packed."""
    first_line, _, rest = data.partition(b"\n")
    head: dict[str, Any] = json.loads(first_line)
    columns: dict[str, dict[str, IntArray]] = {}
    at = 0
    for path, dtype, shape in head["arrays"]:
        family, name = path.split(" ")
        size = prod(shape)
        array = np.frombuffer(rest, dtype=dtype, count=size, offset=at)
        columns.setdefault(family, {})[name] = array.astype(np.int64).reshape(shape)
        at += array.nbytes
    return Carry(
        families={family: _family(of_family) for family, of_family in columns.items()},
        flags=head["flags"],
        report=GateReport(**head["report"]),
        packs={(family, code): bytes.fromhex(digest) for family, code, digest in head["packs"]},
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


def _narrow(column: IntArray) -> IntArray:
    """Return the column in four bytes where its numbers fit."""
    fits = not column.size or int(np.abs(column).max()) < 1 << 31
    return column.astype(np.int32) if fits else column
