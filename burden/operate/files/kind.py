"""What the machine for importing files asks of each kind of file."""

import hashlib
import json
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from burden.domain.sentences import Sentence
from burden.intake.sheets import Tell
from burden.models import FileImport


class ImportRefusedError(ValueError):
    """The file cannot be stored, or not be taken back; ``sentence`` says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ImportKind(ABC):
    """One kind of file; the services behind it are those of its management command.

    Rows are whatever ``read`` returns; all that is kept of a kind in the database is plain JSON.
    """

    @abstractmethod
    def read(self, record: FileImport, content: bytes, tell: Tell) -> Any:  # noqa: ANN401  # a kind's own rows
        """Read and check the file; raises RowFileError with every problem."""

    @abstractmethod
    def preview(self, record: FileImport, rows: Any) -> dict[str, Any]:  # noqa: ANN401  # likewise
        """Return what storing would change."""

    @abstractmethod
    def lock(self, record: FileImport) -> None:
        """Make others who would change the same rows wait until the transaction ends."""

    @abstractmethod
    def mark(self, record: FileImport) -> str:
        """Return a mark of the rows that this kind of file changes, as they are stored now."""

    @abstractmethod
    def store(self, record: FileImport, rows: Any, *, by: str) -> Any:  # noqa: ANN401  # likewise
        """Store the rows for the operator ``by`` and return what undoing needs; raises ImportRefusedError."""

    @abstractmethod
    def why_no_undo(self, record: FileImport) -> Sentence | None:
        """Return why what this file stored can no longer be taken back, None where it can."""

    @abstractmethod
    def undo(self, record: FileImport, before: Any, *, by: str) -> None:  # noqa: ANN401  # likewise
        """Put back what was stored before; ``before`` is what ``store`` returned."""


def packed(before: object) -> bytes:
    """Return what undoing needs so that it takes little room."""
    return zlib.compress(json.dumps(before, ensure_ascii=False).encode())


def unpacked(before: bytes | memoryview | None) -> Any:  # noqa: ANN401  # JSON
    """Return what was packed."""
    return json.loads(zlib.decompress(bytes(before or b"")))


def mark_of(rows: Iterable[object]) -> str:
    """Return a mark that two lists of rows share only where they are the same."""
    mark = hashlib.sha256()
    for row in rows:
        mark.update(repr(row).encode())
    return mark.hexdigest()
