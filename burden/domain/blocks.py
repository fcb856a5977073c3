"""Blocks: the sets of values released together, and the layout of their totals.

The unit of protection is the block (docs/privacy.md).  Each block has its own population - everybody who answered
all of it -, its own walk of the region tree and its own atoms; no variable belongs to two blocks.

Everything that is kept of a group of people in a block is one *tally*: a row of int64 that adds up under union.

    tally = [ n | sum of each magnitude | sum of squares of each magnitude | each count | histogram of each magnitude ]

so the tally of a region, a set of levels or several waves is the sum of tallies, exactly, in any order.
"""

from dataclasses import dataclass
from functools import cached_property

from burden.domain.thresholds import MOST_MINUTES_PER_DAY


@dataclass(frozen=True, kw_only=True)
class Magnitude:
    """A whole number that each person of a block has.

    ``top`` is the largest value kept (larger ones are top-coded before any sum), ``width`` the bin width of the
    histogram (1 = exact), ``parts`` the columns that are added when the magnitude is derived.
    """

    name: str
    top: int
    width: int = 1
    parts: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the answer whose sum is this magnitude."""
        return self.parts or (self.name,)

    @property
    def bins(self) -> int:
        """Number of histogram bins; bin i holds the values that round (half up) to i * width."""
        return self.top // self.width + 1


@dataclass(frozen=True, kw_only=True)
class Block:
    """A set of values that are released together; ``counts`` are yes/no facts counted per person."""

    name: str
    columns: tuple[str, ...]
    magnitudes: tuple[Magnitude, ...] = ()
    counts: tuple[str, ...] = ()
    has_rounded_counts: bool = False

    @cached_property
    def offsets(self) -> dict[str, int]:
        """Position of each part in the tally, by name.

        Keys: ``n``, ``sum:<magnitude>``, ``squares:<magnitude>``, ``count:<count>``, ``hist:<magnitude>`` (start).
        """
        names = [
            "n",
            *(f"sum:{m.name}" for m in self.magnitudes),
            *(f"squares:{m.name}" for m in self.magnitudes),
            *(f"count:{c}" for c in self.counts),
        ]
        offsets = {name: position for position, name in enumerate(names)}
        start = len(names)
        for magnitude in self.magnitudes:
            offsets[f"hist:{magnitude.name}"] = start
            start += magnitude.bins
        return offsets

    @cached_property
    def head(self) -> int:
        """Length of the part of the tally before the histograms."""
        return 1 + 2 * len(self.magnitudes) + len(self.counts)

    @cached_property
    def width(self) -> int:
        """Length of the whole tally."""
        return self.head + sum(m.bins for m in self.magnitudes)

    def magnitude(self, name: str) -> Magnitude:
        """Return the magnitude of that name; KeyError when the block has none."""
        return {m.name: m for m in self.magnitudes}[name]


PRACTICE_CODES: tuple[str, ...] = (
    "p_checkin",
    "p_points_rank",
    "p_rate_notice",
    "p_location_track",
    "p_photo_upload",
    "p_duplicate_entry",
    "p_like_recruit",
    "p_instant_reply",
)
APP_FLAGS: tuple[str, ...] = (
    "is_required",
    "has_checkin",
    "has_points_rank",
    "in_appraisal",
    "has_location_track",
    "needs_photo_upload",
    "duplicate_entry",
)

APPS = Block(
    name="apps",
    columns=("app_count", "idle_app_count", "account_count"),
    magnitudes=(
        Magnitude(name="app_count", top=60),
        Magnitude(name="idle_app_count", top=60),
        Magnitude(name="account_count", top=200),
        Magnitude(name="app_media_count", top=260, parts=("app_count", "account_count")),
    ),
)
GROUPS = Block(name="groups", columns=("group_count",), magnitudes=(Magnitude(name="group_count", top=300),))
MINUTES = Block(
    name="minutes",
    columns=("app_minutes_per_day", "group_minutes_per_day"),
    magnitudes=(
        Magnitude(name="app_minutes_per_day", top=MOST_MINUTES_PER_DAY, width=5),
        Magnitude(name="group_minutes_per_day", top=MOST_MINUTES_PER_DAY, width=5),
        Magnitude(
            name="total_minutes_per_day",
            top=MOST_MINUTES_PER_DAY,
            width=5,
            parts=("app_minutes_per_day", "group_minutes_per_day"),
        ),
    ),
    counts=("total_60_or_more", "total_90_or_more", "total_120_or_more"),
)
ATTITUDE = Block(
    name="attitude", columns=("attitude_5",), counts=tuple(f"attitude_{point}" for point in (1, 2, 3, 4, 5))
)
# The five official classes are counted per person too: a share of people who ticked any practice of the class cannot
# be had from the eight shares.
PRACTICE_CLASSES: tuple[str, ...] = (
    "class_compulsory",
    "class_traces",
    "class_ranking",
    "class_multiple",
)
PRACTICES = Block(name="practices", columns=("practices_3m",), counts=(*PRACTICE_CODES, "p_none", *PRACTICE_CLASSES))
PAGE_ONE_BLOCKS: tuple[Block, ...] = (APPS, GROUPS, MINUTES, ATTITUDE, PRACTICES)

USAGE_PREFIX = "usage"  # rounded counts of holders and users, one pair an app of the catalogue
APP_USE_PREFIX = "use:"  # use:<app code>, minutes of those who use the app
HEAVIEST_PREFIX = "heaviest:"  # heaviest:<app code>, flags and minutes of those who named the app


def usage_block(app_codes: tuple[str, ...]) -> Block:
    """Return the block of the app-usage report: for each app who holds it and who uses it, as rounded counts."""
    counts = tuple(f"{state}:{code}" for code in app_codes for state in ("holders", "users"))
    return Block(name=USAGE_PREFIX, columns=("app_codes", "statuses"), counts=counts, has_rounded_counts=True)


def app_use_block(app_code: str) -> Block:
    """Return the block of those who use one app and gave its minutes a workday."""
    return Block(
        name=f"{APP_USE_PREFIX}{app_code}",
        columns=("minutes_per_day",),
        magnitudes=(Magnitude(name="minutes_per_day", top=MOST_MINUTES_PER_DAY, width=5),),
    )


def heaviest_block(app_code: str) -> Block:
    """Return the block of those who named one app as taking most of their time: its minutes and seven flags."""
    return Block(
        name=f"{HEAVIEST_PREFIX}{app_code}",
        columns=("minutes_per_day", *APP_FLAGS),
        magnitudes=(Magnitude(name="minutes_per_day", top=MOST_MINUTES_PER_DAY, width=5),),
        counts=APP_FLAGS,
    )


def block_named(name: str, *, app_codes: tuple[str, ...] = ()) -> Block:
    """Return the block of that name; ``app_codes`` is the catalogue of the wave, needed for ``usage``.

    Raises KeyError for a name that no block has.
    """
    if name == USAGE_PREFIX:
        return usage_block(app_codes)
    if name.startswith(APP_USE_PREFIX):
        return app_use_block(name.removeprefix(APP_USE_PREFIX))
    if name.startswith(HEAVIEST_PREFIX):
        return heaviest_block(name.removeprefix(HEAVIEST_PREFIX))
    return {block.name: block for block in PAGE_ONE_BLOCKS}[name]
