"""The printed slips: what a person reads, what a phone scans, and that no sign is missing."""

import gzip
import hashlib
import io
from collections.abc import Callable
from csv import DictReader

import pytest
from django.conf import settings
from django.test import Client
from fontTools.ttLib import TTFont

from burden.domain.levels import LEVEL_NAMES, RESPONDENT_LEVELS, Level
from burden.intake.codes import hash_of_code, plain_code
from burden.intake.issuing import IssuedGroup, issue_for_headcounts
from burden.intake.slips import drawable_place, is_drawable, print_slips
from burden.models import Headcount, Wave
from tests.intake.printed import CODE, facts_of, lines_of, pages_of, scanned
from tests.intake.small_world import TOWNSHIP

FONTS = settings.BASE_DIR / "burden" / "data" / "fonts"
SITE = "https://burden.example"


@pytest.fixture
def coded_wave(make_wave: Callable[..., Wave]) -> Wave:
    wave = make_wave(assurance="coded")
    Headcount.objects.create(wave=wave, region_code=TOWNSHIP, level=60, people=19, source="test", as_of_on="2026-09-30")
    return wave


@pytest.fixture
def issued(coded_wave: Wave) -> tuple[IssuedGroup, ...]:
    return issue_for_headcounts(wave=coded_wave, issued_before=0)


@pytest.fixture
def pdf(coded_wave: Wave, issued: tuple[IssuedGroup, ...]) -> bytes:
    return print_slips(wave=coded_wave, site=SITE, groups=issued)


def test_a_slip_says_where_who_what_and_how(pdf: bytes, coded_wave: Wave) -> None:
    first = pages_of(pdf)[0]
    for sentence in (
        "移动政务应用使用情况调查",
        "云汀省 澄江市 青禾县 李家巷镇",
        "乡镇街道",
        "1. 剪下、对折、放进箱里，各人自己抽一张。谁抽了哪张，不登记。",
        "2. 自愿填写，一分半钟左右。不填也不用说明。",
        "3. 谁填了、谁没填，谁也查不到。一张纸条只能用一次。",
        "手机扫码；或在浏览器输入网址，再输入这 20 个字符：",
        f"2026Q4 · {coded_wave.closes_on:%Y-%m-%d} 截止",
        "burden.example/s/2026Q4/",
    ):
        assert first.count(sentence) == 8, sentence


def test_every_code_stands_on_one_slip_eight_a_sheet(pdf: bytes, issued: tuple[IssuedGroup, ...]) -> None:
    printed = [CODE.findall(page) for page in lines_of(pdf)]
    assert [len(codes) for codes in printed] == [8, 8, 3]
    assert {code.replace(" ", "-") for codes in printed for code in codes} == set(issued[0].codes)
    assert all(plain_code(code) for codes in printed for code in codes)


def test_a_phone_that_scans_a_slip_opens_the_survey_with_its_code(pdf: bytes, issued: tuple[IssuedGroup, ...]) -> None:
    addresses = scanned(pdf)
    start = f"{SITE}/s/2026Q4/{TOWNSHIP}/#code="
    assert sorted(addresses) == sorted(f"{start}{code.replace('-', '')}&level_code=60" for code in issued[0].codes)
    # The fragment stays in the phone; what the server is asked for names no code.
    page = Client().get(addresses[0].removeprefix(SITE).partition("#")[0])
    assert page.status_code == 200
    assert 'data-from-fragment="code"' in page.content.decode()


def test_the_order_of_slips_is_not_the_order_of_the_table(pdf: bytes, coded_wave: Wave) -> None:
    printed = [code for page in lines_of(pdf) for code in CODE.findall(page)]
    stored = [bytes(row.code_hash) for row in coded_wave.invitation_codes.order_by("code_hash")]
    assert [hash_of_code(code.replace(" ", "-")) for code in printed] != stored


def test_slips_bear_no_date_of_their_making(pdf: bytes) -> None:
    assert set(facts_of(pdf)) == {"Title", "Creator"}
    assert b"Date" not in pdf


def test_text_is_never_taken_for_markup(coded_wave: Wave) -> None:
    name = '#eval("1") $x$ *镇* <b> \\ _a_'
    group = IssuedGroup(
        region_code=TOWNSHIP, names=("云汀省", name), level=Level.TOWNSHIP, codes=("7K2QF-M81ZT-0XW9A-B3CDH",)
    )
    [page] = pages_of(print_slips(wave=coded_wave, site=SITE, groups=[group]))
    assert name.replace(" ", "") in page.replace(" ", "")


def test_a_name_with_signs_that_no_font_has_is_replaced_by_its_code(coded_wave: Wave) -> None:
    assert drawable_place(("云汀省", "𰝟县", "李家巷镇"), region_code=TOWNSHIP) == "云汀省 李家巷镇"
    assert drawable_place(("云汀省", "𰝟镇"), region_code=TOWNSHIP) == f"云汀省 {TOWNSHIP}"
    group = IssuedGroup(
        region_code=TOWNSHIP, names=("云汀省", "𰝟镇"), level=Level.TOWNSHIP, codes=("7K2QF-M81ZT-0XW9A-B3CDH",)
    )
    [page] = pages_of(print_slips(wave=coded_wave, site=SITE, groups=[group]))
    assert f"云汀省 {TOWNSHIP}" in page


def test_all_regions_but_three_can_be_drawn() -> None:
    with gzip.open(settings.BASE_DIR / "burden" / "data" / "regions.csv.gz", "rt", encoding="utf-8") as rows:
        names = [row["name"] for row in DictReader(rows)]
    assert len(names) == 41_939
    assert sorted({sign for name in names if not is_drawable(name) for sign in name if not is_drawable(sign)}) == [
        "𬮤",
        "𰝟",
        "\U00031cea",
    ]
    assert all(is_drawable(LEVEL_NAMES[level][0]) for level in RESPONDENT_LEVELS)


def test_the_list_of_characters_is_that_of_the_font() -> None:
    font = TTFont(io.BytesIO((FONTS / "slips-sans.otf").read_bytes()))
    drawn = {chr(code) for code in font.getBestCmap()}
    assert set((FONTS / "characters.txt").read_text()) - {"\n"} == drawn
    assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_the_font_is_the_one_its_checksum_names() -> None:
    [line] = (FONTS / "SHA256SUMS").read_text().splitlines()
    expected, name = line.split()
    assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == expected
