"""Filters as they stand in addresses: short, readable, kept from page to page, never with an empty parameter."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest

from burden.access.scopes import Viewer
from burden.reports.filters import parse_levels
from burden.reports.question import Place, Subject

More = tuple[tuple[str, str], ...]

KNOWN = ("wave", "region", "level", "indicator")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What an address asks for; an empty value means the default of the page. ``levels`` () means all.

    ``more`` are names and values that one page alone knows; links to the same page keep them.
    """

    wave: str = ""
    region: str = ""
    levels: tuple[int, ...] = ()
    indicator: str = ""
    more: More = ()

    def place(self, viewer: Viewer) -> Place:
        """Return what the builder of a page takes, asked by this viewer."""
        return Place(viewer=viewer, wave=self.wave or None, region=self.region or None, levels=self.levels)

    def subject(self, viewer: Viewer) -> Subject:
        """Return what the builder of a page of one indicator takes."""
        return Subject(**self.place(viewer), indicator=self.indicator or None)

    def with_changes(self, **changes: str | tuple[int, ...] | More) -> "Filters":
        """Return these filters with some replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]  # names and kinds are those of the fields

    def query(self) -> str:
        """Return the query of an address, with its question mark, or nothing.

        >>> Filters(wave="2025Q4", levels=(40, 50)).query(), Filters().query()
        ('?wave=2025Q4&level=40,50', '')
        """
        values = {
            "wave": self.wave,
            "region": self.region,
            "level": ",".join(str(level) for level in self.levels),
            "indicator": self.indicator,
        }
        filled = {name: value for name, value in values.items() if value} | dict(self.more)
        return f"?{urlencode(filled, safe=',')}" if filled else ""


def read_filters(request: HttpRequest) -> Filters:
    """Return the filters of the address; BadFilterError for levels that are none.

    A form without JavaScript sends each ticked level by itself (``level=40&level=50``); both spellings are read.
    """
    return Filters(
        wave=request.GET.get("wave", "").strip(),
        region=request.GET.get("region", "").strip(),
        levels=parse_levels(",".join(request.GET.getlist("level"))),
        indicator=request.GET.get("indicator", "").strip(),
    )


def canonical_address(request: HttpRequest, filters: Filters) -> str | None:
    """Return the short spelling of the address when the request used a longer one, else None.

    Other parameters are kept as they are.
    """
    longer = any(not value for name in KNOWN for value in request.GET.getlist(name))
    longer = longer or any(len(request.GET.getlist(name)) > 1 for name in KNOWN)
    others = [(name, value) for name in request.GET if name not in KNOWN for value in request.GET.getlist(name)]
    if not longer:
        return None
    query = "&".join(part for part in (filters.query().removeprefix("?"), urlencode(others, safe=",")) if part)
    return f"{request.path}?{query}" if query else request.path
