"""Blocks: the sets of values released together.

The unit of protection is the block (docs/privacy.md).  Each block has its own population - everybody who answered
all of it -, its own walk of the region tree and its own atoms; no variable belongs to two blocks.
"""

from functools import lru_cache

from burden.domain.further_blocks import FURTHER_BLOCKS, OPINION_BLOCKS
from burden.domain.practices import PRACTICES as PRACTICE_RECORDS
from burden.domain.survey_items import DURATION_BANDS, MINUTES_SOURCE_OPTIONS
from burden.domain.tally_layout import Block, Fact, Holds, Magnitude
from burden.domain.thresholds import MOST_MINUTES_PER_DAY

__all__ = ["FURTHER_BLOCKS", "OPINION_BLOCKS", "Block", "Fact", "Holds", "Magnitude"]

PRACTICE_CODES: tuple[str, ...] = tuple(practice.code for practice in PRACTICE_RECORDS)
APP_FLAGS: tuple[str, ...] = (
    "is_required",
    "has_checkin",
    "has_points_rank",
    "in_appraisal",
    "has_location_track",
    "needs_photo_upload",
    "duplicate_entry",
)
FLAG_MASK = "flag_mask"  # bit i is APP_FLAGS[i]
BLOCKS_KEPT = 4096  # apps; a block knows its layout once it was asked for, and is asked for in every region

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
    facts=tuple(
        Fact(name=f"total_{bar}_or_more", of="total_minutes_per_day", holds=Holds.AT_LEAST, operand=bar)
        for bar in (60, 90, 120)
    ),
)
ATTITUDE = Block(
    name="attitude",
    columns=("attitude_5",),
    facts=tuple(
        Fact(name=f"attitude_{point}", of="attitude_5", holds=Holds.EQUALS, operand=point) for point in (1, 2, 3, 4, 5)
    ),
)
# The five official classes are counted per person too: a share of people who ticked any practice of the class cannot
# be had from the eight shares.
PRACTICE_CLASSES: tuple[str, ...] = (
    "class_compulsory",
    "class_traces",
    "class_ranking",
    "class_multiple",
)


def _met_any(name: str, practice_codes: tuple[str, ...]) -> Fact:
    mask = sum(1 << bit for bit, code in enumerate(PRACTICE_CODES) if code in practice_codes)
    return Fact(name=name, of="practices_3m", holds=Holds.ANY_BIT, operand=mask)


PRACTICES = Block(
    name="practices",
    columns=("practices_3m",),
    facts=(
        *(_met_any(code, (code,)) for code in PRACTICE_CODES),
        Fact(name="p_none", of="practices_3m", holds=Holds.EQUALS, operand=0),
        *(
            _met_any(name, tuple(p.code for p in PRACTICE_RECORDS if p.practice_class.value == name))
            for name in PRACTICE_CLASSES
        ),
    ),
)
PAGE_ONE_BLOCKS: tuple[Block, ...] = (APPS, GROUPS, MINUTES, ATTITUDE, PRACTICES)
# How people knew the time that they gave for apps; an answer is read as its place, from 1.
MINUTES_SOURCE = Block(
    name="minutes_source",
    columns=("minutes_source",),
    facts=tuple(
        Fact(name=option.value, of="minutes_source", holds=Holds.EQUALS, operand=place)
        for place, option in enumerate(MINUTES_SOURCE_OPTIONS, start=1)
    ),
)
# What answering costs; a band is read as its place, from 1.  Everybody counts in it, the hasty too, whatever a release
# leaves out elsewhere.
DURATION = Block(
    name="duration",
    columns=("duration_band",),
    facts=tuple(
        Fact(name=band, of="duration_band", holds=Holds.EQUALS, operand=place)
        for place, band in enumerate(DURATION_BANDS, start=1)
    ),
)
ANSWER_BLOCKS: tuple[Block, ...] = (*PAGE_ONE_BLOCKS, MINUTES_SOURCE, DURATION, *FURTHER_BLOCKS)

USAGE_PREFIX = "usage"  # rounded counts of holders and users, one pair an app of the catalogue
APP_USE_PREFIX = "use:"  # use:<app code>, minutes of those who use the app
HEAVIEST_PREFIX = "heaviest:"  # heaviest:<app code>, flags and minutes of those who named the app
# Families of blocks about single apps: a number for one app and level could speak of one person, so sums over whole
# waves name the family only.
APP_PREFIXES: tuple[str, ...] = (HEAVIEST_PREFIX, APP_USE_PREFIX, *OPINION_BLOCKS)


def usage_block(app_codes: tuple[str, ...]) -> Block:
    """Return the block of the app-usage report: for each app who holds it and who uses it, as rounded counts."""
    counts = tuple(f"{state}:{code}" for code in app_codes for state in ("holders", "users"))
    return Block(name=USAGE_PREFIX, columns=("app_codes", "statuses"), rounded_counts=counts)


@lru_cache(maxsize=BLOCKS_KEPT)
def app_use_block(app_code: str) -> Block:
    """Return the block of those who use one app and gave its minutes a workday."""
    return Block(
        name=f"{APP_USE_PREFIX}{app_code}",
        columns=("minutes_per_day",),
        magnitudes=(Magnitude(name="minutes_per_day", top=MOST_MINUTES_PER_DAY, width=5),),
    )


@lru_cache(maxsize=BLOCKS_KEPT * len(OPINION_BLOCKS))
def opinion_block(prefix: str, app_code: str) -> Block:
    """Return the block of what users of one app think of it; ``prefix`` is a key of OPINION_BLOCKS."""
    of_all = OPINION_BLOCKS[prefix]
    return Block(name=f"{prefix}{app_code}", columns=of_all.columns, facts=of_all.facts)


@lru_cache(maxsize=BLOCKS_KEPT)
def heaviest_block(app_code: str) -> Block:
    """Return the block of those who named one app as taking most of their time: its minutes and seven flags."""
    return Block(
        name=f"{HEAVIEST_PREFIX}{app_code}",
        columns=("minutes_per_day", FLAG_MASK),
        magnitudes=(Magnitude(name="minutes_per_day", top=MOST_MINUTES_PER_DAY, width=5),),
        facts=tuple(
            Fact(name=flag, of=FLAG_MASK, holds=Holds.ANY_BIT, operand=1 << bit) for bit, flag in enumerate(APP_FLAGS)
        ),
    )


def family_of(name: str) -> str:
    """Return the family that a block about one app belongs to, the name itself for other blocks.

    >>> family_of("use:YT001"), family_of("attitude")
    ('use:', 'attitude')
    """
    return next((prefix for prefix in APP_PREFIXES if name.startswith(prefix)), name)


def block_named(name: str, *, app_codes: tuple[str, ...] = ()) -> Block:
    """Return the block of that name; ``app_codes`` is the catalogue of the wave, needed for ``usage``.

    Raises KeyError for a name that no block has.
    """
    if name == USAGE_PREFIX:
        return usage_block(app_codes)
    family = family_of(name)
    app_code = name.removeprefix(family)
    if family == APP_USE_PREFIX:
        return app_use_block(app_code)
    if family == HEAVIEST_PREFIX:
        return heaviest_block(app_code)
    if family in OPINION_BLOCKS:
        return opinion_block(family, app_code)
    return {block.name: block for block in ANSWER_BLOCKS}[name]


# Pages read the blocks of one family of packs together: page 1, page 2, and what is said of single apps by kind.
PAGE_ONE_PACKS, PAGE_TWO_PACKS = "page_one", "page_two"
_PACKS_OF_APPS: dict[str, str] = {
    HEAVIEST_PREFIX: "heaviest",
    APP_USE_PREFIX: "use",
    **dict.fromkeys(OPINION_BLOCKS, "opinions"),
}
_PAGE_TWO_NAMES = frozenset(block.name for block in FURTHER_BLOCKS)


def pack_family(name: str) -> str:
    """Return the family of packs that a block is kept in.

    >>> pack_family("attitude"), pack_family("load"), pack_family("usage"), pack_family("keep:YT001")
    ('page_one', 'page_two', 'usage', 'opinions')
    """
    if name == USAGE_PREFIX:
        return USAGE_PREFIX
    if name in _PAGE_TWO_NAMES:
        return PAGE_TWO_PACKS
    return _PACKS_OF_APPS.get(family_of(name), PAGE_ONE_PACKS)
