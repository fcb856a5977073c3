from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from burden.access.scopes import viewer_for
from burden.models import Region, TreeVersion, User

pytestmark = pytest.mark.django_db

COUNTY = "330522000000"


@pytest.fixture(autouse=True)
def _county() -> None:
    tree = TreeVersion.objects.create(version="2026-09", source="test", as_of_on="2026-09-11")
    Region.objects.create(tree=tree, code=COUNTY, kind="county", path="330522", name="长兴县", source="mca")


def add(*argv: str) -> str:
    out = StringIO()
    call_command("add_account", *argv, stdout=out)
    return out.getvalue().strip()


def test_an_inspector_gets_a_password_that_works_and_the_whole_subtree() -> None:
    password = add("Ji@example.cn", "inspector", "--region", COUNTY).rsplit("：", 1)[1]

    user = User.objects.get(email="ji@example.cn")

    assert user.check_password(password)
    assert viewer_for(user).may_read_all_of("330522103", is_demo=False)
    assert not viewer_for(user).may_read_all_of("330523", is_demo=False)


def test_the_same_again_changes_no_password() -> None:
    add("ji@example.cn", "inspector", "--region", COUNTY)
    before = User.objects.get().password

    assert add("ji@example.cn", "inspector", "--region", COUNTY) == "账号已有，地区已加上；密码不变。"
    assert User.objects.get().password == before


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["nobody", "operator"], "不是邮箱地址"),
        (["a@example.cn", "supervisor"], "要写明地区"),
        (["a@example.cn", "supervisor", "--region", "990000000000"], "没有 990000000000"),
        (["a@example.cn", "operator", "--region", COUNTY], "不用写地区"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(argv: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        add(*argv)
    assert not User.objects.exists()


def test_an_account_keeps_its_role() -> None:
    add("a@example.cn", "supervisor", "--region", COUNTY)

    with pytest.raises(CommandError, match="身份不同"):
        add("a@example.cn", "operator")
