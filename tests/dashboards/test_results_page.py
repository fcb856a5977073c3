"""What people who answered get back: short, plain, light, without a script, with the numbers of its tables."""

import gzip
import re

import pytest
from django.test import Client

from burden.models import CatalogueDecision, CatalogueItem, CleanupEvent

PROVINCE, COUNTY = "990000000000", "990401000000"
MOST_BYTES = 10 * 1024
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")

pytestmark = pytest.mark.usefixtures("demo_site")


def read(query: str = "", *, language: str = "zh-hans") -> str:
    client = Client()
    client.cookies["django_language"] = language
    answer = client.get(f"/results/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def sentences(page: str) -> list[str]:
    return re.findall(r'<p class="lead">(.*?)</p>', page)


@pytest.mark.parametrize(
    "query", ["", f"?region={PROVINCE}&wave=2025Q4", f"?region={COUNTY}", f"?region={COUNTY}&q=县"]
)
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_page_weighs_at_most_ten_kilobytes_and_holds_no_script(query: str, language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    packed = client.get(f"/results/{query}", headers={"accept-encoding": "gzip"}).content

    assert len(packed) <= MOST_BYTES
    page = gzip.decompress(packed).decode()
    assert not re.search(r"<script|\son[a-z]+=|\sstyle=|<style", page)


@pytest.mark.parametrize("region", [PROVINCE, "990100000000", COUNTY])
def test_three_sentences_and_two_charts_say_it(region: str) -> None:
    page = read(f"?region={region}")

    assert len(sentences(page)) == 3
    assert page.count('role="img"') == page.count("<svg") == 2
    assert "人填了。平均每人要装的APP、关注的账号共" in sentences(page)[0]
    assert "和2026Q2那次比，每天的时间从" in sentences(page)[2]


def test_the_numbers_of_the_sentences_are_those_of_the_tables() -> None:
    page = read(f"?region={COUNTY}")
    tables = words("".join(re.findall(r"<table>.*?</table>", page, flags=re.DOTALL)))
    waves = words(re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)[-1])

    first, second, third = (set(NUMBER.findall(sentence)) for sentence in sentences(page))

    assert first | second <= set(NUMBER.findall(tables))
    assert third <= set(NUMBER.findall(waves))


def test_a_chart_draws_each_wave_with_its_interval_and_its_words() -> None:
    chart = re.findall(r"<svg.*?</svg>", read(), flags=re.DOTALL)[-1]

    assert [word[:6] for word in re.findall(r"<text[^>]*>(.*?)</text>", chart)] == [
        "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3",
    ]  # fmt: skip
    assert chart.count("<circle") == 6
    for low, x, high in zip(
        re.findall(r'd="M(\d+) \d+H\d+M', chart),
        re.findall(r'cx="(\d+)"', chart),
        re.findall(r'd="M\d+ \d+H(\d+)M', chart),
        strict=True,
    ):
        assert int(low) <= int(x) <= int(high) <= 294


def test_what_was_done_and_decided_stands_there_newest_first() -> None:
    CatalogueDecision.objects.all().delete()
    CatalogueDecision.objects.create(
        item=CatalogueItem.objects.get(app_code="YT001"),
        about="zombie",
        state="stop",
        decided_on="2026-10-01",
        decided_by="云汀省减负办",
        email="x@example.org",
    )

    done = words(read()).partition("做了什么")[2].partition("看别的地方")[0]

    assert "2026-10-01 云汀省减负办：" in done
    assert (
        done.index("停用") < done.index("2026-06-20 漱玉县：集中关停本县应用和工作群") < done.index("2025-12-20 云汀省")
    )


def test_a_county_is_told_of_its_own_clean_ups_and_those_above() -> None:
    county = CleanupEvent.objects.get(title="工作群减半").region_code
    done = words(read(f"?region={county}"))

    assert "沐霜县：工作群减半" in done
    assert "云汀省：全省清理" in done
    assert "漱玉县：" not in done


def test_without_anything_entered_the_page_says_that() -> None:
    CleanupEvent.objects.all().delete()
    CatalogueDecision.objects.all().delete()

    assert "还没有登记过清理、减负的事。登记了，就写在这里。" in read()


def test_a_place_is_found_by_name_and_by_initials_and_no_township_is() -> None:
    by_name, by_initials = words(read("?q=沐霜")), read("?q=ms")
    assert "沐霜县" in by_name.partition("看别的地方")[2]
    assert re.search(r'href="/results/\?region=99\d{4}000000"', by_initials)
    nothing = words(read("?q=没有的地方"))
    assert "没有找到。请填两个字以上，或从下面点。" in nothing
    assert "没有找到" in words(read("?q=镇"))
    assert not re.findall(r"region=\d{6}(?!000000)\d{6}", read("?q=99"))


@pytest.mark.parametrize("query", ["?region=990401101000", "?region=980000000000", "?region=x", "?wave=2099Q1"])
def test_what_is_not_public_is_not_there(query: str) -> None:
    assert Client().get(f"/results/{query}").status_code == 404
