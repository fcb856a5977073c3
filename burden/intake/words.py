"""Texts of the questionnaire in the reader's language: the data holds both, the page shows one."""

from django.utils.translation import get_language, gettext


def in_words(zh: str, en: str) -> str:
    """Return the English text to an English reader, else the Chinese one (Traditional through the catalogue)."""
    is_english = (get_language() or "").startswith("en")
    return en[:1].upper() + en[1:] if is_english else gettext(zh)
