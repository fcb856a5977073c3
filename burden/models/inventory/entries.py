"""The shape of one entry of the inventory."""

from dataclasses import dataclass
from enum import StrEnum

Words = tuple[str, str, str]  # column, its meaning in Chinese, in English


class Group(StrEnum):
    """What a table is for; the privacy page shows the groups in this order, the answers open, the rest folded."""

    ANSWERS = "answers"
    PASSING = "passing"
    PUBLISHED = "published"
    SETTINGS = "settings"
    ACCOUNTS = "accounts"
    FRAMEWORK = "framework"


class Whose(StrEnum):
    """About whom the rows of a table speak."""

    RESPONDENT = "respondent"  # one person who answered, without identity
    MANY = "many"  # a group of people, added up
    ACCOUNT = "account"  # somebody who signs in
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class Packed:
    """What the bytes of one kind of row hold, column by column."""

    zh: str
    en: str
    columns: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class TableEntry:
    """One table: what it is for, whose data it holds, until when, and what each column means.

    ``packed`` says what stands within a column of bytes.
    """

    table: str
    group: Group
    whose: Whose
    zh: str
    en: str
    kept_zh: str
    kept_en: str
    columns: tuple[Words, ...]
    packed: tuple[Packed, ...] = ()

    def meaning_of(self, column: str) -> tuple[str, str] | None:
        """Return the meaning of a column in Chinese and English; None where nobody has written it down."""
        return next(((zh, en) for name, zh, en in self.columns if name == column), None)


RANDOM_ID: Words = ("id", "随机编号，与先后无关", "Random number, tells no order")
ROW_NUMBER: Words = ("id", "行号", "Row number")
WAVE: Words = ("wave_id", "哪一次调查", "Which survey")
REGION: Words = ("region_code", "地区代码", "Region code")
