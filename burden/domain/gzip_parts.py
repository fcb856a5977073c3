"""A gzip file put together from parts that were compressed before.

A page that many people ask for differs between them in a few words only.  What stands between these words is compressed
once; the words go in as they are.  Deflate allows both (RFC 1951, 3.2.3 and 3.2.4): each part ends at a whole byte and
refers to nothing before it, and a stored block holds bytes without compressing them.  So no secret is ever compressed
together with what stands beside it, and the length of the answer tells nothing about it.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_RAW = -zlib.MAX_WBITS
_LEVEL = 6
_HEAD = b"\x1f\x8b\x08\x08" + b"\x00" * 5 + b"\xff"  # gzip, deflate, a file name follows; no time, system unknown
_LAST = b"\x03\x00"  # an empty block that says it is the last
_MOST_STORED = 0xFFFF
_ZEROS = bytes(1 << 16)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of text as deflate blocks; ``own_sum`` is what it does to a CRC-32 besides its length."""

    blocks: bytes
    length: int
    own_sum: int

    @classmethod
    def deflated(cls, text: bytes) -> "Part":
        """Return a compressed part; of a page it has 10 to 30 % of the length."""
        compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
        blocks = compressor.compress(text) + compressor.flush(zlib.Z_FULL_FLUSH)
        return cls(blocks=blocks, length=len(text), own_sum=zlib.crc32(text) ^ _over_zeros(0, len(text)))

    @classmethod
    def stored(cls, text: bytes) -> "Part":
        r"""Return a short text as a part without compressing it; ValueError from 65,536 bytes.

        >>> Part.stored(b"abc").blocks
        b'\x00\x03\x00\xfc\xffabc'
        """
        if len(text) > _MOST_STORED:
            raise ValueError("A stored block holds at most 65,535 bytes.")
        blocks = b"\x00" + struct.pack("<HH", len(text), _MOST_STORED - len(text)) + text
        return cls(blocks=blocks, length=len(text), own_sum=zlib.crc32(text) ^ _over_zeros(0, len(text)))

    def text(self) -> bytes:
        """Return the text.

        >>> Part.deflated(b"abc").text(), Part.stored(b"abc").text()
        (b'abc', b'abc')
        """
        return zlib.decompressobj(_RAW).decompress(self.blocks)

    def sum_after(self, checksum: int) -> int:
        """Return the CRC-32 of a text with this part behind it, from the text's own; nothing is decompressed.

        A CRC is linear: what precedes a part changes it as it would change so many zeros, which are quickly summed.
        """
        return self.own_sum ^ _over_zeros(checksum, self.length)


def gzip_of(parts: Sequence[Part], *, padding: int = 0) -> bytes:
    """Return the parts as one gzip file, ``padding`` bytes longer than need be.

    >>> import gzip
    >>> parts = Part.deflated(b"Good day, "), Part.stored(b"Ms Li"), Part.deflated(b".")
    >>> gzip.decompress(gzip_of(parts, padding=7))
    b'Good day, Ms Li.'
    """
    checksum = 0
    for part in parts:
        checksum = part.sum_after(checksum)
    length = sum(part.length for part in parts) & 0xFFFFFFFF
    name = b"a" * padding + b"\x00"
    return b"".join((_HEAD, name, *(part.blocks for part in parts), _LAST, struct.pack("<II", checksum, length)))


def _over_zeros(checksum: int, length: int) -> int:
    """Return a CRC-32 carried on over so many zeros."""
    for _ in range(length // len(_ZEROS)):
        checksum = zlib.crc32(_ZEROS, checksum)
    return zlib.crc32(memoryview(_ZEROS)[: length % len(_ZEROS)], checksum)
