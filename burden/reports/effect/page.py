"""Before and after a clean-up: what changed there beyond what changed elsewhere, and what gives reason to ask."""

from collections.abc import Sequence
from dataclasses import replace

from burden.access.policies import is_public_kind
from burden.access.scopes import Viewer
from burden.domain.effect import Change, Effect, EffectVerdict, Sample, effect_of, mean_of
from burden.domain.indicators import Indicator, Statistic
from burden.domain.release_rules import n_text
from burden.domain.statistics import Interval
from burden.domain.thresholds import EFFECT_FEWEST_OTHERS
from burden.models import Release
from burden.reports.effect.cautions import cautions_in
from burden.reports.effect.changes import Others, changes_around, estimates_of, others_for
from burden.reports.effect.events import clean_ups_within, paths_cleaned_up, touching, wave_after, wave_before
from burden.reports.effect.tables import cells_table
from burden.reports.effect.types import CleanUp, EffectReport, Outcome, WhyNot
from burden.reports.errors import NothingToShow
from burden.reports.selection import Selection, frame_of, select
from burden.reports.trends.waves import releases_of, rules_of
from burden.reports.types import SUPPRESSED, Estimate, State


def build_effect_report(  # noqa: PLR0913  # the filters that every page has, and the clean-up
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    indicator: str | None = None,
    event: str = "",
) -> EffectReport:
    """Return what came of a clean-up in one of the viewer's own regions or below it, by one indicator.

    ``event`` is the key of a clean-up, the newest that has waves around it by default; ``wave`` chooses the head of the
    page and the wave of the cautions.  NothingToShow outside the viewer's subtrees and for clean-ups that are not
    there, BadFilterError for unknown filters.  At most ten queries, and nine more for what nobody has asked for.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator, reads_all=True)
    frame = frame_of(selection)
    releases = releases_of(selection)
    clean_ups = clean_ups_within(selection, releases)
    chosen = _chosen(clean_ups, event)
    outcome = _outcome(selection, releases, chosen) if chosen else None
    return EffectReport(
        frame=frame,
        clean_ups=clean_ups,
        outcome=outcome,
        cells=cells_table(frame, outcome) if outcome else None,
        cautions=cautions_in(selection, releases),
    )


def _chosen(clean_ups: Sequence[CleanUp], key: str) -> CleanUp | None:
    if key:
        found = next((clean_up for clean_up in clean_ups if clean_up.key == key), None)
        if found is None:
            raise NothingToShow
        return found
    judged = (clean_up for clean_up in clean_ups if clean_up.before and clean_up.after)
    return next(judged, clean_ups[0] if clean_ups else None)


def _outcome(selection: Selection, releases: Sequence[Release], clean_up: CleanUp) -> Outcome:
    before, after = wave_before(releases, clean_up.happened_on), wave_after(releases, clean_up.happened_on)
    if before is None or after is None:
        return _silent(clean_up, WhyNot.NO_WAVE_BEFORE if before is None else WhyNot.NO_WAVE_AFTER)
    places = changes_around(before, after, clean_up.region, selection)
    own = next((place.change for place in places if place.code == clean_up.region.code), None)
    own_before, own_after = estimates_of(before, after, clean_up.region, selection)
    cleaned = paths_cleaned_up(before, after)
    others = others_for(selection, places, clean_up.region, cleaned=cleaned)
    effect = effect_of(own, others.changes) if own else None
    indicator, kind = selection.indicator, clean_up.region.kind
    why_not = _why_not(indicator, own, is_like=rules_of(before, indicator) == rules_of(after, indicator), effect=effect)
    return Outcome(
        clean_up=clean_up,
        own_before=own_before,
        own_after=own_after,
        others_before=_mean([change.before for change in others.changes], indicator, others, kind=kind),
        others_after=_mean([change.after for change in others.changes], indicator, others, kind=kind),
        others=len(others.changes),
        effect=SUPPRESSED if effect is None or why_not else _estimate(effect, indicator),
        verdict=EffectVerdict.CANNOT_TELL if effect is None or why_not else effect.verdict,
        why_not=why_not,
        besides=max(0, touching(cleaned, clean_up.region.path) - 1),
    )


def _why_not(indicator: Indicator, own: Change | None, *, is_like: bool, effect: Effect | None) -> WhyNot | None:
    if indicator.statistic is Statistic.RATIO:
        return WhyNot.RATIO
    if not is_like:
        return WhyNot.OTHER_RULES
    if own is None:
        return WhyNot.TOO_FEW_ANSWERS
    return WhyNot.TOO_FEW_OTHERS if effect is None else None


def _silent(clean_up: CleanUp, why_not: WhyNot) -> Outcome:
    return Outcome(
        clean_up=clean_up,
        own_before=SUPPRESSED,
        own_after=SUPPRESSED,
        others_before=SUPPRESSED,
        others_after=SUPPRESSED,
        others=0,
        effect=SUPPRESSED,
        verdict=EffectVerdict.CANNOT_TELL,
        why_not=why_not,
        besides=0,
    )


def _mean(cells: Sequence[Sample], indicator: Indicator, others: Others, *, kind: str) -> Estimate:
    """Return the mean of the others' means; hidden where there are too few, or some that the viewer may not read.

    Two pairs of waves compare with nearly the same places: the difference of two means would tell one of them.
    """
    if len(cells) < EFFECT_FEWEST_OTHERS or not others.are_read:
        return SUPPRESSED
    mean, interval = mean_of(cells)
    people = sum(cell.n for cell in cells)
    shown = _shown(mean, interval, indicator, n=people if is_public_kind(kind) else None)
    return replace(shown, n_text=n_text(people, is_exact=is_public_kind(kind)))


def _estimate(effect: Effect, indicator: Indicator) -> Estimate:
    return _shown(effect.value, effect.interval, indicator, n=None)


def _shown(value: float, interval: Interval, indicator: Indicator, *, n: int | None) -> Estimate:
    value, low, high = (round(number, indicator.decimals) for number in (value, interval.low, interval.high))
    return Estimate(state=State.SHOWN, value=value, low=low, high=high, n=n, n_text="" if n is None else str(n))
