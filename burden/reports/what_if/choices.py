"""What somebody would like to try out: apps to stop, merge or strip of check-ins, groups to close, stated shares.

All of it stands in the address, short and in one spelling, so that an address shared is a question shared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, urlencode

from burden.domain.app_rows import APP_CODE
from burden.domain.sentences import Sentence
from burden.reports.errors import BadFilterError

MOST_APPS = 200
MOST_GROUPS = 300  # as many as anybody may say to be in
WHOLE = 100
CODES, NUMBERS = ("stop", "merge", "checkin"), ("transfer", "checkin_share", "groups")
KEYS = (*CODES, *NUMBERS)

NO_SUCH_CODE = Sentence("应用的编号只有字母、数字、-和_，多个之间用逗号隔开。")
TOO_MANY_APPS = Sentence("一次最多选%(most)s个应用。", most=MOST_APPS)
NO_PERCENT = Sentence("比例请填0到100之间的整数。")
NO_NUMBER_OF_GROUPS = Sentence("要关的群数请填0到%(most)s之间的整数。", most=MOST_GROUPS)


class Action(StrEnum):
    """What would be done with an app; the values are those of addresses."""

    STOP = "stop"
    MERGE = "merge"
    CHECKIN = "checkin"


ACTION_WORDS: dict[Action, tuple[str, str]] = {
    Action.STOP: ("停用", "stop"),
    Action.MERGE: ("合并", "merge"),
    Action.CHECKIN: ("取消打卡", "no check-ins"),
}


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What is tried out; percents are whole, 0 to 100.

    ``transfer`` is the share of the time of stopped and merged apps that goes elsewhere, ``checkin_share`` the share
    of the time of people who have to check in that the check-in itself takes, ``groups`` how many each person loses.
    """

    stop: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    checkin: tuple[str, ...] = ()
    transfer: int = 0
    checkin_share: int = WHOLE
    groups: int = 0

    @property
    def apps(self) -> tuple[tuple[str, Action], ...]:
        """The apps with what would be done with them."""
        return tuple((code, action) for action in Action for code in getattr(self, action))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all would change."""
        return not (self.apps or self.groups)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return name and value of what differs from doing nothing, as addresses and hidden fields hold it.

        >>> Choices(stop=("YT001", "YT002"), transfer=20).pairs()
        (('stop', 'YT001,YT002'), ('transfer', '20'))
        """
        codes = [(name, ",".join(getattr(self, name))) for name in CODES]
        numbers = [
            (name, str(getattr(self, name))) for name in NUMBERS if getattr(self, name) != getattr(NOTHING, name)
        ]
        return (*((name, text) for name, text in codes if text), *numbers)

    def text(self) -> str:
        """Return the choices as one text, which :func:`choices_of_text` reads."""
        return urlencode(self.pairs(), safe=",")


NOTHING = Choices()


def read_choices(values: Mapping[str, Sequence[str]]) -> Choices:
    """Return what an address or form asks for, each name with all its values; names of other things are left alone.

    A form without JavaScript sends each ticked app by itself (``stop=A&stop=B``); both spellings are read.  An app
    ticked twice is stopped rather than merged, merged rather than stripped.  BadFilterError for what cannot be meant.
    """
    stop, merge, checkin = (_codes(name, values.get(name, ())) for name in CODES)
    if len(stop) + len(merge) + len(checkin) > MOST_APPS:
        raise BadFilterError("stop", TOO_MANY_APPS)
    return Choices(
        stop=stop,
        merge=tuple(code for code in merge if code not in stop),
        checkin=tuple(code for code in checkin if code not in {*stop, *merge}),
        transfer=_number("transfer", values, most=WHOLE, otherwise=0, refusal=NO_PERCENT),
        checkin_share=_number("checkin_share", values, most=WHOLE, otherwise=WHOLE, refusal=NO_PERCENT),
        groups=_number("groups", values, most=MOST_GROUPS, otherwise=0, refusal=NO_NUMBER_OF_GROUPS),
    )


def choices_of_text(text: str) -> Choices:
    """Return the choices of :meth:`Choices.text`; BadFilterError as in :func:`read_choices`.

    >>> choices_of_text("stop=YT001&groups=3")
    Choices(stop=('YT001',), merge=(), checkin=(), transfer=0, checkin_share=100, groups=3)
    """
    return read_choices(parse_qs(text))


def _codes(name: str, texts: Sequence[str]) -> tuple[str, ...]:
    codes = sorted({part.strip() for part in ",".join(texts).split(",") if part.strip()})
    if not all(APP_CODE.fullmatch(code) for code in codes):
        raise BadFilterError(name, NO_SUCH_CODE)
    return tuple(codes)


def _number(name: str, values: Mapping[str, Sequence[str]], *, most: int, otherwise: int, refusal: Sentence) -> int:
    text = next((text.strip() for text in values.get(name, ()) if text.strip()), "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most):
        raise BadFilterError(name, refusal)
    return int(text)
