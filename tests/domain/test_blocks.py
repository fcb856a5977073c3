"""Layout of a tally: what is added, and where it stands."""

import pytest

from burden.domain.blocks import (
    APPS,
    ATTITUDE,
    GROUPS,
    MINUTES,
    PAGE_ONE_BLOCKS,
    PRACTICES,
    Block,
    app_use_block,
    block_named,
    heaviest_block,
    usage_block,
)

EVERY_BLOCK = (*PAGE_ONE_BLOCKS, usage_block(("a1", "a2")), app_use_block("a1"), heaviest_block("a1"))


@pytest.mark.parametrize("block", EVERY_BLOCK, ids=lambda block: block.name)
def test_parts_of_a_tally_follow_each_other_without_gap(block: Block) -> None:
    starts = sorted(block.offsets.values())
    histograms = [block.offsets[f"hist:{magnitude.name}"] for magnitude in block.magnitudes]

    assert starts[: block.head] == list(range(block.head))
    assert histograms == starts[block.head :]
    assert block.width == (histograms[-1] + block.magnitudes[-1].bins if histograms else block.head)


def test_tally_of_work_groups_by_hand() -> None:
    assert GROUPS.offsets == {"n": 0, "sum:group_count": 1, "squares:group_count": 2, "hist:group_count": 3}
    assert (GROUPS.head, GROUPS.width) == (3, 3 + 301)


def test_tally_of_practices_counts_practices_and_classes() -> None:
    assert PRACTICES.width == 1 + 8 + 1 + 4
    assert PRACTICES.offsets["count:p_checkin"] == 1
    assert PRACTICES.offsets["count:class_multiple"] == 13


def test_no_column_belongs_to_two_blocks() -> None:
    columns = [column for block in PAGE_ONE_BLOCKS for column in block.columns]

    assert len(columns) == len(set(columns))


def test_derived_magnitudes_name_the_columns_they_add() -> None:
    assert APPS.magnitude("app_media_count").columns == ("app_count", "account_count")
    assert MINUTES.magnitude("app_minutes_per_day").columns == ("app_minutes_per_day",)


def test_blocks_are_found_by_name() -> None:
    assert block_named("attitude") is ATTITUDE
    assert block_named("use:a1").columns == ("minutes_per_day",)
    assert block_named("heaviest:a1").counts[0] == "is_required"
    assert block_named("usage", app_codes=("a1",)).counts == ("holders:a1", "users:a1")
    assert block_named("usage", app_codes=("a1",)).rounded_counts


@pytest.mark.parametrize("name", ["", "other"])
def test_unknown_block_is_refused(name: str) -> None:
    with pytest.raises(KeyError):
        block_named(name)
