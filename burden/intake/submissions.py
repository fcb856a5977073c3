"""Taking answers in: one transaction, durable before anybody reads "received", with nothing but PostgreSQL.

Locks are taken in one order everywhere (wave row, keys, codes, inbox), relied on by :mod:`burden.intake.promotion`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection, transaction
from django.utils import timezone

from burden.domain.answers import Answers, UsageAnswers
from burden.domain.levels import Level, RegionKind, may_name
from burden.intake.codes import code_hash, needs_code, plain_code
from burden.intake.keys import claim_keys, key_hash, release_keys, seen_keys
from burden.intake.places import Territory, territory_of
from burden.models import InboxItem, Region, Wave

Submission = Answers | UsageAnswers


class Outcome(StrEnum):
    """What became of one submission."""

    RECEIVED = "received"
    REPEATED = "repeated"  # the same key was seen before: that answer stands, this one is dropped
    WAVE_NOT_OPEN = "wave_not_open"
    WAVE_CLOSED = "wave_closed"
    REGION_UNKNOWN = "region_unknown"
    REGION_TOO_SHALLOW = "region_too_shallow"
    LEVEL_NOT_OFFERED = "level_not_offered"
    CODE_MISSING = "code_missing"
    CODE_UNKNOWN = "code_unknown"
    CODE_OF_ELSEWHERE = "code_of_elsewhere"
    CODE_SPENT = "code_spent"

    @property
    def is_kept(self) -> bool:
        """Whether the person's answer is in the database, now or since an earlier try."""
        return self in (Outcome.RECEIVED, Outcome.REPEATED)


@dataclass(frozen=True, kw_only=True)
class _Checked:
    """A submission that may be stored if its code allows; ``position`` is its place in the batch."""

    position: int
    submission: Submission
    kind: str
    path: str
    key_hash: bytes | None
    code_hash: bytes | None


def record_submissions(*, wave: Wave, submissions: Sequence[Submission], on: date | None = None) -> tuple[Outcome, ...]:
    """Store checked answers in the inbox and return what became of each, in their order.

    Answers to page 1 and app-usage reports may be mixed.  ``on`` is the day of receipt, today unless the demo says
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
    outcomes: list[Outcome | None] = [_problem(s, territory, paths, coded=needs_code(wave)) for s in submissions]
    good = [
        _Checked(
            position=i,
            submission=submission,
            kind=_kind(submission),
            path=paths[submission.region_code][1],
            key_hash=keys[i],
            code_hash=_code_hash(submission) if needs_code(wave) else None,
        )
        for i, submission in enumerate(submissions)
        if outcomes[i] is None
    ]
    fresh = _fresh(good)
    refused = _spend_codes(wave, [one for one in good if one.position in fresh]) if needs_code(wave) else {}
    for one in good:
        outcomes[one.position] = refused.get(one.position, Outcome.RECEIVED)
        if one.position not in fresh:
            outcomes[one.position] = Outcome.REPEATED
    kept = [one for one in good if outcomes[one.position] is Outcome.RECEIVED]
    InboxItem.objects.bulk_create(
        [InboxItem(wave=wave, kind=one.kind, answers=one.submission.columns()) for one in kept], batch_size=1_000
    )
    release_keys([one.key_hash for one in good if one.position in refused and one.key_hash is not None])
    return tuple(outcome for outcome in outcomes if outcome is not None)


def _problem(
    submission: Submission, territory: Territory, paths: dict[str, tuple[RegionKind, str]], *, coded: bool
) -> Outcome | None:
    """Return what is wrong with place, level or code before anything is written."""
    if submission.region_code not in paths:
        return Outcome.REGION_UNKNOWN
    kind, _ = paths[submission.region_code]
    if submission.level_code is Level.PROVINCE and not offers_province_level(territory):
        return Outcome.LEVEL_NOT_OFFERED
    if not may_name(submission.level_code, kind):
        return Outcome.REGION_TOO_SHALLOW
    if coded and not submission.code:
        return Outcome.CODE_MISSING
    if coded and _code_hash(submission) is None:
        return Outcome.CODE_UNKNOWN
    return None


def _paths(territory: Territory, submissions: Sequence[Submission]) -> dict[str, tuple[RegionKind, str]]:
    codes = {submission.region_code for submission in submissions}
    rows = Region.objects.of_tree(territory.tree_version).within(territory.path).filter(code__in=codes)
    return {code: (RegionKind(kind), path) for code, kind, path in rows.values_list("code", "kind", "path")}


def _kind(submission: Submission) -> str:
    return InboxItem.Kind.RESPONSE.value if isinstance(submission, Answers) else InboxItem.Kind.USAGE.value


def _key_hash(wave: Wave, submission: Submission) -> bytes | None:
    key = submission.idempotency_key
    return key_hash(key, wave_code=wave.code, kind=_kind(submission)) if key else None


def _code_hash(submission: Submission) -> bytes | None:
    plain = plain_code(submission.code or "")
    return code_hash(plain, right=_kind(submission)) if plain else None


def _fresh(good: Sequence[_Checked]) -> set[int]:
    """Claim the keys and return the positions whose key is new; a position without key is always new."""
    first: dict[bytes, int] = {}
    for one in good:
        if one.key_hash is not None:
            first.setdefault(one.key_hash, one.position)
    claimed = claim_keys(first.keys())
    without_key = {one.position for one in good if one.key_hash is None}
    return without_key | {position for key, position in first.items() if key in claimed}


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
