"""What supervisors ask: random regions of theirs, waves, levels and indicators, of every page and its JSON.

The pages come from the table of addresses, so a new one is measured without a line here.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bench.pages_site import Supervisor

PAGES = "d/"
JSON_TWINS = "api/v1/"
# What is the same for everybody, or speaks of no region.
NOT_FIGURES = frozenset({"api-schema", "api-indicators", "api-waves", "api-releases", "api-release"})
LEVELS = ("", "", "", "60", "70", "50", "40,50", "60,70")


@dataclass(frozen=True, kw_only=True)
class Question:
    """One address, who asks, and the page it is of."""

    page: str
    address: str
    supervisor: Supervisor


def pages() -> tuple[tuple[str, str], ...]:
    """Return name and route of every page of figures and every JSON twin."""
    from burden.dashboards.urls import urlpatterns  # noqa: PLC0415  # Django must be set up first

    routes = ((pattern.name or "", str(pattern.pattern)) for pattern in urlpatterns)
    return tuple(
        (name, route) for name, route in routes if route.startswith((PAGES, JSON_TWINS)) and name not in NOT_FIGURES
    )


def questions(supervisors: list[Supervisor], *, of_each_page: int, seed: int) -> list[Question]:
    """Return so many questions of every page, in random order; the same ones for the same seed."""
    random = Random(seed)  # noqa: S311  # reproducible, no secret
    asked = [
        question
        for name, route in pages()
        for question in _of_page(name, route, supervisors, random=random, number=of_each_page)
    ]
    random.shuffle(asked)
    return asked


def _of_page(
    name: str, route: str, supervisors: list[Supervisor], *, random: Random, number: int
) -> Iterator[Question]:
    from burden.domain.indicators import INDICATORS  # noqa: PLC0415  # likewise
    from burden.models import Wave  # noqa: PLC0415  # likewise

    waves = list(Wave.objects.values_list("code", flat=True))
    own = {one: _regions(one) for one in supervisors}
    for place in range(number):
        supervisor = supervisors[place % len(supervisors)]
        region = random.choice(random.choice(own[supervisor]))
        filters = {
            "wave": random.choice(waves),
            "region": "" if "<slug:code>" in route and "regions/" in route else region,
            "level": random.choice(LEVELS),
            "indicator": random.choice(INDICATORS).code,
        }
        query = "&".join(f"{key}={value}" for key, value in filters.items() if value)
        yield Question(page=name, address=f"/{_filled(route, region)}?{query}", supervisor=supervisor)


def _regions(supervisor: Supervisor) -> list[list[str]]:
    """Return the codes of the supervisor's regions, kind by kind: there are ten townships to a county."""
    from burden.models import Region  # noqa: PLC0415  # likewise

    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, code in Region.objects.filter(path__startswith=supervisor.path).values_list("kind", "code"):
        by_kind[kind].append(code)
    return list(by_kind.values())


def _filled(route: str, region: str) -> str:
    """Return the route with the region, or an app of the catalogue, in the place of its code."""
    return route.replace("<slug:code>", region if "regions/" in route else "bench-1").replace("<str:code>", "bench-1")
