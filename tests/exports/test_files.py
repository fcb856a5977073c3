"""Files as people get them."""

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from burden.access.export_jobs import list_jobs
from burden.access.scopes import Viewer, viewer_for
from burden.dashboards.telling import MAKERS
from burden.exports.api import ExportRequestSerializer
from burden.exports.cleaning import drop_old_files
from burden.exports.csv_files import csv_cell, safe_text
from burden.exports.lines import line_of
from burden.exports.making import make_file
from burden.models import DownloadRecord, ExportJob, Release, Scope, User
from burden.reports.pages import FINDINGS, LINE_OF, PUBLIC
from burden.reports.question import Question
from burden.reports.tables import PACK, PAGES, table_for
from burden.reports.types import Column
from tests.exports.conftest import Ask

TOWNSHIP = "990401101000"


def _content(client: Client, page: str) -> bytes:
    answer = client.get(f"{page}file/")
    assert answer.status_code == 200
    return answer.getvalue()


def _statuses(client: Client, *addresses: str) -> list[int]:
    answers = [client.get(address) for address in addresses]
    for answer in answers:
        answer.getvalue()
    return [answer.status_code for answer in answers]


def test_a_csv_opens_in_excel_with_the_published_numbers(supervisor: Client, asked: Ask) -> None:
    content = _content(supervisor, asked(kind="table-csv", page="overview", wave="2025Q4"))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    start = rows.index(["云汀省各层级人均APP与新媒体合计"])
    means = {row[0]: row[2] for row in rows[start + 2 : start + 11]}
    assert (means["市县部门"], means["乡镇街道"]) == ("6.8", "10.8")
    assert ["反感率", "I09", "5704", "40.0"] in [row[:4] for row in rows]
    assert ["说明", "演示数据，非真实。"] in rows
    assert ["说明", "自愿填报，不是随机抽样；区间只反映填的人多少，不反映“谁愿意填”带来的偏差。"] in rows
    assert ["发布号", str(Release.objects.get(wave__code="2025Q4").pk)] in rows


def test_a_workbook_has_native_numbers_a_method_and_nothing_hidden(supervisor: Client, asked: Ask) -> None:
    content = _content(supervisor, asked(kind="pack-xlsx", wave="2025Q4"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    hidden = [d for sheet in book.worksheets for d in sheet.column_dimensions.values() if d.hidden]
    assert hidden == []
    assert book.sheetnames[0] == "说明"
    assert {"口径与方法", "空格的说明"} < set(book.sheetnames)
    assert all("演示数据，非真实" in sheet["A1"].value for sheet in book.worksheets)
    averse = book["云汀省各层级反感率"]
    last = [cell for row in averse.iter_rows() if row[0].value == "全部层级" for cell in row]
    assert (last[2].value, last[2].number_format) == (0.4, "0.0%")
    media = book["云汀省各层级人均APP与新媒体合计"]
    township = [cell for row in media.iter_rows() if row[0].value == "乡镇街道" for cell in row]
    assert (township[2].value, township[2].number_format) == (10.8, "#,##0.0")
    regions = book["云汀省：各地区"]
    assert (regions["B4"].value, regions["B4"].number_format) == ("990100000000", "@")
    assert regions.freeze_panes == "B4"
    assert regions.print_title_rows == "$3:$3"


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(supervisor: Client, asked: Ask) -> None:
    content = _content(supervisor, asked(kind="pack-xlsx", wave="2025Q4"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 1000
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_a_pack_as_csv_holds_one_file_a_table(supervisor: Client, asked: Ask) -> None:
    content = _content(supervisor, asked(kind="pack-csv", wave="2025Q4"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(archive.namelist())
        assert names[0] == "00_说明.csv"
        assert names[-1].endswith("_口径与方法.csv")
        assert all(archive.read(name).startswith(b"\xef\xbb\xbf") for name in names)


def test_the_same_release_gives_the_same_bytes(supervisor: Client, asked: Ask) -> None:
    for kind in ("table-csv", "pack-csv", "pack-xlsx"):
        pages = [asked(kind=kind, page="region", wave="2025Q4") for _ in range(2)]
        first, second = (_content(supervisor, page) for page in pages)
        assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest(), kind


def test_english_readers_get_english_files(supervisor: Client) -> None:
    answer = supervisor.post(
        "/api/v1/exports/",
        {"kind": "table-csv", "page": "region", "wave": "2025Q4", "language": "en"},
        content_type="application/json",
    )
    make_file(answer.json()["id"])
    text = _content(supervisor, f"/exports/{answer.json()['id']}/").decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Region,Code,People,")


def test_readers_of_traditional_chinese_get_their_script(supervisor: Client) -> None:
    answer = supervisor.post(
        "/api/v1/exports/",
        {"kind": "table-csv", "page": "overview", "wave": "2025Q4", "language": "zh-hant"},
        content_type="application/json",
    )
    make_file(answer.json()["id"])
    text = _content(supervisor, f"/exports/{answer.json()['id']}/").decode("utf-8-sig")
    assert "雲汀省各層級人均APP與新媒體合計" in text
    assert "演示數據，非真實。" in text
    assert "数" not in text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"]
)
def test_a_text_that_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert safe_text(text) == f"'{text}"


def test_numbers_stay_numbers_even_below_zero() -> None:
    column = Column(key="value", title_zh="值", title_en="value", kind="number", decimals=1)
    assert csv_cell(-1.25, column) == "-1.2"
    assert csv_cell(None, column) == ""


def test_the_file_is_named_in_chinese_and_the_download_is_written_down_first(supervisor: Client, asked: Ask) -> None:
    page = asked(kind="pack-xlsx", wave="2025Q4")
    assert DownloadRecord.objects.count() == 0
    answer = supervisor.get(f"{page}file/")
    record = DownloadRecord.objects.get()
    assert "filename*=utf-8''%E4%BA%91%E6%B1%80%E7%9C%81_2025Q4_" in answer["Content-Disposition"]
    assert (record.email, record.role, record.kind) == ("supervisor@demo.invalid", "supervisor", "pack-xlsx")
    assert (record.wave_code, record.region_code) == ("2025Q4", "990000000000")
    assert record.sha256 == hashlib.sha256(answer.getvalue()).hexdigest()
    assert record.rows > 200


def test_inspectors_see_in_the_register_who_took_what(supervisor: Client, inspector: Client, asked: Ask) -> None:
    supervisor.get(f"{asked(kind='pack-xlsx', wave='2025Q4')}file/").getvalue()

    assert "supervisor@demo.invalid" in inspector.get("/exports/").content.decode()
    assert "下载登记" not in supervisor.get("/exports/").content.decode()


def test_inspectors_are_told_of_a_day_with_more_downloads_than_usual(
    supervisor: Client, inspector: Client, asked: Ask
) -> None:
    file = f"{asked(kind='table-csv', page='overview', wave='2025Q4')}file/"
    told = []
    for taken in (5, 1):
        for _ in range(taken):
            supervisor.get(file).getvalue()
        told.append("supervisor@demo.invalid这一天下载了6份" in inspector.get("/exports/").content.decode())

    assert told == [False, True]


def test_only_whoever_asked_sees_the_file(supervisor: Client, inspector: Client, operator: Client, asked: Ask) -> None:
    page = asked(kind="table-csv", page="overview")
    api = f"/api/v1{page}"
    assert _statuses(supervisor, page, f"{page}file/", api) == [200, 200, 200]
    assert _statuses(inspector, page, f"{page}file/", api) == [404, 404, 404]
    assert _statuses(operator, page, f"{page}file/", api) == [404, 404, 404]
    assert Client().get(page)["Location"].startswith("/accounts/login/")
    assert DownloadRecord.objects.count() == 1


def test_nobody_gets_a_file_of_a_region_that_is_not_theirs(supervisor: Client) -> None:
    Scope.objects.filter(user__email="supervisor@demo.invalid").update(region_code="990101000000")
    foreign = {"kind": "table-csv", "page": "region", "region": TOWNSHIP}
    missing = {"kind": "table-csv", "page": "region", "region": "990999999000"}
    assert supervisor.post("/exports/", foreign).status_code == 404
    answers = [
        supervisor.post("/api/v1/exports/", body, content_type="application/json") for body in (foreign, missing)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert not ExportJob.objects.exists()


def test_a_scope_that_has_ended_closes_the_file(supervisor: Client, asked: Ask) -> None:
    page = asked(kind="table-csv", page="apps")
    Scope.objects.filter(user__email="supervisor@demo.invalid").delete()
    assert supervisor.get(f"{page}file/").status_code == 404
    assert DownloadRecord.objects.count() == 0


@pytest.mark.parametrize("kind", ["pack-xlsx", "pack-csv", "table-csv"])
def test_a_scope_that_has_ended_closes_files_of_regions_that_are_public_too(
    supervisor: Client, asked: Ask, kind: str
) -> None:
    own = asked(kind=kind, page="region", region="990401000000", indicator="I08")
    Scope.objects.filter(user__email="supervisor@demo.invalid").delete()
    public = asked(kind=kind, page="region", region="990401000000", indicator="I03")

    assert _statuses(supervisor, f"{own}file/", f"{public}file/") == [404, 200]
    assert DownloadRecord.objects.count() == 1


def test_odd_wishes_are_refused_in_plain_words(supervisor: Client, operator: Client) -> None:
    assert supervisor.post("/exports/", {"kind": "pdf"}).status_code == 400
    answer = supervisor.post(
        "/api/v1/exports/", {"kind": "table-csv", "page": "secrets"}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()) == (400, {"errors": {"page": "没有这种表。"}})
    answer = supervisor.post("/api/v1/exports/", {"kind": "table-csv", "level": "x"}, content_type="application/json")
    assert list(answer.json()["errors"]) == ["level"]
    assert operator.post("/exports/", {"kind": "pack-xlsx"}).status_code == 404


@pytest.mark.parametrize(
    "body", [b"[" * 50_000, b"[]", b"null", b'{"kind": "pack-csv", "language": "%s"}' % (b"x" * 17)]
)
def test_wishes_that_are_none_are_refused_by_the_interface(supervisor: Client, body: bytes) -> None:
    assert supervisor.post("/api/v1/exports/", body, content_type="application/json").status_code == 400


def test_the_interface_tells_how_far_the_file_is_and_where_it_lies(supervisor: Client) -> None:
    body = {"kind": "table-xlsx", "page": "overview", "wave": "2025Q4", "region": "990401000000", "level": "60"}
    answer = supervisor.post("/api/v1/exports/", body, content_type="application/json")
    assert answer.status_code == 202
    address = answer["Location"]
    waiting = supervisor.get(address).json()
    assert (waiting["status"], waiting["progress"], waiting["file"]) == ("waiting", 0, None)
    make_file(waiting["id"])
    done = supervisor.get(address).json()
    assert (done["status"], done["progress"], done["wave"], done["region"]) == ("done", 100, "2025Q4", "990401000000")
    assert _statuses(supervisor, done["file"]) == [200]


def test_making_a_file_twice_makes_it_once(supervisor: Client, asked: Ask, exports_folder: Path) -> None:
    page = asked(kind="table-csv", page="overview")
    file = exports_folder / page.split("/")[2]
    written = file.stat().st_mtime_ns
    make_file(file.name)
    make_file("00000000-0000-4000-8000-000000000000")
    assert file.stat().st_mtime_ns == written
    assert file.stat().st_mode & 0o077 == 0


def test_expired_files_go(supervisor: Client, asked: Ask, exports_folder: Path) -> None:
    old, fresh = asked(kind="table-csv", page="overview"), asked(kind="table-csv", page="overview")
    yesterday = timezone.localdate() - timedelta(days=1)
    ExportJob.objects.filter(pk=old.split("/")[2]).update(expires_on=yesterday)
    assert supervisor.get(old).status_code == 404
    drop_old_files()
    assert [file.name for file in exports_folder.iterdir()] == [fresh.split("/")[2]]


def test_the_list_of_files_is_kind_when_empty_and_links_what_was_asked_for(supervisor: Client, asked: Ask) -> None:
    assert "还没有要过文件。" in supervisor.get("/exports/").content.decode()
    page = asked(kind="pack-xlsx", wave="2025Q4")
    text = supervisor.get("/exports/").content.decode()
    assert page in text
    assert "云汀省 · 2025Q4 · 汇总包（XLSX）" in text


def test_a_file_in_the_making_shows_its_progress_without_javascript(supervisor: Client) -> None:
    page = supervisor.post("/exports/", {"kind": "pack-xlsx"})["Location"]
    text = supervisor.get(page).content.decode()
    assert '<progress id="export-progress" max="100" value="0">' in text
    assert "看最新进度" in text


def test_a_supervisor_without_a_region_is_offered_what_is_public(supervisor: Client) -> None:
    user = User.objects.get(email="supervisor@demo.invalid")
    user.scopes.all().delete()
    answer = supervisor.post("/exports/", {"kind": "pack-csv", "wave": "2025Q4"})
    make_file(answer["Location"].split("/")[2])
    with zipfile.ZipFile(io.BytesIO(_content(supervisor, answer["Location"]))) as archive:
        names = " ".join(archive.namelist())
    assert "反感率" in names
    assert "应用的持有" not in names


@pytest.mark.parametrize("page", [page for page in PAGES if page not in {PACK, FINDINGS}])
def test_every_page_has_a_name_in_the_list_of_its_files(supervisor: Client, asked: Ask, page: str) -> None:
    asked(kind="table-csv", page=page, wave="2025Q4", app="YT001")
    (job,) = list_jobs(viewer_for(User.objects.get(email="supervisor@demo.invalid")))
    name, kind = line_of(job).title.split(" · ")[-1].rsplit(" ", 1)
    assert (bool(name), kind) == (True, "CSV")


def test_an_inspector_s_pack_has_the_leads_and_a_supervisor_s_has_not(inspector: Client, supervisor: Client) -> None:
    tables = [
        {
            table.key
            for table in table_for(Question(viewer=viewer_of(client), page=PACK, region=TOWNSHIP[:6] + "000000")).tables
        }
        for client in (inspector, supervisor)
    ]
    assert ["findings" in keys for keys in tables] == [True, False]
    assert supervisor.post("/exports/", {"kind": "table-csv", "page": FINDINGS}).status_code == 404
    assert inspector.post("/exports/", {"kind": "table-csv", "page": FINDINGS}).status_code == 302


def viewer_of(client: Client) -> Viewer:
    return viewer_for(User.objects.get(pk=client.session["_auth_user_id"]))


def test_the_json_door_names_every_page_that_has_a_table() -> None:
    help_text = str(ExportRequestSerializer().fields["page"].help_text)
    assert set(help_text.removeprefix("one of ").removesuffix("; not for packs").split(", ")) == set(LINE_OF)


def test_every_page_has_tables_for_its_files_and_sentences_for_its_pdf() -> None:
    assert set(PAGES) - {PACK} == set(LINE_OF)
    assert set(MAKERS) == set(LINE_OF) - {PUBLIC}
