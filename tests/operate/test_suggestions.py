"""An operator reads suggestions after the release and decides which are shown; nobody else reads any before."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from burden.access.scopes import Role
from burden.models import ModerationDecision, Scope, Suggestion, User, Wave
from burden.operate.demo.clearing import clear_demo
from tests.intake.small_world import CITY, COUNTY, store_small_tree, store_wave

PAGE = "/operate/waves/2026Q3/suggestions/"
DECIDE = "/operate/waves/2026Q3/suggestions/decide/"


@pytest.fixture
def wave(db: None) -> Wave:
    store_small_tree()
    return store_wave("2026Q3", asks_for_text=True, state=Wave.State.RELEASED)


def suggest(wave: Wave, text: str, *, region_code: str = COUNTY) -> UUID:
    return Suggestion.objects.create(id=uuid4(), wave=wave, region_code=region_code, text=text).pk


def client_of(role: Role, email: str = "") -> Client:
    user = User.objects.create_user(email or f"{role.value}@example.org", "x", role=role.value)
    if role is not Role.OPERATOR:
        Scope.objects.create(user=user, region_code=COUNTY)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def operator(wave: Wave) -> Client:
    return client_of(Role.OPERATOR)


def read(client: Client, query: str = "") -> str:
    return client.get(PAGE + query).content.decode()


def decide(client: Client, suggestion: UUID | str, verdict: str) -> int:
    return client.post(DECIDE, {"suggestion": str(suggestion), "verdict": verdict, "show": "waiting"}).status_code


def test_the_operator_reads_words_without_any_place_and_is_told_that_nobody_else_can(
    operator: Client, wave: Wave
) -> None:
    suggest(wave, "把三张表并成一张")
    suggest(wave, "市里的群太多", region_code=CITY)

    text = read(operator)

    assert "把三张表并成一张" in text
    assert "公开之前，只有运维能看到这些话" in text
    assert "青禾县" not in text
    assert "澄江市" not in text
    assert COUNTY not in text


def test_suggestions_stand_in_the_order_of_their_random_ids(operator: Client, wave: Wave) -> None:
    texts = {suggest(wave, f"建议{number:02}"): f"建议{number:02}" for number in range(15)}

    page = read(operator)

    assert sorted(texts.values(), key=page.index) == [texts[pk] for pk in sorted(texts)]


@pytest.mark.parametrize("state", [Wave.State.OPEN, Wave.State.CLOSED])
def test_before_the_release_nobody_reads_or_decides(operator: Client, wave: Wave, state: str) -> None:
    Wave.objects.update(state=state)
    suggestion = suggest(wave, "把三张表并成一张")

    text = read(operator)

    assert "发布以后才能看" in text
    assert "把三张表并成一张" not in text
    assert decide(operator, suggestion, "shown") == 404
    assert Suggestion.objects.get().state == "waiting"


def test_a_decision_is_kept_with_who_and_when_and_may_be_changed(operator: Client, wave: Wave) -> None:
    suggestion = suggest(wave, "把三张表并成一张")

    assert decide(operator, suggestion, "shown") == 302
    assert decide(client_of(Role.OPERATOR, "second@example.org"), suggestion, "hidden") == 302

    assert Suggestion.objects.get().state == "hidden"
    assert [(d.verdict, d.email) for d in ModerationDecision.objects.all()] == [
        ("shown", "operator@example.org"),
        ("hidden", "second@example.org"),
    ]
    text = read(operator, "?show=hidden")
    assert text.index("operator@example.org · 公开") < text.index("second@example.org · 不公开")
    assert "把三张表并成一张" not in read(operator)


def test_words_cannot_be_changed(operator: Client, wave: Wave) -> None:
    suggestion = suggest(wave, "把三张表并成一张")

    operator.post(DECIDE, {"suggestion": suggestion, "verdict": "shown", "text": "都很好"})

    assert Suggestion.objects.get().text == "把三张表并成一张"


@pytest.mark.parametrize("verdict", ["waiting", "", "deleted"])
def test_there_are_two_decisions_and_no_other(operator: Client, wave: Wave, verdict: str) -> None:
    assert decide(operator, suggest(wave, "好"), verdict) == 404


@pytest.mark.parametrize("suggestion", ["", "1", "11111111-1111-1111-1111-111111111111", "x" * 5000])
def test_a_suggestion_that_there_is_not_cannot_be_decided(operator: Client, suggestion: str) -> None:
    assert decide(operator, suggestion, "shown") == 404


def test_a_suggestion_of_another_wave_cannot_be_decided_here(operator: Client, wave: Wave) -> None:
    other = store_wave("2026Q1", asks_for_text=True, state=Wave.State.RELEASED)

    assert decide(operator, suggest(other, "好"), "shown") == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INSPECTOR])
def test_those_who_are_spoken_of_read_and_decide_nothing(wave: Wave, role: Role) -> None:
    suggestion = suggest(wave, "把三张表并成一张")
    client = client_of(role)

    assert client.get(PAGE).status_code == 404
    assert decide(client, suggestion, "shown") == 404
    assert Suggestion.objects.get().state == "waiting"


def test_deciding_takes_a_post_with_a_token(operator: Client, wave: Wave) -> None:
    suggestion = suggest(wave, "好")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert operator.get(DECIDE).status_code == 405
    assert decide(strict, suggestion, "shown") == 403


def test_words_are_printed_as_words(operator: Client, wave: Wave) -> None:
    suggest(wave, "<script>alert(1)</script>{{ 7 }}")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in read(operator)


def test_what_may_be_a_name_is_pointed_out_to_the_reader(operator: Client, wave: Wave) -> None:
    suggest(wave, "王书记天天催")

    assert "像是有人名：王书记<" in read(operator)


def test_a_long_list_has_pages_and_an_empty_one_says_so(operator: Client, wave: Wave) -> None:
    assert "这里没有建议" in read(operator)
    for number in range(45):
        suggest(wave, f"建议{number:02}")

    pages = [read(operator, f"?show=waiting&page={page}") for page in (1, 2, 3)]

    assert sum(page.count('name="suggestion"') for page in pages) == 45
    assert "1 / 3" in pages[0]
    assert read(operator, "?page=nonsense").count('name="suggestion"') == 20
    assert read(operator, "?page=99&show=nonsense").count('name="suggestion"') == 5


def test_the_page_of_the_wave_leads_there_where_it_asked(operator: Client) -> None:
    address = "/operate/waves/2026Q3/"

    assert PAGE in operator.get(address).content.decode()
    Wave.objects.update(asks_for_text=False)
    text = operator.get(address).content.decode()
    assert PAGE not in text
    assert "不收集" in text


def test_words_and_decisions_of_the_demo_go_with_it(operator: Client, wave: Wave) -> None:
    Wave.objects.update(is_demo=True)
    decide(operator, suggest(wave, "好"), "shown")

    assert clear_demo() == 1

    assert not Suggestion.objects.exists()
    assert not ModerationDecision.objects.exists()
