"""Numbers leave a free text, harmless words stay; names are noticed.  The phone's script runs the same cases."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burden.domain.people_in_text import people_in
from burden.domain.scrub import MARK, one_line, scrubbed

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "fixtures" / "scrub_cases.json").read_text())
PIECES = [
    *"0123456789\uff10\uff11三\u3007幺一x X-—.·()+@/:\uff0b（）",
    *"微信号wxqq电话短号浙A京挂王小书记元条，。 \n\u200b\u3000",
    *("13800138000", "8612345", "wxid_", "www.", ".cn", "510116199003071232", "微信", "zhangsan8", "0572", "😀", "é"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_numbers_are_taken_out_and_harmless_words_stay(case: dict[str, Any]) -> None:
    result = scrubbed(case["text"])

    assert (result.text, [taken.value for taken in result.taken]) == (case["scrubbed"], case["taken"])
    assert list(people_in(result.text)) == case["people"]


@given(text=texts)
def test_scrubbing_twice_changes_nothing_more(text: str) -> None:
    once = scrubbed(text)

    assert scrubbed(once.text).text == once.text
    assert once.text.count(MARK) == one_line(text).count(MARK) + len(once.taken)


@given(text=texts)
def test_scrubbing_never_makes_a_text_longer(text: str) -> None:
    assert len(scrubbed(text).text) <= len(text)


def test_the_mark_survives_the_folding_of_full_width_signs() -> None:
    assert unicodedata.normalize("NFKC", MARK) == MARK


@pytest.mark.parametrize("area", ["510116", "510117", "445224", "999999", "000000"])
def test_an_identity_card_is_known_by_its_check_symbol_whatever_its_area(area: str) -> None:
    body = f"{area}19900307123"
    # ISO 7064 MOD 11-2 by its definition: the symbol makes the weighted sum leave 1.
    symbol = next(c for c in "0123456789X" if _remainder(body + c) == 1)
    wrong = "0" if symbol != "0" else "1"

    assert scrubbed(f"{body[:6]} {body[6:14]} {body[14:]}{symbol}").text == MARK
    assert scrubbed(f"{body[:6]} {body[6:14]} {body[14:]}{wrong}").text != MARK


def _remainder(number: str) -> int:
    values = [10 if sign == "X" else int(sign) for sign in number]
    return sum(value * pow(2, 17 - place, 11) for place, value in enumerate(values)) % 11
