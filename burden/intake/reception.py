"""One reception for page and JSON: raw answers in; received, or plain sentences that say what to mend."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from burden.domain.answers import Answers, Checked, FurtherAnswers, UsageAnswers
from burden.domain.app_rows import UNKNOWN_APP
from burden.domain.further_check import NO_TEXT_ASKED, NOT_ASKED, check_further
from burden.domain.further_choice import ALL_FURTHER_FIELDS
from burden.domain.further_items import SUGGESTION_FIELD
from burden.domain.place_check import REGION_CODE
from burden.domain.questionnaire import check_response, check_usage_report
from burden.domain.sentences import Sentence, said
from burden.intake.keys import SHORTEST_KEY
from burden.intake.local_apps import phone_app_codes
from burden.intake.outcomes import Outcome
from burden.intake.passes import pass_for
from burden.intake.places import Territory, path_of, territory_of
from burden.intake.submissions import offers_province_level, record_submission
from burden.models import Wave

WAVE_CODE = re.compile(r"[A-Za-z0-9-]{1,12}")  # "2026Q4"; whatever else was sent never reaches a query

NO_SUCH_WAVE = gettext_noop("没有这次调查，请核对链接。")
SHORT_KEY = gettext_noop("请用至少%(shortest)s个字符的随机串。")

AnyChecked = Checked[Answers] | Checked[UsageAnswers] | Checked[FurtherAnswers]

# What the check says by field and in better words, once it knows the wave.
TOLD_BY_THE_CHECK = (
    Outcome.WAVE_UNKNOWN,
    Outcome.LEVEL_NOT_OFFERED,
    Outcome.APP_UNKNOWN,
    Outcome.TEXT_NOT_ASKED,
    Outcome.QUESTION_NOT_ASKED,
)

# Field and sentence of everything that is not a receipt.
REFUSALS: dict[Outcome, tuple[str, str]] = {
    Outcome.WAVE_UNKNOWN: ("wave", NO_SUCH_WAVE),
    Outcome.APP_UNKNOWN: ("apps", UNKNOWN_APP),
    Outcome.TEXT_NOT_ASKED: (SUGGESTION_FIELD, NO_TEXT_ASKED),
    Outcome.QUESTION_NOT_ASKED: ("body", NOT_ASKED),
    Outcome.WAVE_NOT_OPEN: ("wave", gettext_noop("这次调查还没有开始。")),
    Outcome.WAVE_CLOSED: ("wave", gettext_noop("这次调查已截止，不再接收答卷。谢谢您。")),
    Outcome.REGION_UNKNOWN: ("region_code", gettext_noop("这次调查的范围内没有这个地区，请另选。")),
    Outcome.REGION_TOO_SHALLOW: (
        "region_code",
        gettext_noop("请选到县（市、区）；市直部门可选到市，省直部门可选到省。"),
    ),
    Outcome.LEVEL_NOT_OFFERED: ("level_code", gettext_noop("这次调查不问省直部门，请另选。")),
    Outcome.CODE_MISSING: ("code", gettext_noop("请填纸条上的填报码。")),
    Outcome.CODE_UNKNOWN: ("code", gettext_noop("没有这个填报码，请核对纸条上的20位字母和数字。")),
    Outcome.CODE_OF_ELSEWHERE: ("region_code", gettext_noop("这个填报码不是发给所选地区的，请核对地区。")),
    Outcome.CODE_SPENT: ("code", gettext_noop("该码已用过；若您刚才提交过，答卷已收到。")),
    Outcome.PASS_MISSING: ("one_time_pass", gettext_noop("请先交第一页；交完以后从“已收到”那一页进来。")),
    Outcome.PASS_UNKNOWN: (
        "one_time_pass",
        gettext_noop("这一页只在交完第一页的当天有效，现在已经过了。第一页早已收到。"),
    ),
    Outcome.PASS_SPENT: ("one_time_pass", gettext_noop("这一页您已经交过了，已收到。")),
}


class Form(StrEnum):
    """The forms that people fill in; page 1 opens the other two."""

    RESPONSE = "response"
    USAGE = "usage"
    FURTHER = "further"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the person is told: ``outcome`` is None where the answers themselves must be mended or confirmed first.

    ``one_time_pass`` opens the two forms that follow page 1, once each, the same day.
    """

    outcome: Outcome | None = None
    one_time_pass: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_kept(self) -> bool:
        """Whether the answers are safe in the database."""
        return self.outcome is not None and self.outcome.is_kept


def receive(
    raw: object, *, form: Form, stop_at_warnings: bool = False, found: Mapping[str, str] | None = None
) -> Reply:
    """Check raw answers and store them.

    ``stop_at_warnings`` returns soft warnings instead of storing; ``found`` are errors that the page already found.
    """
    # What only the wave can tell is taken as right at first; the statement that stores the answers looks at it as well.
    checked = _check(raw, form=form)
    if checked.values is None or found or (stop_at_warnings and checked.warnings):
        return _mend(raw, form=form, found=found)
    if 0 < len(checked.values.idempotency_key or "") < SHORTEST_KEY:
        return Reply(errors={"idempotency_key": _(SHORT_KEY) % {"shortest": SHORTEST_KEY}})
    today = timezone.localdate()
    outcome = record_submission(checked.values)
    if outcome in TOLD_BY_THE_CHECK:
        reply = _mend(raw, form=form, found=found)
        return reply if reply.errors else _reply(outcome, checked, asked_on=today)
    return _reply(outcome, checked, asked_on=today)


def wave_named(code: object) -> Wave | None:
    """Return the wave with this code, None where there is none or ``code`` is no text."""
    is_code = isinstance(code, str) and WAVE_CODE.fullmatch(code.strip())
    return Wave.objects.filter(code=is_code.group()).first() if is_code else None


def _reply(outcome: Outcome, checked: AnyChecked, *, asked_on: date) -> Reply:
    refusal = REFUSALS.get(outcome)
    values = checked.values
    one_time_pass = ""
    if isinstance(values, Answers) and outcome.is_kept:
        one_time_pass = pass_for(values.wave, values.idempotency_key, outcome, asked_on=asked_on)
    return Reply(
        outcome=outcome,
        one_time_pass=one_time_pass,
        errors={refusal[0]: _(refusal[1])} if refusal else {},
        warnings=_said(checked.warnings),
    )


def _mend(raw: object, *, form: Form, found: Mapping[str, str] | None) -> Reply:
    """Say everything that is to be mended or confirmed, with all that the wave and its place can tell."""
    wave = wave_named(raw.get("wave") if isinstance(raw, Mapping) else None)
    checked = _check(raw, form=form, wave=wave)
    errors = _said(checked.errors) | dict(found or {})
    if wave is None and "wave" not in errors and "body" not in errors:
        errors["wave"] = _(NO_SUCH_WAVE)
    return Reply(errors=errors, warnings=_said(checked.warnings))


def _said(sentences: Mapping[str, Sentence]) -> dict[str, str]:
    return {name: said(sentence, _) for name, sentence in sentences.items()}


def _check(raw: object, *, form: Form, wave: Wave | None = None) -> AnyChecked:
    """Check raw answers; without a wave, as if it asked everywhere, at every level, for every app and for words."""
    territory = territory_of(wave) if wave else None
    has_province_level = territory is None or offers_province_level(territory)
    if form is Form.FURTHER:
        takes_text = wave is None or wave.asks_for_text
        asked = ALL_FURTHER_FIELDS if wave is None else wave.further_fields
        return check_further(raw, offers_province_level=has_province_level, takes_text=takes_text, asked=asked)
    codes = _known_app_codes(raw, territory) if territory else None
    if form is Form.USAGE:
        return check_usage_report(raw, codes, offers_province_level=has_province_level)
    return check_response(raw, offers_province_level=has_province_level, known_app_codes=codes)


def _known_app_codes(raw: object, territory: Territory) -> frozenset[str] | None:
    """Return the codes that an answer from the region may name; None where it names no app or no such region.

    An unknown region is refused for itself.  Most answers name no app and cost no look-up.
    """
    if not isinstance(raw, Mapping) or not raw.get("apps"):
        return None
    region_code = raw.get("region_code")
    if not isinstance(region_code, str) or not REGION_CODE.fullmatch(region_code.strip()):
        return None
    path = path_of(territory, region_code.strip())
    return None if path is None else phone_app_codes(territory, path)
