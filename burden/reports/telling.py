"""What the charts of a page say, for whoever prints it elsewhere.

The sentences are made where the charts are drawn, and files do not know that room: the application hands its function
over when it starts (:mod:`burden.apps`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from burden.reports.question import Question


@dataclass(frozen=True, kw_only=True)
class Told:
    """The title and the sentence of a chart, and the key of the table that it draws, which a file may lack."""

    table: str
    title: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class PageWords:
    """The name of a page and what its charts say, in the order of the page."""

    label: str
    charts: tuple[Told, ...]


Teller = Callable[[Question], PageWords]
_tellers: list[Teller] = []


def use_teller(teller: Teller) -> None:
    """Take the function that tells what the charts of a page say; the last one counts."""
    _tellers[:] = [teller]


def told(question: Question) -> PageWords:
    """Return what the page says.

    NothingToShow and BadFilterError as the reading door says them; LookupError before anybody handed a teller over.
    """
    return _tellers[-1](question)
