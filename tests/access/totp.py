"""An authenticator app, written from RFC 6238 and RFC 4226 alone."""

import base64
import hashlib
import hmac
import struct
import time


def code_of(secret: str, *, half_minutes_later: int = 0) -> str:
    """Return the six digits that an app with this base32 secret shows now, or some half minutes later."""
    counter = int(time.time()) // 30 + half_minutes_later
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
