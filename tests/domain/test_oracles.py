"""The oracles themselves, on cases small enough to count by hand."""

from fractions import Fraction

from burden.domain.blocks import PRACTICE_CODES
from burden.domain.practices import PRACTICE_BY_CODE
from tests.oracles import CLASSES, Person, figures, people_at, practice_share, usage_of

PEOPLE: list[Person] = [
    {"region_code": "990101001000", "level_code": 60, "app_count": 4, "idle_app_count": 1, "account_count": 2},
    {"region_code": "990101002000", "level_code": "60", "app_count": 8, "idle_app_count": 1, "account_count": 4},
    {"region_code": "990102000000", "level_code": 50, "app_count": 0, "account_count": 1, "attitude_5": 4},
]


def test_people_are_chosen_by_shared_digits_and_levels() -> None:
    assert people_at(PEOPLE, prefix="990101") == PEOPLE[:2]
    assert people_at(PEOPLE, levels=(50,)) == PEOPLE[2:]
    assert people_at(PEOPLE) == PEOPLE


def test_figures_of_two_cells_by_hand() -> None:
    found = figures(PEOPLE, cells=[("99", ()), ("990101", (60,))])

    assert found["99", (), "I01"].value == 4
    assert found["99", (), "I10"].value == Fraction(100 * 2, 12)
    assert found["990101", (60,), "I03"].value == 9
    assert found["990101", (60,), "I09"].n == 0
    assert found["99", (), "I09"].value == 100


def test_no_apps_count_as_no_idle_apps() -> None:
    assert figures(PEOPLE, cells=[("990102", ())])["990102", (), "I10"].n == 1


def test_practices_none_and_skipped_differ() -> None:
    people: list[Person] = [{"practices_3m": ["p_checkin"]}, {"practices_3m": ["none"]}, {"practices_3m": None}, {}]

    share = practice_share(people, {"p_checkin"})

    assert share.n == 2
    assert share.value == 50


def test_classes_of_the_oracle_are_those_of_the_dictionary() -> None:
    for code in PRACTICE_CODES:
        assert {str(PRACTICE_BY_CODE[code].practice_class)} == {name for name, of in CLASSES.items() if code in of}


def test_usage_by_hand() -> None:
    reports: list[Person] = [
        {"apps": [{"app_code": "a1", "status": "in_use", "minutes_per_day": 20}]},
        {"apps": [{"app_code": "a1", "status": "in_use"}, {"app_code": "a2", "status": "in_use"}]},
        {"apps": [{"app_code": "a1", "status": "idle_3m"}]},
        {"apps": [{"app_code": "a1", "status": "not_installed"}]},
        {},
    ]

    usage = usage_of(reports, "a1")

    assert (usage.people, usage.holders, usage.users) == (5, 3, 2)
    assert usage.minutes.n == 1
    assert usage.minutes.value == 20
