"""Funnels: who is compared with whom, where the lines lie, and what they may not tell."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.access.scopes import Role, Subtree, Viewer
from burden.domain.blocks import APPS, ATTITUDE, GROUPS
from burden.models import Region
from burden.reports import NothingToShow, build_region_report
from burden.reports.compare.page import build_compare_report
from burden.reports.compare.types import FunnelPart
from burden.reports.types import SUPPRESSED_ZH, Band
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    EMPTY_TOWNSHIP,
    FOREIGN_TOWNSHIP,
    LONELY_TOWNSHIP,
    NEIGHBOUR,
    OPERATOR,
    OTHER_COUNTY,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    make_world,
)

pytestmark = pytest.mark.django_db

COUNTIES = [f"9903{number:02d}000000" for number in range(1, 13)]
TOWNSHIPS = [f"9901012{number:02d}000" for number in range(1, 13)]


def people(times: int, n: int = 66) -> list[dict[str, int]]:
    return [{"group_count": times * (number % 11)} for number in range(n)]


def add_regions(world: World, codes: list[str], *, kind: str, parent: str) -> None:
    digits = {"county": 6, "township": 9}[kind]
    Region.objects.bulk_create(
        Region(
            tree_id=world.wave.tree_id, code=c, parent_code=parent, kind=kind, path=c[:digits], name=c, source="test"
        )
        for c in codes
    )


def twelve_counties() -> World:
    """Twelve counties of a third city at five groups a person, the fourth at fifteen."""
    world = make_world()
    add_regions(world, COUNTIES, kind="county", parent="990300000000")
    for number, code in enumerate(COUNTIES):
        world.add(GROUPS, code, 50, people(3 if number == 3 else 1, n=66 + 11 * number))
    return world.save()


def only_part(**asked: object) -> FunnelPart:
    report = build_compare_report(**{"viewer": PROVINCE_SUPERVISOR, "indicator": "I04"} | asked)  # type: ignore[arg-type]
    (part,) = report.parts
    return part


def test_of_a_province_all_counties_stand_in_one_funnel_and_the_odd_one_outside_its_lines() -> None:
    twelve_counties()

    part = build_compare_report(viewer=PROVINCE_SUPERVISOR, indicator="I04").parts[0]

    shown = {unit.region.code: unit for unit in part.units if unit.estimate.is_shown}
    assert list(shown) == COUNTIES
    bands = [unit.estimate.band for unit in shown.values()]
    assert bands == [Band.HIGHER if place == 3 else Band.SIMILAR for place in range(12)]
    assert [unit.judged_by for unit in shown.values()] == [66 + 11 * number for number in range(12)]
    assert (part.limits[0].n, part.limits[-1].n) == (50, 200)


def test_lines_narrow_with_people_and_the_outer_ones_lie_outside() -> None:
    twelve_counties()

    limits = build_compare_report(viewer=PROVINCE_SUPERVISOR, indicator="I04").parts[0].limits

    for fewer, more in pairwise(limits):
        for wide, narrow in zip(fewer.ends, more.ends, strict=True):
            assert wide[0] <= narrow[0] < narrow[1] <= wide[1]
    for at in limits:
        (low, high), (outer_low, outer_high) = at.ends
        assert outer_low < low < high < outer_high


def test_bands_are_those_of_the_page_of_the_region() -> None:
    twelve_counties()
    city = "990300000000"
    add = Region.objects.get(code=COUNTIES[0])
    Region.objects.create(
        tree_id=add.tree_id, code=city, parent_code=PROVINCE, kind="city", path="9903", name="别市", source="test"
    )

    compared = build_compare_report(viewer=PROVINCE_SUPERVISOR, region=city, indicator="I04").parts[0]
    below = build_region_report(viewer=PROVINCE_SUPERVISOR, region=city, indicator="I04").children

    assert {unit.region.code: unit.estimate for unit in compared.units} == {
        row.region.code: row.estimate for row in below.rows if row.region and row.kind != "total"
    }


def test_rows_stand_by_code_and_no_column_is_a_rank() -> None:
    twelve_counties()

    table = build_compare_report(viewer=PROVINCE_SUPERVISOR, indicator="I04").parts[0].units_table

    codes = [row.region.code for row in table.rows if row.region]
    assert codes == sorted(codes)
    assert [column.key for column in table.columns] == [
        *("code", "n", "value", "low", "high", "median", "grade", "band"),
        *("adjusted", "adjusted_low", "adjusted_high"),
    ]
    assert table.rows[-1].label_zh == "同级平均（合在一起算）"
    assert "各行按区划代码排列，不是名次。" in table.notes_zh


def test_a_township_stands_among_those_of_its_peers_that_the_viewer_may_name() -> None:
    world = make_world()
    add_regions(world, TOWNSHIPS, kind="township", parent=COUNTY)
    add_regions(world, ["990102301000"], kind="township", parent=OTHER_COUNTY)
    for code in (*TOWNSHIPS, "990102301000"):
        world.add(GROUPS, code, 60, people(1, n=22))
    world.save()

    part = only_part(viewer=COUNTY_SUPERVISOR, region=TOWNSHIPS[0])

    assert {unit.region.code for unit in part.units if unit.estimate.is_shown} == set(TOWNSHIPS)
    assert part.comparison.compared == 12  # one foreign township could be told from the others: it is left out


def test_below_county_lines_are_level_within_a_band_of_people() -> None:
    world = make_world()
    add_regions(world, TOWNSHIPS, kind="township", parent=COUNTY)
    for number, code in enumerate(TOWNSHIPS):
        world.add(GROUPS, code, 60, people(1, n=11 * (number + 1)))
    world.save()

    part = only_part(viewer=COUNTY_SUPERVISOR, region=COUNTY)

    assert not part.is_n_exact
    assert [(at.text, at.n, at.to) for at in part.limits] == [("10–19", 10, 20), ("20–49", 20, 50), ("50+", 50, 100)]
    assert [row.label_zh for row in part.limits_table.rows] == ["10–19", "20–49", "50+"]
    assert {unit.judged_by for unit in part.units} == {None, 10, 20, 50}
    assert {row.cells[1] for row in part.units_table.rows} == {None, "10–19", "20–49", "50+"}


def test_a_township_with_nobody_and_one_with_nine_look_the_same() -> None:
    world = make_world()
    add_regions(world, TOWNSHIPS, kind="township", parent=COUNTY)
    for code in TOWNSHIPS:
        world.add(GROUPS, code, 60, people(1))
    world.save()

    rows = {row.region.code: row for row in only_part(region=COUNTY).units_table.rows if row.region}

    assert rows[LONELY_TOWNSHIP].cells[1:] == rows[EMPTY_TOWNSHIP].cells[1:]
    assert rows[EMPTY_TOWNSHIP].cells[1:3] == (None, SUPPRESSED_ZH)


def test_a_ratio_of_sums_is_listed_and_not_judged() -> None:
    world = make_world()
    add_regions(world, COUNTIES, kind="county", parent="990300000000")
    for code in COUNTIES:
        world.add(APPS, code, 50, [{"app_count": 10, "idle_app_count": 3}] * 60)
    world.save()

    part = build_compare_report(viewer=PROVINCE_SUPERVISOR, indicator="I10").parts[0]

    assert part.limits == ()
    assert len(part.tables) == 1
    assert {unit.estimate.band for unit in part.units} == {Band.UNKNOWN}


def test_whoever_reads_what_is_public_compares_counties_and_no_townships() -> None:
    twelve_counties()

    of_city = only_part(viewer=OPERATOR, region=CITY)
    of_county = only_part(viewer=NEIGHBOUR, region=COUNTY)

    assert (of_city.kind, of_county.kind) == ("county", "county")
    assert COUNTY in {unit.region.code for unit in of_county.units}
    with pytest.raises(NothingToShow):
        build_compare_report(viewer=NEIGHBOUR, region=COUNTY, indicator="I01")


@pytest.mark.parametrize(
    ("viewer", "region"), [(NEIGHBOUR, TOWNSHIP), (COUNTY_SUPERVISOR, FOREIGN_TOWNSHIP), (OPERATOR, TOWNSHIP)]
)
def test_a_foreign_township_is_not_there_even_when_it_was_computed_before(viewer: Viewer, region: str) -> None:
    twelve_counties()
    build_compare_report(viewer=PROVINCE_SUPERVISOR, region=region, indicator="I04")

    with pytest.raises(NothingToShow):
        build_compare_report(viewer=viewer, region=region, indicator="I04")


def test_a_county_is_compared_with_foreign_ones_by_other_indicators_only_where_ten_hide_each() -> None:
    world = make_world()
    add_regions(world, COUNTIES, kind="county", parent="990300000000")
    for code in COUNTIES:
        world.add(APPS, code, 50, [{"app_count": number % 9, "idle_app_count": 0} for number in range(60)])
    world.save()
    two = Viewer(role=Role.SUPERVISOR, subtrees=tuple(Subtree(path=c[:6], is_demo=False) for c in COUNTIES[:2]))
    three = Viewer(role=Role.SUPERVISOR, subtrees=tuple(Subtree(path=c[:6], is_demo=False) for c in COUNTIES[:3]))

    parts = [only_part(viewer=viewer, region=COUNTIES[0], indicator="I01") for viewer in (two, three)]

    assert [part.comparison.compared for part in parts] == [12, 0]
    assert [len(part.units) for part in parts] == [2, 1]


def test_what_was_asked_once_is_not_read_again() -> None:
    twelve_counties()

    assert (queries(), queries()) == (5 + 4, 4)  # the wave's levels are known by then


def queries() -> int:
    with CaptureQueriesContext(connection) as found:
        build_compare_report(viewer=PROVINCE_SUPERVISOR, indicator="I04")
    return len(found)


def test_a_share_at_its_end_is_drawn_where_it_is_printed() -> None:
    world = make_world()
    add_regions(world, COUNTIES, kind="county", parent="990300000000")
    for number, code in enumerate(COUNTIES):
        averse = 0 if number == 0 else 30
        world.add(ATTITUDE, code, 50, [{"attitude_5": 1}] * averse + [{}] * (100 - averse))
    world.save()

    part = build_compare_report(viewer=PROVINCE_SUPERVISOR, indicator="I09").parts[0]

    unit = next(unit for unit in part.units if unit.region.code == COUNTIES[0])
    assert (unit.estimate.text, unit.estimate.value, unit.estimate.band) == ("<5 %", 5.0, Band.LOWER)


def test_a_region_with_another_mix_of_levels_is_set_to_that_of_its_peers() -> None:
    """Departments at ten groups, townships at twenty everywhere; one county has mostly answers from townships."""
    world = make_world()
    add_regions(world, COUNTIES, kind="county", parent="990300000000")
    for number, code in enumerate(COUNTIES):
        of_departments, of_townships = (11, 99) if number == 0 else (55, 55)
        world.add(GROUPS, code, 50, people(2, n=of_departments))
        world.add(GROUPS, code, 60, people(4, n=of_townships))
    world.save()

    part = build_compare_report(viewer=PROVINCE_SUPERVISOR, indicator="I04").parts[0]

    rows = {row.region.code: row for row in part.units_table.rows if row.region}
    raw = [rows[code].estimate.value for code in COUNTIES[:2]]
    adjusted = [dict(rows[code].estimates)["adjusted"].value for code in COUNTIES[:2]]
    # The peers' mix: 616 answers of departments, 704 of townships.
    assert raw == [19.0, 15.0]
    assert adjusted == [15.3, 15.3]
    assert rows[COUNTIES[0]].cells[-3] == 15.3


def test_nothing_is_set_to_a_common_mix_where_levels_are_chosen() -> None:
    twelve_counties()

    part = build_compare_report(viewer=PROVINCE_SUPERVISOR, indicator="I04", levels=(50,)).parts[0]

    assert "adjusted" not in [column.key for column in part.units_table.columns]


@pytest.mark.parametrize("averse", [0, 3], ids=["nobody", "one in a hundred"])
def test_limits_around_a_share_do_not_tell_what_it_hides(averse: int) -> None:
    world = make_world()
    add_regions(world, COUNTIES, kind="county", parent=PROVINCE)
    for code in COUNTIES:
        world.add(ATTITUDE, code, 50, [{"attitude_5": 1} if person < averse else {} for person in range(300)])
    world.save()

    report = build_region_report(viewer=PROVINCE_SUPERVISOR, region=PROVINCE, indicator="I09")

    assert (report.funnel_low, report.funnel_high, report.benchmark.is_shown) == (None, None, False)
    assert {row.estimate.band for row in report.children.rows} == {Band.UNKNOWN}
