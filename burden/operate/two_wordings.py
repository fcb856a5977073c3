"""Words that reports carry in Chinese and English, in the language of the request."""

from django.utils.text import capfirst
from django.utils.translation import get_language

from burden.domain.levels import LEVEL_NAMES, Level
from burden.domain.traditional import traditional


def in_words(zh: str, en: str) -> str:
    """Return the English wording, or the Chinese in the script of the reader."""
    language = get_language() or ""
    if language.startswith("en"):
        return en
    return traditional(zh) if language == "zh-hant" else zh


def level_name(level: Level) -> str:
    """Return the name of a level as it stands by itself, in a row or a list."""
    return str(capfirst(in_words(*LEVEL_NAMES[level])))
