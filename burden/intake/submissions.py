"""Taking answers in: durable before anybody reads "received", with nothing but PostgreSQL.

What a submission shows of itself is worked out here (hashes, what the inbox keeps); whether it is taken in is decided
and done by one statement (:mod:`burden.intake.statement`).
"""

import json
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from burden.domain.answers import Answers, FurtherAnswers, UsageAnswers
from burden.domain.levels import PREFIX_DIGITS, SHALLOWEST_KIND, RegionKind, code_of
from burden.intake.codes import code_hash, plain_code
from burden.intake.keys import key_hash, last_day_of_key
from burden.intake.outcomes import Outcome
from burden.intake.passes import is_ours, pass_hash
from burden.intake.places import Territory
from burden.intake.statement import Row, take_in, take_in_batch
from burden.models import InboxItem, Suggestion, Wave

Submission = Answers | UsageAnswers | FurtherAnswers
Right = tuple[bytes | None, Outcome | None]  # hash of the code or pass, what is wrong with it

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
COUNTY_DIGITS = PREFIX_DIGITS[RegionKind.COUNTY]


def record_submission(submission: Submission) -> Outcome:
    """Store one person's checked answers in the inbox and return what became of them.

    The first write wins: a key seen before is success and stores nothing, even after the wave has closed.  The apps
    named are looked up in the catalogue.  What cannot be a code or a pass of ours is refused without the database.
    """
    right = _right(submission, wave_code=submission.wave)
    if right[1] is not None and _is_forged(submission, right[1]):
        return right[1]
    row = _row(submission, right, wave_code=submission.wave, app_codes=_app_codes(submission))
    return take_in(row, wave_code=submission.wave, day=row.today)


def record_submissions(*, wave: Wave, submissions: Sequence[Submission], on: date | None = None) -> tuple[Outcome, ...]:
    """Store many checked answers at once and return what became of each, in their order.

    Forms may be mixed.  ``on`` is the day of receipt, today unless the demo says otherwise.  Whether the apps named
    exist is for the caller.
    """
    rows = [_row(one, _right(one, wave_code=wave.code), wave_code=wave.code) for one in submissions]
    return take_in_batch(rows, wave_code=wave.code, day=on or timezone.localdate())


def refusal_of(wave: Wave, *, on: date | None = None) -> Outcome | None:
    """Return why the wave takes no answers on that day (today), None where it does."""
    on = on or timezone.localdate()
    if wave.state in (Wave.State.CLOSED, Wave.State.RELEASED) or on > wave.closes_on:
        return Outcome.WAVE_CLOSED
    if wave.state == Wave.State.DRAFT or on < wave.opens_on:
        return Outcome.WAVE_NOT_OPEN
    return None


def offers_province_level(territory: Territory) -> bool:
    """Whether level 20 may answer: only where a whole province or the whole country is asked."""
    return len(territory.path) <= 2  # noqa: PLR2004  # two digits are a province, none the country


def _row(submission: Submission, right: Right, *, wave_code: str, app_codes: list[str] | None = None) -> Row:
    kind = _kind(submission)
    key = submission.idempotency_key
    today = timezone.localdate()
    answers, suggestion = _inbox(submission)
    return Row(
        kind=kind,
        level=int(submission.level_code),
        region=submission.region_code,
        least_digits=PREFIX_DIGITS[SHALLOWEST_KIND[submission.level_code]],
        app_codes=app_codes,
        above=_at_or_above(submission.region_code) if app_codes else None,
        key=key_hash(key, wave_code=wave_code, kind=kind) if key else None,
        key_until=last_day_of_key(today),
        right=right[0],
        right_wrong=None if right[1] is None else right[1].value,
        today=today,
        answers=answers,
        suggestion=suggestion,
    )


def _inbox(submission: Submission) -> tuple[str | None, str | None]:
    """Return what goes into the inbox, as JSON; a suggestion is an item of its own, cut off from the rest."""
    if not isinstance(submission, FurtherAnswers):
        return _json(submission.columns()), None
    suggestion = None
    if submission.suggestion:
        county = code_of(submission.region_code[:COUNTY_DIGITS])
        state = Suggestion.State.WAITING.value
        suggestion = _json({"region_code": county, "text": submission.suggestion, "state": state})
    return _json(submission.columns()) if submission.given else None, suggestion


def _right(submission: Submission, *, wave_code: str) -> Right:
    """Return the code of page 1, or the pass of a form that follows it, as its hash, or what is wrong with it."""
    if isinstance(submission, Answers):
        if not submission.code:
            return None, Outcome.CODE_MISSING
        plain = plain_code(submission.code)
        return (code_hash(plain), None) if plain else (None, Outcome.CODE_UNKNOWN)
    if not submission.one_time_pass:
        return None, Outcome.PASS_MISSING
    hashed = pass_hash(submission.one_time_pass, wave_code=wave_code, form=_kind(submission))
    return hashed, None if hashed else Outcome.PASS_UNKNOWN


def _is_forged(submission: Submission, wrong: Outcome) -> bool:
    """Whether a code fails its check symbol or a pass bears no mark of ours.

    A pass of another day is no forgery: it may come with answers that were stored that day, whose reply was lost.
    """
    if wrong is Outcome.PASS_UNKNOWN and not isinstance(submission, Answers):
        return not is_ours(submission.one_time_pass or "", wave_code=submission.wave)
    return wrong is Outcome.CODE_UNKNOWN


def _kind(submission: Submission) -> str:
    if isinstance(submission, FurtherAnswers):
        return InboxItem.Kind.FURTHER.value
    return InboxItem.Kind.RESPONSE.value if isinstance(submission, Answers) else InboxItem.Kind.USAGE.value


def _app_codes(submission: Submission) -> list[str]:
    """Return the codes of the apps named: those of usage reports, of A11, and of what these duplicate."""
    if isinstance(submission, FurtherAnswers):
        return []
    if isinstance(submission, UsageAnswers):
        return [app.app_code for app in submission.apps]
    named = (code for use in submission.apps for code in (use.app_code, use.duplicate_of_app_code))
    return [code for code in named if code]


def _at_or_above(region_code: str) -> list[str]:
    """Return the codes of a region and of all above it."""
    return [code_of(region_code[:digits]) for digits in PREFIX_DIGITS.values()]


def _json(columns: dict[str, object]) -> str:
    return ENCODER.encode(columns)
