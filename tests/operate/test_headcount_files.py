"""An operator brings a file of head counts: sees first what it changes, confirms, takes it back."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from burden.access.scopes import Role
from burden.models import FileImport, Headcount, Wave
from burden.operate.files import machine
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, TOWNSHIP, store_small_tree, store_wave
from tests.operate.test_codes_page import words_of
from tests.operate.test_suggestions import client_of

PAGE = "/operate/waves/2026Q4/headcounts/"
HEAD = "地区代码,地区名称,层级,人数,来源,截至日期\n"
GOOD = f"{HEAD}{COUNTY},青禾县,县直部门,120,编制统计,2026-09-30\n{TOWNSHIP},李家巷镇,乡镇街道,86,编制统计,2026-09-30\n"
BAD = (
    f"{HEAD}{COUNTY},青禾县,县直部门,120,编制统计,2026-09-30\n"
    f"{COUNTY},青禾县,县直部门,7,编制统计,2026-09-30\n"
    f"{TOWNSHIP},柳溪乡,乡镇街道,86,编制统计,2026-09-30\n"
    f"{CITY},澄江市,乡镇街道,86,编制统计,2026-09-30\n"
    f"330522102000,,乡镇,8.5,编制统计,9月底\n"
    f"990102001000,李家巷街道,60,,编制统计,2026-09-30\n"
)


@pytest.fixture
def operator(db: None) -> Client:
    return client_of(Role.OPERATOR)


@pytest.fixture
def wave(db: None) -> Wave:
    store_small_tree()
    return store_wave(assurance="coded", state="draft", region_code=CITY)


def upload(client: Client, content: str | bytes, name: str = "人数.csv") -> str:
    data = content.encode() if isinstance(content, str) else content
    answer = client.post(PAGE, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, words_of(answer.content)
    return str(answer["Location"])


def press(client: Client, address: str, button: str) -> str:
    page = client.get(address).content.decode()
    assert f'action="{address}{button}/"' in page
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    return words_of(client.post(f"{address}{button}/", {"seen": seen[1] if seen else ""}, follow=True).content)


def stored() -> list[tuple[str, int, int]]:
    return list(Headcount.objects.values_list("region_code", "level", "people"))


def test_a_file_changes_nothing_before_it_is_confirmed(operator: Client, wave: Wave) -> None:
    Headcount.objects.create(
        wave=wave, region_code=OTHER_COUNTY, level=50, people=40, source="旧", as_of_on=date(2025, 9, 30)
    )
    address = upload(operator, GOOD)
    page = words_of(operator.get(address).content)
    assert "共2行、206人（原来40人），整份替换原来的。 比原来多2行，改0行，少1行。" in page
    assert "县直部门 40 120 乡镇街道 0 86" in page
    assert "青禾县 0 206 白沙县 40 0" in page
    assert stored() == [(OTHER_COUNTY, 50, 40)]

    assert "已装入" in press(operator, address, "confirm")
    assert stored() == [(COUNTY, 50, 120), (TOWNSHIP, 60, 86)]
    assert FileImport.objects.get().content is None
    assert "县直部门 120 1 乡镇街道 86 1 合计 206" in words_of(operator.get(PAGE).content)


def test_every_mistake_stands_in_one_table_and_nothing_is_stored(operator: Client, wave: Wave) -> None:
    address = upload(operator, BAD)
    page = words_of(operator.get(address).content)
    expected = [
        ["3", "", "与第2行是同一地区、同一层级。"],
        ["4", "地区名称", "代码 990101001000 是李家巷镇，不是这个地区。"],
        ["5", "层级", "这一层级的人不能算在这么大的地区上，请分到下级。"],
        ["6", "层级", "应为：省直部门、市直部门、县直部门、乡镇街道、村社区、其他。"],
        ["6", "人数", "请填整数，例如8。"],
        ["6", "截至日期", "应为日期，例如2026-09-11。"],
        ["7", "人数", "不能空着。"],
    ]
    assert "7处有问题，什么都没有装入" in page
    assert all(" ".join(part for part in line if part) in page for line in expected)
    file = operator.get(f"{address}problems/").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(file))) == [["行", "列", "问题"], *expected]
    assert stored() == []
    assert FileImport.objects.get().content is None
    operator.post(f"{address}confirm/")
    assert stored() == []


def test_a_stored_file_is_taken_back_until_its_wave_opens(operator: Client, wave: Wave) -> None:
    first = upload(operator, GOOD)
    press(operator, first, "confirm")
    second = upload(operator, GOOD.replace("120", "130"))
    press(operator, second, "confirm")
    assert stored() == [(COUNTY, 50, 130), (TOWNSHIP, 60, 86)]

    assert "又有人改过，不能再撤销" in words_of(operator.post(f"{first}undo/", follow=True).content)
    assert "恢复成装入以前的样子" in words_of(operator.get(f"{second}undo/").content)
    assert "已撤销" in words_of(operator.post(f"{second}undo/", follow=True).content)
    assert stored() == [(COUNTY, 50, 120), (TOWNSHIP, 60, 86)]

    Wave.objects.update(state="open")
    assert "调查 2026Q4 已经开始，不能再撤销" in words_of(operator.post(f"{first}undo/", follow=True).content)
    assert stored() == [(COUNTY, 50, 120), (TOWNSHIP, 60, 86)]
    machine.drop_old_imports()
    assert FileImport.objects.filter(before__isnull=False).count() == 0


def test_who_confirms_after_somebody_else_sees_the_comparison_again(operator: Client, wave: Wave) -> None:
    other = client_of(Role.OPERATOR, "second@example.org")
    mine, theirs = upload(operator, GOOD), upload(other, GOOD.replace("120", "130"))
    old = FileImport.objects.get(pk=mine.split("/")[-2]).beneath
    press(other, theirs, "confirm")
    page = press(operator, mine, "confirm")
    assert "存着的数据变了，这次没有装入" in page
    assert "县直部门 130 120" in page
    # A second press of the page that was open before does not count for what it never showed.
    assert "请把这一页再看一遍" in words_of(operator.post(f"{mine}confirm/", {"seen": old}, follow=True).content)
    assert stored()[0] == (COUNTY, 50, 130)
    assert "已装入" in press(operator, mine, "confirm")
    assert stored()[0] == (COUNTY, 50, 120)


def test_a_second_press_stores_nothing_twice_and_a_file_given_up_is_gone(operator: Client, wave: Wave) -> None:
    address = upload(operator, GOOD)
    seen = {"seen": FileImport.objects.get().beneath}
    for _ in range(2):
        answer = operator.post(f"{address}confirm/", seen, follow=True)
        assert "已装入" in words_of(answer.content)
    assert len(stored()) == 2
    assert "不能放弃" in words_of(operator.post(f"{address}give-up/", follow=True).content)

    another = upload(operator, GOOD)
    assert "文件已删除" in press(operator, another, "give-up")
    assert operator.get(another).status_code == 404
    assert FileImport.objects.count() == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_taken_again_and_changes_nothing(operator: Client, wave: Wave, kind: str) -> None:
    rows = [
        (COUNTY, 50, 120, "=HYPERLINK(1)", date(2026, 9, 30)),
        (TOWNSHIP, 60, 86, "'@编制,统计", date(2026, 8, 31)),
        (TOWNSHIP, 90, 3, "-", date(2026, 8, 31)),
    ]
    for code, level, people, source, day in rows:
        Headcount.objects.create(wave=wave, region_code=code, level=level, people=people, source=source, as_of_on=day)
    file = operator.get(f"{PAGE}stored/{kind}/")
    assert file["Content-Disposition"].endswith(f".{kind}")
    address = upload(operator, file.content, f"人数.{kind}")
    assert "比原来多0行，改0行，少0行" in words_of(operator.get(address).content)
    press(operator, address, "confirm")
    assert list(Headcount.objects.values_list("region_code", "level", "people", "source", "as_of_on")) == rows


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_names_every_region_and_blank_rows_are_left_out(operator: Client, wave: Wave, kind: str) -> None:
    template = operator.get(f"{PAGE}template/{kind}/").content
    assert "没有一行填了人数" in words_of(operator.get(upload(operator, template, f"x.{kind}")).content)
    if kind == "csv":
        filled = template.decode().replace("青禾县,县直部门,,,", "青禾县,县直部门,33,编制,2026-09-30")
        page = words_of(operator.get(upload(operator, filled)).content)
        assert "共1行、33人" in page
        assert "另有8行没有填人数，不算。" in page


def test_a_wave_that_is_closed_takes_no_file(operator: Client, wave: Wave) -> None:
    address = upload(operator, GOOD)
    Wave.objects.update(state="closed")
    page = words_of(operator.get(PAGE).content)
    assert "人数不能再改" in page
    assert "上传并核对" not in page
    assert operator.post(PAGE, {"file": SimpleUploadedFile("x.csv", GOOD.encode())}).status_code == 200
    assert "调查 2026Q4 已截止，人数不能再改" in press(operator, address, "confirm")
    assert stored() == []


def test_a_file_that_is_missing_or_far_too_large_is_named_on_the_page(operator: Client, wave: Wave) -> None:
    answer = operator.post(PAGE, {})
    assert (answer.status_code, "请先选文件" in answer.content.decode()) == (400, True)
    large = operator.post(PAGE, {"file": SimpleUploadedFile("x.csv", b"x" * 9_000_000)}, follow=True)
    assert "文件太大，最多8MB" in large.content.decode()
    assert not FileImport.objects.exists()


def test_a_large_file_waits_for_a_worker_and_shows_how_far_it_is(operator: Client, wave: Wave) -> None:
    address = upload(operator, GOOD + ",,,,,\n" * 50_000)
    page = operator.get(address).content.decode()
    assert 'data-live="waiting"' in page
    assert "<progress" in page

    for key in machine.unfinished_imports():  # what the worker does when it fetches the task
        machine.work_on(key)
    press(operator, address, "confirm")
    assert "正在装入" in words_of(operator.get(address).content)
    assert stored() == []
    for key in machine.unfinished_imports() * 2:
        machine.work_on(key)
    assert len(stored()) == 2
    assert machine.unfinished_imports() == []


def test_the_list_says_how_many_problems_stand_in_it_and_how_many_do_not(
    operator: Client, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("burden.intake.row_files.MOST_PROBLEMS", 205)
    address = upload(operator, HEAD + "1,,县直部门,1,编制统计,2026-09-30\n" * 210)
    page = words_of(operator.get(address).content)
    assert "210处有问题，什么都没有装入" in page
    assert "这里列出前面的，另有5处，请下载看。 问题太多，还有5处没有列出；" in page
    assert len(operator.get(f"{address}problems/").content.splitlines()) == 1 + 205


@pytest.mark.parametrize("step", ["preview", "store"])
def test_what_nobody_foresaw_is_told_on_the_page_and_logged_with_its_cause(
    operator: Client, wave: Wave, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, step: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(f"burden.operate.files.headcounts.HeadcountImport.{step}", broken)
    address = upload(operator, GOOD)
    page = words_of(operator.get(address).content) if step == "preview" else press(operator, address, "confirm")
    assert "没有做完：出了意外" in page
    assert stored() == []
    [logged] = [line for line in caplog.records if line.name == "burden.operate.files.machine"]
    assert str(FileImport.objects.get().pk) in logged.getMessage()
    assert logged.exc_info is not None
    assert logged.exc_info[0] is ZeroDivisionError


class WorkerEndedError(BaseException):
    """A worker that was ended, which no step can catch."""


@pytest.mark.parametrize("step", ["check", "store"])
def test_a_file_that_ends_the_worker_each_time_is_given_up(
    operator: Client, wave: Wave, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def ended(*_: object) -> None:
        raise WorkerEndedError

    record = machine.bring(
        kind=FileImport.Kind.HEADCOUNTS, content=GOOD.encode(), file_name="x.csv", email="a@example.org", wave=wave
    )
    if step == "store":
        machine.work_on(record.pk)
        record.refresh_from_db()
        assert machine.confirm(record.pk, seen=record.beneath, email="a@example.org")
    with monkeypatch.context() as broken:
        broken.setattr("burden.operate.files.headcounts.HeadcountImport.read", ended)
        for _ in range(3):
            with pytest.raises(WorkerEndedError):
                machine.work_on(record.pk)
        machine.work_on(record.pk)
    assert machine.unfinished_imports() == []
    record.refresh_from_db()
    assert (record.state, record.content, record.parameters) == (FileImport.State.REFUSED, None, {})
    assert "没有做完：出了意外" in words_of(operator.get(f"/operate/files/{record.pk}/").content)
    assert stored() == []
