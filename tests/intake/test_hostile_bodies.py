"""Whatever is thrown at the doors and forms is refused in words: never an error of ours, never a row."""

import json
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burden.domain.further_check import FURTHER_FIELDS
from burden.domain.questionnaire import RESPONSE_FIELDS, USAGE_FIELDS
from burden.models import InboxItem, SubmissionKey, Wave
from tests.intake.small_world import COUNTY, TOWNSHIP
from tests.intake.web import exchange, request, web_server

DOORS = {"responses": RESPONSE_FIELDS, "usage-reports": USAGE_FIELDS, "further-responses": FURTHER_FIELDS}
FORMS = (f"/s/2026Q4/{COUNTY}/", "/s/2026Q4/usage/", "/s/2026Q4/more/")
GOOD = {"wave": "2026Q4", "region_code": TOWNSHIP, "level_code": 60, "idempotency_key": "0123456789abcdef"}
TEN_MEGABYTES = 10 * 1024 * 1024

SQL = "'; DROP TABLE burden_inboxitem; --"
HTML = "<script>alert(1)</script>"
NASTY: tuple[object, ...] = (
    *(
        SQL,
        HTML,
        "{{7*7}}",
        "%s %(x)s",
        "\0",
        "a\0b",
        "\ud800",
        "\udfff\ud800",
        "\u202e",
        "\U0001d7d8",
        "٣",
        "1e9",
        "0x10",
    ),
    *("x" * 60_000, 10**9, -(10**9), 10**40, -1, 1.5, 1e308, True, False, None, "", " ", "None", "null"),
    *([], {}, [[]], [{}], [None], [{"app_code": {}}], {"$gt": ""}, [SQL] * 50, [[[[[[]]]]]]),
)

pytestmark = pytest.mark.usefixtures("wave", "catalogue")


def refused(reply: HttpResponse) -> bool:
    return 400 <= reply.status_code < 500 and bool(json.loads(reply.content)["errors"])


def is_stored() -> bool:
    return InboxItem.objects.exists() or SubmissionKey.objects.exists()


def post(door: str, content: bytes | str, content_type: str = "application/json") -> HttpResponse:
    return cast("HttpResponse", Client().post(f"/api/v1/{door}/", content, content_type=content_type))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"wave": "2026Q4"',
        b"null",
        b"7",
        b'"text"',
        b"[]",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf{}",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"app_count": NaN}',
        b'{"app_count": Infinity}',
        b'{"app_count": -Infinity}',
        b'{"app_count": ' + b"9" * 60_000 + b"}",
        b'{"app_count": 1e999}',
        b'{"wave": "2026Q4", "wave": "2026Q4"}',
        b'{"apps": [{"app_code": "A01", "app_code": "A01"}]}',
        rb'{"wave": "\ud800", "region_code": "\u0000"}',
        b" " * 65_537,
    ],
    ids=lambda content: repr(content[:20]),
)
def test_body_that_is_no_answer_is_refused_in_words(door: str, content: bytes) -> None:
    assert refused(post(door, content))
    assert not is_stored()


@pytest.mark.parametrize("door", DOORS)
def test_body_of_another_kind_is_refused_in_words(door: str) -> None:
    good = json.dumps(GOOD | {"apps": [], "off_hours_days": 2})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml", "", "x"):
        assert post(door, good, content_type=kind).status_code == 415
    assert not is_stored()


@pytest.mark.parametrize("door", DOORS)
def test_nonsense_in_any_single_field_is_refused_or_a_skipped_question(door: str) -> None:
    for field in sorted(DOORS[door]):
        for value in NASTY:
            reply = post(door, json.dumps({**GOOD, field: value}))
            assert reply.status_code in (201, 400, 413), (field, value)
            assert json.loads(reply.content), (field, value)
    # What was taken holds nothing of it: those are answers with the field skipped.
    for item in InboxItem.objects.all():
        kept = json.dumps(item.answers)
        assert not any(word in kept for word in ("DROP TABLE", "<script", "\\u0000", "\\ud800", "{{7"))


def test_name_of_an_app_is_kept_as_the_text_it_is() -> None:
    """A name is free text of thirty characters: it is data to everybody who reads it later, never code."""
    apps = [{"new_app_name": "'; DROP TABLE x; --"}, {"new_app_name": "<b>打卡</b>"}]
    assert post("responses", json.dumps(GOOD | {"apps": apps})).status_code == 201
    [item] = InboxItem.objects.all()
    assert [app["new_app_name"] for app in item.answers["apps"]] == ["'; DROP TABLE x; --", "<b>打卡</b>"]


texts = st.one_of(
    st.sampled_from([value for value in NASTY if isinstance(value, str) and len(value) < 99]),
    st.text(st.characters(), max_size=40),
)
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))


def bodies(door: str) -> st.SearchStrategy[dict[str, Any]]:
    fields = st.dictionaries(st.sampled_from(sorted(DOORS[door])) | texts, values, max_size=6)
    return st.tuples(st.booleans(), fields).map(lambda drawn: (GOOD if drawn[0] else {}) | drawn[1])


@pytest.mark.long
@pytest.mark.parametrize("door", DOORS)
def test_no_body_is_too_strange(door: str, wave: Wave) -> None:
    @settings(max_examples=150, suppress_health_check=list(HealthCheck))
    @given(bodies(door))
    def no_accident(body: dict[str, Any]) -> None:
        rows = InboxItem.objects.count()
        reply = post(door, json.dumps(body))
        assert reply.status_code in (201, 400, 410, 413)
        assert (InboxItem.objects.count() > rows) <= (reply.status_code == 201)

    no_accident()


@pytest.mark.long
@pytest.mark.parametrize("address", FORMS)
def test_no_form_is_too_strange(address: str, wave: Wave) -> None:
    names = st.sampled_from(sorted(RESPONSE_FIELDS | FURTHER_FIELDS | {"app_0_code", "status_A01", "minutes_A01"}))
    # A browser sends text; what is no UTF-8 arrives with replacement characters.
    words = texts.map(lambda text: text.encode("utf-8", "replace").decode())

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(names | words, words | st.lists(words, max_size=3), max_size=8))
    def no_accident(form: dict[str, Any]) -> None:
        rows = InboxItem.objects.count()
        reply = Client().post(address, form)
        assert reply.status_code in (200, 302, 303, 400, 409, 410, 413)
        assert (InboxItem.objects.count() > rows) <= (reply.status_code in (200, 303))

    no_accident()


@pytest.mark.django_db(transaction=True)
def test_real_server_survives_what_no_client_library_sends(site_environment: dict[str, str]) -> None:
    whole = json.dumps(GOOD | {"group_count": 3}).encode()
    with web_server(site_environment) as server:

        def status(path: str, data: bytes, **options: Any) -> int:
            return exchange(server.address, request(path, data, **options))[0]

        for door in DOORS:
            path = f"/api/v1/{door}/"
            assert status(path, b"x" * TEN_MEGABYTES) == 413
            assert status(path, b"[" * 60_000) == 400
            assert status(path, whole[:40]) == 400
            assert status(path, whole, content_type="text/html") == 415
        lied = request("/api/v1/responses/", whole).replace(b"Content-Length: ", b"Content-Length: -")
        assert exchange(server.address, lied)[0] == 400
        chunked = request("/api/v1/responses/", b'5\r\n{"a":\r\n0\r\n\r\n')
        chunked = chunked.replace(b"Content-Length: 15", b"Transfer-Encoding: chunked")
        assert exchange(server.address, chunked)[0] == 400
        assert not is_stored()
        # And after all that it still takes answers.
        assert status("/api/v1/responses/", whole) == 201
