"""Reading single values as people and programs send them: form text or JSON, full-width digits, blanks.

Each reader returns a clean value, or None for a blank, or raises :class:`RefusedValueError` with a sentence for the
person who typed it.  Nothing here knows a question; :mod:`burden.domain.questionnaire` does.
"""

import re
import unicodedata
from collections.abc import Collection

from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _

# "12", "3.0", "30分钟"; at most nine digits, so that no number is ever too long to convert.
WHOLE_NUMBER = re.compile(r"([+-]?[0-9]{1,9})(?:\.0{1,3})?(?:个|分钟|分)?")
# Longer than any number, code or name that a question takes; relied on to refuse huge bodies cheaply.
LONGEST_TEXT = 200
TRUE_WORDS = frozenset({"true", "1", "on", "yes", "是"})
FALSE_WORDS = frozenset({"", "false", "0", "off", "no", "否"})
# Control, surrogate, private use and unassigned characters never belong to a name or a code.
REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})

NOT_A_WHOLE_NUMBER = _("请填整数，例如8。")
OUT_OF_RANGE = _("请填%(low)s到%(high)s之间的整数。")
NOT_AN_OPTION = _("请从所列选项中选择。")
NOT_YES_OR_NO = _("请填是或否。")
NOT_TEXT = _("请填文字。")
TOO_LONG = _("太长了，最多%(longest)s个字。")
STRANGE_CHARACTERS = _("有不能识别的字符，请重新填写。")


class RefusedValueError(ValueError):
    """A value that cannot be taken; ``sentence`` says what to do, in plain words."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def folded(text: str) -> str:
    """Return the text in compatibility form without outer blanks: full-width digits and letters become plain ones."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).strip()


def read_text(raw: object, *, longest: int) -> str | None:
    """Return text of at most ``longest`` characters, folded and stripped, None when blank.

    >>> read_text(" ABC1 ", longest=12)
    'ABC1'
    """
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise RefusedValueError(Sentence(NOT_TEXT))
    if len(raw) > LONGEST_TEXT:
        raise RefusedValueError(Sentence(TOO_LONG, longest=longest))
    text = folded(raw)
    if len(text) > longest:
        raise RefusedValueError(Sentence(TOO_LONG, longest=longest))
    # Plain printable text, as most is, holds none of them.
    if not (text.isascii() and text.isprintable()) and any(
        unicodedata.category(character) in REFUSED_CATEGORIES for character in text
    ):
        raise RefusedValueError(Sentence(STRANGE_CHARACTERS))
    return text or None


def read_whole_number(raw: object, *, low: int, high: int) -> int | None:
    """Return a whole number within low..high, None when blank; JSON numbers and typed text alike.

    >>> [read_whole_number(raw, low=0, high=60) for raw in ("12 个", 3.0, " ")]
    [12, 3, None]
    """
    number = _whole_number(raw)
    if number is not None and not low <= number <= high:
        raise RefusedValueError(Sentence(OUT_OF_RANGE, low=low, high=high))
    return number


def _whole_number(raw: object) -> int | None:
    if raw is None:
        return None
    # bool is an int in Python, but "true" is no answer to "how many".
    if isinstance(raw, bool):
        raise RefusedValueError(Sentence(NOT_A_WHOLE_NUMBER))
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    if not isinstance(raw, str) or len(raw) > LONGEST_TEXT:
        raise RefusedValueError(Sentence(NOT_A_WHOLE_NUMBER))
    text = folded(raw).replace(" ", "")
    if not text:
        return None
    match = WHOLE_NUMBER.fullmatch(text)
    if match is None:
        raise RefusedValueError(Sentence(NOT_A_WHOLE_NUMBER))
    return int(match.group(1))


def read_choice(raw: object, *, choices: Collection[str]) -> str | None:
    """Return one of ``choices``, None when blank; a JSON number is read like its text.

    >>> read_choice(40, choices=("40", "50"))
    '40'
    """
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw) if abs(raw) < 10**9 else "-"
    if raw is None or (isinstance(raw, str) and len(raw) <= LONGEST_TEXT and not folded(raw)):
        return None
    if not isinstance(raw, str) or len(raw) > LONGEST_TEXT or folded(raw) not in choices:
        raise RefusedValueError(Sentence(NOT_AN_OPTION))
    return folded(raw)


def read_choices(raw: object, *, choices: Collection[str]) -> tuple[str, ...]:
    """Return the chosen ones in the order of ``choices``, each once; empty when nothing was chosen.

    >>> read_choices(["b", "a", "b"], choices=("a", "b", "c"))
    ('a', 'b')
    """
    if raw is None:
        return ()
    listed = [raw] if isinstance(raw, str) else raw
    if not isinstance(listed, (list, tuple)) or len(listed) > 4 * len(choices):
        raise RefusedValueError(Sentence(NOT_AN_OPTION))
    chosen = {read_choice(one, choices=choices) for one in listed}
    return tuple(choice for choice in choices if choice in chosen)


def read_flag(raw: object) -> bool:
    """Return whether a toggle is on; blank is off.

    >>> read_flag("on"), read_flag(None), read_flag(False)
    (True, False, False)
    """
    if raw is None or isinstance(raw, bool):
        return bool(raw)
    word = str(raw) if isinstance(raw, int) and raw in (0, 1) else raw
    if isinstance(word, str) and len(word) <= LONGEST_TEXT:
        if folded(word).lower() in TRUE_WORDS:
            return True
        if folded(word).lower() in FALSE_WORDS:
            return False
    raise RefusedValueError(Sentence(NOT_YES_OR_NO))
