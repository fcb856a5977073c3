"""Finished pages in the memory of this process, as many as fit; the one not asked for longest goes first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from burden.domain.gzip_parts import Part, gzip_of

MOST_BYTES = 64 * 1024 * 1024  # of one process; a page takes 4 to 20 KB
BYTES_OF_AN_ENTRY = 1024  # names, headers and the question itself, roughly


class Hole(StrEnum):
    """What is left out of a finished page because it differs by reader."""

    TOKEN = "csrf"  # noqa: S105  # the name of a place
    EMAIL = "email"


@dataclass(frozen=True, kw_only=True)
class FinishedPage:
    """A page without what differs by reader: compressed parts, and the hole between each two of them."""

    parts: tuple[Part, ...]
    holes: tuple[Hole, ...]
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, texts: Sequence[bytes], *, holes: Sequence[Hole], headers: Sequence[tuple[str, str]]) -> "FinishedPage":
        """Return the page whose texts have these holes between them: one text more than holes."""
        return cls(parts=tuple(map(Part.deflated, texts)), holes=tuple(holes), headers=tuple(headers))

    @property
    def size(self) -> int:
        """Bytes of memory, roughly."""
        return BYTES_OF_AN_ENTRY + sum(len(part.blocks) for part in self.parts)

    def text(self, words: Mapping[Hole, bytes]) -> bytes:
        """Return the whole page for one reader."""
        return b"".join(part.text() for part in self._filled(words))

    def compressed(self, words: Mapping[Hole, bytes], *, padding: int) -> bytes:
        """Return the whole page for one reader as a gzip file, ``padding`` bytes longer than need be."""
        return gzip_of(self._filled(words), padding=padding)

    def _filled(self, words: Mapping[Hole, bytes]) -> list[Part]:
        filled = [self.parts[0]]
        for hole, part in zip(self.holes, self.parts[1:], strict=True):
            filled += (Part.stored(words[hole]), part)
        return filled


class Shelf:
    """Finished pages by question, all of one edition of the site: a new one clears the shelf."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Hashable, FinishedPage] = OrderedDict()
        self._edition = ""
        self._lock = threading.Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, question: Hashable) -> FinishedPage | None:
        """Return the page that answers a question, None where there is none yet."""
        with self._lock:
            page = self._pages.get(question)
            if page is not None:
                self._pages.move_to_end(question)
            return page

    def keep(self, question: Hashable, page: FinishedPage, *, edition: str) -> None:
        """Keep a page; what has not been asked for longest, and what is of another edition, makes room."""
        with self._lock:
            if edition != self._edition:
                self._pages.clear()
                self._edition, self.size = edition, 0
            earlier = self._pages.pop(question, None)
            self.size += page.size - (earlier.size if earlier else 0)
            self._pages[question] = page
            while self.size > self._most_bytes:
                _, gone = self._pages.popitem(last=False)
                self.size -= gone.size

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
            self.size = 0
