"""Files of slips: one PDF for a small wave, else a ZIP of PDFs, one or more for each county, made while it is sent."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from burden.domain.levels import PREFIX_DIGITS, RegionKind
from burden.intake.issuing import IssuedGroup, withdraw_codes
from burden.intake.slips import SLIPS_A_PART, print_slips
from burden.models import Wave

PDF = "application/pdf"
ZIP = "application/zip"


@dataclass(frozen=True, kw_only=True)
class SlipFile:
    """A file of slips; ``chunks`` lays out the sheets while it is read, one part of at most 800 slips a chunk."""

    name: str
    content_type: str
    chunks: Iterator[bytes]


@dataclass(frozen=True, kw_only=True)
class _Part:
    """What one PDF holds."""

    name: str
    groups: Sequence[IssuedGroup]


def slip_file(*, wave: Wave, site: str, issued: Sequence[IssuedGroup]) -> SlipFile:
    """Return the file with the slips of fresh codes.

    Where it is not read to its end, nobody has the slips: the codes are withdrawn.  Reading raises
    :class:`burden.intake.paper.PaperError`.
    """
    number = sum(len(group.codes) for group in issued)
    if is_one_pdf(number):
        only = (print_slips(wave=wave, site=site, groups=groups) for groups in [issued])
        return SlipFile(name=f"{wave.code}_填报码.pdf", content_type=PDF, chunks=_or_withdraw(only, issued))
    files = ((part.name, print_slips(wave=wave, site=site, groups=part.groups)) for part in _parts(issued))
    return SlipFile(name=f"{wave.code}_填报码.zip", content_type=ZIP, chunks=_or_withdraw(_zipped(files), issued))


def is_one_pdf(number: int) -> bool:
    """Whether so many slips make one PDF, rather than a ZIP of several."""
    return number <= SLIPS_A_PART


def _or_withdraw(chunks: Iterator[bytes], issued: Sequence[IssuedGroup]) -> Iterator[bytes]:
    is_whole = False
    try:
        yield from chunks
        is_whole = True
    finally:
        # Also where the reader went away (GeneratorExit).
        if not is_whole:
            withdraw_codes(issued)


def _parts(issued: Sequence[IssuedGroup]) -> Iterator[_Part]:
    """Cut the groups, which stand in the order of their regions, into parts that each go to one county."""
    for area, groups in groupby(issued, key=_area):
        for number, pieces in enumerate(_pieces(groups), start=1):
            yield _Part(name=f"{area}-{number:02}.pdf", groups=pieces)


def _area(group: IssuedGroup) -> str:
    """Return the digits of the county; those of a place above it where it is one."""
    return group.region_code[: PREFIX_DIGITS[RegionKind.COUNTY]]


def _pieces(groups: Iterable[IssuedGroup]) -> Iterator[list[IssuedGroup]]:
    """Cut groups so that none of the lists holds more than ``SLIPS_A_PART`` codes."""
    piece: list[IssuedGroup] = []
    room = SLIPS_A_PART
    for group in groups:
        rest = group.codes
        while rest:
            piece.append(replace(group, codes=rest[:room]))
            rest, room = rest[room:], room - len(piece[-1].codes)
            if not room:
                yield piece
                piece, room = [], SLIPS_A_PART
    if piece:
        yield piece


def _zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Return a ZIP piece by piece; its entries bear no date, and PDFs are compressed already."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content)
            yield pipe.taken()
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """Collects what the archive writes until it is taken; cannot be sought, so the archive needs no look back."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        """Whether it can be written: always."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Keep the bytes."""
        self._written += data
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        written = bytes(self._written)
        self._written.clear()
        return written
