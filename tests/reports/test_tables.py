from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from burden.access.scopes import PUBLIC_VIEWER
from burden.domain.blocks import APPS, GROUPS, PRACTICES, Block, app_use_block, usage_block
from burden.models import Release, Wave
from burden.reports import BadFilterError, NothingToShow, build_apps_report, build_practices_report, table_for
from burden.reports.balance import share_band
from burden.reports.filters import parse_levels
from burden.reports.question import Question
from tests.reports.world import (
    CITY,
    COUNTY,
    COUNTY_SUPERVISOR,
    NEIGHBOUR,
    PROVINCE_SUPERVISOR,
    TOWNSHIP,
    World,
    alike,
    make_world,
)

pytestmark = pytest.mark.django_db

APP_CODES = ("A1", "A2", "A3")
USAGE: Block = usage_block(APP_CODES)


def world_of_apps() -> World:
    """A hundred usage reports: everybody holds A1, half use it; thirty use A2; nobody has A3."""
    world = make_world(app_codes=APP_CODES)
    people = [
        {"holders:A1": 1, "users:A1": int(number < 50), "holders:A2": int(number < 30), "users:A2": int(number < 30)}
        for number in range(100)
    ]
    world.add(USAGE, COUNTY, 50, people)
    world.add(app_use_block("A1"), COUNTY, 50, [{"minutes_per_day": 20 + 10 * (n % 2)} for n in range(40)])
    return world.save()


def test_apps_stand_by_users_with_shares_and_minutes() -> None:
    world_of_apps()

    report = build_apps_report(viewer=COUNTY_SUPERVISOR)

    assert [row.label_zh for row in report.apps.rows] == ["应用A1", "应用A2", "应用A3"]
    cells = dict(zip((c.key for c in report.apps.columns), report.apps.rows[0].cells, strict=True))
    assert (cells["holders"], cells["users"], cells["active"]) == (">95 %", 50.0, 50.0)
    assert (cells["minutes"], cells["minutes_median"], cells["minutes_n"]) == (25.0, 20.0, 40)
    assert report.people.n == 100


def test_an_app_that_nobody_named_looks_like_one_that_few_named() -> None:
    world_of_apps()

    rows = build_apps_report(viewer=COUNTY_SUPERVISOR).apps.rows

    minutes = [dict(row.estimates)["minutes"] for row in rows]
    assert minutes[1] is minutes[2]
    assert dict(rows[2].estimates)["holders"].text == "<5 %"


def test_many_apps_take_as_many_queries_as_few() -> None:
    world_of_apps()

    with CaptureQueriesContext(connection) as queries:
        build_apps_report(viewer=COUNTY_SUPERVISOR)

    assert len(queries) == 6


def test_practices_show_shares_of_all_and_of_each_level() -> None:
    world = make_world()
    met = [{"p_checkin": int(n < 20), "class_compulsory": int(n < 22), "p_none": int(n >= 22)} for n in range(40)]
    world.add(PRACTICES, COUNTY, 50, met)
    world.add(PRACTICES, TOWNSHIP, 60, alike(19, p_checkin=1, class_compulsory=1))
    world.save()

    report = build_practices_report(viewer=COUNTY_SUPERVISOR)

    checkin = report.practices.rows[0]
    assert checkin.label_zh == "打卡签到"
    assert checkin.cells == (
        *(59, 66.1, 53.4, 76.9),
        *(40, 50.0, 35.2, 64.8),
        *(None, "样本不足或无数据", None, None),
    )
    assert [row.label_zh[:4] for row in report.classes.rows] == [
        *("强制使用", "过度留痕", "滥用排名", "多头填报"),
        "空壳僵尸",
    ]
    assert report.practices.rows[-1].label_zh == "都没有"


@pytest.mark.parametrize("page", ["apps", "practices"])
def test_pages_without_a_public_part_do_not_exist_outside_ones_own_regions(page: str) -> None:
    make_world()

    with pytest.raises(NothingToShow):
        table_for(Question(viewer=NEIGHBOUR, page=page, region=COUNTY))


def test_the_pack_holds_every_township_of_ones_own_region_and_the_method() -> None:
    world = make_world(app_codes=APP_CODES)
    world.add(GROUPS, TOWNSHIP, 60, alike(12, group_count=20))
    world.save()

    pack = table_for(Question(viewer=PROVINCE_SUPERVISOR, page="pack"))

    keys = [table.key for table in pack.tables]
    assert keys[:2] == ["headline", "regions"]
    page_two = ["feeling", "replies", "data", "clean_up", "seen", "own_cost"]
    assert [key for key in keys[2:] if not key.startswith("levels:")] == [
        "apps",
        "opinions",
        "board",
        "sponsor_levels",
        "sponsor_offices",
        "practices",
        "classes",
        *(f"further:{topic}" for topic in page_two),
        "balance",
        "flags",
        "method",
    ]
    regions = pack.tables[1]
    township = next(row for row in regions.rows if row.label_zh == "戊镇")
    cells = dict(zip((column.key for column in regions.columns), township.cells, strict=True))
    assert (cells["I04_n"], cells["I04_value"], cells["I03_value"]) == ("10–19", 20.0, "样本不足或无数据")


def test_the_method_prints_the_forms_header_and_the_hash_of_the_release() -> None:
    world = make_world(is_demo=True)
    Wave.objects.filter(pk=world.wave.pk).update(form_no="减负01表", valid_until=date(2027, 12, 31))

    method = table_for(Question(viewer=PUBLIC_VIEWER, page="pack")).tables[-1]

    lines = {row.label_zh: row.cells[0] for row in method.rows}
    assert (lines["表号"], lines["有效期限"], lines["标注"]) == ("减负01表", "2027-12-31", "演示数据，非真实。")
    assert "制定机关" not in lines
    assert lines["内容校验值 SHA-256"] == "0" * 64
    assert lines["最小组"] == "每个数至少来自10人；不足的并入上级，不单列。"


def test_the_balance_says_where_every_answer_went() -> None:
    world = make_world()
    line = {"accepted": 300, "published": 200, "held_back": 40, "excluded": 10, "not_answered": 20}
    Release.objects.filter(pk=world.release.pk).update(balance={"groups": {"60": line}})

    balance = table_for(Question(viewer=PUBLIC_VIEWER, page="pack")).tables[-3]

    (row,) = balance.rows
    assert (row.label_zh, row.cells) == ("工作群数", ("≥300", 200, "≥10 %", "<5 %", "5–10 %"))


@pytest.mark.parametrize("whole", [30, 99, 100, 199, 300, 499, 500, 10_000])
def test_no_band_of_a_balance_is_a_small_number_of_people(whole: int) -> None:
    bands: dict[str, list[int]] = {}
    for part in range(whole + 1):
        bands.setdefault(share_band(part, whole), []).append(part)
    assert min(len(parts) for parts in bands.values()) >= 10
    assert set(range(10)) <= set(bands[share_band(0, whole)])


def test_a_total_of_apps_or_practices_names_the_levels_in_it() -> None:
    world = make_world(app_codes=APP_CODES)
    for block in (USAGE, PRACTICES):
        world.add(block, COUNTY, 50, alike(60))
        world.add(block, COUNTY, 0, alike(12))
    world.save()

    apps, practices = (
        table_for(Question(viewer=COUNTY_SUPERVISOR, page="apps")).tables[0],
        table_for(Question(viewer=COUNTY_SUPERVISOR, page="practices")).tables[0],
    )
    chosen = table_for(Question(viewer=COUNTY_SUPERVISOR, page="apps", levels=(50,))).tables[0]

    contents = "含层级：县直部门、全部层级合计（人数不足单列的部分）。"
    assert contents in apps.notes_zh
    assert contents in practices.notes_zh
    assert "只含层级：县直部门；层级没有单列的人不在其中。" in chosen.notes_zh
    assert (
        "只含层级：县直部门；层级没有单列的人不在其中。"
        in build_practices_report(viewer=COUNTY_SUPERVISOR, levels=(50,)).practices.notes_zh
    )


def test_a_pack_outside_ones_own_regions_holds_what_is_public() -> None:
    world = make_world(app_codes=APP_CODES)
    world.add(GROUPS, TOWNSHIP, 60, alike(12, group_count=20))
    world.save()

    pack = table_for(Question(viewer=NEIGHBOUR, page="pack", region=COUNTY))

    assert [row.label_zh for row in pack.tables[1].rows] == ["丙县"]
    assert [table.key for table in pack.tables[2:]] == [
        "levels:I03",
        "levels:I04",
        "levels:I07",
        "levels:I09",
        "balance",
        "flags",
        "method",
    ]


@pytest.mark.parametrize("page", ["overview", "region", "apps", "practices", "public", "pack"])
def test_every_row_of_every_page_has_a_cell_for_every_column(page: str) -> None:
    world = make_world(app_codes=APP_CODES)
    world.add(APPS, COUNTY, 50, alike(40, app_count=4, account_count=2))
    world.save()

    tables = table_for(Question(viewer=PROVINCE_SUPERVISOR, page=page, region=CITY)).tables

    assert tables
    assert all(len(row.cells) == len(table.columns) for table in tables for row in table.rows)


@pytest.mark.parametrize("text", ["forty", "45", "40;50", "0", "\uff14\uff10"])
def test_levels_that_there_are_not_are_refused_by_name(text: str) -> None:
    with pytest.raises(BadFilterError) as refusal:
        parse_levels(text)

    assert refusal.value.parameter == "level"


def test_an_unknown_page_or_indicator_is_refused() -> None:
    make_world()

    with pytest.raises(BadFilterError):
        table_for(Question(viewer=PROVINCE_SUPERVISOR, page="secrets"))
    with pytest.raises(BadFilterError):
        table_for(Question(viewer=PROVINCE_SUPERVISOR, page="region", indicator="I99"))
