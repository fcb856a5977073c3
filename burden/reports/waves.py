"""Waves and releases: which there are, which can be read, and how many answers an open wave has, coarsely."""

import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left

from burden.access.policies import check_may_count_open_wave, is_public_kind
from burden.access.scopes import Role, Viewer, path_of
from burden.domain.levels import PREFIX_DIGITS, RegionKind
from burden.domain.pack_columns import PackKind
from burden.domain.sentences import Sentence
from burden.domain.thresholds import OPEN_COUNT_STEP
from burden.models import AnswerPack, BatchItem, InboxItem, Region, Release, Wave
from burden.reports.balance import accounts_of, flags_of
from burden.reports.errors import NothingToShow
from burden.reports.estimates import Showing
from burden.reports.regions import region_ref
from burden.reports.types import RegionCount, RegionRef, ReleaseRef, WaveRef

COUNTED_KINDS = (RegionKind.PROVINCE, RegionKind.CITY)


def count_in_words(count: int) -> str:
    """Return a count as an open wave shows it: rounded down to steps of 50.

    >>> count_in_words(49), count_in_words(1499)
    ('不足50份', '1450份以上')
    """
    steps = count // OPEN_COUNT_STEP
    if steps == 0:
        return Sentence("不足%(count)s份", count=OPEN_COUNT_STEP)
    return Sentence("%(count)s份以上", count=steps * OPEN_COUNT_STEP)


def wave_refs(waves: Iterable[Wave], *, counts: dict[int, int] | None = None) -> tuple[WaveRef, ...]:
    """Return the waves as pages name them; ``counts`` are answers by wave id, for waves that are counted; one query."""
    waves = tuple(waves)
    regions = Region.objects.filter(
        tree_id__in={wave.tree_id for wave in waves}, code__in={wave.region_code for wave in waves}
    )
    names = {(region.tree_id, region.code): region_ref(region) for region in regions}
    return tuple(_wave_ref(wave, names[wave.tree_id, wave.region_code], counts or {}) for wave in waves)


def _wave_ref(wave: Wave, region: RegionRef, counts: dict[int, int]) -> WaveRef:
    is_counted = wave.pk in counts
    return WaveRef(
        code=wave.code,
        state=wave.state,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        region=region,
        is_demo=wave.is_demo,
        assurance=wave.assurance,
        is_unverified=not wave.is_coded_by_rule,
        asks_for_text=wave.asks_for_text,
        further_fields=tuple(wave.further_fields),
        count_text=count_in_words(counts[wave.pk]) if is_counted else "",
    )


def list_waves(viewer: Viewer) -> tuple[WaveRef, ...]:
    """Return all waves, newest first; people who have signed in see the coarse counts of open ones."""
    waves = tuple(Wave.objects.order_by("-opens_on", "-pk"))
    is_counting = viewer.role is not Role.PUBLIC
    counts = _answers_by_wave([w for w in waves if w.state == Wave.State.OPEN]) if is_counting else {}
    return wave_refs(waves, counts=counts)


def _answers_by_wave(waves: list[Wave]) -> dict[int, int]:
    counts = {wave.pk: 0 for wave in waves}
    found = [_of_page_one(model, waves).values_list("wave_id") for model in (AnswerPack, InboxItem, BatchItem)]
    for wave_id, number in _all_at_once(*found):
        counts[wave_id] += number
    return counts


def _of_page_one(model: type[AnswerPack | InboxItem | BatchItem], waves: list[Wave]) -> QuerySet[Any, Any]:
    return model._default_manager.filter(wave__in=waves, kind=PackKind.RESPONSE).order_by()  # noqa: SLF001  # documented


def _all_at_once(packs: QuerySet[Any, Any], *waiting: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Return how many answers there are by group, in one statement: a promotion moves them from one to the next."""
    counted = (items.annotate(number=Count("pk")) for items in waiting)
    found: QuerySet[Any, Any] = packs.annotate(number=Sum("people")).union(*counted, all=True)
    return found


def count_open_wave(viewer: Viewer, wave_code: str) -> tuple[RegionCount, ...]:
    """Return coarse counts of an open wave for the provinces and cities in it, by code.

    RefusalError for people who have not signed in, NothingToShow for a wave that is not open.
    """
    check_may_count_open_wave(viewer)
    wave = Wave.objects.filter(code=wave_code, state=Wave.State.OPEN).first()
    if wave is None:
        raise NothingToShow
    by_city = _answers_by_city(wave)
    regions = Region.objects.of_tree(wave.tree_id).within(path_of(wave.region_code)).filter(kind__in=COUNTED_KINDS)
    return tuple(
        RegionCount(
            region=region_ref(region),
            count_text=count_in_words(sum(n for city, n in by_city.items() if city.startswith(region.path))),
        )
        for region in regions
    )


def _answers_by_city(wave: Wave) -> Counter[str]:
    digits = PREFIX_DIGITS[RegionKind.CITY]
    of_pack = Left("county_code", digits)
    of_answer = Left(KeyTextTransform("region_code", "answers"), digits)
    found = [
        _of_page_one(model, [wave]).annotate(city=city).values_list("city")
        for model, city in ((AnswerPack, of_pack), (InboxItem, of_answer), (BatchItem, of_answer))
    ]
    counts: Counter[str] = Counter()
    for city, number in _all_at_once(*found):
        counts[city] += number
    return counts


def released() -> "QuerySet[Release]":
    """Return the releases that are in force, with their waves."""
    in_force = Release.objects.filter(is_current=True, state=Release.State.PUBLISHED)
    return in_force.select_related("wave").defer("gate_report").order_by("-wave__closes_on", "-wave__pk")


def list_releases() -> tuple[ReleaseRef, ...]:
    """Return the releases in force, newest first; parameters, coarse balance and hashes are public."""
    return tuple(release_ref(release) for release in released())


def find_release(release_id: uuid.UUID | str) -> ReleaseRef:
    """Return a release that is or was published; NothingToShow for any other id."""
    try:
        wanted = uuid.UUID(str(release_id))
    except ValueError:
        raise NothingToShow from None
    release = Release.objects.filter(pk=wanted, state=Release.State.PUBLISHED).select_related("wave").first()
    if release is None:
        raise NothingToShow
    return release_ref(release)


def release_ref(release: Release) -> ReleaseRef:
    """Return the release as pages print it."""
    if release.published_on is None:
        raise NothingToShow
    return ReleaseRef(
        id=str(release.pk),
        short_id=release.short_id,
        content_hash=release.content_hash,
        published_on=release.published_on,
        smallest_group=smallest_group(release),
        wave_code=release.wave.code,
        balance=accounts_of(release.balance),
        flags=flags_of(release.balance, excluded=release.parameters.get("excluded_flags", ())),
        parameters=release.parameters,
    )


def smallest_group(release: Release) -> int:
    """Return K of the release, as frozen into it."""
    return int(release.parameters["rules"]["smallest_group"])


def showing_of(release: Release, kind: str) -> Showing:
    """Return how the release's numbers of regions of this kind are shown."""
    return Showing(smallest_group=smallest_group(release), is_n_exact=is_public_kind(kind), kind=kind)
