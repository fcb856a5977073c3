"""What a finished shard leaves for the trunk, as bytes in its row; gone when the release is published or held.

A line of JSON that says what follows, then the numbers of all arrays one behind the other, first those of large
arrays whose numbers fit four bytes, then those of the others in eight: nothing in it can run code.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from burden.aggregation.cells import Cells
from burden.aggregation.climbing import FamilyCarry
from burden.aggregation.fat_rows import IntArray
from burden.aggregation.gate import GateReport
from burden.aggregation.reading import PackKey
from burden.aggregation.tallies import Tallies
from burden.domain.array_walk import Climbed

_NARROW, _WIDE = np.dtype("<i4"), np.dtype("<i8")
_BEYOND = 1 << 31  # what four bytes do not hold any more
_MANY = 1000  # numbers of a column that is looked at: most columns have few, most numbers are in the others


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
    arrays = [
        (f"{family} {name}", column)
        for family, of_family in carry.families.items()
        if of_family.counts.any()
        for name, column in _columns(of_family)
    ]
    fits = [_is_narrow(column) for _, column in arrays]
    narrow = [named for named, is_narrow in zip(arrays, fits, strict=True) if is_narrow]
    wide = [named for named, is_narrow in zip(arrays, fits, strict=True) if not is_narrow]
    head = {
        "arrays": [(name, column.shape) for name, column in (*narrow, *wide)],
        "narrow": sum(column.size for _, column in narrow),
        "flags": carry.flags,
        "report": carry.report.as_carried(),
        "packs": [(family, code, digest.hex()) for (family, code), digest in carry.packs.items()],
    }
    numbers = _joined(narrow, _NARROW).data, _joined(wide, _WIDE).data
    return b"".join((json.dumps(head).encode(), b"\n", *numbers))


def unpack(data: bytes) -> Carry:
    """Return what :func:`pack` packed."""
    first = data.index(b"\n") + 1
    head: dict[str, Any] = json.loads(data[:first])
    narrow = np.frombuffer(data, dtype=_NARROW, count=head["narrow"], offset=first)
    wide = np.frombuffer(data, dtype=_WIDE, offset=first + narrow.nbytes)
    numbers = np.concatenate([narrow, wide], dtype=_WIDE)
    columns: dict[str, dict[str, IntArray]] = {}
    at = 0
    for path, shape in head["arrays"]:
        family, name = path.split(" ")
        size = prod(shape)
        columns.setdefault(family, {})[name] = numbers[at : at + size].reshape(shape)
        at += size
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


def _joined(named: Sequence[tuple[str, IntArray]], of_type: np.dtype[Any]) -> NDArray[Any]:
    """Return the numbers of some columns, one behind the other."""
    none = np.zeros(0, dtype=of_type)
    return np.concatenate([none, *(column.ravel() for _, column in named)], dtype=of_type, casting="same_kind")


def _is_narrow(column: IntArray) -> bool:
    """Tell whether it is right, and worth a look, to keep a column's numbers in four bytes each."""
    return column.size >= _MANY and column.min() >= -_BEYOND and column.max() < _BEYOND
