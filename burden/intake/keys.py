"""Idempotency keys: the same answer sent twice is one answer.  Only keyed hashes are kept, for 72 hours.

Spent passes stand in the same table, for their day (:mod:`burden.intake.passes`).
"""

import hashlib
import hmac
from datetime import date, timedelta

from django.conf import settings

from burden.domain.thresholds import KEY_HOURS
from burden.models import SubmissionKey

SHORTEST_KEY = 16  # a shorter one is no random key: two people might send the same, and one answer would be lost


def key_hash(key: str, *, wave_code: str, kind: str) -> bytes:
    """Return the hash under which the key of one wave and one form is kept."""
    return hmac.digest(settings.CODE_KEY, f"key:{wave_code}:{kind}:{key}".encode(), hashlib.sha256)


def day_of_key(key: str, *, wave_code: str) -> date | None:
    """Return the day on which page 1 with this key was first received; None where that is forgotten."""
    hashed = key_hash(key, wave_code=wave_code, kind="response")
    until = SubmissionKey.objects.filter(key_hash=hashed).values_list("expires_on", flat=True).first()
    return until - timedelta(hours=KEY_HOURS) if until else None


def last_day_of_key(first_seen: date) -> date:
    """Return the day after which a key first seen that day is forgotten."""
    return first_seen + timedelta(hours=KEY_HOURS)
