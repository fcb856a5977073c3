"""Texts of the questionnaire in the reader's language: the data holds Chinese and English, the page shows one."""

from django.utils.translation import get_language

from burden.domain.traditional import traditional


def in_words(zh: str, en: str) -> str:
    """Return the text in English, Traditional or Simplified Chinese; an English one begins with a capital."""
    language = get_language() or ""
    if language.startswith("en"):
        return en[:1].upper() + en[1:]
    return in_script(zh)


def in_script(name: str) -> str:
    """Return the name of a place or an app in the script of the reader; it has no English form."""
    return traditional(name) if get_language() == "zh-hant" else name
