"""Sealing of secrets that must stand in the database: whoever holds a copy of it, but not the key, reads none."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnreadableError(ValueError):
    """The text was sealed with a key that this site does not hold, or is no sealed text."""


def seal(text: str) -> str:
    """Return the text encrypted and signed under the site's key (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _ring().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the text again, sealed under the present key or a former one; raises UnreadableError."""
    try:
        return _ring().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise UnreadableError from None


def _ring() -> MultiFernet:
    """Return the keys that open, the one that seals first.

    A key is any text of enough chance; its SHA-256 has the 32 bytes that Fernet asks for.
    """
    keys = (settings.SEALING_KEY, *settings.SEALING_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(key.encode()).digest())) for key in keys])
