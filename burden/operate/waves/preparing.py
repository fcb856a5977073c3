"""Preparing a wave: where, when and with what assurance it will ask, what it asks, and what it says about itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from burden.access.scopes import path_of
from burden.aggregation.area import DEEPEST_KIND_LINK
from burden.domain.further_choice import (
    USUAL_FURTHER_FIELDS,
    fields_of_questions,
    page_two_points,
    questions_of_fields,
)
from burden.domain.levels import KIND_DEPTH, RegionKind
from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _
from burden.domain.thresholds import POINT_BUDGET
from burden.intake.reception import WAVE_CODE
from burden.models import Headcount, InvitationCode, Region, TreeVersion, Wave, WaveEvent
from burden.models.wave import FIRST_LANGUAGE, LANGUAGES
from burden.operate.waves.changes import edition_changed, what_changed
from burden.operate.waves.life import record_event

NO_CODE = "new"  # the address of the form for a new wave
MEANING_OF_CODE = _("编号用字母、数字和连字符，最多12个，例如2026Q4。")
TOO_MANY_POINTS = _("第二页%(points)s分，超过%(budget)s分。请少问几题，或者不收文字建议。")

TOO_SMALL_FOR_LINK = _(
    "开放链接的调查，县以下没有数；只选一个乡镇，什么也公布不了。请选县或更大的地方，或者改为凭码填报。"
)
STRAYS = _("已登记的人数、已发的码里，有的地区不在这里面。要换地区，请删除这份草稿，另建一次。")


class WaveRefusedError(ValueError):
    """The wave cannot be prepared so; ``sentence`` says why, ``field`` is the column of the wave that is to be mended.

    ``field`` is empty where no single one is.
    """

    def __init__(self, sentence: Sentence, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@dataclass(frozen=True, kw_only=True)
class WavePlan:
    """What a wave is to be; fields are columns of :class:`burden.models.Wave`.

    The header fields of the statistical form and ``contact`` may stay empty.  ``further_fields`` are the questions of
    page 2 that are asked, none for no page 2 at all.
    """

    code: str
    region_code: str
    opens_on: date
    closes_on: date
    assurance: str = Wave.Assurance.CODED
    asks_for_text: bool = False
    further_fields: tuple[str, ...] = USUAL_FURTHER_FIELDS
    languages: tuple[str, ...] = LANGUAGES
    needs_second_person: bool = False
    form_no: str = ""
    issuer: str = ""
    issue_no: str = ""
    approver: str = ""
    approval_no: str = ""
    valid_until: date | None = None
    contact: str = ""


def plan_of(wave: Wave) -> WavePlan:
    """Return what the wave is planned to be now."""
    values: dict[str, Any] = {name: getattr(wave, name) for name in WavePlan.__dataclass_fields__}
    lists = {name: tuple(values[name]) for name in ("further_fields", "languages")}
    return WavePlan(**(values | lists))


@transaction.atomic
def prepare_wave(plan: WavePlan, *, by: str = WaveEvent.BY_COMMAND, is_new: bool = False) -> Wave:
    """Prepare the wave on the newest real edition of the tree, or change one that is still being prepared.

    The same plan again changes nothing, whatever became of the wave, but that a draft moves to the newest edition;
    with ``is_new`` a wave of this code is refused.
    ``by`` is written down: the e-mail address of who did it, or one of ``WaveEvent.BY_…``.
    Raises :class:`WaveRefusedError`.
    """
    wave = Wave.objects.select_for_update().filter(code=plan.code).first()
    if wave is None:
        return _created(plan, by)
    if is_new:
        raise _code_taken(plan)
    before = plan_of(wave)
    if before == plan and not _may_move(wave):
        return wave
    if wave.state != Wave.State.DRAFT:
        raise WaveRefusedError(Sentence(_("调查 %(code)s 已经开始，不能再改。"), code=plan.code))
    tree = _checked(plan)
    _check_what_hangs_on(wave, plan, tree)
    Wave.objects.filter(pk=wave.pk).update(**vars(plan), tree=tree)
    details = (*what_changed(vars(before), vars(plan)), *edition_changed(wave.tree_id, tree.version))
    record_event(wave=wave, kind=WaveEvent.Kind.CHANGED, by=by, details=details)
    wave.refresh_from_db()
    return wave


def _may_move(wave: Wave) -> bool:
    """Whether a newer edition of the tree was loaded since this real draft was saved."""
    return wave.state == Wave.State.DRAFT and not wave.is_demo and wave.tree != newest_tree()


def _created(plan: WavePlan, by: str) -> Wave:
    tree = _checked(plan)
    try:
        with transaction.atomic():
            wave = Wave.objects.create(**vars(plan), tree=tree)
    except IntegrityError:
        # Somebody else took the code a moment ago.
        raise _code_taken(plan) from None
    record_event(wave=wave, kind=WaveEvent.Kind.PREPARED, by=by)
    return wave


def _code_taken(plan: WavePlan) -> WaveRefusedError:
    return WaveRefusedError(Sentence(_("已经有调查 %(code)s，请换一个编号。"), code=plan.code), field="code")


def newest_tree() -> TreeVersion | None:
    """Return the edition of the tree that a wave prepared today asks on, None before any was loaded."""
    return TreeVersion.objects.newest(is_demo=False)


def _checked(plan: WavePlan) -> TreeVersion:
    """Return the tree of a plan that can be; WaveRefusedError for any other."""
    if not WAVE_CODE.fullmatch(plan.code) or plan.code == NO_CODE:
        raise WaveRefusedError(Sentence(MEANING_OF_CODE), field="code")
    _check_days(plan)
    _check_questions(plan)
    if FIRST_LANGUAGE not in plan.languages or not set(plan.languages) <= set(LANGUAGES):
        raise WaveRefusedError(Sentence(_("语言里要有简体中文，另可加繁体中文和英文。")), field="languages")
    tree = newest_tree()
    if tree is None:
        raise WaveRefusedError(Sentence(_("还没有行政区划，请先装入（load_regions）。")), field="region_code")
    region = Region.objects.filter(tree=tree, code=plan.region_code).first()
    if region is None:
        values = {"version": tree.version, "region": plan.region_code}
        raise WaveRefusedError(Sentence(_("行政区划 %(version)s 中没有 %(region)s。"), **values), field="region_code")
    is_link = plan.assurance == Wave.Assurance.LINK
    if is_link and KIND_DEPTH[RegionKind(region.kind)] > KIND_DEPTH[DEEPEST_KIND_LINK]:
        raise WaveRefusedError(Sentence(TOO_SMALL_FOR_LINK), field="region_code")
    return tree


def _check_what_hangs_on(wave: Wave, plan: WavePlan, tree: TreeVersion) -> None:
    """Refuse a region, or an edition of the tree, that head counts or codes of the wave do not belong to."""
    within = Region.objects.filter(tree=tree, path__startswith=path_of(plan.region_code)).values("code")
    strays = (
        Headcount.objects.filter(wave=wave).exclude(region_code__in=within),
        InvitationCode.objects.filter(wave=wave).exclude(region_code__in=within),
    )
    if any(stray.exists() for stray in strays):
        raise WaveRefusedError(Sentence(STRAYS), field="region_code")


def _check_days(plan: WavePlan) -> None:
    if plan.closes_on < plan.opens_on:
        raise WaveRefusedError(Sentence(_("截止日期不能早于开始日期。")), field="closes_on")
    if plan.valid_until is not None and plan.valid_until < plan.closes_on:
        late = Sentence(_("截止日期晚于有效期限%(day)s：过了有效期限不能再收答卷。"), day=f"{plan.valid_until}")
        raise WaveRefusedError(late, field="closes_on")


def _check_questions(plan: WavePlan) -> None:
    if fields_of_questions(questions_of_fields(plan.further_fields)) != plan.further_fields:
        raise WaveRefusedError(Sentence(_("第二页没有这样的一组题。")), field="further_fields")
    points = page_two_points(plan.further_fields, asks_for_text=plan.asks_for_text)
    if points > POINT_BUDGET:
        raise WaveRefusedError(Sentence(TOO_MANY_POINTS, points=points, budget=POINT_BUDGET), field="further_fields")
