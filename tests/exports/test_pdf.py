"""A page as PDF: the numbers, sentences and filters of the page, in characters that the font has."""

import html
import re
import unicodedata
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client
from pypdfium2 import PdfDocument

from burden.dashboards import telling
from burden.dashboards.cards import Card
from burden.dashboards.telling import _told
from burden.exports.pdf_files import _parts
from burden.exports.words import Words
from burden.models import CleanupEvent, Release
from burden.reports import tables
from burden.reports.effect import page as effect_page
from burden.reports.notices.page import build_notices_report
from burden.reports.notices.types import NoticesReport
from burden.reports.telling import Told
from burden.reports.types import Table
from tests.exports.conftest import Ask

COUNTY, CITY, PROVINCE = "990401000000", "990400000000", "990000000000"
FONTS = settings.BASE_DIR / "burden" / "data" / "fonts"
PAGES = [
    ("overview", f"/d/?region={PROVINCE}&wave=2025Q4", {"region": PROVINCE}),
    ("region", f"/d/regions/{CITY}/?wave=2025Q4&level=40,50", {"region": CITY, "level": "40,50"}),
    ("trends", f"/d/trends/?region={COUNTY}&wave=2025Q4&indicator=I07", {"region": COUNTY, "indicator": "I07"}),
    ("apps", f"/d/apps/?region={PROVINCE}&wave=2025Q4", {"region": PROVINCE}),
    ("app", f"/d/apps/YT007/?region={PROVINCE}&wave=2025Q4", {"region": PROVINCE, "app": "YT007"}),
    ("profile", f"/d/profile/?region={CITY}&wave=2025Q4", {"region": CITY}),
    ("quality", f"/d/quality/?region={COUNTY}&wave=2025Q4", {"region": COUNTY}),
    ("board", f"/d/board/?region={PROVINCE}&wave=2025Q4", {"region": PROVINCE}),
    ("further", f"/d/further/?region={PROVINCE}&wave=2025Q4", {"region": PROVINCE}),
    (
        "what-if",
        f"/d/what-if/?region={COUNTY}&wave=2025Q4&stop=YT001&groups=2",
        {"region": COUNTY, "what_if": "stop=YT001&groups=2"},
    ),
]


def _pdf(client: Client, asked: Ask, **fields: str) -> str:
    """The text of the file without blanks: cells and sentences break anywhere."""
    answer = client.get(f"{asked(kind='page-pdf', wave='2025Q4', **fields)}file/")
    assert answer["Content-Type"] == "application/pdf"
    with PdfDocument(answer.getvalue()) as document:
        return _plain("".join(page.get_textpage().get_text_range() for page in document))


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe]+", "", unicodedata.normalize("NFKC", text))


def _printed(page: str, tag: str) -> list[str]:
    """The texts of these elements; ``tag`` may say which, ``p(?= class=...)``."""
    found = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag.partition('(')[0]}>", page, flags=re.DOTALL)
    return [_plain(html.unescape(re.sub(r"<[^>]+>", " ", part))) for part in found]


@pytest.mark.parametrize(("name", "address", "fields"), PAGES, ids=[name for name, _, _ in PAGES])
def test_a_pdf_has_every_row_and_every_sentence_of_its_page(
    supervisor: Client, asked: Ask, name: str, address: str, fields: dict[str, str]
) -> None:
    page = supervisor.get(address).content.decode()
    page = re.sub(r'<form method="get" class="sheet what-if".*?</form>', "", page, flags=re.DOTALL)
    # Files hold no table of the shape of a distribution.
    page = re.sub(r'<figure[^>]*id="distribution".*?</figure>', "", page, flags=re.DOTALL)
    text = _pdf(supervisor, asked, page=name, **fields)
    rows = [row for body in re.findall(r"<tbody>.*?</tbody>", page, flags=re.DOTALL) for row in _printed(body, "tr")]
    sentences = _printed(page, r'p(?= class="figure-sentence")')
    assert rows
    assert [row for row in rows if row not in text] == []
    assert [said for said in sentences if said not in text] == []


def test_a_pdf_says_where_its_numbers_come_from(supervisor: Client, asked: Ask) -> None:
    text = _pdf(supervisor, asked, page="trends", region=COUNTY, level="60", indicator="I07")
    release = Release.objects.get(wave__code="2025Q4")
    for words in (
        "演示数据,非真实",
        "自报",
        "乡镇街道",
        COUNTY,
        str(release.pk),
        "自愿填报,不是随机抽样",
        "每天最多按",
    ):
        assert _plain(words) in text, words


def test_a_pdf_in_traditional_chinese_has_all_its_signs(supervisor: Client, asked: Ask) -> None:
    supervisor.cookies["django_language"] = "zh-hant"
    text = _pdf(supervisor, asked, page="overview", region=PROVINCE)
    assert "鄉鎮街道" in text
    assert "發佈號" in text or "發布號" in text


def test_the_font_of_the_pdf_has_every_sign_that_the_site_says() -> None:
    signs = set((FONTS / "characters.txt").read_text())
    for catalogue in ("docs/wording.md", "locale/zh_Hant/LC_MESSAGES/django.po"):
        said = set((settings.BASE_DIR / catalogue).read_text())
        assert {sign for sign in said - signs if sign.isprintable()} == set(), catalogue


def test_the_same_pdf_is_the_same_bytes(supervisor: Client, asked: Ask) -> None:
    one, other = (
        supervisor.get(f"{asked(kind='page-pdf', page='region', wave='2025Q4', region=CITY)}file/").getvalue()
        for _ in range(2)
    )
    assert one == other


def test_a_pdf_of_notices_without_any_says_so(supervisor: Client, asked: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def quiet(**filters: Any) -> NoticesReport:
        report = build_notices_report(**filters)
        return replace(report, notices=(), looked_at=7, table=replace(report.table, rows=()))

    for reader in (telling, tables):
        monkeypatch.setattr(reader, "build_notices_report", quiet)
    text = _pdf(supervisor, asked, page="notices", region=PROVINCE)
    assert "看了7个地区,没有值得留意的。" in text


def test_a_pdf_says_why_a_clean_up_cannot_be_judged(supervisor: Client, asked: Ask) -> None:
    event = CleanupEvent.objects.get(title="全省清理“空壳”“僵尸”应用")
    text = _pdf(supervisor, asked, page="before-after", region=PROVINCE, event=str(event.pk))
    assert _plain("无法判断：同期没做清理、又能比的同级地区不到3个。") in text


def test_a_card_without_rows_says_its_sentence_with_its_own_table() -> None:
    card = Card(id="c", title="", sentence="", figure=None, table=None)
    said = _told([replace(card, table_key="one"), replace(card, table_key="two"), card])
    assert [told.table for told in said] == ["one", "two", "two"]


def test_sentences_whose_table_the_file_lacks_stand_in_the_order_of_the_page() -> None:
    held = Table(key="held", title_zh="表", title_en="Table", columns=(), rows=(), notes_zh=(), notes_en=())
    charts = [Told(table=key, title=f"{key}?", sentence=f"{key}.") for key in ("first", "held", "last")]
    titles = [part["title"] for part in _parts([held], Words(), charts)]
    assert titles == ["first?", "表", "last?"]


def test_a_country_without_clean_ups_has_its_files_all_the_same(
    supervisor: Client, asked: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    CleanupEvent.objects.all().delete()
    monkeypatch.setattr(effect_page, "cautions_in", lambda *_: None)
    fields = {"page": "before-after", "wave": "2025Q4", "region": PROVINCE}
    for kind in ("table-csv", "table-xlsx"):
        answer = supervisor.get(f"{asked(kind=kind, **fields)}file/")
        assert answer.getvalue()
        assert "清理前后" in unquote(answer["Content-Disposition"])
    text = _pdf(supervisor, asked, page="before-after", region=PROVINCE)
    assert "还没有登记过清理、减负的日子" in text
