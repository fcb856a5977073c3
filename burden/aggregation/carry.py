"""What a finished shard leaves for the trunk, as bytes in its row; gone when the release is published or held.

JSON under zlib: readable with two standard tools, and nothing in it can run code when it is read.
"""

import json
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from burden.aggregation.fat_rows import IntArray
from burden.aggregation.part import BlockAtoms
from burden.domain.atoms import Carried, Group, PlannedAtom
from burden.domain.blocks import Block, block_named


def pack(blocks: Mapping[str, BlockAtoms]) -> bytes:
    """Return a shard's result as bytes.

    The tallies of atoms are kept only where counts are still to be rounded; those of other blocks are written already.
    """
    return zlib.compress(json.dumps({name: _pack_block(part) for name, part in blocks.items()}).encode())


def unpack(carry: bytes, *, app_codes: tuple[str, ...]) -> dict[str, BlockAtoms]:
    """Return what :func:`pack` packed; tallies of atoms that are written already come back without rows."""
    packed: dict[str, dict[str, Any]] = json.loads(zlib.decompress(carry))
    return {name: _unpack_block(part, block_named(name, app_codes=app_codes)) for name, part in packed.items()}


def _pack_block(part: BlockAtoms) -> dict[str, Any]:
    return {
        "atoms": [(atom.span, atom.level, atom.kind, atom.groups) for atom in part.atoms],
        "rows": [_sparse(row) for row in part.rows] if part.block.has_rounded_counts else [],
        "carried": [
            (
                group.code,
                group.level,
                group.people,
                group.magnitudes,
                _sparse(part.carried_rows[group.code, group.level]),
            )
            for group in part.carried.groups
        ],
        "settled": sorted(part.carried.settled_levels),
        "accepted": sorted(part.accepted.items()),
        "excluded": sorted(part.excluded.items()),
        "members": sorted(part.members.items()),
    }


def _unpack_block(packed: dict[str, Any], block: Block) -> BlockAtoms:
    groups: list[Group] = []
    carried_rows: dict[tuple[str, int], IntArray] = {}
    for code, level, people, magnitudes, sparse in packed["carried"]:
        row = _dense(sparse, block.width)
        groups.append(
            Group(code=code, level=level, n=int(row[0]), people=people, magnitudes=tuple(map(tuple, magnitudes)))
        )
        carried_rows[code, level] = row
    rows = np.zeros((len(packed["rows"]), block.width), dtype=np.int64)
    for place, sparse in enumerate(packed["rows"]):
        rows[place] = _dense(sparse, block.width)
    return BlockAtoms(
        block=block,
        atoms=tuple(
            PlannedAtom(span=span, level=level, kind=kind, groups=tuple((code, of) for code, of in members))
            for span, level, kind, members in packed["atoms"]
        ),
        rows=rows,
        carried=Carried(groups=tuple(groups), settled_levels=frozenset(packed["settled"])),
        carried_rows=carried_rows,
        accepted=Counter(dict(packed["accepted"])),
        excluded=Counter(dict(packed["excluded"])),
        members=Counter(dict(packed["members"])),
    )


def _sparse(row: IntArray) -> list[list[int]]:
    places = np.flatnonzero(row)
    return [places.tolist(), row[places].tolist()]


def _dense(sparse: list[list[int]], width: int) -> IntArray:
    row = np.zeros(width, dtype=np.int64)
    places, counts = sparse
    row[places] = counts
    return row
