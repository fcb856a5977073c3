"""Page 2, opinions on apps and the cost of a wave, as the reading door hands them out."""

import pytest

from burden.domain.blocks import DURATION, OPINION_BLOCKS, block_named, opinion_block
from burden.domain.further_blocks import LOAD
from burden.domain.further_items import CITY_AND_ABOVE
from burden.domain.indicators import BY_CODE, INDICATORS
from burden.reports import (
    NothingToShow,
    build_apps_report,
    build_further_report,
    build_overview,
    build_public_report,
    build_region_report,
    list_releases,
    table_for,
)
from burden.reports.balance import flags_table
from burden.reports.question import Question
from burden.reports.types import Row, TablePage
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    NEIGHBOUR,
    OTHER_COUNTY,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    alike,
    make_world,
)

pytestmark = pytest.mark.django_db

SEEN = block_named("seen_proxy")
RETURN = block_named("data_return")
LINE = ("accepted", "published", "held_back", "excluded", "not_answered")
OF_OTHERS = ("I33", "I37", "I37-9", "I38", "I38-9", "I39", "I39-9")


def rows_by_code(page: TablePage) -> dict[str, Row]:
    tables = [table for table in page.tables if "indicator" in {column.key for column in table.columns}]
    return {str(row.cells[0]): row for table in tables for row in table.rows}


def publish_what_people_have_seen() -> None:
    world = make_world()
    for county in (COUNTY, OTHER_COUNTY):
        world.add(SEEN, county, 50, alike(30, seen_proxy_yes=1) + alike(30, seen_proxy_no=1))
    world.save()


def test_every_question_about_others_is_for_cities_and_larger() -> None:
    coarse = {indicator.code for indicator in INDICATORS if not indicator.may_be_shown_of("county")}

    assert coarse == set(OF_OTHERS)
    assert {BY_CODE[code].block.name for code in coarse} == CITY_AND_ABOVE
    assert all(BY_CODE[code].may_be_shown_of("city") for code in coarse)


def test_what_people_have_seen_is_shown_of_the_city_without_its_counties() -> None:
    publish_what_people_have_seen()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=CITY, indicator="I37")
    overview = build_overview(viewer=PROVINCE_SUPERVISOR, region=CITY, indicator="I37")

    assert (report.own.value, report.own.n) == (50.0, 120)
    assert [row.kind for row in report.children.rows] == ["total"]
    assert [row.region.code for row in overview.heatmap.rows if row.region] == [CITY]
    assert not any(row.kind == "rest" for row in overview.heatmap.rows)


def test_cities_stand_beside_each_other_in_their_province() -> None:
    publish_what_people_have_seen()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=PROVINCE, indicator="I37")

    shown = {row.region.code: row.estimate.value for row in report.children.rows if row.region and row.kind == "plain"}
    assert shown == {CITY: 50.0}


@pytest.mark.parametrize("code", OF_OTHERS)
@pytest.mark.parametrize("region", [COUNTY, TOWNSHIP])
def test_below_a_city_there_is_no_such_page(code: str, region: str) -> None:
    publish_what_people_have_seen()

    for build in (build_region_report, build_overview):
        with pytest.raises(NothingToShow):
            build(viewer=PROVINCE_SUPERVISOR, region=region, indicator=code)


@pytest.mark.parametrize("page", ["pack", "further"])
def test_files_and_page_two_of_a_county_name_no_such_indicator_and_those_of_a_city_do(page: str) -> None:
    publish_what_people_have_seen()

    of_county = rows_by_code(table_for(Question(viewer=COUNTY_SUPERVISOR, page=page, region=COUNTY)))
    of_city = rows_by_code(table_for(Question(viewer=PROVINCE_SUPERVISOR, page=page, region=CITY)))

    assert not set(OF_OTHERS) & set(of_county)
    assert set(OF_OTHERS) <= set(of_city)
    assert of_city["I37"].estimate.value == 50.0
    choices = build_overview(viewer=COUNTY_SUPERVISOR, region=COUNTY).frame.indicator_choices
    assert {choice.code for choice in choices} == set(BY_CODE) - set(OF_OTHERS)


def test_page_two_belongs_to_whoever_reads_all_of_a_region() -> None:
    publish_what_people_have_seen()

    with pytest.raises(NothingToShow):
        build_further_report(viewer=NEIGHBOUR, region=COUNTY)


def test_return_flow_is_of_those_who_need_the_data() -> None:
    world = make_world()
    needy = alike(10, data_return_all=1) + alike(15, data_return_part=1) + alike(25, data_return_no=1)
    world.add(RETURN, COUNTY, 50, needy + alike(20, data_return_no_need=1) + alike(10, data_return_unsure=1))
    world.add(RETURN, TOWNSHIP, 60, alike(12, data_return_all=1) + alike(20, data_return_no_need=1))
    world.save()

    of_departments = build_region_report(viewer=COUNTY_SUPERVISOR, levels=(50,), indicator="I21").own
    of_townships = build_region_report(viewer=COUNTY_SUPERVISOR, levels=(60,), indicator="I21").own

    assert (of_departments.value, of_departments.n) == (50.0, 50)
    assert not of_townships.is_shown  # 32 answered, 12 of them need it: too few for a share


def test_load_is_on_a_scale_of_a_hundred() -> None:
    world = make_world()
    world.add(LOAD, COUNTY, 50, [{"load_time": n % 11, "load_effort": 5, "load_frustration": 10} for n in range(44)])
    world.save()

    own = build_region_report(viewer=COUNTY_SUPERVISOR, indicator="I22").own
    time = build_region_report(viewer=COUNTY_SUPERVISOR, indicator="I22-1").own

    assert (own.value, own.quantiles.median, own.n) == (67.0, 67.0, 44)  # (5 + 5 + 10) / 3 * 10
    assert (time.value, time.quantiles.median) == (5.0, 5.0)


def test_no_interval_leaves_the_scale() -> None:
    world = make_world()
    spread = [{"load_time": 0, "load_effort": 0, "load_frustration": 0}] * 3
    world.add(LOAD, COUNTY, 50, [{"load_time": 10, "load_effort": 10, "load_frustration": 10}] * 9 + spread)
    world.save()

    own = build_region_report(viewer=COUNTY_SUPERVISOR, indicator="I22").own

    assert (own.value, own.high) == (75.0, 100.0)


def test_opinions_are_listed_where_enough_users_have_one() -> None:
    world = make_world(app_codes=("A1", "A2"))
    stop = alike(30, keep_choice_stop=1) + alike(20, keep_choice_keep=1)
    world.add(opinion_block("keep:", "A1"), COUNTY, 50, stop)
    world.add(opinion_block("useful:", "A1"), COUNTY, 50, alike(19, usefulness_5_5=1))
    world.add(opinion_block("keep:", "A2"), COUNTY, 50, alike(12, keep_choice_stop=1))
    world.save()

    opinions = build_apps_report(viewer=COUNTY_SUPERVISOR).opinions

    assert [(row.label_zh, row.estimate.text or row.estimate.value) for row in opinions.rows] == [
        ("应用A1：该保留", 40.0),
        ("应用A1：该合并", "<5 %"),
        ("应用A1：该停用", 60.0),
    ]
    assert set(OPINION_BLOCKS) == {"useful:", "modules:", "keep:", "overcollect:"}


def test_what_a_wave_cost_is_said_of_the_whole_wave_whoever_asks() -> None:
    world = make_world()
    bands = alike(3, lt20=1) + alike(27, **{"20_60": 1}) + alike(50, **{"60_90": 1}) + alike(20, gt90=1)
    world.add(DURATION, COUNTY, 50, bands)
    world.save()
    world.release.balance = {"duration": {"50": dict.fromkeys(LINE, 0) | {"accepted": 6010}}}
    world.release.save()

    for region in (PROVINCE, OTHER_COUNTY):
        cost = build_public_report(region=region).cost
        assert cost is not None
        assert (cost.wave_code, cost.hours, cost.low, cost.high) == ("2026Q3", 146, 89, 203)
        assert cost.within_90.value == 80.0


def test_nothing_is_said_of_the_cost_where_few_times_are_known() -> None:
    world = make_world()
    world.add(DURATION, COUNTY, 50, alike(19, gt90=1))
    world.save()

    assert build_public_report().cost is None


def test_quality_marks_are_read_as_rough_shares_found_or_not() -> None:
    world = make_world()
    flagged = {"50": {"speeder": 40, "straight": 1}, "60": {"speeder": 5}}
    world.release.balance = {"attitude": {"50": dict.fromkeys(LINE, 0) | {"accepted": 1000}}, "flagged": flagged}
    world.release.parameters |= {"excluded_flags": ["speeder", "straight", "contradiction"]}
    world.release.save()

    (release,) = list_releases()

    assert [(flag.flag, flag.share, flag.is_left_out) for flag in release.flags] == [
        ("speeder", "2–5 %", True),
        ("straight", "<2 %", True),
        ("contradiction", "<2 %", True),
        ("outlier", "<2 %", False),
    ]
    assert [row.cells[1] for row in flags_table(release).rows] == ["不计入", "不计入", "不计入", "照常计入"]
    assert [account.block for account in release.balance] == ["attitude"]
