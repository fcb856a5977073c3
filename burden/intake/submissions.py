"""Taking answers in: one transaction, durable before anybody reads "received", with nothing but PostgreSQL.

Locks are taken in one order everywhere (wave row, keys, codes, inbox), relied on by :mod:`burden.intake.promotion`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from burden.domain.answers import Answers, FurtherAnswers, UsageAnswers
from burden.domain.levels import PREFIX_DIGITS, Level, RegionKind, may_name
from burden.intake.codes import code_hash, needs_code, plain_code
from burden.intake.keys import claim_keys, key_hash, last_day_of_key, release_keys, seen_keys
from burden.intake.outcomes import Outcome
from burden.intake.passes import pass_hash
from burden.intake.places import Territory, territory_of
from burden.models import InboxItem, Region, Suggestion, Wave

Submission = Answers | UsageAnswers | FurtherAnswers


@dataclass(frozen=True, kw_only=True)
class _Checked:
    """A submission that may be stored if its code allows; ``position`` is its place in the batch."""

    position: int
    submission: Submission
    kind: str
    path: str
    key_hash: bytes | None
    code_hash: bytes | None = None
    pass_hash: bytes | None = None


def record_submissions(*, wave: Wave, submissions: Sequence[Submission], on: date | None = None) -> tuple[Outcome, ...]:
    """Store checked answers in the inbox and return what became of each, in their order.

    Forms may be mixed.  ``on`` is the day of receipt, today unless the demo says
    otherwise.  The first write wins: a key seen before is success and stores nothing, even after the wave has closed.
    """
    with transaction.atomic():
        locked = _locked(wave)
        keys = [_key_hash(locked, submission) for submission in submissions]
        refusal = refusal_of(locked, on=on)
        if refusal is not None:
            seen = seen_keys(key for key in keys if key is not None)
            return tuple(Outcome.REPEATED if key in seen else refusal for key in keys)
        return _record(locked, submissions, keys=keys)


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


def _locked(wave: Wave) -> Wave:
    """Read the wave again and keep it as it is until the answers are stored.

    ``FOR SHARE`` lets submissions run side by side and makes a closing wait for them: whoever closes the wave sees
    every answer that was accepted, and no answer is accepted after it.
    """
    [current] = Wave.objects.raw("SELECT * FROM burden_wave WHERE id = %s FOR SHARE", [wave.pk])
    return current


def _record(wave: Wave, submissions: Sequence[Submission], *, keys: Sequence[bytes | None]) -> tuple[Outcome, ...]:
    territory = territory_of(wave)
    paths = _paths(territory, submissions)
    outcomes: list[Outcome | None] = [_problem(s, wave, territory, paths) for s in submissions]
    good = [
        _checked(wave, i, submission, path=paths[submission.region_code][1], key=keys[i])
        for i, submission in enumerate(submissions)
        if outcomes[i] is None
    ]
    fresh = _fresh(good)
    refused = _spend_codes(wave, [one for one in good if one.position in fresh and one.code_hash is not None])
    refused |= _spend_passes([one for one in good if one.position in fresh and one.pass_hash is not None])
    for one in good:
        outcomes[one.position] = refused.get(one.position, Outcome.RECEIVED)
        if one.position not in fresh:
            outcomes[one.position] = Outcome.REPEATED
    kept = [one for one in good if outcomes[one.position] is Outcome.RECEIVED]
    InboxItem.objects.bulk_create([row for one in kept for row in _rows(wave, one)], batch_size=1_000)
    release_keys([one.key_hash for one in good if one.position in refused and one.key_hash is not None])
    return tuple(outcome for outcome in outcomes if outcome is not None)


def _checked(wave: Wave, position: int, submission: Submission, *, path: str, key: bytes | None) -> _Checked:
    kind = _kind(submission)
    one_time_pass = None if isinstance(submission, Answers) else submission.one_time_pass
    return _Checked(
        position=position,
        submission=submission,
        kind=kind,
        path=path,
        key_hash=key,
        code_hash=_code_hash(submission) if isinstance(submission, Answers) and needs_code(wave) else None,
        pass_hash=pass_hash(one_time_pass, wave=wave, form=kind) if one_time_pass else None,
    )


def _rows(wave: Wave, one: _Checked) -> Iterator[InboxItem]:
    """Return what goes into the inbox; a suggestion is an item of its own, cut off from the rest."""
    submission = one.submission
    if not isinstance(submission, FurtherAnswers):
        yield InboxItem(wave=wave, kind=one.kind, answers=submission.columns())
        return
    if submission.given:
        yield InboxItem(wave=wave, kind=one.kind, answers=submission.columns())
    if submission.suggestion:
        county = one.path[: PREFIX_DIGITS[RegionKind.COUNTY]].ljust(12, "0")
        text = {"region_code": county, "text": submission.suggestion, "state": Suggestion.State.WAITING.value}
        yield InboxItem(wave=wave, kind=InboxItem.Kind.SUGGESTION, answers=text)


def _problem(
    submission: Submission, wave: Wave, territory: Territory, paths: dict[str, tuple[RegionKind, str]]
) -> Outcome | None:
    """Return what is wrong with place, level, code or pass before anything is written."""
    if submission.region_code not in paths:
        return Outcome.REGION_UNKNOWN
    kind, _ = paths[submission.region_code]
    if submission.level_code is Level.PROVINCE and not offers_province_level(territory):
        return Outcome.LEVEL_NOT_OFFERED
    if not may_name(submission.level_code, kind):
        return Outcome.REGION_TOO_SHALLOW
    return _problem_of_right(submission, wave)


def _problem_of_right(submission: Submission, wave: Wave) -> Outcome | None:
    """Return what is wrong with the code of page 1, or with the pass of a form that follows it.

    Where no codes are needed no pass is either; one that is sent must be good all the same.
    """
    if isinstance(submission, Answers):
        if needs_code(wave) and not submission.code:
            return Outcome.CODE_MISSING
        return Outcome.CODE_UNKNOWN if needs_code(wave) and _code_hash(submission) is None else None
    if not submission.one_time_pass:
        return Outcome.PASS_MISSING if needs_code(wave) else None
    is_good = pass_hash(submission.one_time_pass, wave=wave, form=_kind(submission)) is not None
    return None if is_good else Outcome.PASS_UNKNOWN


def _paths(territory: Territory, submissions: Sequence[Submission]) -> dict[str, tuple[RegionKind, str]]:
    codes = {submission.region_code for submission in submissions}
    rows = Region.objects.of_tree(territory.tree_version).within(territory.path).filter(code__in=codes)
    return {code: (RegionKind(kind), path) for code, kind, path in rows.values_list("code", "kind", "path")}


def _kind(submission: Submission) -> str:
    if isinstance(submission, FurtherAnswers):
        return InboxItem.Kind.FURTHER.value
    return InboxItem.Kind.RESPONSE.value if isinstance(submission, Answers) else InboxItem.Kind.USAGE.value


def _key_hash(wave: Wave, submission: Submission) -> bytes | None:
    key = submission.idempotency_key
    return key_hash(key, wave_code=wave.code, kind=_kind(submission)) if key else None


def _code_hash(answers: Answers) -> bytes | None:
    plain = plain_code(answers.code or "")
    return code_hash(plain) if plain else None


def _fresh(good: Sequence[_Checked]) -> set[int]:
    """Claim the keys and return the positions whose key is new; a position without key is always new."""
    first: dict[bytes, int] = {}
    for one in good:
        if one.key_hash is not None:
            first.setdefault(one.key_hash, one.position)
    claimed = claim_keys(first.keys(), until=last_day_of_key(timezone.localdate()))
    without_key = {one.position for one in good if one.key_hash is None}
    return without_key | {position for key, position in first.items() if key in claimed}


def _spend_passes(fresh: Sequence[_Checked]) -> dict[int, Outcome]:
    """Spend each submission's pass and return the positions whose pass was spent before."""
    first: dict[bytes, int] = {}
    for one in fresh:
        if one.pass_hash is not None:
            first.setdefault(one.pass_hash, one.position)
    good = {first[spent] for spent in claim_keys(first.keys(), until=timezone.localdate())}
    return {one.position: Outcome.PASS_SPENT for one in fresh if one.position not in good}


def _spend_codes(wave: Wave, fresh: Sequence[_Checked]) -> dict[int, Outcome]:
    """Spend each submission's code and return the positions whose code does not allow it, with the reason."""
    wanted: dict[bytes, _Checked] = {}
    refused: dict[int, Outcome] = {}
    for one in fresh:
        if one.code_hash is None:
            raise ValueError(one.position)
        if wanted.setdefault(one.code_hash, one) is not one:
            refused[one.position] = Outcome.CODE_SPENT
    for code, (is_spent, path) in _codes(wave, sorted(wanted)).items():
        one = wanted.pop(code)
        # The place first: otherwise a wrong one would tell whoever copied a slip whether it was used, without a trace.
        # Slips of small units carry the parent's name, and the township may be left out: above or below will do.
        if not (path.startswith(one.path) or one.path.startswith(path)):
            refused[one.position] = Outcome.CODE_OF_ELSEWHERE
        elif is_spent:
            refused[one.position] = Outcome.CODE_SPENT
    refused |= {one.position: Outcome.CODE_UNKNOWN for one in wanted.values()}
    spent = [one.code_hash for one in fresh if one.position not in refused]
    wave.invitation_codes.filter(code_hash__in=spent).update(is_spent=True)
    return refused


def _codes(wave: Wave, hashes: Sequence[bytes]) -> dict[bytes, tuple[bool, str]]:
    """Lock the codes of this wave among ``hashes``; return for each whether it is spent and its region's path."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.code_hash, c.is_spent, r.path FROM burden_invitationcode c"
            " JOIN burden_region r ON r.tree_id = %s AND r.code = c.region_code"
            " WHERE c.wave_id = %s AND c.code_hash = ANY(%s::bytea[]) ORDER BY c.code_hash FOR UPDATE OF c",
            [wave.tree_id, wave.pk, list(hashes)],
        )
        return {bytes(code): (is_spent, path) for code, is_spent, path in cursor.fetchall()}
