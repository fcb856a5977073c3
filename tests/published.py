"""What releases publish, read and written pack by pack, entry by entry."""

import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from burden.domain.blocks import Block, block_named, pack_family
from burden.models import FigurePack, Region, Release

KINDS = ("own", "rest", "pooled", "figure")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A figure or an atom as it stands in a pack."""

    block: str
    region_code: str
    level: int
    kind: str
    tally: list[int]

    @property
    def n(self) -> int:
        return self.tally[0]


def entries_of(data: bytes, *, app_codes: tuple[str, ...] = ()) -> Iterator[Entry]:
    """Read a pack by its description, one number after the other."""
    names_size, entries, heads, cells, head_width, count_width = struct.unpack_from("<IIIIBB", data)
    names = data[18 : 18 + names_size].decode().split("\n")
    at = 18 + names_size

    def column(width: int, length: int) -> list[int]:
        nonlocal at
        found = [int.from_bytes(data[at + i * width : at + (i + 1) * width], "little") for i in range(length)]
        at += width * length
        return found

    widths = (2, 4, 1, 1, 2, 2)
    block, code, level, kind, head_size, cell_size = (column(width, entries) for width in widths)
    head, place, count = column(head_width, heads), column(2, cells), column(count_width, cells)
    assert at == len(data)
    first_head = first_cell = 0
    for entry in range(entries):
        layout = block_named(names[block[entry]], app_codes=app_codes)
        tally = [0] * layout.width
        tally[: head_size[entry]] = head[first_head : first_head + head_size[entry]]
        for cell in range(first_cell, first_cell + cell_size[entry]):
            tally[head_size[entry] + place[cell]] = count[cell]
        first_head += head_size[entry]
        first_cell += cell_size[entry]
        yield Entry(
            block=layout.name,
            region_code=f"{code[entry] * 1000:012d}",
            level=level[entry],
            kind=KINDS[kind[entry]],
            tally=tally,
        )


def entries(release: Release) -> list[Entry]:
    """Return all entries of a release, by family of packs, then region of the pack."""
    app_codes = tuple(release.parameters["app_codes"])
    packs = FigurePack.objects.filter(release=release).order_by("family", "region_code")
    return [entry for pack in packs for entry in entries_of(bytes(pack.data), app_codes=app_codes)]


def figures(release: Release, *, block: str = "", code: str = "") -> list[Entry]:
    """Return the figures of a release, of one block or region if named."""
    return [
        entry
        for entry in entries(release)
        if entry.kind == "figure" and block in {"", entry.block} and code in {"", entry.region_code}
    ]


def atoms(release: Release) -> list[Entry]:
    """Return the atoms of a release; those of regions without regions below are their figures."""
    found = entries(release)
    packed = {(entry.block, parent_of(release, entry.region_code)) for entry in found if entry.kind == "figure"}
    packed |= {(entry.block, entry.region_code) for entry in found if entry.kind != "figure"}
    return [entry for entry in found if entry.kind != "figure" or (entry.block, entry.region_code) not in packed]


def parent_of(release: Release, code: str) -> str:
    return Region.objects.get(tree_id=release.wave.tree_id, code=code).parent_code


def store(release: Release, tallies: Mapping[tuple[str, str, int], list[int]], blocks: Mapping[str, Block]) -> None:
    """Publish figures, by block, region and level, beside those that are published already."""
    packs: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for (name, code, level), tally in tallies.items():
        entry = Entry(block=name, region_code=code, level=level, kind="figure", tally=tally)
        packs[pack_family(name), parent_of(release, code)].append(entry)
    app_codes = tuple(release.parameters["app_codes"])
    for (family, code), new in packs.items():
        pack = FigurePack.objects.filter(release=release, family=family, region_code=code).first()
        old = [] if pack is None else list(entries_of(bytes(pack.data), app_codes=app_codes))
        data = packed([*old, *new], blocks)
        FigurePack.objects.update_or_create(release=release, family=family, region_code=code, defaults={"data": data})


def packed(of_pack: list[Entry], blocks: Mapping[str, Block]) -> bytes:
    """Write a pack by its description, every number in eight bytes."""
    ordered = sorted(of_pack, key=lambda e: (e.block, e.region_code, e.level, KINDS.index(e.kind)))
    names = sorted({entry.block for entry in ordered})
    filled = {name: blocks[name].head - len(blocks[name].rounded_counts) for name in names}
    heads = [entry.tally[: filled[entry.block]] for entry in ordered]
    behind = [entry.tally[filled[entry.block] :] for entry in ordered]
    cells = [[(place, count) for place, count in enumerate(of) if count] for of in behind]
    text = "\n".join(names).encode()
    columns = (
        (2, [names.index(entry.block) for entry in ordered]),
        (4, [int(entry.region_code) // 1000 for entry in ordered]),
        (1, [entry.level for entry in ordered]),
        (1, [KINDS.index(entry.kind) for entry in ordered]),
        (2, [len(head) for head in heads]),
        (2, [len(of) for of in cells]),
        (8, [number for head in heads for number in head]),
        (2, [place for of in cells for place, _ in of]),
        (8, [count for of in cells for _, count in of]),
    )
    sizes = (len(text), len(ordered), sum(map(len, heads)), sum(map(len, cells)), 8, 8)
    numbers = b"".join(number.to_bytes(width, "little") for width, column in columns for number in column)
    return struct.pack("<IIIIBB", *sizes) + text + numbers
