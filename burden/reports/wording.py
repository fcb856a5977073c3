"""A cell of words that a table carries in both languages."""

from typing import Self


class Wording(str):
    """A text in Simplified Chinese that remembers its English; JSON prints the Chinese.

    >>> Wording("停用", "stop"), Wording("停用", "stop").en
    ('停用', 'stop')
    """

    __slots__ = ("en",)

    en: str

    def __new__(cls, zh: str, en: str) -> Self:
        """Keep both."""
        wording = super().__new__(cls, zh)
        wording.en = en
        return wording

    def __reduce__(self) -> tuple[type["Wording"], tuple[str, str]]:
        """Return what a copy is made of."""
        return Wording, (str(self), self.en)
