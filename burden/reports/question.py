"""What somebody asks of a page: who, which page, and all filters that pages have."""

from dataclasses import dataclass
from typing import TypedDict

from burden.access.scopes import Viewer


class Place(TypedDict):
    """What every builder takes: who asks, of which wave, region and levels; None and () are the page's defaults."""

    viewer: Viewer
    wave: str | None
    region: str | None
    levels: tuple[int, ...]


class Subject(Place):
    """What a builder of one indicator takes."""

    indicator: str | None


@dataclass(frozen=True, kw_only=True)
class Question:
    """A page with all its filters, as whom it is read and in which language; empty values mean the defaults.

    ``page`` is a name of :mod:`burden.reports.pages`.  ``what_if`` is the question of the page what-if as its choices
    print it, ``event`` the key of the clean-up of before-after, ``app`` the code of a portrait's app.
    """

    viewer: Viewer
    page: str
    wave: str = ""
    region: str = ""
    levels: tuple[int, ...] = ()
    indicator: str = ""
    what_if: str = ""
    event: str = ""
    app: str = ""
    language: str = "zh-hans"

    @property
    def place(self) -> Place:
        """Return what the builder of the page takes."""
        return Place(viewer=self.viewer, wave=self.wave or None, region=self.region or None, levels=self.levels)

    @property
    def subject(self) -> Subject:
        """Return what the builder of a page of one indicator takes."""
        return Subject(**self.place, indicator=self.indicator or None)
