"""Text that a spreadsheet would run as a formula, made harmless so that it can be read back unchanged."""

import re

# What some spreadsheet takes for the beginning of a formula, full-width forms included (OWASP, CSV injection).
SIGNS = "=+\\-@\t\r" + "".join(chr(ord(sign) + 0xFEE0) for sign in "=+-@")
GUARD = "'"
WOULD_RUN = re.compile(f"{GUARD}*[{SIGNS}]")
GUARDED = re.compile(f"{GUARD}+[{SIGNS}]")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; :func:`unguarded` gives the text back.

    A text that looks guarded already gets one mark more, so that no two texts become one.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("荻浦镇")
    ("'=1+1", "''=1+1", '荻浦镇')
    """
    return f"{GUARD}{text}" if WOULD_RUN.match(text) else text


def unguarded(text: str) -> str:
    """Take one guard away.

    >>> unguarded("'=1+1"), unguarded("荻浦镇"), unguarded("'n Zee")
    ('=1+1', '荻浦镇', "'n Zee")
    """
    return text[1:] if GUARDED.match(text) else text
