"""Cautions of a region, or of all counties in it: one wave against the one before, from released figures alone."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import isnan

from burden.domain.bars_of_place import caution_bars
from burden.domain.cautions import CAUTION_INDICATORS, Caution, CautionBars, Evidence, Reading, cautions_of
from burden.domain.indicators import BY_CODE
from burden.domain.levels import KIND_DEPTH, PREFIX_DIGITS, RegionKind
from burden.domain.rules_in_force import RulesInForce
from burden.domain.side_by_side import side_by_side
from burden.models import FigurePack, Release, Wave
from burden.reports.apps.leads import printed
from burden.reports.effect.caution_words import CAUTION_ORDER, CAUTION_WORDS, EVIDENCE_WORDS, caution_notes
from burden.reports.effect.types import CautionCase, Cautions
from burden.reports.estimates import estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.findings.rules import rules_of_release
from burden.reports.profile.peers import blocks_of
from burden.reports.regions import regions_of_kinds
from burden.reports.rows import Cell
from burden.reports.selection import Selection
from burden.reports.trends.waves import rules_of
from burden.reports.types import Column, RegionRef, Row, Table
from burden.reports.waves import showing_of, smallest_group

KEPT = 64  # releases x regions
CITY_DIGITS = PREFIX_DIGITS[RegionKind.CITY]
BLOCKS = blocks_of([BY_CODE[code] for code in CAUTION_INDICATORS])
Bars = Mapping[str, Mapping[Caution, CautionBars]]  # by code of the region


def cautions_in(selection: Selection, releases: Sequence[Release]) -> Cautions | None:
    """Return the cautions of the selected wave in the region's counties, or in the region itself where it has none.

    A city without counties stands beside the counties.  None for the whole country.  All levels of units together,
    whatever is chosen.  The thresholds are those of the rules that the release was looked at by.  Six queries where
    nobody asked.
    """
    region = selection.region
    if region.kind == RegionKind.ROOT:
        return None
    after = selection.release
    earlier = [release for release in releases if release.wave.closes_on < after.wave.opens_on]
    before = earlier[-1] if earlier and are_alike(earlier[-1], after) else None
    places, rules = caution_places(selection.wave, region), rules_of_release(after)
    now = _values(after, places)
    found = caution_cases(before, after, places, rules)
    cases = tuple(sorted(found, key=lambda case: CAUTION_ORDER.index(case.evidence.caution)))
    return Cautions(
        before=before.wave.code if before else "",
        after=after.wave.code,
        regions=sum(bool(values) for values in now),
        cases=cases,
        table=_table(region, before, after, cases, rules=rules),
    )


def caution_places(wave: Wave, region: RegionRef) -> tuple[RegionRef, ...]:
    """Return the region's counties and its cities that have none, by code; itself where it has neither."""
    if KIND_DEPTH[RegionKind(region.kind)] >= KIND_DEPTH[RegionKind.COUNTY]:
        return (region,)
    below = regions_of_kinds(wave, region, (RegionKind.CITY, RegionKind.COUNTY))
    cities_with_counties = {place.path[:CITY_DIGITS] for place in below if place.kind == RegionKind.COUNTY}
    chosen = (p for p in below if p.kind == RegionKind.COUNTY or p.path not in cities_with_counties)
    return tuple(chosen) or (region,)


def caution_cases(
    before: Release | None, after: Release, places: tuple[RegionRef, ...], rules: RulesInForce
) -> Iterator[CautionCase]:
    """Yield what gives reason to ask in these places, place by place, by the rules that count in each."""
    bars = {place.code: caution_bars(rules, place.path) for place in places}
    in_question = _in_question(before, after, places, bars)
    was, now = ({} if release is None else dict(_readings(release, in_question)) for release in (before, after))
    for place in in_question:
        for evidence in cautions_of(dict(was.get(place.code, ())), dict(now[place.code]), bars[place.code]):
            yield CautionCase(region=place, evidence=evidence)


def _in_question(
    before: Release | None, after: Release, places: tuple[RegionRef, ...], bars: Bars
) -> tuple[RegionRef, ...]:
    """Return the places where the values alone, as if there were no chance in them, give a caution."""
    was = _values(before, places) if before else ((),) * len(places)
    pairs = zip(places, was, _values(after, places), strict=True)
    return tuple(place for place, b, a in pairs if cautions_of(dict(b), dict(a), bars[place.code]))


def are_alike(before: Release, after: Release) -> bool:
    """Whether two releases were counted alike in all that cautions read."""
    indicators = (BY_CODE[code] for code in CAUTION_INDICATORS)
    return all(rules_of(before, indicator) == rules_of(after, indicator) for indicator in indicators)


Readings = tuple[tuple[str, Reading], ...]


@lru_cache(maxsize=KEPT)
def _values(release: Release, regions: tuple[RegionRef, ...]) -> tuple[Readings, ...]:
    """Return the values that are shown of each region, as intervals of no width; one query."""
    codes = [region.code for region in regions]
    totals = FigurePack.objects.totals_of([release], codes=codes, blocks=BLOCKS)
    found: list[list[tuple[str, Reading]]] = [[] for _ in regions]
    for code in CAUTION_INDICATORS:
        indicator = BY_CODE[code]
        heads = totals[release, indicator.block.name].of_levels(())
        for kind in {region.kind for region in regions}:
            beside = side_by_side(heads, indicator=indicator, smallest_group=smallest_group(release), kind=kind)
            for place, value in enumerate(beside.value.tolist()):
                if regions[place].kind == kind and not isnan(value):
                    n = int(beside.n[place])  # not fewer than are printed
                    found[place].append((code, Reading(value=value, low=value, high=value, n=n)))
    return tuple(tuple(of_region) for of_region in found)


@lru_cache(maxsize=KEPT)
def _readings(release: Release, regions: tuple[RegionRef, ...]) -> tuple[tuple[str, Readings], ...]:
    """Return what is shown of the indicators that the rules read, by region; keyed by release, never by who asks."""
    figures = read_figures(release, blocks=BLOCKS, codes=[region.code for region in regions])
    return tuple((region.code, _of_region(figures, release, region)) for region in regions)


def _of_region(figures: Figures, release: Release, region: RegionRef) -> Readings:
    showing = showing_of(release, region.kind)
    found = []
    for code in CAUTION_INDICATORS:
        indicator = BY_CODE[code]
        value = estimate(figures.tally(indicator.block, region.code), indicator=indicator, showing=showing)
        seen = printed(value)
        if seen is not None:
            found.append((code, Reading(value=seen.value, low=seen.low, high=seen.high, n=seen.n)))
    return tuple(found)


def _table(
    region: RegionRef, before: Release | None, after: Release, cases: Sequence[CautionCase], *, rules: RulesInForce
) -> Table:
    notes_zh, notes_en = caution_notes(rules, region)

    def column(key: str, zh: str, en: str) -> Column:
        return Column(key=key, title_zh=zh, title_en=en, kind="number", decimals=1)

    was = before.wave.code if before else "—"
    return Table(
        key="cautions",
        title_zh=f"{region.name}{after.wave.code}：值得去问一问的地方",
        title_en=f"{region.name}, {after.wave.code}: where it is worth asking",
        columns=(
            column("before", f"上一次（{was}）", f"Before ({was})"),
            column("after", f"这一次（{after.wave.code}）", f"This time ({after.wave.code})"),
            column("low", "区间下限", "95% low"),
            column("high", "区间上限", "95% high"),
            column("change", "变化（%）", "Change (%)"),
            column("bound", "门槛（%）", "Threshold (%)"),
        ),
        rows=tuple(_row(case) for case in cases),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="哪里，什么，看哪个数",
        head_en="Where, what, by which number",
    )


def _row(case: CautionCase) -> Row:
    evidence = case.evidence
    seen_zh, seen_en = EVIDENCE_WORDS[evidence.indicator]
    zh, en = CAUTION_WORDS[evidence.caution]
    return Row(
        label_zh=f"{case.region.name}：{zh}（{seen_zh}）",
        label_en=f"{case.region.name}: {en} ({seen_en})",
        cells=_cells(evidence),
        region=case.region,
    )


def _cells(evidence: Evidence) -> tuple[Cell, ...]:
    change = evidence.change_percent
    return (
        evidence.before.value if evidence.before else None,
        evidence.after.value,
        evidence.after.low,
        evidence.after.high,
        None if change is None else round(change, 1),
        evidence.bound,
    )
