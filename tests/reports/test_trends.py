"""A region over the waves: its line, its gaps, its peers, its clean-ups, and who may read them."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.access.scopes import Role, Subtree, Viewer
from burden.domain.blocks import APPS, ATTITUDE, GROUPS
from burden.domain.levels import PREFIX_DIGITS, RegionKind
from burden.domain.trend import Verdict
from burden.models import CleanupEvent, Region
from burden.reports import NothingToShow, build_trend_report, table_for
from burden.reports.peers.bands import between
from burden.reports.question import Question
from burden.reports.trends.types import PeerBand
from burden.reports.types import SUPPRESSED_ZH
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    FOREIGN_TOWNSHIP,
    NEIGHBOUR,
    OPERATOR,
    OTHER_COUNTY,
    PROVINCE,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    alike,
    make_world,
)

pytestmark = pytest.mark.django_db

CODES = ("2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
CLOSED = (date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))


def around(mean: int, *, n: int = 60) -> list[dict[str, int]]:
    """People whose groups lie evenly around a mean."""
    return [{"group_count": mean - 2 + number % 5} for number in range(n)]


def worlds(means: Sequence[int | None], *, code: str = COUNTY) -> list[World]:
    """Waves in which the county has these mean numbers of groups, too few people where None."""
    made = []
    for wave, closes_on, mean in zip(CODES, CLOSED, means, strict=False):
        world = make_world(code=wave, closes_on=closes_on)
        world.add(GROUPS, code, 50, around(mean) if mean is not None else around(20, n=9))
        made.append(world.save())
    return made


def test_a_fall_over_five_waves_is_said_with_its_waves() -> None:
    worlds([20, 19, 18, 17, 16])

    report = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    assert (report.verdict, report.judged) == (Verdict.FALLS, CODES)
    assert [wave.estimate.value for wave in report.waves] == [20.0, 19.0, 18.0, 17.0, 16.0]
    assert [row.label_zh for row in report.trend.rows] == list(CODES)
    cells = report.trend.rows[0].cells
    assert (cells[:2], cells[-2:]) == ((60, 20.0), ("2025-09-30", "2025-09-30"))


def test_a_wave_with_too_few_answers_is_a_gap_and_no_point() -> None:
    worlds([20, 19, None, 17, 16])

    report = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    assert (report.verdict, report.judged) == (Verdict.TOO_FEW_WAVES, ())
    assert [wave.is_joined for wave in report.waves] == [True, True, False, True, True]
    gap = report.trend.rows[2]
    assert gap.kind == "suppressed"
    assert gap.cells[:3] == (None, SUPPRESSED_ZH, None)


def test_waves_counted_by_other_rules_keep_their_number_but_not_their_place_in_the_line() -> None:
    made = worlds([20, 19, 18, 17, 16])
    made[0].release.parameters = made[0].release.parameters | {"excluded_flags": ["speeder"]}
    made[0].release.save()

    report = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    assert [wave.is_joined for wave in report.waves] == [False, True, True, True, True]
    assert report.verdict is Verdict.TOO_FEW_WAVES
    assert report.trend.rows[0].label_zh == "2025Q3（口径不同）"
    assert report.trend.rows[0].estimate.value == 20.0


def test_the_chosen_wave_names_the_head_and_leaves_the_trend_whole() -> None:
    worlds([20, 19, 18, 17, 16])

    report = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04", wave="2026Q1")

    assert report.frame.wave.code == "2026Q1"
    assert [wave.code for wave in report.waves] == list(CODES)


def test_made_up_waves_and_waves_of_other_places_are_no_part_of_it() -> None:
    worlds([20, 19])
    elsewhere = make_world(code="2026Q1", closes_on=CLOSED[2])
    elsewhere.wave.region_code = OTHER_COUNTY
    elsewhere.wave.save()
    make_world(code="2026Q2", closes_on=CLOSED[3], is_demo=True)

    report = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04", wave="2025Q4")

    assert [wave.code for wave in report.waves] == ["2025Q3", "2025Q4"]


def add_regions(world: World, codes: Sequence[str], *, kind: str) -> None:
    """Put regions into the wave's tree, the first with 10 groups a person, the second with 20, and so on."""
    digits = PREFIX_DIGITS[RegionKind(kind)]
    Region.objects.bulk_create(
        Region(
            tree_id=world.wave.tree_id,
            code=code,
            parent_code=PROVINCE if kind == RegionKind.COUNTY else f"{code[:6]}000000",
            kind=kind,
            path=code[:digits],
            name=code,
            source="test",
        )
        for code in codes
    )
    for number, code in enumerate(codes, start=1):
        world.add(GROUPS, code, 50, alike(20, group_count=10 * number))


@pytest.mark.parametrize(("others", "has_band"), [(9, False), (10, True)])
def test_peers_are_a_band_from_ten_of_the_others_up(others: int, has_band: bool) -> None:  # noqa: FBT001  # a parametrised case
    world = make_world()
    add_regions(world, [f"9903{number:02d}000000" for number in range(1, others + 1)], kind="county")
    world.add(GROUPS, COUNTY, 50, alike(20, group_count=500))
    world.save()

    (wave,) = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04").waves

    # Ten others at 10, 20, ... 100; the county's own 500 is not among them.
    band = PeerBand(count=10, p10=15.0, p25=35.0, median=55.0, p75=75.0, p90=95.0)
    assert wave.peers == (band if has_band else None)


@pytest.mark.parametrize("number", range(10, 52))
def test_no_end_of_a_band_is_a_regions_own_value(number: int) -> None:
    values = [float(value**2) for value in range(number)]

    ends = [between(values, q) for q in (0.1, 0.25, 0.5, 0.75, 0.9)]

    assert not set(ends) & set(values)
    assert ends == sorted(ends)
    assert ends[0] > values[0]
    assert ends[-1] < values[-1]


@pytest.mark.parametrize(("foreign", "has_band"), [(0, True), (1, False), (9, False), (10, True)])
def test_a_band_tells_nobody_of_a_few_townships_that_are_not_theirs(foreign: int, has_band: bool) -> None:  # noqa: FBT001  # a parametrised case
    world = make_world()
    own = [f"9901012{number:02d}000" for number in range(1, 13)]
    add_regions(world, [*own, *(f"9901022{number:02d}000" for number in range(1, foreign + 1))], kind="township")
    world.save()

    whole = build_trend_report(viewer=PROVINCE_SUPERVISOR, region=own[0], indicator="I04").waves[0].peers
    seen = build_trend_report(viewer=COUNTY_SUPERVISOR, region=own[0], indicator="I04").waves[0].peers

    assert whole is not None
    assert whole.count == 11 + foreign
    assert seen == (whole if has_band else None)


@pytest.mark.parametrize(("indicator", "has_band"), [("I03", True), ("I10", False)])
def test_a_county_of_others_is_hidden_only_where_its_number_is_not_public(indicator: str, has_band: bool) -> None:  # noqa: FBT001  # a parametrised case
    world = make_world()
    codes = [f"9903{number:02d}000000" for number in range(1, 12)]
    add_regions(world, codes, kind="county")
    for code in (*codes, COUNTY):
        world.add(APPS, code, 50, alike(60, app_count=10, idle_app_count=3))
    world.save()
    neighbour = Viewer(role=Role.SUPERVISOR, subtrees=(Subtree(path="9903", is_demo=False),))

    whole = build_trend_report(viewer=PROVINCE_SUPERVISOR, region=codes[0], indicator=indicator).waves[0].peers
    seen = build_trend_report(viewer=neighbour, region=codes[0], indicator=indicator).waves[0].peers

    assert whole is not None
    assert seen == (whole if has_band else None)


def test_the_peers_of_each_wave_are_the_same_whichever_wave_is_chosen() -> None:
    wide = make_world(code="2025Q3", closes_on=CLOSED[0])
    add_regions(wide, [f"9903{number:02d}000000" for number in range(1, 11)], kind="county")
    wide.add(GROUPS, COUNTY, 50, around(20))
    wide.save()
    narrow = make_world(code="2025Q4", closes_on=CLOSED[1])
    narrow.wave.region_code = CITY
    narrow.wave.save()
    narrow.add(GROUPS, COUNTY, 50, around(18))
    narrow.save()

    first, second = (
        build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04", wave=code)
        for code in ("2025Q3", "2025Q4")
    )

    assert [wave.peers and wave.peers.count for wave in first.waves] == [10, None]
    assert second.waves == first.waves
    assert second.trend == first.trend
    assert second.clean_ups == first.clean_ups


def enter(world: World, title: str, *, code: str = PROVINCE, day: date = CLOSED[0]) -> None:
    """Enter a clean-up."""
    CleanupEvent.objects.create(tree=world.wave.tree, region_code=code, happened_on=day, title=title, note="")


def test_clean_ups_before_the_first_wave_and_after_the_last_are_no_part_of_it() -> None:
    first, last = worlds([20, 19])
    for day in (
        date(2015, 5, 1),
        first.wave.opens_on - timedelta(days=1),
        first.wave.opens_on,
        last.wave.closes_on,
        last.wave.closes_on + timedelta(days=1),
    ):
        enter(first, day.isoformat(), day=day)

    report = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    assert [event.title for event in report.events] == [first.wave.opens_on.isoformat(), "2025-12-31"]


def test_a_site_that_enters_no_clean_ups_has_no_table_of_them() -> None:
    (world,) = worlds([20])
    none_at_all = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")
    enter(world, "别县", code=OTHER_COUNTY)
    none_here = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    assert [table.key for table in none_at_all.tables] == ["trend:I04"]
    assert [table.key for table in none_here.tables] == ["trend:I04", "clean-ups"]
    assert none_here.events == ()


def test_clean_ups_of_the_region_and_above_are_listed_and_others_are_not() -> None:
    (world,) = worlds([20])
    for code, title in ((PROVINCE, "全省清理"), (COUNTY, "群减半"), (OTHER_COUNTY, "别县"), (TOWNSHIP, "镇里")):
        enter(world, title, code=code)

    report = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")

    assert [(event.mark, event.region, event.title) for event in report.events] == [
        ("①", "云汀省", "全省清理"),
        ("②", "丙县", "群减半"),
    ]
    assert report.clean_ups is not None
    assert report.clean_ups.rows[1].label_zh == "② 群减半"
    assert report.clean_ups.rows[1].cells == ("2025-09-30", "丙县", None)


def test_a_share_hidden_at_its_end_moves_no_verdict() -> None:
    for wave, closes_on, averse in zip(CODES, CLOSED, (49, 30, 18, 9, 0), strict=True):
        world = make_world(code=wave, closes_on=closes_on)
        world.add(ATTITUDE, COUNTY, 50, [{"attitude_5": 1}] * averse + [{}] * (1000 - averse))
        world.save()

    report = build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I09")

    assert {wave.estimate.text for wave in report.waves} == {"<5 %"}
    assert report.verdict is Verdict.NO_CLEAR_CHANGE


def test_a_ratio_of_sums_gets_no_verdict() -> None:
    world = make_world()
    world.add(APPS, COUNTY, 50, alike(60, app_count=10, idle_app_count=3))
    world.save()

    assert build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I10").verdict is Verdict.NOT_TESTED


@pytest.mark.parametrize(
    ("viewer", "region"),
    [(NEIGHBOUR, COUNTY), (OPERATOR, COUNTY), (COUNTY_SUPERVISOR, FOREIGN_TOWNSHIP), (COUNTY_SUPERVISOR, CITY)],
)
def test_trends_belong_to_those_who_read_all_of_the_region(viewer: object, region: str) -> None:
    worlds([20])
    build_trend_report(viewer=PROVINCE_SUPERVISOR, region=region, indicator="I04")  # warm

    with pytest.raises(NothingToShow):
        build_trend_report(viewer=viewer, region=region, indicator="I04")  # type: ignore[arg-type]  # viewers all


def test_what_was_asked_once_is_not_read_again() -> None:
    made = worlds([20, 19, 18, 17, 16])

    assert (queries(), queries()) == (4 + 1 + 3, 4)
    enter(made[0], "全省清理")
    assert queries() == 6


def queries() -> int:
    with CaptureQueriesContext(connection) as found:
        build_trend_report(viewer=COUNTY_SUPERVISOR, region=COUNTY, indicator="I04")
    return len(found)


def test_files_get_the_tables_of_the_page() -> None:
    first, _ = worlds([20, 19])
    enter(first, "全省清理")

    page = table_for(Question(viewer=COUNTY_SUPERVISOR, page="trends", region=COUNTY, indicator="I04"))

    assert [table.key for table in page.tables] == ["trend:I04", "clean-ups"]
    assert "各次的发布号" in page.tables[0].notes_zh[-1]
