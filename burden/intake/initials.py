"""Pinyin initials, so that a region or app is found by typing latin letters on a phone."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


def initials_of(name: str) -> str:
    """Return the first letter of each syllable, digits and latin letters kept.

    >>> initials_of("李家巷镇"), initials_of("A类12号")
    ('ljxz', 'al12h')
    """
    return "".join(_initial(part) for part in lazy_pinyin(name, style=Style.NORMAL))


@lru_cache(maxsize=4096)
def _initial(part: str) -> str:
    """Return one letter of a syllable, or the letters and digits of a run that is no Chinese."""
    if part.isascii() and part.isalpha() and part.islower():
        return part[0]
    return "".join(character for character in part.lower() if character.isalnum())
