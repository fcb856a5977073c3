"""The profile of a unit: weighted beside raw, its place among peers, its trend, and who may read it."""

from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.domain.blocks import APPS, ATTITUDE, GROUPS
from burden.domain.trend import Verdict
from burden.models import Headcount
from burden.reports import NothingToShow, table_for
from burden.reports.profile.page import build_profile_report
from burden.reports.profile.types import ProfileLine, ProfileReport
from burden.reports.question import Question
from burden.reports.trends.types import PeerBand
from burden.reports.types import Band
from tests.reports.test_trends import add_regions, around, worlds
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    EMPTY_TOWNSHIP,
    LONELY_TOWNSHIP,
    NEIGHBOUR,
    OPERATOR,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    alike,
    make_world,
)
from tests.weights_oracle import Answer, Unit, weighted

pytestmark = pytest.mark.django_db
TOWNSHIPS = (TOWNSHIP, LONELY_TOWNSHIP, EMPTY_TOWNSHIP)


def count_people(world: World, people: dict[Unit, int]) -> None:
    Headcount.objects.bulk_create(
        Headcount(wave=world.wave, region_code=code, level=level, people=n, source="test", as_of_on=date(2026, 1, 1))
        for (code, level), n in people.items()
    )


def line_of(report: ProfileReport, code: str) -> ProfileLine:
    return next(line for part in report.parts for line in part.lines if line.indicator.code == code)


def uneven() -> World:
    """A county whose township carries three times the groups, and answers less often than its departments."""
    world = make_world()
    world.add(GROUPS, COUNTY, 50, around(10, n=60))
    world.add(GROUPS, TOWNSHIP, 60, around(30, n=40))
    return world


def test_a_value_stands_beside_the_one_weighted_to_head_counts() -> None:
    count_people(uneven().save(), {(COUNTY, 50): 100, (TOWNSHIP, 60): 300})

    report = build_profile_report(viewer=COUNTY_SUPERVISOR, region=COUNTY)

    line = line_of(report, "I04")
    assert line.estimate.value == 18.0  # (60 * 10 + 40 * 30) / 100
    assert line.weighted.value == 25.0  # (100 * 10 + 300 * 30) / 400
    table = report.parts[0].table
    assert "加权前后相差10%以上：人均工作群数。填的人在各处多少不一，请两个数一起看。" in table.notes_zh
    row = next(row for row in table.rows if row.cells[0] == "I04")
    cells = dict(zip([column.key for column in table.columns], row.cells, strict=True))
    assert (cells["n"], cells["value"], cells["weighted"]) == (100, 18.0, 25.0)


def test_without_head_counts_and_below_county_nothing_is_weighted() -> None:
    world = uneven().save()
    assert not line_of(build_profile_report(viewer=COUNTY_SUPERVISOR, region=COUNTY), "I04").weighted.is_shown

    count_people(world, {(TOWNSHIP, 60): 300})
    assert not line_of(build_profile_report(viewer=COUNTY_SUPERVISOR, region=TOWNSHIP), "I04").weighted.is_shown


def test_chosen_levels_are_weighted_among_themselves() -> None:
    world = uneven()
    world.add(GROUPS, LONELY_TOWNSHIP, 60, around(10, n=40))
    world.save()
    count_people(world, {(COUNTY, 50): 900, (TOWNSHIP, 60): 300, (LONELY_TOWNSHIP, 60): 100})

    report = build_profile_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, levels=(60,))

    assert line_of(report, "I04").estimate.value == 20.0
    assert line_of(report, "I04").weighted.value == 25.0


@pytest.mark.parametrize("seed", range(6))
def test_weighted_numbers_of_a_county_are_those_of_everybody_with_a_weight_of_their_own(seed: int) -> None:
    random = np.random.default_rng(seed)
    world = make_world()
    answers: list[Answer] = []
    head_counts: dict[Unit, int] = {}
    for place in ("", *TOWNSHIPS):
        for level in (0, 50, 60, 70):
            values = [int(value) for value in random.integers(0, 60, random.choice((0, 10, 25)))]
            answers += [Answer(unit=(place, level), value=value) for value in values]
            world.add(GROUPS, place or COUNTY, level, [{"group_count": value} for value in values])
            if level and (place or level == 50):
                head_counts[place, level] = int(random.integers(20, 900))
    world.save()
    count_people(world, {(place or COUNTY, level): people for (place, level), people in head_counts.items()})

    found = line_of(build_profile_report(viewer=COUNTY_SUPERVISOR, region=COUNTY), "I04").weighted
    expected = weighted(answers, head_counts)

    assert found.is_shown == (expected is not None)
    if expected is not None:
        assert found.value == pytest.approx(expected.value, abs=0.051)
        assert found.n == expected.people


def test_a_weighted_share_at_its_end_is_said_in_words() -> None:
    world = make_world()
    world.add(ATTITUDE, COUNTY, 50, alike(60, attitude_1=1))
    world.add(ATTITUDE, TOWNSHIP, 60, alike(40, attitude_1=1))
    world.save()
    count_people(world, {(COUNTY, 50): 100, (TOWNSHIP, 60): 300})

    line = line_of(build_profile_report(viewer=COUNTY_SUPERVISOR, region=COUNTY), "I09")

    assert (line.estimate.text, line.weighted.text) == ("<5 %", "<5 %")


def test_a_unit_is_placed_among_ten_peers_and_more() -> None:
    world = make_world()
    codes = [f"9903{number:02d}000000" for number in range(1, 13)]
    add_regions(world, codes, kind="county")
    for code in codes:
        world.add(APPS, code, 60, [{"app_count": 8 + number % 5} for number in range(40)])
    world.add(APPS, COUNTY, 50, [{"app_count": 28 + number % 5} for number in range(60)])
    world.save()

    line = line_of(build_profile_report(viewer=PROVINCE_SUPERVISOR, region=COUNTY), "I01")

    assert line.peers is not None
    assert line.peers.count == 12
    assert line.estimate.band is Band.HIGHER
    few = line_of(build_profile_report(viewer=PROVINCE_SUPERVISOR, region=CITY), "I01")
    assert (few.peers, few.estimate.band) == (None, Band.UNKNOWN)


def test_peers_are_those_of_the_trend() -> None:
    world = make_world()
    add_regions(world, [f"9903{number:02d}000000" for number in range(1, 11)], kind="county")
    world.add(GROUPS, COUNTY, 50, alike(20, group_count=500))
    world.save()

    line = line_of(build_profile_report(viewer=COUNTY_SUPERVISOR, region=COUNTY), "I04")

    assert line.peers == PeerBand(count=10, p10=15.0, p25=35.0, median=55.0, p75=75.0, p90=95.0)


def test_each_indicator_has_its_verdict_over_the_waves() -> None:
    worlds([20, 19, 18, 17, 16])

    report = build_profile_report(viewer=COUNTY_SUPERVISOR, region=COUNTY)

    assert line_of(report, "I04").verdict is Verdict.FALLS
    assert line_of(report, "I03").verdict is Verdict.TOO_FEW_WAVES
    assert line_of(report, "I10").verdict is Verdict.NOT_TESTED


def test_thirty_people_get_one_honest_page() -> None:
    world = make_world()
    world.add(GROUPS, COUNTY, 50, around(20, n=30))
    world.save()

    honest = build_profile_report(viewer=COUNTY_SUPERVISOR, region=COUNTY).honest

    assert honest is not None
    assert honest.n_text == "30"
    assert honest.more_needed[0][0] == "再有20份（满50份），可看少数人负担有多重（第90百分位）。"


@pytest.mark.parametrize("viewer", [NEIGHBOUR, OPERATOR])
def test_nobody_else_reads_it(viewer: object) -> None:
    uneven().save()
    with pytest.raises(NothingToShow):
        build_profile_report(viewer=viewer, region=COUNTY)  # type: ignore[arg-type]
    assert [
        table.key for table in table_for(Question(viewer=COUNTY_SUPERVISOR, page="profile", region=COUNTY)).tables
    ] == [
        "profile:load",
        "profile:further",
    ]


def test_it_asks_as_many_questions_of_the_database_however_many_children_there_are() -> None:
    counts = []
    for first, others in ((3, 1), (4, 12)):
        code = f"202{first}Q1"
        world = make_world(code=code, closes_on=date(2020 + first, 3, 31))
        add_regions(world, [f"990{first}{number:02d}000000" for number in range(1, others + 1)], kind="county")
        world.add(GROUPS, COUNTY, 50, around(20))
        world.save()
        with CaptureQueriesContext(connection) as queries:
            build_profile_report(viewer=PROVINCE_SUPERVISOR, region=PROVINCE, wave=code)
        counts.append(len(queries))

    assert counts[1] <= counts[0] + 1  # one for the wave that came in between
    assert counts[1] <= 12
