"""T6 on every surface: pages with charts and sentences, CSV, workbooks, PDF, page 2, apps, trends, what-if, results.

Two releases of the same regions with other answers are read side by side.  A number on a page, in a workbook or a PDF
that is not in the table of the same address may only be one that stands in both releases: then it belongs to the words
of the page and speaks of nobody.  Tables of page 2 and of apps are worked out anew from the answers
(tests/attacks/retold.py).  And without any answer left in the database every surface gives the same bytes: all of it
follows from what was published.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import permutations

from django.core.cache import caches
from django.test import Client

from burden.models import AnswerPack, BatchItem, InboxItem
from burden.reports.tables import PACK, PAGES
from tests.attacks.finding import Finding
from tests.attacks.presence_on_pages import without_tokens
from tests.attacks.readings import (
    file_of,
    numbers_of_csv_tables,
    numbers_of_page,
    numbers_of_pdf,
    numbers_of_workbook,
    numbers_within,
    tables_of_csv,
)
from tests.attacks.retold import Retold, wrong_further
from tests.attacks.told_apps import Asked, wrong_apps

Seen = dict[tuple[str, str, str], tuple[set[float], set[float]]]

QUESTION = {"stop": "A1", "checkin": "A2", "groups": "2"}
BARS = (20, 30, 50, 100)  # of what may be shown
LEVELS = ("", "20", "40", "50", "60", "70", "90")
DRAWN = 6  # decimals to which the ends of an interval are drawn from its middle


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A page of the site: its address, its name among files, and filters beside wave and region."""

    address: str
    page: str
    more: dict[str, str] = field(default_factory=dict)
    is_public: bool = False

    def filters(self, wave: str, region: str) -> dict[str, str]:
        """Return the filters as they stand in the address."""
        return {"wave": wave, "region": region, **self.more}

    def wish(self, wave: str, region: str) -> dict[str, str]:
        """Return the filters as whoever asks for a file says them."""
        filters = self.filters(wave, region)
        asked = {name: filters.pop(name) for name in QUESTION if name in filters}
        return filters | {"what_if": "&".join(f"{name}={value}" for name, value in asked.items())}


SURFACES = (
    Surface(address="/d/", page="overview", more={"indicator": "I09"}),
    Surface(address="/d/regions/{region}/", page="region", more={"indicator": "I09"}),
    Surface(address="/d/trends/", page="trends", more={"indicator": "I04"}),
    Surface(address="/d/apps/", page="apps"),
    Surface(address="/d/further/", page="further"),
    Surface(address="/d/what-if/", page="what-if", more=QUESTION),
    Surface(address="/results/", page="public", is_public=True),
)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Whoever reads a released wave, and somebody who has not signed in."""

    client: Client
    wave: str
    regions: tuple[str, ...]

    def page(self, surface: Surface, region: str) -> bytes:
        """Return the page."""
        client = Client() if surface.is_public else self.client
        answer = client.get(surface.address.format(region=region), surface.filters(self.wave, region))
        if answer.status_code != 200:
            raise AssertionError(f"{surface.page} {region} {answer.status_code}")
        return bytes(answer.content)

    def marks(self, surface: Surface, region: str) -> set[float]:
        """Return the numbers in JSON of whatever a chart of the page marks, intervals and people included."""
        if surface.page in {"overview", "region"}:
            indicator = surface.more["indicator"]
            asked = [{"region": region, "level": level, "indicator": indicator} for level in LEVELS]
            return set().union(*(self._json("figures", filters) for filters in asked))
        return self._json("apps", {"region": region}) if surface.page == "apps" else set()

    def _json(self, name: str, filters: dict[str, str]) -> set[float]:
        answer = self.client.get(f"/api/v1/{name}/", {"wave": self.wave, **{n: v for n, v in filters.items() if v}})
        return set(numbers_within(answer.json()["tables"]))

    def file(self, kind: str, surface: Surface, region: str) -> bytes:
        """Return the page's table as a file."""
        return file_of(self.client, kind, surface.page, surface.wish(self.wave, region))


def seen(reader: Reader, retold: Retold, *, printed: Collection[str] = ()) -> Seen:
    """Return, by surface, region and form, the numbers that stand there and those that published figures explain.

    ``printed`` are the pages that are read as PDF too; laying one out takes a second.
    """
    found = {}
    for surface in SURFACES:
        for region in reader.regions:
            table = reader.file("table-csv", surface, region)
            rows = numbers_of_csv_tables(table)
            known = set().union(*rows, reader.marks(surface, region), retold.beside(surface.page, region))
            # A chart draws an interval by the distances of its ends; a page of few answers says how many more it takes.
            drawn = {round(a - b, DRAWN) for row in rows for a, b in permutations(row, 2)}
            missing = {bar - number for bar in BARS for number in known if number < bar}
            page = {round(number, DRAWN) for number in numbers_of_page(reader.page(surface, region))}
            found[surface.page, region, "page"] = (page, known | drawn | missing)
            workbook = numbers_of_workbook(reader.file("table-xlsx", surface, region))
            found[surface.page, region, "workbook"] = (workbook, known)
            if surface.page in printed:
                sheets = numbers_of_pdf(reader.file("page-pdf", surface, region))
                found[surface.page, region, "pdf"] = (sheets, known | missing)
    return found


def strangers(first: Seen, second: Seen) -> Finding:
    """T6: numbers of one release that neither its figures explain nor the words of the page, which both share."""
    breaches = []
    for one, other in ((first, second), (second, first)):
        for where, (numbers, known) in one.items():
            unknown = sorted(numbers - known - other[where][0])
            breaches += [f"{' '.join(where)}: {unknown[:10]}"] if unknown else []
    return Finding(
        tried=f"{len(first)} pages, workbooks and PDF of two releases",
        best="every number is in a table of its address, follows from it, or is in the words of both releases",
        breaches=tuple(breaches),
    )


def told_anew(reader: Reader, retold: Retold) -> tuple[int, list[str]]:
    """T6: compare page 2 and apps of every region with the answers; return rows compared and what is wrong."""
    further = next(surface for surface in SURFACES if surface.page == "further")
    compared, wrong = 0, list[str]()
    for region in retold.kinds:
        for table in tables_of_csv(reader.file("table-csv", further, region)):
            compared += len(table) - 1
            wrong += wrong_further(table, retold, region)
        rows, of_apps = wrong_apps(Asked(client=reader.client, wave=reader.wave, region=region), retold)
        compared += rows
        wrong += of_apps
    return compared, wrong


def without_answers(reader: Reader) -> Finding:
    """T6: delete every answer for good and read everything again; the caller rolls back."""
    before = dict(_everything(reader))
    for model in (AnswerPack, InboxItem, BatchItem):
        model._default_manager.all().delete()  # noqa: SLF001  # Django's documented way to any model's rows
    for cache in caches.all():
        cache.clear()
    after = dict(_everything(reader))
    changed = [where for where, content in before.items() if after[where] != content]
    return Finding(
        tried=f"{len(before)} pages and files, read again when all answers were deleted",
        best="the same bytes",
        breaches=tuple(" ".join(where) for where in changed),
    )


def _everything(reader: Reader) -> Iterator[tuple[tuple[str, str, str], bytes]]:
    for surface in SURFACES:
        for region in reader.regions:
            yield (surface.page, region, "page"), without_tokens(reader.page(surface, region))
            yield (surface.page, region, "workbook"), reader.file("table-xlsx", surface, region)
    for page in PAGES:
        for region in reader.regions:
            kind = "pack-csv" if page == PACK else "table-csv"
            yield (page, region, kind), file_of(reader.client, kind, page, {"wave": reader.wave, "region": region})
