"""Idempotency keys: the same answer sent twice is one answer.  Only keyed hashes are kept, for 72 hours."""

import hashlib
import hmac
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from burden.domain.thresholds import KEY_HOURS
from burden.models import SubmissionKey

SHORTEST_KEY = 16  # a shorter one is no random key: two people might send the same, and one answer would be lost


def key_hash(key: str, *, wave_code: str, kind: str) -> bytes:
    """Return the hash under which the key of one wave and one form is kept."""
    return hmac.digest(settings.CODE_KEY, f"key:{wave_code}:{kind}:{key}".encode(), hashlib.sha256)


def seen_keys(hashes: Iterable[bytes]) -> set[bytes]:
    """Return those that stand in the table."""
    known = SubmissionKey.objects.filter(key_hash__in=list(hashes))
    return {bytes(found) for found in known.values_list("key_hash", flat=True)}


def claim_keys(hashes: Collection[bytes]) -> set[bytes]:
    """Write the hashes down and return those that are new.

    A second request with the same key waits here for the first one's transaction, and then finds the key taken.
    """
    if not hashes:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO burden_submissionkey (key_hash, expires_on)"
            " SELECT unnest(%s::bytea[]), %s ON CONFLICT DO NOTHING RETURNING key_hash",
            # Sorted, so that two batches that share keys never wait for each other.
            [sorted(hashes), timezone.localdate() + timedelta(hours=KEY_HOURS)],
        )
        return {bytes(claimed) for (claimed,) in cursor.fetchall()}


def release_keys(hashes: Collection[bytes]) -> None:
    """Forget keys claimed in this transaction, so that the corrected form may come with the same one."""
    if hashes:
        SubmissionKey.objects.filter(key_hash__in=list(hashes)).delete()
