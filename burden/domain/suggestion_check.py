"""Reading the one free text of the survey: scrubbed, in one line, at most a hundred characters."""

import unicodedata

from burden.domain.further_items import LONGEST_SUGGESTION, SUGGESTION_FIELD
from burden.domain.people_in_text import people_in
from burden.domain.raw_values import (
    LONGEST_TEXT,
    NOT_TEXT,
    REFUSED_CATEGORIES,
    STRANGE_CHARACTERS,
    TOO_LONG,
    RefusedValueError,
)
from burden.domain.reading import Reading
from burden.domain.scrub import Scrubbed, scrubbed
from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _

TAKEN_OUT = _("号码、网址不收。会收下的是：“%(text)s”。")
NAMES_SOMEBODY = _("里面像是有人名（%(names)s）。这里认不准，也不替您改；不想留名，请改一下。")
BOTH = _("号码、网址不收。会收下的是：“%(text)s”。里面像是有人名（%(names)s），不想留名，请改一下。")
NAMES_APART = "、"


def read_suggestion(reading: Reading) -> str | None:
    """Read the suggestion without the numbers in it, None when blank.

    A warning says what was taken out, and that a name may still be there; neither refuses.
    """
    result = reading.take(SUGGESTION_FIELD, _scrubbed)
    if result is None or not result.text:
        return None
    names = NAMES_APART.join(people_in(result.text))
    if result.taken and names:
        reading.warn(SUGGESTION_FIELD, BOTH, text=result.text, names=names)
    elif result.taken:
        reading.warn(SUGGESTION_FIELD, TAKEN_OUT, text=result.text)
    elif names:
        reading.warn(SUGGESTION_FIELD, NAMES_SOMEBODY, names=names)
    return result.text


def _scrubbed(raw: object) -> Scrubbed | None:
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise RefusedValueError(Sentence(NOT_TEXT))
    if len(raw) > LONGEST_TEXT:
        raise RefusedValueError(Sentence(TOO_LONG, longest=LONGEST_SUGGESTION))
    result = scrubbed(raw)
    if len(result.text) > LONGEST_SUGGESTION:
        raise RefusedValueError(Sentence(TOO_LONG, longest=LONGEST_SUGGESTION))
    if any(unicodedata.category(character) in REFUSED_CATEGORIES for character in result.text):
        raise RefusedValueError(Sentence(STRANGE_CHARACTERS))
    return result
