"""One line an address: what each role is answered when it asks for it plainly."""

from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver

from burden.models import ExportJob, User, Wave
from tests.access.test_matrix import OPEN_WITHOUT_A_DOOR, SIGNING_IN, addresses
from tests.reports.world import COUNTY

ROLES = ("public", "county supervisor", "county inspector", "neighbour", "operator")
JOB = "11111111-1111-1111-1111-111111111111"
SIGN_IN, DONE, NOTHING = 302, 302, 404  # a page that did something leads back with a message
EVERYBODY = (200,) * 5

# Name of the address: what is asked, and the answers in the order of ROLES.
GET: dict[str, tuple[str, tuple[int, ...]]] = {
    "dashboards:front": ("/", EVERYBODY),
    "dashboards:results": (f"/results/?region={COUNTY}", EVERYBODY),
    "dashboards:method": ("/method/", EVERYBODY),
    "dashboards:privacy": ("/privacy/", EVERYBODY),
    "dashboards:self-check": ("/self-check/", EVERYBODY),
    "dashboards:overview": (f"/d/?region={COUNTY}", (SIGN_IN, 200, 200, 200, 200)),
    "dashboards:region": (f"/d/regions/{COUNTY}/", (SIGN_IN, 200, 200, 200, 200)),
    "dashboards:compare": (f"/d/compare/?region={COUNTY}", (SIGN_IN, 200, 200, 200, 200)),
    "dashboards:distribution": (f"/d/distribution/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:practices": (f"/d/practices/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:apps": (f"/d/apps/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:notices": (f"/d/notices/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:app": (f"/d/apps/A1/?region={COUNTY}", (SIGN_IN, *(NOTHING,) * 4)),
    "dashboards:board": (f"/d/board/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:trends": (f"/d/trends/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:further": (f"/d/further/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:findings": (f"/d/findings/?region={COUNTY}", (SIGN_IN, NOTHING, 200, NOTHING, NOTHING)),
    "dashboards:finding": ("/d/findings/0/", (SIGN_IN, *(NOTHING,) * 4)),
    "dashboards:profile": (f"/d/profile/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:quality": (f"/d/quality/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:what-if": (f"/d/what-if/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:before-after": (f"/d/before-after/?region={COUNTY}", (SIGN_IN, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-figures": (f"/api/v1/figures/?region={COUNTY}", EVERYBODY),
    "dashboards:api-compare": (f"/api/v1/compare/?region={COUNTY}", EVERYBODY),
    "dashboards:api-distribution": (f"/api/v1/distribution/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-apps": (f"/api/v1/apps/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-notices": (f"/api/v1/notices/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-app": (f"/api/v1/apps/A1/?region={COUNTY}", (NOTHING,) * 5),
    "dashboards:api-board": (f"/api/v1/board/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-trends": (f"/api/v1/trends/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-practices": (f"/api/v1/practices/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-findings": (f"/api/v1/findings/?region={COUNTY}", (NOTHING, NOTHING, 200, NOTHING, NOTHING)),
    "dashboards:api-profile": (f"/api/v1/profile/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-quality": (f"/api/v1/quality/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-what-if": (f"/api/v1/what-if/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-before-after": (f"/api/v1/before-after/?region={COUNTY}", (NOTHING, 200, 200, NOTHING, NOTHING)),
    "dashboards:api-indicators": ("/api/v1/indicators/", EVERYBODY),
    "dashboards:api-waves": ("/api/v1/waves/", EVERYBODY),
    "dashboards:api-releases": ("/api/v1/releases/", EVERYBODY),
    "dashboards:api-release": (f"/api/v1/releases/{JOB}/", (NOTHING,) * 5),
    "exports:list": ("/exports/", (SIGN_IN, 200, 200, 200, NOTHING)),
    "exports:job": (f"/exports/{JOB}/", (SIGN_IN, 200, NOTHING, NOTHING, NOTHING)),
    "exports:file": (f"/exports/{JOB}/file/", (SIGN_IN, NOTHING, NOTHING, NOTHING, NOTHING)),
    "exports:api-job": (f"/api/v1/exports/{JOB}/", (403, 200, NOTHING, NOTHING, NOTHING)),
    "operate:home": ("/operate/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:health": ("/operate/health/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:demo-clear": ("/operate/demo/clear/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:decisions": ("/operate/decisions/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:decide-app": ("/operate/decisions/NONE/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:site-facts": ("/operate/site-facts/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:rules": ("/operate/rules/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:rule": ("/operate/rules/R03/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:catalogue": ("/operate/catalogue/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:catalogue-new": ("/operate/catalogue/new/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:catalogue-history": ("/operate/catalogue/history/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:catalogue-groups": ("/operate/catalogue/groups/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:catalogue-group": ("/operate/catalogue/group/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:catalogue-merge": ("/operate/catalogue/NONE/merge/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:catalogue-part": ("/operate/catalogue/NONE/part/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:catalogue-item": ("/operate/catalogue/NONE/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:catalogue-edit": ("/operate/catalogue/NONE/edit/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:catalogue-retire": ("/operate/catalogue/NONE/retire/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:clean-ups": ("/operate/clean-ups/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:clean-up-new": ("/operate/clean-ups/new/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:clean-up": ("/operate/clean-ups/0/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:clean-up-delete": ("/operate/clean-ups/0/delete/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:wave-new": ("/operate/waves/new/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:wave-edit": ("/operate/waves/2026Q3/edit/", (SIGN_IN, NOTHING, NOTHING, NOTHING, DONE)),
    "operate:wave-delete": ("/operate/waves/2026Q3/delete/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:wave-preview": ("/operate/waves/2026Q3/preview/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:wave-preview-form": (
        "/operate/waves/2026Q3/preview/response/",
        (SIGN_IN, NOTHING, NOTHING, NOTHING, 200),
    ),
    "operate:wave-notices": ("/operate/waves/2026Q3/notices/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:wave-paper": ("/operate/waves/2026Q3/notices/none.pdf", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:wave-extend": ("/operate/waves/2026Q3/extend/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:people": ("/operate/people/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:person-new": ("/operate/people/new/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:people-log": ("/operate/people/log/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:person": ("/operate/people/0/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:person-change": ("/operate/people/0/change/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:person-deed": ("/operate/people/0/suspend/", (SIGN_IN, *(NOTHING,) * 4)),
    "access:own": ("/accounts/", (SIGN_IN, 200, 200, 200, 200)),
    "access:begin": ("/accounts/begin/", (SIGN_IN, DONE, DONE, DONE, DONE)),
    "access:link": ("/accounts/link/nothing/", (NOTHING,) * 5),
    "operate:wave": ("/operate/waves/2026Q3/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:regions": ("/operate/regions/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:region-file": ("/operate/regions/file/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:regions-download": ("/operate/regions/file/template/csv/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:catalogue-file": ("/operate/catalogue/file/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:catalogue-file-download": (
        "/operate/catalogue/file/stored/csv/",
        (SIGN_IN, NOTHING, NOTHING, NOTHING, 200),
    ),
    "operate:headcounts": ("/operate/waves/2026Q3/headcounts/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:headcounts-download": (
        "/operate/waves/2026Q3/headcounts/template/csv/",
        (SIGN_IN, NOTHING, NOTHING, NOTHING, 200),
    ),
    "operate:file-import": (f"/operate/files/{JOB}/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:file-undo": (f"/operate/files/{JOB}/undo/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:file-problems": (f"/operate/files/{JOB}/problems/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:closing": ("/operate/waves/2026Q3/closing/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:release": (f"/operate/releases/{JOB}/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:codes": ("/operate/waves/2026Q3/codes/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:suggestions": ("/operate/waves/2026Q3/suggestions/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:named-apps": ("/operate/waves/2026Q3/named-apps/", (SIGN_IN, NOTHING, NOTHING, NOTHING, 200)),
    "operate:codes-confirm": ("/operate/waves/2026Q3/codes/confirm/", (SIGN_IN, NOTHING, NOTHING, NOTHING, DONE)),
}
POST: dict[str, tuple[str, tuple[int, ...]]] = {
    "access:end-sessions": ("/accounts/end-sessions/", (SIGN_IN, DONE, DONE, DONE, DONE)),
    "access:demo-sign-in": ("/accounts/demo/operator/", (NOTHING,) * 5),
    "exports:request": ("/exports/", (SIGN_IN, 400, 400, 400, NOTHING)),
    "exports:api-request": ("/api/v1/exports/", (403, 400, 400, 400, 400)),
    "operate:next-demo-wave": ("/operate/next-demo-wave/", (SIGN_IN, NOTHING, NOTHING, NOTHING, DONE)),
    "operate:open": ("/operate/waves/2099Q1/open/", (SIGN_IN, NOTHING, NOTHING, NOTHING, NOTHING)),
    "operate:decide-suggestion": ("/operate/waves/2026Q3/suggestions/decide/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:list-named-app": ("/operate/waves/2026Q3/named-apps/list/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:leave-named-app": ("/operate/waves/2026Q3/named-apps/leave/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:regions-own": ("/operate/regions/own/", (SIGN_IN, NOTHING, NOTHING, NOTHING, DONE)),
    "operate:file-confirm": (f"/operate/files/{JOB}/confirm/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:file-give-up": (f"/operate/files/{JOB}/give-up/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:codes-slips": ("/operate/waves/2099Q1/codes/slips/", (SIGN_IN, NOTHING, NOTHING, NOTHING, NOTHING)),
    "operate:publish": ("/operate/waves/2099Q1/publish/", (SIGN_IN, NOTHING, NOTHING, NOTHING, NOTHING)),
    "operate:put-off": ("/operate/waves/2099Q1/put-off/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:compute-again": ("/operate/waves/2099Q1/compute-again/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:after-the-last-day": ("/operate/waves/2099Q1/after-the-last-day/", (SIGN_IN, *(NOTHING,) * 4)),
    "operate:close": ("/operate/waves/2099Q1/close/", (SIGN_IN, NOTHING, NOTHING, NOTHING, NOTHING)),
}
FORMS = "intake:api-"  # what a form needs and where it goes: open to everybody


@pytest.fixture
def job(people: dict[str, Client]) -> None:
    """The county supervisor waits for a file."""
    owner = User.objects.get(email="county-supervisor@example.org")
    wave = Wave.objects.get()
    last_day = date(2099, 12, 31)
    ExportJob.objects.create(
        id=JOB,
        user=owner,
        kind="pack-xlsx",
        wave=wave,
        region_code=COUNTY,
        expires_on=last_day,
    )


@pytest.mark.parametrize("name", GET)
def test_each_role_reads_what_is_its_own(people: dict[str, Client], job: None, name: str) -> None:
    address, expected = GET[name]

    assert tuple(people[role].get(address).status_code for role in ROLES) == expected


@pytest.mark.parametrize("name", POST)
def test_each_role_does_what_is_its_own(people: dict[str, Client], name: str) -> None:
    address, expected = POST[name]

    kind = "application/json" if "/api/" in address else "application/x-www-form-urlencoded"
    assert tuple(people[role].post(address, "{}", content_type=kind).status_code for role in ROLES) == expected


def test_an_operator_gets_no_file_of_figures(people: dict[str, Client]) -> None:
    wanted = {"kind": "pack-xlsx", "wave": "2026Q3", "region": COUNTY}

    answer = people["operator"].post("/api/v1/exports/", wanted, content_type="application/json")

    assert answer.status_code == 404
    assert not ExportJob.objects.exists()


def test_every_address_has_its_line() -> None:
    names = {name for name, _ in addresses(get_resolver().url_patterns)}

    assert {
        name for name in names - set(GET) - set(POST) - OPEN_WITHOUT_A_DOOR if not name.startswith((*SIGNING_IN, FORMS))
    } == set()
