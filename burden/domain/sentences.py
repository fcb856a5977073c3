"""Sentences that the domain says to people, kept translatable without importing Django.

A sentence is an ordinary ``str`` in Simplified Chinese that remembers its template and values, so that a page may
show it in another language with :func:`said`.
"""

from collections.abc import Callable, Mapping
from typing import Self


def gettext_noop(text: str) -> str:
    """Return the text unchanged; the name lets ``makemessages`` collect it."""
    return text


class Sentence(str):
    """A finished Simplified Chinese sentence with the template and the values it was made of.

    >>> sentence = Sentence("最多填%(high)s。", high=60)
    >>> sentence, sentence.template, sentence.values
    ('最多填60。', '最多填%(high)s。', {'high': 60})
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, str | int]

    def __new__(cls, template: str, **values: str | int) -> Self:
        """Fill the values into the template; KeyError when a value is missing."""
        sentence = super().__new__(cls, template % values)
        sentence.template = template
        sentence.values = values
        return sentence


def said(text: str, translate: Callable[[str], str]) -> str:
    """Return a sentence in the language of ``translate`` (gettext of the request); any other text as it is.

    >>> said(Sentence("最多填%(high)s。", high=60), {"最多填%(high)s。": "At most %(high)s."}.__getitem__)
    'At most 60.'
    """
    return translate(text.template) % text.values if isinstance(text, Sentence) else text
