"""Pages made once: served to whoever may read the same, to nobody else, and never after something has changed."""

import gzip
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from burden.access.scopes import Role
from burden.dashboards.finished_pages import SHELF, STAND_IN
from burden.dashboards.page_shelf import FinishedPage, Shelf
from burden.dashboards.urls import urlpatterns
from burden.models import CatalogueItem, Region, Release, Scope, User
from tests.aggregation.world import PROVINCE
from tests.dashboards.conftest import PASSWORD

# Session, account, regions, edition: whatever the page, whoever asks.
STATEMENTS_OF_A_FINISHED_PAGE = 4
MOST_STATEMENTS = 20
STATEMENTS_FOR_PEERS = 4  # those of a county may be looked for in its city, then in its province
# Counts of an open wave change with every answer; one lead is a form.
NEVER_FINISHED = frozenset({"api-waves", "finding"})
NOT_ABOUT_A_REGION = frozenset({"api-schema", "api-release", "api-releases", "api-indicators"})


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def reader(email: str, *regions: str, role: Role = Role.INSPECTOR) -> Client:
    """Sign somebody in who reads these regions; an inspector reads every page."""
    user = User.objects.create_user(email, PASSWORD, role=role.value)
    for region in regions:
        Scope.objects.create(user=user, is_demo=True, region_code=region)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def inspector(release: Release) -> Client:
    return reader("inspector@example.invalid", PROVINCE)


def counties() -> list[str]:
    return list(Region.objects.filter(kind="county").values_list("code", flat=True))


def addresses(region: str) -> list[str]:
    """Return the address of every page of figures and every JSON twin, about one region."""
    app = CatalogueItem.objects.values_list("app_code", flat=True).first() or ""
    found = []
    for pattern in urlpatterns:
        route = str(pattern.pattern) if isinstance(pattern, URLPattern) else ""
        if route.startswith(("d/", "api/")) and pattern.name not in NOT_ABOUT_A_REGION | NEVER_FINISHED:
            code = region if "regions/" in route else app
            found.append(
                f"/{re.sub('<[a-z]+:[a-z_]+>', code, route)}" + ("" if code == region else f"?region={region}")
            )
    assert len(found) > 10
    return found


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as taken:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(taken)


def test_every_page_is_made_once_and_then_takes_the_same_few_statements(inspector: Client) -> None:
    for address in addresses(PROVINCE):
        statements(inspector, address)
        assert statements(inspector, address) == STATEMENTS_OF_A_FINISHED_PAGE, address


def test_making_a_page_takes_few_statements_of_a_county_as_of_a_province(inspector: Client) -> None:
    inspector.get("/d/")  # what is known of a release is read once
    for large, small in zip(addresses(PROVINCE), addresses(counties()[0]), strict=True):
        if large != small:
            of_province, of_county = statements(inspector, large), statements(inspector, small)
            assert of_province <= MOST_STATEMENTS, large
            assert abs(of_province - of_county) <= STATEMENTS_FOR_PEERS, large


def test_a_finished_page_is_the_page_that_was_made(inspector: Client) -> None:
    for address in addresses(PROVINCE):
        made, finished = (without_tokens(inspector.get(address).content) for _ in range(2))
        assert made == finished, address
        compressed = inspector.get(address, headers={"accept-encoding": "gzip"})
        assert compressed.headers["Content-Encoding"] == "gzip"
        assert without_tokens(gzip.decompress(compressed.content)) == made, address


def without_tokens(page: bytes) -> bytes:
    return re.sub(rb'(?<=name="csrfmiddlewaretoken" value=")\w+', b"", page)


def test_two_readers_of_one_region_share_a_page_that_names_each_of_them(release: Release) -> None:
    one, other = reader("one@example.invalid", PROVINCE), reader("other@example.invalid", PROVINCE)
    mine = one.get("/d/").content.decode()
    assert statements(other, "/d/") == STATEMENTS_OF_A_FINISHED_PAGE
    theirs = other.get("/d/").content.decode()
    assert "one@example.invalid" in mine
    assert "other@example.invalid" not in mine
    assert "other@example.invalid" in theirs
    assert "one@example.invalid" not in theirs.replace("other@example.invalid", "")
    assert STAND_IN not in mine + theirs


def test_the_forms_of_a_shared_page_work_for_both_and_with_their_own_tokens_alone(release: Release) -> None:
    reader("first@example.invalid", PROVINCE).get("/d/")
    second = Client(enforce_csrf_checks=True)
    second.force_login(User.objects.get(email="first@example.invalid"))
    page = second.get("/d/").content.decode()
    tokens = re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page)
    assert len(tokens) > 2
    assert second.post("/i18n/setlang/", {"language": "en", "csrfmiddlewaretoken": tokens[0]}).status_code == 302
    stranger = Client(enforce_csrf_checks=True)
    stranger.get("/accounts/login/")
    assert stranger.post("/i18n/setlang/", {"language": "en", "csrfmiddlewaretoken": tokens[0]}).status_code == 403


def test_a_county_finds_nothing_of_its_neighbour_however_often_others_asked(release: Release) -> None:
    mine, neighbour = counties()[:2]
    above, own, beside = (
        reader(f"{name}@example.invalid", code) for name, code in (("a", PROVINCE), ("b", mine), ("c", neighbour))
    )
    unknown = "999999000000"
    for address in addresses(neighbour):
        for _ in range(2):
            assert above.get(address).status_code == beside.get(address).status_code == 200, address
        refused = own.get(address)
        if refused.status_code == 200:  # public of every county
            assert refused.content != above.get(address).content
            continue
        nowhere = own.get(address.replace(neighbour, unknown))
        assert refused.status_code == nowhere.status_code == 404, address
        assert without_tokens(refused.content).replace(neighbour.encode(), b"") == without_tokens(
            nowhere.content
        ).replace(unknown.encode(), b"")


def test_the_public_never_gets_the_bytes_of_somebody_who_has_signed_in(inspector: Client) -> None:
    stranger = Client()
    for address in addresses(counties()[0]):
        full = inspector.get(address).content
        assert inspector.get(address).status_code == 200
        answer = stranger.get(address)
        assert answer.status_code in ({200, 404} if address.startswith("/api/") else {302}), address
        assert answer.content != full, address


def test_a_right_that_ends_ends_at_once(release: Release) -> None:
    county = counties()[0]
    own = reader("own@example.invalid", county)
    assert own.get(f"/d/apps/?region={county}").status_code == 200
    Scope.objects.all().delete()
    assert own.get(f"/d/apps/?region={county}").status_code == 404


def test_what_an_operator_changes_shows_at_once(inspector: Client) -> None:
    assert "换了名字的应用" not in inspector.get("/d/apps/").content.decode()
    CatalogueItem.objects.update(name_zh="换了名字的应用")
    assert "换了名字的应用" in inspector.get("/d/apps/").content.decode()


def test_a_message_is_for_one_reader_alone(inspector: Client) -> None:
    plain = inspector.get("/d/").content
    inspector.post("/accounts/login/", {})
    assert without_tokens(inspector.get("/d/").content) == without_tokens(plain)


def test_each_language_is_a_page_of_its_own(inspector: Client) -> None:
    chinese = inspector.get("/d/").content.decode()
    inspector.cookies["django_language"] = "en"
    english = inspector.get("/d/").content.decode()
    assert "总览" in chinese
    assert "Overview" in english
    assert "总览" not in english


def test_a_refusal_is_not_kept(inspector: Client) -> None:
    before = len(SHELF)
    assert inspector.get("/d/?level=33").status_code == 400
    assert inspector.get("/d/?region=999999000000").status_code == 404
    assert len(SHELF) == before


def test_the_shelf_takes_no_more_than_its_bytes_and_forgets_the_oldest_question_first() -> None:
    page = FinishedPage.of([b"x" * 100], holes=[], headers=[])
    shelf = Shelf(most_bytes=3 * page.size)
    for question in "abc":
        shelf.keep(question, page, edition="1")
    assert shelf.find("a") is page
    shelf.keep("d", page, edition="1")
    assert [shelf.find(question) is page for question in "abcd"] == [True, False, True, True]
    assert shelf.size == 3 * page.size


def test_a_new_edition_clears_the_shelf() -> None:
    page = FinishedPage.of([b"x"], holes=[], headers=[])
    shelf = Shelf()
    shelf.keep("a", page, edition="1")
    shelf.keep("b", page, edition="2")
    assert shelf.find("a") is None
    assert shelf.size == page.size
