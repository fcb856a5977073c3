from collections.abc import Sequence

import numpy as np
import pytest

from burden.domain.blocks import APPS, ATTITUDE, GROUPS, MINUTES, Block
from burden.domain.indicators import I03, I04, I07, I09, I10
from burden.reports.estimates import RoundedCounts, Showing, distribution, estimate
from burden.reports.figures import Tally
from burden.reports.types import SUPPRESSED, Quantiles, State
from tests.reports.world import alike, tally_of

COUNTY = Showing(smallest_group=10, is_n_exact=True)
TOWNSHIP = Showing(smallest_group=10, is_n_exact=False)
LINK = Showing(smallest_group=30, is_n_exact=True)


def tally(block: Block, people: Sequence[dict[str, int]]) -> Tally:
    return Tally(block=block, vector=np.array(tally_of(block, people), dtype=np.int64))


def groups(n: int, count: int = 10) -> Tally:
    return tally(GROUPS, alike(n, group_count=count))


def averse(n: int, of: int) -> Tally:
    return tally(ATTITUDE, [*alike(n, attitude_5=1), *alike(of - n, attitude_1=1)])


def test_nine_people_look_exactly_like_nobody() -> None:
    assert estimate(groups(9), indicator=I04, showing=COUNTY) is SUPPRESSED
    assert estimate(groups(0), indicator=I04, showing=COUNTY) is SUPPRESSED


def test_ten_people_show_mean_interval_and_median_but_no_quartiles() -> None:
    people = [{"group_count": count} for count in (4, 6, 8, 10, 10, 12, 14, 16, 20, 30)]

    shown = estimate(tally(GROUPS, people), indicator=I04, showing=COUNTY)

    assert (shown.state, shown.value, shown.n, shown.n_text, shown.grade) == (State.SHOWN, 13.0, 10, "10", "C")
    assert (shown.low, shown.high) == (8.5, 19.8)
    assert shown.quantiles == Quantiles(median=10.0)


def test_below_county_the_number_of_people_is_a_band() -> None:
    shown = estimate(groups(34), indicator=I04, showing=TOWNSHIP)

    assert (shown.n, shown.n_text) == (None, "20–49")


def test_an_unverified_wave_shows_nothing_of_twenty_nine_people() -> None:
    assert estimate(groups(29), indicator=I04, showing=LINK) is SUPPRESSED
    assert estimate(groups(30), indicator=I04, showing=LINK).value == 10.0


def test_shares_need_twenty_people() -> None:
    assert estimate(averse(8, of=19), indicator=I09, showing=COUNTY) is SUPPRESSED
    shown = estimate(averse(8, of=20), indicator=I09, showing=COUNTY)
    assert (shown.value, shown.low, shown.high) == (40.0, 21.9, 61.3)


@pytest.mark.parametrize("count", [0, 1])
def test_few_and_none_are_the_same_share(count: int) -> None:
    shown = estimate(averse(count, of=40), indicator=I09, showing=COUNTY)

    assert shown == estimate(averse(0, of=40), indicator=I09, showing=COUNTY)
    assert (shown.text, shown.value, shown.low) == ("<5 %", 5.0, 0.0)


def test_everybody_is_shown_as_more_than_95_percent() -> None:
    shown = estimate(averse(40, of=40), indicator=I09, showing=COUNTY)

    assert (shown.text, shown.value, shown.high) == (">95 %", 95.0, 100.0)


def test_quantiles_appear_at_their_number_of_people() -> None:
    def quantiles(n: int) -> Quantiles:
        people = [{"group_count": count} for count in range(n)]
        return estimate(tally(GROUPS, people), indicator=I04, showing=COUNTY).quantiles

    assert quantiles(19).p25 is None
    assert (quantiles(20).p25, quantiles(20).p75, quantiles(20).median_low) == (4.0, 14.0, None)
    assert (quantiles(30).median_low, quantiles(30).median_high, quantiles(49).p90) == (9.0, 20.0, None)
    assert (quantiles(50).p10, quantiles(50).p90) == (4.0, 44.0)


def test_halves_are_rounded_to_the_even_neighbour() -> None:
    people = [*alike(10, group_count=6), *alike(9, group_count=7), *alike(1, group_count=8)]
    twenty = tally(GROUPS, people)  # 131 / 20 = 6.55

    assert estimate(twenty, indicator=I04, showing=COUNTY).value == 6.6
    assert (
        estimate(
            tally(MINUTES, alike(10, app_minutes_per_day=1) + alike(10, app_minutes_per_day=2)),
            indicator=I07,
            showing=COUNTY,
        ).value
        == 2.0
    )


def test_apps_plus_accounts_is_the_sum_of_both() -> None:
    people = alike(20, app_count=4, account_count=2, idle_app_count=1)

    assert estimate(tally(APPS, people), indicator=I03, showing=COUNTY).value == 6.0
    idle = estimate(tally(APPS, people), indicator=I10, showing=COUNTY)
    assert (idle.value, idle.low, idle.high) == (25.0, None, None)


def test_an_idle_share_of_nothing_is_not_shown() -> None:
    assert estimate(tally(APPS, alike(20)), indicator=I10, showing=COUNTY) is SUPPRESSED


def test_a_mean_of_zero_has_the_interval_zero_to_zero() -> None:
    shown = estimate(groups(12, count=0), indicator=I04, showing=COUNTY)

    assert (shown.value, shown.low, shown.high, shown.quantiles.median) == (0.0, 0.0, 0.0, 0.0)


def test_the_distribution_needs_thirty_people_and_hides_counts_below_county() -> None:
    people = alike(20, group_count=5) + alike(9, group_count=9)

    assert distribution(tally(GROUPS, people), indicator=I04, showing=COUNTY) == ()
    bars = distribution(tally(GROUPS, [*people, {"group_count": 40}]), indicator=I04, showing=COUNTY)
    assert [(bar.low, bar.high, bar.people, bar.percent) for bar in bars] == [(0, 5, 20, 67), (6, None, 10, 33)]
    hidden = distribution(tally(GROUPS, [*people, {"group_count": 40}]), indicator=I04, showing=TOWNSHIP)
    assert [(bar.people, bar.percent) for bar in hidden] == [(None, 67), (None, 33)]


def test_rounded_counts_need_fifty_people_and_a_base_of_thirty_holders() -> None:
    few = RoundedCounts(holders=40, users=20, n=49, parts=1)
    enough = RoundedCounts(holders=40, users=20, n=50, parts=1)
    small_base = RoundedCounts(holders=25, users=20, n=50, parts=1)

    assert few.share_of_people(40, decimals=0, showing=COUNTY) is SUPPRESSED
    assert enough.share_of_people(40, decimals=0, showing=COUNTY).value == 80.0
    assert small_base.users_among_holders(decimals=0, showing=COUNTY) is SUPPRESSED
    assert enough.users_among_holders(decimals=0, showing=COUNTY).value == 50.0


def test_each_level_added_widens_the_interval_of_a_rounded_count() -> None:
    one = RoundedCounts(holders=100, users=50, n=200, parts=1).share_of_people(100, decimals=0, showing=COUNTY)
    four = RoundedCounts(holders=100, users=50, n=200, parts=4).share_of_people(100, decimals=0, showing=COUNTY)

    assert (one.low, one.high) == (41.0, 59.0)
    assert (four.low, four.high) == (35.0, 65.0)
