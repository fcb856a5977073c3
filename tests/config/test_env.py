from collections.abc import Callable

import pytest

from config import env

Setter = Callable[[str], None]


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch) -> Setter:
    return lambda value: monkeypatch.setenv("THING", value)


def test_a_missing_variable_is_named_with_where_it_is_described() -> None:
    with pytest.raises(env.BadVariable, match=r"^Environment variable THING is not set \(see docs/operations.md"):
        env.text("THING")


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("on", True), ("No", False), ("0", False), ("", False)])
def test_a_flag_is_yes_or_no(set_to: Setter, value: str, expected: bool) -> None:  # noqa: FBT001  # a parameter of the test
    set_to(value)
    assert env.flag("THING", default=not expected) is expected


def test_a_flag_of_another_word_is_refused(set_to: Setter) -> None:
    set_to("maybe")
    with pytest.raises(env.BadVariable, match=r"THING must be 1 or 0, not 'maybe'"):
        env.flag("THING", default=True)


@pytest.mark.parametrize("value", ["0", "65536", "-1", "80a", "8 0", "\uff18\uff10"])
def test_a_number_out_of_range_or_malformed_is_refused(set_to: Setter, value: str) -> None:
    set_to(value)
    with pytest.raises(env.BadVariable, match="must be a whole number from 1 to 65535"):
        env.whole("THING", 8000, low=1, high=65535)


def test_words_are_split_at_commas(set_to: Setter) -> None:
    set_to("a.gov.cn, ,b.gov.cn ")
    assert env.words("THING", []) == ["a.gov.cn", "b.gov.cn"]


def test_a_database_address_is_read_whole(set_to: Setter) -> None:
    set_to("postgresql://who:p%40ss@db.example:6432/burden?sslmode=require")
    assert env.database("THING", "") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "burden",
        "USER": "who",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_socket_folder_stands_in_the_option_host(set_to: Setter) -> None:
    set_to("postgresql://burden@/burden?host=/run/my%20sockets")
    found = env.database("THING", "")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/my sockets", "", {})


@pytest.mark.parametrize("value", ["mysql://a/b", "postgresql://host", "postgresql://host:x/name", "burden"])
def test_an_address_of_no_postgresql_database_is_refused(set_to: Setter, value: str) -> None:
    set_to(value)
    with pytest.raises(env.BadVariable, match="Environment variable THING"):
        env.database("THING", "")


def test_a_broker_socket_is_written_as_celery_writes_it(set_to: Setter) -> None:
    set_to("unix:///run/valkey.sock")
    assert env.redis("THING", "") == "redis+socket:///run/valkey.sock"


def test_a_broker_of_another_kind_is_refused(set_to: Setter) -> None:
    set_to("amqp://host")
    with pytest.raises(env.BadVariable, match="must begin with redis://"):
        env.redis("THING", "")
