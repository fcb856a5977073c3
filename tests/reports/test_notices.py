"""What deserves a look after a release: what lasts is listed, what one wave says alone is not."""

from collections.abc import Mapping, Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.access.scopes import Viewer
from burden.domain.blocks import GROUPS
from burden.domain.notices import NoticeKind
from burden.reports import NothingToShow
from burden.reports.notices.page import build_notices_report
from tests.reports.test_trends import CLOSED, CODES, add_regions, around
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    FOREIGN_TOWNSHIP,
    NEIGHBOUR,
    OPERATOR,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    make_world,
)

pytestmark = pytest.mark.django_db

COUNTIES = [f"9903{number:02d}000000" for number in range(1, 13)]
ODD = COUNTIES[4]


def publish(odd: Sequence[int], *, n: int = 60, rules: Mapping[int, Mapping[str, object]] | None = None) -> None:
    """Publish a wave for each number: twelve counties right below the province at 20 groups, one at this number."""
    for place, mean in enumerate(odd):
        world = make_world(code=CODES[place], closes_on=CLOSED[place], version=f"tree{place}")
        add_regions(world, COUNTIES, kind="county")
        world.totals.clear()
        for code in COUNTIES:
            world.add(GROUPS, code, 50, around(mean if code == ODD else 20, n=n))
        world.save()
        world.release.parameters = world.release.parameters | dict((rules or {}).get(place, {}))
        world.release.save()


def listed(
    viewer: Viewer = PROVINCE_SUPERVISOR, region: str | None = None, wave: str | None = None
) -> list[tuple[NoticeKind, str, str, str]]:
    notices = build_notices_report(viewer=viewer, region=region, wave=wave).notices
    return [(notice.kind, notice.region.code, notice.indicator.code, notice.since) for notice in notices]


def test_a_region_above_its_peers_twice_is_listed_with_both_numbers_and_theirs() -> None:
    publish([40, 44])

    report = build_notices_report(viewer=PROVINCE_SUPERVISOR)

    assert listed() == [(NoticeKind.HIGHER, ODD, "I04", "2025Q3")]
    (row,) = report.table.rows
    assert row.label_zh == f"{ODD}：人均工作群数（个/人）▲ 连续两次高于同级"
    # 12 counties of 60: eleven at 20 and one at 44.
    assert row.cells[:5] == (ODD, "I04", "2025Q3", 40.0, 44.0)
    assert row.cells[-2:] == (60, 22.0)
    assert (report.looked_at, report.has_standings, report.has_trends) == (14, True, False)


@pytest.mark.parametrize("odd", [(40, 20), (20, 44), (40, 5)], ids=["before", "now", "once above and once below"])
def test_what_one_wave_says_alone_is_not_listed(odd: tuple[int, int]) -> None:
    publish(odd)
    assert listed() == []


def test_below_twice_is_a_notice_of_its_own() -> None:
    publish([5, 6])
    assert listed() == [(NoticeKind.LOWER, ODD, "I04", "2025Q3")]


def test_fewer_than_thirty_answers_are_no_notice() -> None:
    publish([40, 44], n=29)
    assert listed() == []


def test_waves_counted_by_other_rules_are_not_compared_and_nobody_is_said_to_be_fine() -> None:
    publish([40, 44], rules={1: {"excluded_flags": ["speeder"]}})
    assert listed() == []
    report = build_notices_report(viewer=PROVINCE_SUPERVISOR)
    assert (report.has_standings, report.has_trends) == (False, False)


def test_a_township_is_looked_at_for_its_trend_alone() -> None:
    publish([40, 44])
    report = build_notices_report(viewer=COUNTY_SUPERVISOR, region=TOWNSHIP)
    assert (report.looked_at, report.has_standings, report.has_trends) == (0, False, False)


def test_a_trend_over_five_waves_is_listed_of_the_region_itself_too() -> None:
    for place, mean in enumerate((20, 19, 18, 17, 16)):
        world = make_world(code=CODES[place], closes_on=CLOSED[place])
        world.add(GROUPS, COUNTY, 50, around(mean))
        world.save()

    assert listed(region=CITY) == [
        (NoticeKind.FALLS, CITY, "I04", "2025Q3"),
        (NoticeKind.FALLS, COUNTY, "I04", "2025Q3"),
    ]
    assert listed(COUNTY_SUPERVISOR) == [(NoticeKind.FALLS, COUNTY, "I04", "2025Q3")]
    assert listed(region=CITY, wave="2026Q2") == []  # four waves until then


@pytest.mark.parametrize(
    ("viewer", "region"),
    [(NEIGHBOUR, COUNTY), (OPERATOR, COUNTY), (COUNTY_SUPERVISOR, FOREIGN_TOWNSHIP), (COUNTY_SUPERVISOR, CITY)],
)
def test_notices_belong_to_those_who_read_all_of_the_region(viewer: Viewer, region: str) -> None:
    publish([40, 44])
    build_notices_report(viewer=PROVINCE_SUPERVISOR)

    with pytest.raises(NothingToShow):
        build_notices_report(viewer=viewer, region=region)


def test_the_number_of_queries_depends_on_waves_alone() -> None:
    publish([40, 44])

    # Whoever asks first reads the levels of the release, and the peers by all indicators in both waves, for everybody:
    # regions and figures, here once within the province and, because that may not be shown, once within the region.
    assert [queries(), queries()] == [4 + 1 + 1 + 2 * 2, 4 + 1]


def queries() -> int:
    with CaptureQueriesContext(connection) as found:
        build_notices_report(viewer=PROVINCE_SUPERVISOR)
    return len(found)
