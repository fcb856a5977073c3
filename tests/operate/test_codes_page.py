"""The operator's pages of codes, as a browser asks for them."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client

from burden.access.scopes import Role
from burden.intake.issuing import plan_codes
from burden.models import Headcount, InvitationCode, User, Wave
from tests.intake.printed import codes_in
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, TOWNSHIP, store_small_tree, store_wave

PAGE = "/operate/waves/2026Q4/codes/"
PEOPLE = ((TOWNSHIP, 60, 9), ("990101002000", 60, 8), (COUNTY, 50, 20), (OTHER_COUNTY, 60, 6))
FRESH = {"spare": "0", "issued_before": "0"}


@pytest.fixture
def operator(db: None) -> Client:
    client = Client(HTTP_HOST="burden.example")
    client.force_login(User.objects.create(email="operator@example.org", role=Role.OPERATOR.value))
    return client


@pytest.fixture
def wave(db: None) -> Wave:
    store_small_tree()
    return store_wave(assurance="coded", state="draft", region_code=CITY)


@pytest.fixture
def counted(wave: Wave) -> Wave:
    store_people(wave)
    return wave


def store_people(wave: Wave, times: int = 1) -> None:
    for region, level, people in PEOPLE:
        Headcount.objects.create(
            wave=wave, region_code=region, level=level, people=people * times, source="test", as_of_on="2026-09-30"
        )


def words_of(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.decode()).split())


def test_the_page_counts_people_units_and_codes_by_level(operator: Client, counted: Wave) -> None:
    words = words_of(operator.get(PAGE).content)
    assert "县直部门 20 1 0 0" in words
    assert "乡镇街道 23 3 3 0" in words
    assert "合计 43 4 3 0" in words


def test_issuing_is_preceded_by_what_it_means(operator: Client, counted: Wave) -> None:
    words = words_of(operator.get(f"{PAGE}confirm/?spare=2").content)
    assert "49个码，3组" in words
    # 19, 22 and 8 slips, eight a sheet.
    assert "A4纸7张" in words
    assert "3个不足15人的单位" in words
    assert "burden.example/s/2026Q4/" in words
    assert "只给这一次" in words
    assert not InvitationCode.objects.exists()


def test_pressing_the_button_brings_one_pdf_with_a_slip_for_everybody(operator: Client, counted: Wave) -> None:
    answer = operator.post(f"{PAGE}slips/", FRESH)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert unquote(answer["Content-Disposition"]) == "attachment; filename*=utf-8''2026Q4_填报码.pdf"
    assert "no-store" in answer["Cache-Control"]
    assert len(codes_in(answer.content)) == 43
    assert InvitationCode.objects.count() == 43
    # The page behind the download goes on from there.
    assert answer.cookies["slips_begun"].value == "1"
    assert "发了43个码，纸条在下载的文件里。" in words_of(operator.get(PAGE).content)


def test_guests_of_the_demo_get_no_codes_once_somebody_keeps_the_site(
    client: Client, operator: Client, counted: Wave
) -> None:
    store_wave("2026Q3", is_demo=True)  # the demo's door is open
    guest = User.objects.create_user("guest@example.cn", "x", role=User.Role.OPERATOR, is_demo=True)
    client.force_login(guest)
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}slips/", FRESH).status_code == 404
    assert not InvitationCode.objects.exists()


def test_pressing_twice_never_issues_twice_unawares(operator: Client, counted: Wave) -> None:
    operator.post(f"{PAGE}slips/", FRESH)
    again = operator.post(f"{PAGE}slips/", FRESH)
    assert again.status_code == 409
    assert "43个码" in words_of(again.content)
    assert 'name="earlier" value="replace"' in again.content.decode()
    assert InvitationCode.objects.count() == 43
    # Somebody else's page, drawn before the first press, with a choice taken.
    stale = operator.post(f"{PAGE}slips/", FRESH | {"earlier": "again"})
    assert stale.status_code == 409
    assert "已发的码数变了" in words_of(stale.content)
    assert InvitationCode.objects.count() == 43


def test_earlier_codes_are_kept_or_withdrawn_as_the_operator_says(operator: Client, counted: Wave) -> None:
    operator.post(f"{PAGE}slips/", FRESH)
    operator.post(f"{PAGE}slips/", {"spare": "0", "issued_before": "43", "earlier": "again"})
    assert InvitationCode.objects.count() == 86
    operator.post(f"{PAGE}slips/", {"spare": "0", "issued_before": "86", "earlier": "replace"})
    assert InvitationCode.objects.count() == 43


def test_codes_of_an_open_wave_are_not_withdrawn(operator: Client, counted: Wave) -> None:
    operator.post(f"{PAGE}slips/", FRESH)
    Wave.objects.update(state="open")
    page = operator.get(f"{PAGE}confirm/").content.decode()
    assert 'value="again"' in page
    assert 'value="replace"' not in page
    refused = operator.post(f"{PAGE}slips/", {"spare": "0", "issued_before": "43", "earlier": "replace"})
    assert refused.status_code == 409
    assert InvitationCode.objects.count() == 43


def test_many_slips_come_as_a_zip_of_counties(operator: Client, wave: Wave) -> None:
    store_people(wave, times=22)
    answer = operator.post(f"{PAGE}slips/", FRESH)
    assert answer["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert archive.testzip() is None
    # 814 people in one county, 132 in the other; at most 800 slips a file.
    assert archive.namelist() == ["990101-01.pdf", "990101-02.pdf", "990102-01.pdf"]
    printed = [codes_in(archive.read(name)) for name in archive.namelist()]
    assert [len(codes) for codes in printed] == [800, 14, 132]
    assert len(set().union(*printed)) == InvitationCode.objects.count() == 946
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.django_db(transaction=True)
def test_a_download_that_breaks_off_leaves_no_code_behind(operator: Client, wave: Wave) -> None:
    store_people(wave, times=22)
    answer = operator.post(f"{PAGE}slips/", FRESH)
    chunks: Iterator[bytes] = iter(answer.streaming_content)  # type: ignore[attr-defined]
    assert next(chunks).startswith(b"PK")
    assert InvitationCode.objects.count() == 946
    answer.close()
    assert not InvitationCode.objects.exists()


def test_nothing_of_a_slip_is_left_on_the_server(
    operator: Client, counted: Wave, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = files_of_the_site()
    codes = codes_in(operator.post(f"{PAGE}slips/", FRESH).content)
    assert len(codes) == 43
    assert files_of_the_site() == before
    assert list(tmp_path.iterdir()) == []
    assert caplog.text == ""
    pages = [operator.get(address).content.decode() for address in (PAGE, f"{PAGE}confirm/", "/operate/")]
    assert not any(code.replace(" ", joint) in page for page in pages for code in codes for joint in ("", " ", "-"))


def files_of_the_site() -> set[Path]:
    """Files of the site beside those of its servers."""
    folder: Path = settings.LOCAL_DIR
    return {path for path in folder.rglob("*") if "services" not in path.parts}


def test_no_page_tells_whether_codes_were_used(operator: Client, counted: Wave) -> None:
    operator.post(f"{PAGE}slips/", FRESH)
    Wave.objects.update(state="open")
    addresses = (PAGE, f"{PAGE}confirm/", "/operate/", "/operate/waves/2026Q4/")
    operator.get(PAGE)  # says once that codes were issued
    before = [words_of(operator.get(address).content) for address in addresses]
    InvitationCode.objects.filter(level=50).update(is_spent=True)
    assert [words_of(operator.get(address).content) for address in addresses] == before


def test_slips_show_no_host_that_only_this_machine_can_open(operator: Client, counted: Wave) -> None:
    warning = "这个网址只有本机打得开"
    assert warning in operator.get(f"{PAGE}confirm/", HTTP_HOST="localhost:8000").content.decode()
    assert warning not in operator.get(f"{PAGE}confirm/").content.decode()


def test_without_head_counts_the_page_says_how_to_load_them(operator: Client, wave: Wave) -> None:
    assert 'href="/operate/waves/2026Q4/headcounts/"' in operator.get(PAGE).content.decode()
    assert operator.get(f"{PAGE}confirm/")["Location"] == PAGE
    assert operator.post(f"{PAGE}slips/", FRESH)["Location"] == PAGE


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"assurance": "link"}, "这次调查用开放链接，不发码"),
        ({"is_demo": True}, "演示调查不用码"),
        ({"state": "closed"}, "这次调查已截止，不再发码"),
    ],
)
def test_waves_without_codes_say_why(operator: Client, counted: Wave, fields: dict[str, object], sentence: str) -> None:
    Wave.objects.update(**fields)
    assert sentence in operator.get(PAGE).content.decode()
    assert operator.post(f"{PAGE}slips/", FRESH)["Location"] == PAGE
    assert not InvitationCode.objects.exists()


def test_the_waves_page_leads_to_its_codes(operator: Client, counted: Wave) -> None:
    assert f'href="{PAGE}"' in operator.get("/operate/waves/2026Q4/").content.decode()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INSPECTOR])
def test_others_find_no_codes(counted: Wave, role: Role) -> None:
    client = Client()
    client.force_login(User.objects.create(email="other@example.org", role=role.value))
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}slips/", FRESH).status_code == 404
    assert plan_codes(counted).issued_before == 0
