from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.domain.blocks import ATTITUDE, GROUPS
from burden.models import Region
from burden.reports import NothingToShow, build_overview, build_region_report
from burden.reports.types import SUPPRESSED, SUPPRESSED_ZH, Band, RegionReport, Row
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    EMPTY_TOWNSHIP,
    LONELY_TOWNSHIP,
    NEIGHBOUR,
    OTHER_COUNTY,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    alike,
    make_world,
)

pytestmark = pytest.mark.django_db


def rows_of(report: RegionReport) -> dict[str, Row]:
    return {row.region.code if row.region else row.kind: row for row in report.children.rows}


def world_of_groups() -> World:
    """Twelve people in one township, eleven pooled at the county, forty in the county's departments."""
    world = make_world()
    world.add(GROUPS, TOWNSHIP, 60, alike(12, group_count=20))
    world.add(GROUPS, COUNTY, 0, alike(11, group_count=10))
    world.add(GROUPS, COUNTY, 50, alike(40, group_count=8))
    world.add(GROUPS, OTHER_COUNTY, 50, alike(30, group_count=30))
    return world.save()


def test_children_and_the_rest_row_add_up_to_the_region() -> None:
    world_of_groups()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=COUNTY, indicator="I04")

    rows = rows_of(report)
    assert rows[TOWNSHIP].estimate.value == 20.0
    assert (rows["rest"].estimate.n, rows["rest"].estimate.value) == (51, 8.4)
    assert (rows[COUNTY].kind, rows[COUNTY].estimate.n, rows[COUNTY].estimate.value) == ("total", 63, 10.6)
    assert "含层级：县直部门、乡镇街道、全部层级合计（人数不足单列的部分）。" in report.children.notes_zh


def test_a_township_with_nobody_and_one_with_nine_look_the_same() -> None:
    world_of_groups()

    rows = rows_of(build_region_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04"))

    assert rows[LONELY_TOWNSHIP].estimate is rows[EMPTY_TOWNSHIP].estimate is SUPPRESSED
    assert rows[LONELY_TOWNSHIP].cells[1:] == rows[EMPTY_TOWNSHIP].cells[1:]
    assert rows[EMPTY_TOWNSHIP].cells == (EMPTY_TOWNSHIP, None, SUPPRESSED_ZH, None, None, None, None, None)


def test_a_choice_of_levels_adds_only_those_levels() -> None:
    world_of_groups()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=CITY, indicator="I04", levels=(40, 50))

    assert (report.own.n, report.own.value) == (70, 17.4)
    assert report.frame.levels_zh == "市县部门"
    assert rows_of(report)[COUNTY].estimate.n == 40


def test_rows_stand_by_value_and_suppressed_ones_last_by_code() -> None:
    world_of_groups()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=COUNTY, indicator="I04")
    above = build_region_report(viewer=PROVINCE_SUPERVISOR, region=CITY, indicator="I04")

    assert [row.label_zh for row in report.children.rows] == ["戊镇", "己乡", "庚乡", "其余（并入本级）", "合计"]
    assert [row.label_zh for row in above.children.rows] == ["丁县", "丙县", "其余（并入本级）", "合计"]


def test_below_county_people_are_bands_and_from_county_up_exact() -> None:
    world_of_groups()

    rows = rows_of(build_region_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04"))

    assert (rows[TOWNSHIP].cells[1], rows[COUNTY].cells[1]) == ("10–19", 63)


def test_a_county_far_above_its_peers_is_marked_higher() -> None:
    world = make_world()
    codes = [f"9901{number:02d}000000" for number in range(1, 21)]
    add_regions(codes[2:], parent=CITY, kind="county")
    for code in codes:
        times = 2 if code == COUNTY else 1
        people = [{"group_count": times * (number % 21)} for number in range(63)]
        world.add(GROUPS, code, 50, people)
    world.save()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=CITY, indicator="I04")

    rows = rows_of(report)
    assert rows[COUNTY].estimate.band is Band.HIGHER
    assert rows[OTHER_COUNTY].estimate.band is Band.SIMILAR
    assert (report.benchmark.value, report.benchmark.n) == (10.5, 1260)
    assert report.funnel_low is not None
    assert report.funnel_high is not None
    assert report.funnel_low < 10.5 < report.funnel_high


def test_the_public_sees_counties_but_no_township_and_no_distribution() -> None:
    world_of_groups()

    county = build_region_report(viewer=NEIGHBOUR, region=COUNTY, indicator="I04")
    city = build_region_report(viewer=NEIGHBOUR, region=CITY, indicator="I04")

    assert [row.kind for row in county.children.rows] == ["total"]
    assert county.distribution == ()
    assert county.frame.is_public_view
    assert rows_of(city)[COUNTY].estimate.n == 63


@pytest.mark.parametrize(
    ("region", "indicator"),
    [(TOWNSHIP, "I04"), (COUNTY, "I01"), ("980000000000", "I04"), ("990909000000", "I04"), ("not a code", "I04")],
)
def test_what_may_not_be_read_is_refused_like_what_does_not_exist(region: str, indicator: str) -> None:
    world_of_groups()

    with pytest.raises(NothingToShow) as refusal:
        build_region_report(viewer=NEIGHBOUR, region=region, indicator=indicator)

    assert refusal.value.sentence == "没有这个地区，或没有可以显示的内容。"


@pytest.mark.parametrize("builder", [build_overview, build_region_report])
def test_thirty_children_take_as_many_queries_as_three(builder: object) -> None:
    world = make_world()
    world.add(ATTITUDE, TOWNSHIP, 60, alike(20, attitude_5=1))
    world.save()

    queries_of(builder)  # whoever asks first reads the peers and the levels for everybody
    few = queries_of(builder)
    add_regions([f"990101{number}000" for number in range(110, 137)], parent=COUNTY, kind="township")
    many = queries_of(builder)

    assert many == few == 5


def queries_of(builder: object) -> int:
    assert callable(builder)
    with CaptureQueriesContext(connection) as queries:
        builder(viewer=PROVINCE_SUPERVISOR, region=COUNTY, indicator="I09")
    return len(queries)


def add_regions(codes: Sequence[str], *, parent: str, kind: str) -> None:
    digits = {"county": 6, "township": 9}[kind]
    tree = Region.objects.filter(code=PROVINCE).values_list("tree_id", flat=True).get()
    Region.objects.bulk_create(
        Region(tree_id=tree, code=code, parent_code=parent, kind=kind, path=code[:digits], name=code, source="test")
        for code in codes
    )


@pytest.mark.parametrize(("counties", "is_cautioned"), [(9, True), (10, False)])
def test_a_comparison_of_few_regions_says_that_it_may_see_nothing(counties: int, is_cautioned: bool) -> None:  # noqa: FBT001  # a parametrised case
    world = make_world()
    codes = [f"9901{number:02d}000000" for number in range(1, counties + 1)]
    add_regions(codes[2:], parent=CITY, kind="county")
    for code in codes:
        world.add(GROUPS, code, 50, [{"group_count": number % 21} for number in range(63)])
    world.save()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=CITY, indicator="I04")

    assert any("不到10个" in note for note in report.children.notes_zh) is is_cautioned


def county_codes(city: str, number: int) -> list[str]:
    return [f"{city}{place:02d}000000" for place in range(1, number + 1)]


def groups_of(times: int) -> list[dict[str, int]]:
    return [{"group_count": times * (number % 11)} for number in range(66)]


def test_a_county_far_off_among_the_four_of_its_city_is_marked() -> None:
    world = make_world()
    codes = county_codes("9901", 4)
    add_regions(codes[2:], parent=CITY, kind="county")
    for code in codes:
        world.add(GROUPS, code, 50, groups_of(1 if code == COUNTY else 4))
    world.save()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=CITY, indicator="I04")

    bands = [row.estimate.band for row in report.children.rows if row.kind == "plain"]
    assert bands == [Band.SIMILAR, Band.SIMILAR, Band.SIMILAR, Band.LOWER]
    assert report.benchmark.value == 20.0
    assert "同级平均不含丙县：它离其余的太远。" in report.children.notes_zh


def test_counties_are_compared_with_all_of_their_province() -> None:
    world = make_world()
    codes = county_codes("9903", 12)
    add_regions(codes, parent="990300000000", kind="county")
    for code in (COUNTY, OTHER_COUNTY, *codes):
        world.add(GROUPS, code, 50, groups_of(4 if code == COUNTY else 1))
    world.save()

    report = build_region_report(viewer=NEIGHBOUR, region=CITY, indicator="I04")

    rows = rows_of(report)
    assert (rows[COUNTY].estimate.band, rows[OTHER_COUNTY].estimate.band) == (Band.HIGHER, Band.SIMILAR)
    assert "同级：同省的县区，能比的共14个，合在一起求平均。" in report.children.notes_zh


@pytest.mark.parametrize(("foreign", "compared"), [(0, 3), (1, 3), (9, 3), (10, 13)])
def test_townships_are_compared_with_those_of_others_only_where_ten_hide_each(foreign: int, compared: int) -> None:
    world = make_world()
    own = [f"9901012{number:02d}000" for number in range(1, 4)]
    others = [f"9901022{number:02d}000" for number in range(1, foreign + 1)]
    add_regions(own, parent=COUNTY, kind="township")
    add_regions(others, parent=OTHER_COUNTY, kind="township")
    for code in (*own, *others):
        world.add(GROUPS, code, 60, groups_of(1))
    world.save()

    report = build_region_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    assert any(f"能比的共{compared}个" in note for note in report.children.notes_zh)


def test_a_township_is_judged_by_what_is_printed_of_its_people() -> None:
    """Between 20 and 49 people nothing but the value decides on which side of the limits a township lies."""
    bands = set()
    for n in (22, 44):
        world = make_world(code=f"wave-{n}", version=f"tree-{n}")
        codes = [f"9901012{number:02d}000" for number in range(1, 13)]
        tree = world.wave.tree
        Region.objects.bulk_create(
            Region(tree=tree, code=code, parent_code=COUNTY, kind="township", path=code[:9], name=code, source="test")
            for code in codes
        )
        for code in codes[1:]:
            world.add(GROUPS, code, 60, groups_of(2))
        world.add(GROUPS, codes[0], 60, groups_of(4)[:n])
        world.save()
        report = build_region_report(viewer=COUNTY_SUPERVISOR, wave=f"wave-{n}", region=COUNTY, indicator="I04")
        bands.add((rows_of(report)[codes[0]].estimate.value, rows_of(report)[codes[0]].estimate.band))

    assert len(bands) == 1


def test_a_share_hidden_at_its_end_stands_where_the_printed_one_would() -> None:
    world = make_world()
    codes = county_codes("9901", 12)
    add_regions(codes[2:], parent=CITY, kind="county")
    for code in codes:
        averse = {codes[0]: 0, codes[1]: 48}.get(code, 80)
        world.add(ATTITUDE, code, 50, [{"attitude_5": 1}] * averse + [{}] * (1000 - averse))
    world.save()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=CITY, indicator="I09")

    rows = rows_of(report)
    assert [rows[code].estimate.text for code in codes[:2]] == ["<5 %", "<5 %"]
    assert rows[codes[0]].estimate.band is rows[codes[1]].estimate.band
