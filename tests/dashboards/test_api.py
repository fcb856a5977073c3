"""The JSON twins print the same tables as pages, and refuse in the same way."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from burden.access.scopes import Role
from burden.models import Release
from tests.aggregation.world import PROVINCE
from tests.dashboards.conftest import account

CITY = "990100000000"

pytestmark = pytest.mark.django_db


def _get(client: Client, address: str, *, status: int = 200) -> Any:  # noqa: ANN401  # whatever JSON holds
    answer = client.get(address)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def test_figures_are_the_rows_of_the_page(supervisor: Client) -> None:
    found = _get(supervisor, f"/api/v1/figures/?region={PROVINCE}&indicator=I04")
    page = supervisor.get(f"/d/regions/{PROVINCE}/?indicator=I04").content.decode()
    (table,) = found["tables"]
    value = [column["key"] for column in table["columns"]].index("value")
    shown = [row for row in table["rows"] if row["estimate"]["state"] == "shown"]
    assert len(shown) >= 3
    for row in shown:
        assert f'<td class="num">{row["cells"][value]:.1f}</td>' in page
        assert row["estimate"]["value"] == row["cells"][value]


def test_a_suppressed_figure_tells_nothing_but_that(supervisor: Client) -> None:
    (table,) = _get(supervisor, f"/api/v1/figures/?region={PROVINCE}")["tables"]
    hidden = [row["estimate"] for row in table["rows"] if row["kind"] == "suppressed"]
    assert hidden
    for estimate in hidden:
        assert (estimate["value"], estimate["n"], estimate["n_text"], estimate["grade"]) == (None, None, "", "")


def test_the_frame_says_where_when_and_which_release(supervisor: Client, release: Release) -> None:
    frame = _get(supervisor, f"/api/v1/figures/?region={CITY}&level=50,40")["frame"]
    assert (frame["wave"], frame["region"]["code"], frame["levels"]) == ("2026Q4", CITY, [40, 50])
    assert (frame["release"], frame["is_demo"]) == (str(release.pk), True)


def test_anybody_reads_public_figures_and_no_others(client: Client, release: Release) -> None:
    assert _get(client, "/api/v1/figures/?indicator=I03")["frame"]["region"]["code"] == PROVINCE
    _get(client, "/api/v1/figures/?indicator=I05", status=404)
    assert _get(client, "/api/v1/compare/?indicator=I03")["frame"]["region"]["code"] == PROVINCE
    _get(client, "/api/v1/compare/?indicator=I05", status=404)
    _get(client, "/api/v1/distribution/", status=404)
    _get(client, "/api/v1/trends/", status=404)
    _get(client, "/api/v1/profile/", status=404)
    _get(client, "/api/v1/quality/", status=404)
    _get(client, "/api/v1/apps/", status=404)
    _get(client, "/api/v1/practices/", status=404)


def test_a_supervisor_reads_apps_and_practices(supervisor: Client) -> None:
    apps, *others = _get(supervisor, "/api/v1/apps/")["tables"]
    assert [table["key"] for table in others] == ["weights", "balance", "opinions"]
    assert [estimate["name"] for estimate in apps["rows"][0]["estimates"]] == ["holders", "users", "active", "minutes"]
    tables = _get(supervisor, "/api/v1/practices/")["tables"]
    assert [table["key"] for table in tables] == ["practices", "classes", "practices_by_region"]


@pytest.mark.parametrize(
    "name",
    [
        "figures",
        "notices",
        "compare",
        "distribution",
        "trends",
        "profile",
        "quality",
        "apps",
        "apps/A1",
        "board",
        "practices",
        "before-after",
        "waves",
    ],
)
def test_browsers_keep_no_copy_of_what_a_supervisor_read(supervisor: Client, name: str) -> None:
    answer = supervisor.get(f"/api/v1/{name}/")
    assert answer.status_code == 200
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))


def test_foreign_and_absent_regions_are_refused_alike(client: Client, release: Release) -> None:
    client.force_login(account(Role.SUPERVISOR, region=CITY))
    foreign = _get(client, "/api/v1/figures/?region=990201001000", status=404)
    absent = _get(client, "/api/v1/figures/?region=990999999000", status=404)
    assert foreign == absent


def test_a_bad_filter_is_named(supervisor: Client) -> None:
    assert list(_get(supervisor, "/api/v1/figures/?level=41", status=400)["errors"]) == ["level"]
    assert list(_get(supervisor, "/api/v1/figures/?indicator=I99", status=400)["errors"]) == ["indicator"]


def test_waves_releases_and_definitions_are_public(client: Client, release: Release) -> None:
    (wave,) = _get(client, "/api/v1/waves/")
    assert (wave["code"], wave["status"], wave["region_code"]) == ("2026Q4", "released", PROVINCE)
    (listed,) = _get(client, "/api/v1/releases/")
    assert _get(client, f"/api/v1/releases/{listed['id']}/")["content_hash"] == release.content_hash
    assert [found["code"] for found in _get(client, "/api/v1/indicators/")][:3] == ["I01", "I02", "I03"]


def test_a_release_that_never_was_is_not_there(client: Client, release: Release) -> None:
    assert list(_get(client, "/api/v1/releases/not-a-release/", status=404)) == ["errors"]


def test_the_description_of_the_interface_has_no_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("spectacular", validate=True, fail_on_warn=True)
    described = capsys.readouterr().out
    for address in (
        "figures",
        "notices",
        "compare",
        "distribution",
        "trends",
        "profile",
        "quality",
        "apps",
        "practices",
        "before-after",
        "indicators",
        "waves",
        "releases",
        "responses",
        "regions",
    ):
        assert f"/api/v1/{address}/:" in described
