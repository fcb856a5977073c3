"""The demo's published numbers as the reading door hands them out."""

import pytest

from burden.access.scopes import PUBLIC_VIEWER, Role, Subtree, Viewer
from burden.reports import build_apps_report, build_overview, build_public_report, front_page, table_for
from burden.reports.question import Question
from burden.reports.types import Row

SUPERVISOR = Viewer(role=Role.SUPERVISOR, subtrees=(Subtree(path="99", is_demo=True),))

pytestmark = pytest.mark.usefixtures("demo_site")


def test_the_wave_of_2025q4_shows_the_three_numbers_of_the_study() -> None:
    report = build_overview(viewer=SUPERVISOR, wave="2025Q4")

    apps = {row.label_zh: row.estimate.value for row in report.by_level[0].rows}
    headline = {indicator.code: value.value for indicator, value in report.headline}
    assert (apps["市县部门"], apps["乡镇街道"]) == (6.8, 10.8)
    assert headline["I09"] == 40.0
    assert report.honest is None


def test_six_waves_can_be_chosen_and_the_newest_comes_first() -> None:
    report = build_public_report(viewer=PUBLIC_VIEWER)

    assert [wave.code for wave in report.frame.waves] == ["2026Q3", "2026Q2", "2026Q1", "2025Q4", "2025Q3", "2025Q2"]
    assert report.frame.wave.code == "2026Q3"
    assert [wave.code for wave in front_page().open_waves] == ["2026Q4"]


def test_every_level_and_every_app_has_its_row() -> None:
    apps = build_apps_report(viewer=SUPERVISOR)

    assert len(apps.apps.rows) >= 20
    assert sum(row.estimate.is_shown for row in apps.apps.rows) >= 20


def test_counties_add_up_to_their_city_and_cities_to_the_province() -> None:
    for region in ("990000000000", "990400000000"):
        (table,) = table_for(
            Question(viewer=SUPERVISOR, page="region", wave="2025Q4", region=region, indicator="I04")
        ).tables
        total = next(row for row in table.rows if row.kind == "total")
        parts = [row for row in table.rows if row.kind in {"plain", "rest"}]
        assert sum(_people(row) for row in parts) == _people(total)


def _people(row: Row) -> int:
    return row.estimate.n or 0
