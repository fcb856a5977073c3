import pytest
from django.test import Client

from burden.reports.balance import accounts_of, balance_table
from burden.reports.waves import list_releases


def account(**line: int) -> tuple[object, ...]:
    levels = {"40": line, "60": {"accepted": 1200, "published": 1200, "held_back": 0, "excluded": 0, "not_answered": 0}}
    [found] = accounts_of({"apps": levels})
    return (found.accepted, found.held_back, found.excluded, found.not_answered)


def test_a_few_people_held_back_at_one_level_read_like_none() -> None:
    few = account(accepted=9, published=0, held_back=9, excluded=0, not_answered=0)
    none = account(accepted=0, published=0, held_back=0, excluded=0, not_answered=0)

    assert few == none == ("≥1200", "<2 %", "<2 %", "<2 %")


@pytest.mark.usefixtures("demo_site")
def test_readers_get_one_line_a_block_and_nothing_exact_but_what_is_published() -> None:
    release = next(found for found in list_releases() if found.wave_code == "2025Q4")

    table = balance_table(release)
    answer = Client().get(f"/api/v1/releases/{release.id}/").json()

    assert len(table.rows) == len(answer["balance"]) == 33
    assert {line["accepted"] for line in answer["balance"] if line["block"] == "apps"} == {"≥6000"}
    assert {line["held_back"] for line in answer["balance"]} == {"<2 %"}
    assert all(set(line) & {"levels", "40", "60"} == set() for line in answer["balance"])
