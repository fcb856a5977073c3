"""An operator keeps accounts in the browser."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from burden.access.account_log import last_change_of
from burden.access.accounts import change_grant
from burden.access.grants import Grant
from burden.access.scopes import Role, viewer_for
from burden.models import AccountChange, User
from tests.intake.small_world import COUNTY, PROVINCE, store_small_tree
from tests.operate.test_suggestions import client_of

PASSWORD = "eine lange Nacht im August"  # of this test only
NEW = "/operate/people/new/"
JI = {"email": "ji@site.example", "role": "inspector", "regions": "青禾县", "expires_on": "", "days": "3"}


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    return client_of(Role.OPERATOR)


def invited(operator: Client, **other: str) -> str:
    """Invite as the pages lead, and return the path of the link."""
    operator.post(NEW, JI | other)
    page = operator.post(NEW, JI | other | {"confirmed": "yes"}).content.decode()
    link = re.search(r">http://testserver(/accounts/link/[\w-]{43}/)</textarea>", page)
    assert link is not None
    return link[1]


def seen_on(operator: Client, address: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', text(operator, address))
    assert found is not None
    return found[1]


def ji() -> User:
    return User.objects.get(email="ji@site.example")


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_was_filled_in_is_shown_before_anything_is_made(operator: Client) -> None:
    page = operator.post(NEW, JI).content.decode()

    assert "云汀省 澄江市 青禾县" in page
    assert "看所列地区已发布的汇总和线索" in page
    assert User.objects.count() == 1
    back = operator.post(NEW, JI | {"back": "yes"}).content.decode()
    assert 'value="ji@site.example"' in back
    assert "青禾县</textarea>" in back


def test_the_invited_person_sees_what_they_may_read_chooses_a_password_and_signs_in(operator: Client) -> None:
    link, guest = invited(operator), Client()

    page = text(guest, link)
    assert "云汀省 澄江市 青禾县" in page
    assert guest.post(link, {"password": "short", "again": "short"}).status_code == 400
    assert "两遍不一样" in guest.post(link, {"password": PASSWORD, "again": PASSWORD + "?"}).content.decode()
    guest.post(link, {"password": PASSWORD, "again": PASSWORD})

    came_in = guest.post("/accounts/login/", {"login": "ji@site.example", "password": PASSWORD})
    assert came_in["Location"] == "/d/"
    assert viewer_for(ji()).may_read_all_of("990101001", is_demo=False)
    over = guest.get(link)
    assert (over.status_code, "再要一个" in over.content.decode()) == (404, True)


def test_the_link_is_shown_once(operator: Client) -> None:
    link = invited(operator)

    for address in ("/operate/people/", f"/operate/people/{ji().pk}/", "/operate/people/log/"):
        assert link not in text(operator, address)
    assert "链接待用" in text(operator, "/operate/people/")


def test_the_list_says_who_has_to_set_up_a_second_factor_yet(operator: Client) -> None:
    def said_so() -> int:
        return text(operator, "/operate/people/").count("还没有，登录后必须先设")

    already = said_so()
    invited(operator, email="zhuguan@site.example", role="supervisor")
    assert said_so() == already
    invited(operator)
    assert said_so() == already + 1


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"regions": "李家巷\n没有这里"}, "李家巷：是哪一个？请填代码：云汀省 澄江市 青禾县 李家巷镇 990101001000"),
        ({"regions": "青禾县\n没有这里"}, "没有这里：没有这个地区"),
        ({"regions": ""}, "主管和纪检要填地区"),
        ({"role": "operator"}, "运维不看数据，这里请留空"),
        ({"expires_on": "2020-01-01"}, "这一天已经过去了"),
        ({"email": "operator@example.org", "confirmed": "yes"}, "operator@example.org 已有账号"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    operator: Client, other: dict[str, str], sentence: str
) -> None:
    answer = operator.post(NEW, JI | other)

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert (JI | other)["email"] in answer.content.decode()
    assert User.objects.count() == 1


def test_role_and_regions_are_changed_after_a_look_and_the_history_says_so(operator: Client) -> None:
    invited(operator)
    address = f"/operate/people/{ji().pk}/change/"
    assert COUNTY in text(operator, address)
    wanted = {"role": "supervisor", "regions": "全国", "expires_on": "2099-12-31", "seen": seen_on(operator, address)}

    look = operator.post(address, wanted).content.decode()
    assert "原来是" in look
    assert ji().role == "inspector"
    operator.post(address, wanted | {"confirmed": "yes"})

    assert f'name="seen" value="{wanted["seen"]}"' in look
    assert ji().role == "supervisor"
    history = re.sub(r"\s+", " ", text(operator, f"/operate/people/{ji().pk}/"))
    assert "纪检；云汀省 澄江市 青禾县 → 主管；全国；看到 2099-12-31 为止" in history


def test_whoever_was_overtaken_sees_what_the_account_is_now_and_loses_nothing_typed(operator: Client) -> None:
    invited(operator)
    address = f"/operate/people/{ji().pk}/change/"
    mine, theirs = ({"role": "supervisor", "regions": place, "expires_on": ""} for place in ("全国", "云汀省"))
    old = {"seen": seen_on(operator, address), "confirmed": "yes"}
    operator.post(address, theirs | old)

    late = operator.post(address, mine | old)

    page = late.content.decode()
    assert late.status_code == 400
    assert "刚才这个账号有过变动，现在是上面写的这样" in page
    assert "全国</textarea>" in page
    assert "主管 · 云汀省" in page
    assert list(ji().scopes.values_list("region_code", flat=True)) == [PROVINCE]
    again = re.search(r'name="seen" value="(\d+)"', page)
    assert again is not None
    assert operator.post(address, mine | {"seen": again[1], "confirmed": "yes"}).status_code == 302
    assert list(ji().scopes.values_list("region_code", flat=True)) == ["000000000000"]


def test_no_change_while_a_page_is_being_read_is_undone_by_it_unseen(operator: Client) -> None:
    invited(operator)
    address = f"/operate/people/{ji().pk}/change/"
    with CaptureQueriesContext(connection) as queries:
        operator.get(address)
    shown = set()
    for moment in range(len(queries)):
        place = (PROVINCE, COUNTY)[moment % 2]
        with connection.execute_wrapper(_changing_before(moment, place)):
            page = text(operator, address)
        is_new = f"{place}</textarea>" in page
        shown.add(is_new)
        seen = re.search(r'name="seen" value="(\d+)"', page)
        assert seen is not None
        assert is_new or int(seen[1]) < last_change_of(ji())
    assert shown == {True, False}


def _changing_before(moment: int, place: str) -> Callable[..., object]:
    """Let another operator give the account this place just before the query of this number, the first being 0."""
    left = iter(range(moment + 1))

    def run(execute: Callable[..., object], *query: object) -> object:
        if next(left, None) == moment:
            grant = Grant(role=Role.INSPECTOR, regions=(place,))
            assert change_grant(by=User.objects.get(role="operator"), user=ji(), grant=grant, seen=last_change_of(ji()))
        return execute(*query)

    return run


@pytest.mark.parametrize(
    ("deed", "words", "kind"),
    [
        ("suspend", "马上退出登录", "suspended"),
        ("end-sessions", "手机丢了", "sessions-ended"),
        ("link", "新的链接", "link"),
    ],
)
def test_each_deed_is_explained_before_and_written_down_after(
    operator: Client, deed: str, words: str, kind: str
) -> None:
    invited(operator)
    address = f"/operate/people/{ji().pk}/{deed}/"

    assert words in text(operator, address)
    assert AccountChange.objects.count() == 1
    operator.post(address, {"days": "1"})

    assert [(line.kind, line.by) for line in AccountChange.objects.all()[:1]] == [(kind, "operator@example.org")]


def test_an_account_s_page_says_of_how_many_earlier_changes_it_is_silent(operator: Client) -> None:
    invited(operator)
    assert "没有列在这里" not in text(operator, f"/operate/people/{ji().pk}/")
    AccountChange.objects.bulk_create(AccountChange(email=ji().email, kind="link") for _ in range(31))
    assert "更早的2条没有列在这里" in text(operator, f"/operate/people/{ji().pk}/")


def test_ones_own_account_is_for_another_operator(operator: Client) -> None:
    own = User.objects.get(role="operator")

    assert "要请另一位运维来办" in text(operator, f"/operate/people/{own.pk}/")
    answer = operator.post(f"/operate/people/{own.pk}/suspend/")
    assert (answer.status_code, "另一位运维" in answer.content.decode()) == (409, True)
    assert operator.post(f"/operate/people/{own.pk}/no-such-deed/").status_code == 404


def test_demo_accounts_are_not_on_the_list_of_a_real_operator(operator: Client) -> None:
    demo = User.objects.create_user("supervisor@demo.invalid", role="supervisor", is_demo=True)

    assert "demo.invalid" not in text(operator, "/operate/people/")
    assert operator.get(f"/operate/people/{demo.pk}/").status_code == 404


def test_the_log_shows_changes_sign_ins_and_downloads(operator: Client) -> None:
    invited(operator)

    assert "ji@site.example" in text(operator, "/operate/people/log/")
    assert "登录了" in text(operator, "/operate/people/log/?show=sign-ins")
    assert "下载登记" in text(operator, "/operate/people/log/?show=downloads")


def test_the_list_costs_the_same_queries_for_many_accounts(operator: Client) -> None:
    invited(operator)
    with_few = _queries(operator)
    for number in range(5):
        invited(operator, email=f"ji{number}@site.example")
    assert _queries(operator) == with_few


def _queries(operator: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        operator.get("/operate/people/")
    return len(queries)
