"""What a finished shard leaves for the trunk, as bytes in its row; gone when the release is published or held.

A zip of plain arrays (NumPy's ``npz``), one array a column over all blocks: read without pickle, so nothing in it can
run code.
"""

import io
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.part import BlockAtoms
from burden.domain.array_walk import Groups
from burden.domain.blocks import Block, block_named

Integer: TypeAlias = type[np.signedinteger[Any]]

# Columns by what they count, with the smallest type that holds them.
_ATOM_COLUMNS: dict[str, Integer] = {"span": np.int64, "level": np.int16, "kind": np.int8}
_MEMBER_COLUMNS: dict[str, Integer] = {"member_of": np.int32, "member_code": np.int64, "member_level": np.int16}
_GROUP_COLUMNS: dict[str, Integer] = {"code": np.int64, "level": np.int16, "n": np.int64, "people": np.int64}
_COUNTERS = ("accepted", "excluded", "members")


def pack(blocks: Mapping[str, BlockAtoms]) -> bytes:
    """Return a shard's result as bytes.

    The tallies of atoms are kept only where counts are still to be rounded; those of other blocks are written already.
    """
    parts = list(blocks.values())
    columns: dict[str, Any] = {"names": np.frombuffer(json.dumps(list(blocks)).encode(), dtype=np.uint8)}
    columns["settled"] = np.array([part.settled for part in parts], dtype=np.uint8)
    for name, of_type in (_ATOM_COLUMNS | _MEMBER_COLUMNS).items():
        columns |= _joined(name, [getattr(part, name) for part in parts], of_type)
    for name, of_type in _GROUP_COLUMNS.items():
        columns |= _joined(f"carried.{name}", [getattr(part.carried, name) for part in parts], of_type)
    columns |= _joined("magnitudes", [part.carried.magnitudes.ravel() for part in parts], np.int64)
    for name in _COUNTERS:
        counts = [np.array(sorted(getattr(part, name).items()), dtype=np.int64).ravel() for part in parts]
        columns |= _joined(name, counts, np.int64)
    columns |= _sparse("rows", [part.rows if part.block.has_rounded_counts else part.rows[:0] for part in parts])
    columns |= _sparse("carried_rows", [part.carried_rows for part in parts])
    packed = io.BytesIO()
    np.savez(packed, **columns)
    return packed.getvalue()


def unpack(carry: bytes, *, app_codes: tuple[str, ...]) -> dict[str, BlockAtoms]:
    """Return what :func:`pack` packed; tallies of atoms that are written already come back without rows."""
    with np.load(io.BytesIO(carry), allow_pickle=False) as packed:
        columns: dict[str, IntArray] = dict(packed)
    names: list[str] = json.loads(columns.pop("names").tobytes())
    columns = {name: column.astype(np.int64, copy=False) for name, column in columns.items()}
    blocks = [block_named(name, app_codes=app_codes) for name in names]
    rows, carried_rows = (_dense(name, columns, blocks) for name in ("rows", "carried_rows"))
    return {
        block.name: _block_atoms(partial(_cut, columns, number), block, rows[number], carried_rows[number])
        for number, block in enumerate(blocks)
    }


def _block_atoms(read: Callable[[str], IntArray], block: Block, rows: IntArray, carried_rows: IntArray) -> BlockAtoms:
    nowhere = np.zeros(len(read("carried.n")), dtype=np.int64)
    groups = {name: read(f"carried.{name}") for name in _GROUP_COLUMNS}
    columns: dict[str, Any] = {name: read(name) for name in (*_ATOM_COLUMNS, *_MEMBER_COLUMNS)}
    columns |= {
        name: Counter(dict(zip(read(name)[::2].tolist(), read(name)[1::2].tolist(), strict=True))) for name in _COUNTERS
    }
    return BlockAtoms(
        block=block,
        rows=rows,
        carried=Groups(
            **groups,
            magnitudes=read("magnitudes").reshape(len(nowhere), -1, 3) if len(nowhere) else np.zeros((0, 0, 3), int),
            block=nowhere,
            node=nowhere,
            has_climbed=np.ones(len(nowhere), dtype=bool),
        ),
        carried_rows=carried_rows,
        settled=int(read("settled")[0]),
        **columns,
    )


def _joined(name: str, columns: Sequence[IntArray], of_type: Integer) -> dict[str, Any]:
    """Return one column over all blocks, and where each block's part ends."""
    return {
        name: np.concatenate([np.zeros(0, dtype=np.int64), *columns]).astype(of_type),
        f"{name}.ends": np.cumsum([0, *map(len, columns)]),
    }


def _cut(columns: Mapping[str, IntArray], number: int, name: str) -> IntArray:
    """Return one block's part of a column; the inverse of :func:`_joined`."""
    if name == "settled":
        return columns[name][number : number + 1]
    ends = columns[f"{name}.ends"]
    return columns[name][ends[number] : ends[number + 1]]


def _sparse(name: str, tables: Sequence[IntArray]) -> dict[str, Any]:
    """Return the numbers that are not zero, with their places in tables that are laid out one behind the other."""
    places = [np.flatnonzero(table) for table in tables]
    counts = [table.ravel()[place] for table, place in zip(tables, places, strict=True)]
    sizes = np.array([len(table) for table in tables], dtype=np.int64)
    return {
        f"{name}.sizes": sizes,
        **_joined(f"{name}.place", places, np.int64),
        **_joined(f"{name}.count", counts, np.int64),
    }


def _dense(name: str, columns: Mapping[str, IntArray], blocks: Sequence[Block]) -> list[IntArray]:
    """Return the tables again; the inverse of :func:`_sparse`."""
    tables = []
    for number, block in enumerate(blocks):
        table = np.zeros((int(columns[f"{name}.sizes"][number]), block.width), dtype=np.int64)
        table.ravel()[_cut(columns, number, f"{name}.place")] = _cut(columns, number, f"{name}.count")
        tables.append(table)
    return tables
