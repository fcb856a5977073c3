"""Preparing a wave: where, when and with what assurance it will ask."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from burden.intake.reception import WAVE_CODE
from burden.models import Region, TreeVersion, Wave, WaveEvent
from burden.operate.wave_changes import what_changed
from burden.operate.wave_life import record_event

MEANING_OF_CODE = "编号用字母、数字和连字符，最多12个，例如2026Q4。"


class WaveRefusedError(ValueError):
    """The wave cannot be prepared so; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class WavePlan:
    """What a wave is to be; the header fields of the statistical form may stay empty."""

    code: str
    region_code: str
    opens_on: date
    closes_on: date
    assurance: str = Wave.Assurance.CODED
    asks_for_text: bool = False
    form_no: str = ""
    issuer: str = ""
    issue_no: str = ""
    approver: str = ""
    approval_no: str = ""
    valid_until: date | None = None


@transaction.atomic
def prepare_wave(plan: WavePlan, *, by: str = WaveEvent.BY_COMMAND) -> Wave:
    """Prepare the wave on the newest real edition of the tree, or change one that is still being prepared.

    The same plan again changes nothing, whatever became of the wave.  Raises :class:`WaveRefusedError`.
    """
    wave = Wave.objects.select_for_update().filter(code=plan.code).first()
    before = {name: getattr(wave, name) for name in vars(plan)} if wave else {}
    if wave is not None and wave.state != Wave.State.DRAFT:
        if before == vars(plan):
            return wave
        raise WaveRefusedError(f"调查 {plan.code} 已经开始，不能再改。")
    tree = _check(plan)
    if wave is None:
        wave = Wave.objects.create(**vars(plan), tree=tree)
        record_event(wave=wave, kind=WaveEvent.Kind.PREPARED, by=by)
        return wave
    changes = tuple(what_changed(before, vars(plan)))
    Wave.objects.filter(pk=wave.pk).update(**vars(plan), tree=tree)
    if changes:
        record_event(wave=wave, kind=WaveEvent.Kind.CHANGED, by=by, details=changes)
    wave.refresh_from_db()
    return wave


def _check(plan: WavePlan) -> TreeVersion:
    if not WAVE_CODE.fullmatch(plan.code):
        raise WaveRefusedError(MEANING_OF_CODE)
    if plan.closes_on < plan.opens_on:
        raise WaveRefusedError("截止日期不能早于开始日期。")
    tree = TreeVersion.objects.filter(is_demo=False).order_by("-as_of_on").first()
    if tree is None:
        raise WaveRefusedError("还没有行政区划，请先装入（load_regions）。")
    if not Region.objects.filter(tree=tree, code=plan.region_code).exists():
        raise WaveRefusedError(f"行政区划 {tree.version} 中没有 {plan.region_code}。")
    return tree
