"""What one wave against the one before says to the rules: cautions (R22, R23, R25) as warnings about a county or city.

They are those of the page of before and after.  R24 asks about one wave alone and is found with what people said.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from burden.access.scopes import path_of
from burden.domain.app_leads import LeadGrade
from burden.domain.cautions import OF_TWO_WAVES, Evidence
from burden.domain.indicators import BY_CODE
from burden.domain.rules_in_force import RulesInForce
from burden.models import Release
from burden.reports.effect.caution_words import EVIDENCE_WORDS
from burden.reports.effect.cautions import are_alike, caution_cases, caution_places
from burden.reports.findings.types import OF_CHANGES, Found
from burden.reports.types import RegionRef
from burden.reports.waves import released
from burden.reports.wording import Wording


def findings_of_changes(release: Release, rules: RulesInForce, top: RegionRef) -> Iterator[Found]:
    """Yield the cautions of all counties, and cities without any, within the wave's own region ``top``, each once."""
    for before, places in _with_waves_before(release, caution_places(release.wave, top)):
        cases = caution_cases(before, release, tuple(places), rules)
        for (region, caution), some in groupby(cases, key=lambda case: (case.region, case.evidence.caution)):
            if caution in OF_TWO_WAVES:
                yield Found(
                    rule=rules.by_code[caution.value],
                    key=f"{OF_CHANGES}{caution.name.lower()}",
                    grade=LeadGrade.WARNING,
                    region=region,
                    evidence=_words([case.evidence for case in some]),
                )


def _with_waves_before(
    release: Release, places: Sequence[RegionRef]
) -> Iterator[tuple[Release | None, list[RegionRef]]]:
    """Yield the last release before this one that reaches each place and was counted alike, with these places."""
    wave = release.wave
    earlier = [
        (path_of(one.wave.region_code), one)
        for one in released().filter(wave__is_demo=wave.is_demo, wave__closes_on__lt=wave.opens_on)
    ]
    found: dict[Release | None, list[RegionRef]] = defaultdict(list)
    for place in places:
        last = next((one for path, one in earlier if place.path.startswith(path)), None)
        found[last if last and are_alike(last, release) else None].append(place)
    yield from found.items()


def _words(evidence: Sequence[Evidence]) -> Wording:
    said = [_change(piece) if piece.before else _share(piece) for piece in evidence]
    return Wording("；".join(str(words) for words in said), "; ".join(words.en for words in said))


def _change(piece: Evidence) -> Wording:
    zh, en = EVIDENCE_WORDS[piece.indicator]
    indicator, before, change = BY_CODE[piece.indicator], piece.before, piece.change_percent
    was, now = (f"{value:.1f}" for value in (before.value if before else 0, piece.after.value))
    unit, bound = indicator.unit_zh, f"{abs(piece.bound):g}"
    up, up_en = ("升", "up") if piece.bound > 0 else ("降", "down")
    percent = f"{abs(change or 0):.0f}"
    return Wording(
        f"{zh}：从{was}到{now}{unit}，{up}{percent}%（门槛{bound}%）",
        f"{en}: from {was} to {now} {indicator.unit_en}, {up_en} by {percent} % (threshold {bound} %)",
    )


def _share(piece: Evidence) -> Wording:
    zh, en = EVIDENCE_WORDS[piece.indicator]
    value, low, high = (f"{number:.0f}" for number in (piece.after.value, piece.after.low, piece.after.high))
    bound = f"{piece.bound:g}"
    return Wording(
        f"{zh}的占{value}%（95%区间{low}–{high}%，门槛{bound}%）",
        f"{value} % {en} (95% interval {low}–{high} %, threshold {bound} %)",
    )
