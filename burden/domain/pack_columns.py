"""The columns of packed answers: what is kept of a person who answered page 1, the app-usage report or page 2.

A column says in which range its numbers lie.  A choice is kept as its place among the options, from 1; flags and
several choices as a mask; MISSING stands for a skipped question and is never 0.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from burden.domain.blocks import APP_FLAGS, FLAG_MASK, PRACTICE_CODES
from burden.domain.further_items import FURTHER_ITEMS, OPINION_ITEMS
from burden.domain.quality import QualityFlag
from burden.domain.survey_items import (
    DURATION_BANDS,
    ITEM_BY_FIELD,
    MINUTES_SOURCE_OPTIONS,
    MOST_APPS_IN_USAGE_REPORT,
    MOST_APPS_NAMED,
    InputKind,
    Item,
    UsageStatus,
)
from burden.domain.thresholds import MOST_MINUTES_PER_DAY

MISSING = -1
MOST_IN_TWO_BYTES = 2**15 - 1
PLACE, LEVEL, USES = "place", "level", "uses"
APP, NAME, DUPLICATE_OF, STATUS, MINUTES = "app", "name", "duplicate_of", "status", "minutes_per_day"
QUALITY = "quality_flag"
QUALITY_FLAGS: tuple[str, ...] = tuple(flag.value for flag in QualityFlag)
MINUTES_SOURCES: tuple[str, ...] = tuple(option.value for option in MINUTES_SOURCE_OPTIONS)
STATUSES: tuple[UsageStatus, ...] = (UsageStatus.IN_USE, UsageStatus.IDLE_3M)
IN_USE = STATUSES.index(UsageStatus.IN_USE) + 1


class PackKind(StrEnum):
    """Which of the three separate answers of a person a pack holds; the values are those of the inbox."""

    RESPONSE = "response"
    USAGE = "usage"
    FURTHER = "further"


@dataclass(frozen=True, kw_only=True)
class Column:
    """Whole numbers from ``low`` to ``high``, both included, and MISSING unless the column ``is_always_there``."""

    name: str
    low: int = 0
    high: int
    is_always_there: bool = False

    @cached_property
    def type_name(self) -> str:
        """Return the NumPy type by which the column is stored: two bytes, four where the range asks for them."""
        return "<i2" if self.high <= MOST_IN_TWO_BYTES else "<i4"

    @cached_property
    def type_bytes(self) -> int:
        """Return how many bytes a number of the column takes."""
        return 2 if self.high <= MOST_IN_TWO_BYTES else 4


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The columns of one kind: ``people`` has one position a person, ``apps`` one a person and app."""

    kind: PackKind
    people: tuple[Column, ...]
    apps: tuple[Column, ...] = ()

    @cached_property
    def people_columns(self) -> tuple[str, ...]:
        """Names of the columns of people, in the order of the bytes."""
        return tuple(column.name for column in self.people)

    @cached_property
    def app_columns(self) -> tuple[str, ...]:
        """Names of the columns of a person's apps, in the order of the bytes."""
        return tuple(column.name for column in self.apps)


def _asked(item: Item) -> Column:
    """Return the column of a question: its range, the places of its choices, or the mask of several of them."""
    if item.kind is InputKind.MULTIPLE:
        return Column(name=item.field, high=(1 << sum(not option.is_exclusive for option in item.options)) - 1)
    if item.kind in (InputKind.BUTTONS, InputKind.SCALE):
        return Column(name=item.field, low=1, high=len(item.options))
    return Column(name=item.field, low=item.low, high=item.high)


# The place is the region code's digits 7 to 9: 0 for whoever names the county itself, or the city or province.
_WHERE = (
    Column(name=PLACE, high=999, is_always_there=True),
    Column(name=LEVEL, high=99, is_always_there=True),
)
_MOST_APP_CODES = MOST_IN_TWO_BYTES  # different codes in one pack
_SPENT = Column(name=MINUTES, high=MOST_MINUTES_PER_DAY)

RESPONSE = Layout(
    kind=PackKind.RESPONSE,
    people=(
        *_WHERE,
        *(_asked(ITEM_BY_FIELD[name]) for name in ("app_count", "idle_app_count", "account_count", "group_count")),
        _asked(ITEM_BY_FIELD["app_minutes_per_day"]),
        Column(name="minutes_source", low=1, high=len(MINUTES_SOURCES)),
        _asked(ITEM_BY_FIELD["group_minutes_per_day"]),
        Column(name="attitude_5", low=1, high=5),  # "hard to say" is kept as skipped
        Column(name="scale_reversed", high=1, is_always_there=True),
        Column(name="practices_3m", high=(1 << len(PRACTICE_CODES)) - 1),
        Column(name="duration_band", low=1, high=len(DURATION_BANDS)),
        Column(name=QUALITY, low=1, high=len(QUALITY_FLAGS), is_always_there=True),
        Column(name=USES, high=MOST_APPS_NAMED, is_always_there=True),
    ),
    apps=(
        Column(name=APP, high=_MOST_APP_CODES),
        # People write names freely, so a pack may hold more of them than two bytes count.
        Column(name=NAME, high=2**31 - 1),
        _SPENT,
        Column(name=FLAG_MASK, high=(1 << len(APP_FLAGS)) - 1, is_always_there=True),
        Column(name=DUPLICATE_OF, high=_MOST_APP_CODES),
    ),
)
USAGE_REPORT = Layout(
    kind=PackKind.USAGE,
    people=(*_WHERE, Column(name=USES, high=MOST_APPS_IN_USAGE_REPORT, is_always_there=True)),
    apps=(
        Column(name=APP, high=_MOST_APP_CODES, is_always_there=True),
        Column(name=STATUS, low=1, high=len(STATUSES), is_always_there=True),
        _SPENT,
        *(_asked(item) for item in OPINION_ITEMS),
    ),
)
FURTHER_RESPONSE = Layout(kind=PackKind.FURTHER, people=(*_WHERE, *(_asked(item) for item in FURTHER_ITEMS)))
LAYOUTS: dict[str, Layout] = {layout.kind.value: layout for layout in (RESPONSE, USAGE_REPORT, FURTHER_RESPONSE)}
