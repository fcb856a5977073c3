"""Choices of a field of which one must be chosen."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _


def choices(words: dict[str, str]) -> list[tuple[str, str]]:
    """Return the choices of a field by their code, with none chosen first."""
    return [("", _("请选择")), *((code, str(capfirst(text))) for code, text in words.items())]
