"""The one honest page: what few answers can say, what they cannot, and how many more would show what."""

from dataclasses import dataclass

from burden.dashboards.language import Language
from burden.reports.types import SUPPRESSED_ZH, HonestPage


@dataclass(frozen=True, kw_only=True)
class HonestWords:
    """The sentences of the page in one language; ``n_text`` is empty where the number may not be shown."""

    n_text: str
    can_say: tuple[str, ...]
    cannot_say: tuple[str, ...]
    more_needed: tuple[str, ...]


def honest_words(page: HonestPage, *, language: Language) -> HonestWords:
    """Return the page's sentences in the reader's language."""
    return HonestWords(
        n_text="" if page.n_text == SUPPRESSED_ZH else page.n_text,
        can_say=_in(language, page.can_say),
        cannot_say=_in(language, page.cannot_say),
        more_needed=_in(language, page.more_needed),
    )


def _in(language: Language, sentences: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(language.say(zh, en) for zh, en in sentences)
