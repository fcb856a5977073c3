"""The ten apps that a picker offers first: those most used at the person's level, as the last release published it.

Which ten is told, in which order they follow is not: within the ten the list keeps its own order, so that no ranking
shows and the first line draws no answers to itself.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np

from burden.domain.blocks import Block, usage_block
from burden.domain.levels import PREFIX_DIGITS, Level, RegionKind, code_of
from burden.domain.thresholds import ROUNDED_SHARES_FROM
from burden.models import CatalogueItem, FigurePack, Release, Wave

MOST_AT_TOP = 10
RELEASES_AND_PLACES_KEPT = 2048  # a release never changes, so neither does its ranking

Ranking = Mapping[Level, tuple[str, ...]]


def top_apps(wave: Wave, path: str, apps: Sequence[CatalogueItem]) -> dict[Level, list[CatalogueItem]]:
    """Return for each level the ten of ``apps`` to offer first; ``Level.POOLED`` stands for people of any level.

    ``apps`` come widest first.  Where nothing was published of a level, everybody's ten are offered; where nothing was
    published at all, the ten of the widest sponsors.
    """
    ranking = _published_ranking(wave, path)
    return {level: _ten_of(apps, ranking.get(level) or ranking.get(Level.POOLED, ())) for level in Level}


def _ten_of(apps: Sequence[CatalogueItem], ranked: Collection[str]) -> list[CatalogueItem]:
    local = {app.app_code for app in apps}
    chosen = [code for code in ranked if code in local][:MOST_AT_TOP]
    # Few were used, or none: the widest fill the places that are left.
    chosen += [app.app_code for app in apps if app.app_code not in chosen][: MOST_AT_TOP - len(chosen)]
    return [app for app in apps if app.app_code in chosen]


def _published_ranking(wave: Wave, path: str) -> Ranking:
    around = _codes_around(path)
    release = (
        Release.objects.filter(
            state=Release.State.PUBLISHED,
            is_current=True,
            wave__is_demo=wave.is_demo,
            wave__region_code__in=around,
        )
        .order_by("-wave__closes_on")
        .values_list("pk", flat=True)
        .first()
    )
    return _ranking(release, around) if release else {}


def _codes_around(path: str) -> tuple[str, ...]:
    """Return the codes of county, city, province and country around a place, narrowest first."""
    widths = [digits for kind, digits in PREFIX_DIGITS.items() if kind is not RegionKind.TOWNSHIP]
    return tuple(code_of(path[:digits]) for digits in reversed(widths) if digits <= len(path))


@lru_cache(maxsize=RELEASES_AND_PLACES_KEPT)
def _ranking(release_id: uuid.UUID, around: tuple[str, ...]) -> Ranking:
    """Return the codes of apps in use, most used first, by level, each from the narrowest region that shows shares."""
    release = Release.objects.select_related("wave").get(pk=release_id)
    block = usage_block(tuple(release.parameters["app_codes"]))
    heads: dict[tuple[str, Level], list[int]] = {
        (figure.region_code, Level(figure.level)): figure.tally.tolist()
        for figure in FigurePack.objects.figures(release, codes=around, blocks=(block,))
    }
    for code in around:
        rows = [head for (region, _), head in heads.items() if region == code]
        if rows:
            heads[code, Level.POOLED] = np.sum(rows, axis=0).tolist()
    ranking: dict[Level, tuple[str, ...]] = {}
    for level in Level:
        shown = [heads[code, level] for code in around if heads.get((code, level), [0])[0] >= ROUNDED_SHARES_FROM]
        if shown:
            ranking[level] = _most_used(block, shown[0])
    return ranking


def _most_used(block: Block, head: Sequence[int]) -> tuple[str, ...]:
    users = {
        name.removeprefix("users:"): head[block.offsets[f"count:{name}"]]
        for name in block.counts
        if name.startswith("users:")
    }
    return tuple(code for code in sorted(users, key=lambda code: (-users[code], code)) if users[code] > 0)
