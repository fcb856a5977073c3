"""One-time passes: whoever has sent page 1 may send each of the two forms that follow it once, the same day.

A pass is random symbols with a day and the site's mark over both; nothing is written when it is handed over, so no
table can join the answers of one person.  Spending it writes one keyed hash, which is dropped after that day.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import date

from django.conf import settings
from django.utils import timezone

from burden.intake.keys import day_of_key
from burden.intake.outcomes import Outcome

NONCE_BYTES = 16
SEPARATOR = "."


def pass_for(wave_code: str, key: str | None, outcome: Outcome, *, asked_on: date) -> str:
    """Return the pass that goes with a receipt of page 1; the same one for the same idempotency key.

    Without a key every receipt carries a pass of its own: it was an answer of its own.  ``asked_on`` is the day before
    anything was stored, so that no pass is dated later than its key: a spent one is forgotten when its day is over.
    """
    if not key:
        return _signed(wave_code, asked_on, secrets.token_bytes(NONCE_BYTES))
    # A key first seen on an earlier day brings back the pass of that day, which is over; a forgotten key brings none.
    day = day_of_key(key, wave_code=wave_code) if outcome is Outcome.REPEATED else asked_on
    if day is None:
        return ""
    nonce = hmac.digest(settings.CODE_KEY, f"pass-of:{wave_code}:{key}".encode(), hashlib.sha256)[:NONCE_BYTES]
    return _signed(wave_code, day, nonce)


def is_ours(one_time_pass: str, *, wave_code: str) -> bool:
    """Whether the pass bears the site's mark for this wave, of whatever day."""
    day, _, rest = one_time_pass.partition(SEPARATOR)
    nonce, _, mark = rest.partition(SEPARATOR)
    return hmac.compare_digest(mark.encode(), _mark(wave_code, day, nonce).encode())


def pass_hash(one_time_pass: str, *, wave_code: str, form: str) -> bytes | None:
    """Return the hash under which a pass is spent for one form; None where it is not ours or not of today."""
    day, _, rest = one_time_pass.partition(SEPARATOR)
    if day != _day(timezone.localdate()) or not is_ours(one_time_pass, wave_code=wave_code):
        return None
    nonce = rest.partition(SEPARATOR)[0]
    return hmac.digest(settings.CODE_KEY, f"pass:{wave_code}:{form}:{nonce}".encode(), hashlib.sha256)


def _signed(wave_code: str, day: date, nonce: bytes) -> str:
    text = _text(nonce)
    return SEPARATOR.join((_day(day), text, _mark(wave_code, _day(day), text)))


def _mark(wave_code: str, day: str, nonce: str) -> str:
    return _text(
        hmac.digest(settings.CODE_KEY, f"mark:{wave_code}:{day}:{nonce}".encode(), hashlib.sha256)[:NONCE_BYTES]
    )


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
