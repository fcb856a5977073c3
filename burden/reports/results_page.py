"""What people who answered get back: the public figures of a county or above, how they changed, what was done since."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from burden.access.policies import is_public_kind
from burden.access.scopes import PUBLIC_VIEWER, path_of
from burden.domain.indicators import I07
from burden.domain.levels import PREFIX_DIGITS, code_of
from burden.models import CleanupEvent, Region, Wave
from burden.reports.apps.decisions import public_decisions
from burden.reports.public_page import build_public_report
from burden.reports.regions import region_ref
from burden.reports.selection import Selection, select
from burden.reports.trends.waves import releases_of, rules_of, values_in
from burden.reports.types import Estimate, PublicReport, RegionRef

MOST_DEEDS = 5
MOST_WAVES = 6
MOST_FOUND = 20
SHORTEST_SEARCH = 2  # one character matches a tenth of the country
LONGEST_SEARCH = 30
PUBLIC_KINDS = tuple(kind for kind in PREFIX_DIGITS if is_public_kind(kind))


@dataclass(frozen=True, kw_only=True)
class WaveValue:
    """One wave of the region's minutes; ``is_comparable`` says that it was counted by the rules of the newest."""

    code: str
    estimate: Estimate
    is_comparable: bool


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something that was done or decided on a day to lighten the load; in both languages where the site words it."""

    day: date
    region: str
    zh: str
    en: str
    note: str


@dataclass(frozen=True, kw_only=True)
class FoundRegion:
    """A region that a search found, with the names of those above it."""

    region: RegionRef
    above: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ResultsReport:
    """What the page of public results shows.

    ``minutes`` are those of up to six waves, oldest first; ``deeds`` up to five decisions about apps since the wave and
    up to five clean-ups, newest first; ``found`` what a search found.
    """

    public: PublicReport
    minutes: tuple[WaveValue, ...]
    deeds: tuple[Deed, ...]
    found: tuple[FoundRegion, ...]


def build_results_report(*, wave: str | None = None, region: str | None = None, search: str = "") -> ResultsReport:
    """Return what anybody may read of a region; ``search`` looks for regions of the wave by name, code or initials.

    NothingToShow for townships and for what does not exist.
    """
    public = build_public_report(wave=wave, region=region)
    selection = select(viewer=PUBLIC_VIEWER, wave=wave, region=region, indicator=I07.code)
    return ResultsReport(
        public=public,
        minutes=_minutes(selection),
        deeds=tuple(sorted((*_decided(selection), *_clean_ups(selection)), key=lambda deed: deed.day, reverse=True)),
        found=_found(selection.wave, search.replace("\0", "").strip()[:LONGEST_SEARCH]),
    )


def _minutes(selection: Selection) -> tuple[WaveValue, ...]:
    """Return the minutes of the waves up to the chosen one; one query for those that nobody has asked for."""
    releases = [r for r in releases_of(selection) if r.wave.closes_on <= selection.wave.closes_on][-MOST_WAVES:]
    rules = rules_of(selection.release, selection.indicator)
    values = values_in(selection, releases)
    return tuple(
        WaveValue(
            code=release.wave.code,
            estimate=values[release][0],
            is_comparable=rules_of(release, selection.indicator) == rules,
        )
        for release in releases
    )


def _clean_ups(selection: Selection) -> tuple[Deed, ...]:
    """Return what was done in the region, above it or below it; two queries."""
    path = selection.region.path
    line = [code_of(path[:digits]) for digits in PREFIX_DIGITS.values() if digits <= len(path)]
    entered = CleanupEvent.objects.beside([selection.wave.tree_id])
    events = (entered.filter(region_code__in=line) | entered.filter(region_code__startswith=path)).order_by(
        "-happened_on", "region_code", "title", "-pk"
    )
    once = {(event.happened_on, event.region_code, event.title): event for event in events[: 4 * MOST_DEEDS]}
    newest = tuple(once.values())[:MOST_DEEDS]
    regions = Region.objects.of_tree(selection.wave.tree_id).filter(code__in=[event.region_code for event in newest])
    names = dict(regions.values_list("code", "name"))
    return tuple(
        Deed(
            day=event.happened_on,
            region=names.get(event.region_code, event.region_code),
            zh=event.title,
            en=event.title,
            note=event.note,
        )
        for event in newest
    )


def _decided(selection: Selection) -> tuple[Deed, ...]:
    """Return what was decided about apps of the region since the wave closed; one query."""
    return tuple(
        Deed(
            day=decision.decided_on,
            region=decision.decided_by,
            zh=f"{decision.app_name}：{decision.words[0]}",
            en=f"{decision.app_name}: {decision.words[1]}",
            note="",
        )
        for decision in public_decisions(selection.wave, selection.region)[:MOST_DEEDS]
    )


def _found(wave: Wave, text: str) -> tuple[FoundRegion, ...]:
    """Return counties and above of the wave whose name holds the text or whose initials or code begin with it."""
    if len(text) < SHORTEST_SEARCH:
        return ()
    public = Region.objects.of_tree(wave.tree_id).within(path_of(wave.region_code)).filter(kind__in=PUBLIC_KINDS)
    is_code_or_initials = Q(initials__startswith=text.lower()) | Q(code__startswith=text)
    matching = public.filter(is_code_or_initials if text.isascii() else Q(name__contains=text))
    regions = [region_ref(region) for region in matching[:MOST_FOUND]]
    prefixes = {region.path[:digits] for region in regions for digits in PREFIX_DIGITS.values() if digits}
    names = dict(public.filter(path__in=prefixes).values_list("path", "name"))
    return tuple(
        FoundRegion(
            region=region,
            above=tuple(
                names[region.path[:digits]]
                for digits in PREFIX_DIGITS.values()
                if 0 < digits < len(region.path) and region.path[:digits] in names
            ),
        )
        for region in regions
    )
