from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from burden.intake.promotion import promote_inbox
from burden.intake.region_file import read_region_file
from burden.intake.regions import compare_tree, store_tree
from burden.intake.row_files import RowFileError
from burden.intake.submissions import record_submissions
from burden.models import AnswerPack, CatalogueItem, Headcount, InvitationCode, Region, TreeVersion, Wave
from tests.intake.small_world import COUNTY, PROVINCE, TOWNSHIP, region_rows
from tests.intake.test_submissions import ANSWER


def run(*argv: str) -> str:
    output = StringIO()
    call_command(*argv, stdout=output)
    return output.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str, encoding: str = "utf-8") -> str:
        path = tmp_path / "file.csv"
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


@pytest.mark.django_db
def test_committed_regions_are_loaded_once_and_found_fast() -> None:
    assert "新增41939" in run("load_regions")
    assert run("load_regions") == "已是最新：41939个区划，没有变化。\n"
    lijiaxiang = Region.objects.get(tree_id="2026-09", code="330522102000")
    assert (lijiaxiang.name, lijiaxiang.path, lijiaxiang.initials) == ("李家巷镇", "330522102", "ljxz")
    assert Region.objects.filter(kind="township").count() == 38_724


@pytest.mark.usefixtures("tree")
def test_next_edition_says_what_changed() -> None:
    rows = [row for row in region_rows() if row.code != "990101002000"]
    rows[3] = type(rows[3])(**{**vars(rows[3]), "name": "青禾市"})
    changes = store_tree(version="next", source="test", as_of_on=date(2027, 9, 1), rows=rows)
    assert changes.compared_with == "test"
    assert changes.renamed == (("990101000000", "青禾县", "青禾市"),)
    assert changes.removed == (("990101002000", "柳溪乡"),)
    assert changes.added == ()


def test_edition_in_use_is_not_changed(wave: Wave) -> None:
    with pytest.raises(ValueError, match="版本 test 已有调查在用"):
        store_tree(version="test", source="test", as_of_on=date(2026, 9, 1), rows=region_rows()[:-1])
    assert wave.tree.regions.count() == 9


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("990101000000,county,000000000000,甲县,x", "应当有且只有一行“全国”"),
        ("99010100000,county,990000000000,甲县,x", "第4行，code：地区代码是12位数字"),
        ("990101000001,county,990000000000,甲县,x", "第4行，code：这一级的代码末尾应为零。"),
        ("980101000000,县,990000000000,甲县,x", "第4行，parent_code：不在上级 990000000000 云汀省 之下。"),
        ("990101000000,county,990100000000,甲县,x", "第4行，parent_code：文件里没有上级 990100000000。"),
        (
            "990100000000,city,990000000000,甲市,x\n990101000000,county,990000000000,甲县,x",
            "第5行，parent_code：代码在 990100000000 甲市 之下，上级应填它。",
        ),
        ("990101000000,region,990000000000,甲县,x", "第4行，kind：应为：全国、省、市、县、乡镇街道"),
        ("990000000000,province,000000000000,云汀省,x", "第3行，code：有重复的代码。\n第4行，code：有重复的代码。"),
    ],
)
def test_broken_region_file_is_refused_by_line(file: Callable[[str], str], line: str, sentence: str) -> None:
    head = "code,kind,parent_code,name,source\n000000000000,root,,全国,x\n990000000000,province,000000000000,云汀省,x\n"
    text = head.replace("000000000000,root,,全国,x\n", "") if "有且只有" in sentence else head
    with pytest.raises(RowFileError, match=sentence):
        read_region_file(Path(file(text + line + "\n")))


@pytest.mark.usefixtures("tree")
def test_an_edition_tells_regions_that_moved_or_changed_their_code() -> None:
    rows = [row for row in region_rows() if row.code not in ("990102001000", "999001000000")]
    rows.append(replace(region_rows()[7], code="990101003000", parent_code="990101000000"))
    rows.append(replace(region_rows()[8], code="990103000000", parent_code="990100000000"))
    changes = compare_tree(version="next", rows=rows)
    assert changes.recoded == (
        ("990102001000", "990101003000", "李家巷街道"),
        ("999001000000", "990103000000", "直管县"),
    )
    assert (changes.added, changes.removed, changes.renamed, changes.moved) == ((), (), (), ())
    flat = [replace(row, parent_code="990000000000") if row.code == COUNTY else row for row in region_rows()]
    assert compare_tree(version="next", rows=flat).moved == (
        ("990101000000", "青禾县", "990100000000", "990000000000"),
    )


def test_codes_are_printed_once_and_kept_as_hashes(make_wave: Callable[..., Wave]) -> None:
    make_wave(assurance="coded", state="draft")
    codes = run("issue_codes", "2026Q4", "--region", TOWNSHIP, "--level", "60", "--number", "3").split()
    assert [len(code) for code in codes] == [23, 23, 23]
    assert InvitationCode.objects.count() == 3


def test_a_small_unit_gets_its_codes_under_the_name_of_the_region_above(make_wave: Callable[..., Wave]) -> None:
    wave = make_wave(assurance="coded", state="draft")
    unit = {"wave": wave, "source": "编制统计", "as_of_on": date(2026, 9, 30), "people": 14}
    Headcount.objects.create(region_code=TOWNSHIP, level=60, **unit)
    Headcount.objects.create(region_code=COUNTY, level=50, **unit)
    with pytest.raises(CommandError, match="不足15人，请用青禾县的名义发码"):
        run("issue_codes", "2026Q4", "--region", TOWNSHIP, "--level", "60", "--number", "3")
    # Nobody of a county's own departments may name the city, so there is no wider name for them.
    assert len(run("issue_codes", "2026Q4", "--region", COUNTY, "--level", "50", "--number", "3").split()) == 3
    Headcount.objects.filter(level=60).update(people=15)
    assert len(run("issue_codes", "2026Q4", "--region", TOWNSHIP, "--level", "60", "--number", "3").split()) == 3


def test_codes_need_a_coded_wave(wave: Wave) -> None:
    with pytest.raises(CommandError, match="开放链接，不发码"):
        run("issue_codes", wave.code, "--region", TOWNSHIP, "--level", "60", "--number", "3")


HEADCOUNTS = (
    "region_code,level,people,source,as_of_on\n"
    f"{TOWNSHIP},乡镇街道,86,编制统计,2026-09-30\n{COUNTY},50,120,编制统计,2026/9/30\n"
)


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_headcounts_are_replaced_as_a_whole(file: Callable[..., str], encoding: str) -> None:
    path = file(HEADCOUNTS, encoding)
    for _ in range(2):
        assert run("load_headcounts", path, "--wave", "2026Q4") == "已装入2行，共206人。\n"
    rows = Headcount.objects.values_list("region_code", "level", "people")
    assert list(rows) == [(COUNTY, 50, 120), (TOWNSHIP, 60, 86)]


@pytest.mark.usefixtures("wave")
def test_headcounts_with_mistakes_are_refused_by_line_and_nothing_is_stored(file: Callable[..., str]) -> None:
    wrong = f"{PROVINCE},60,5,x,2026-09-30\n{TOWNSHIP},60,很多,x,昨天\n{TOWNSHIP},乡镇街道,7,x,2026-09-30\n"
    with pytest.raises(CommandError) as refused:
        run("load_headcounts", file(HEADCOUNTS + wrong), "--wave", "2026Q4")
    assert str(refused.value).split("\n") == [
        "第4行，level：这一层级的人不能算在这么大的地区上，请分到下级。",
        "第5行，people：请填整数，例如8。",
        "第5行，as_of_on：应为日期，例如2026-09-11。",
        "第6行：与第2行是同一地区、同一层级。",
    ]
    assert Headcount.objects.count() == 0


def test_headcounts_of_a_closed_wave_are_frozen(make_wave: Callable[..., Wave], file: Callable[..., str]) -> None:
    make_wave(state="closed")
    with pytest.raises(CommandError, match="人数不能再改"):
        run("load_headcounts", file(HEADCOUNTS), "--wave", "2026Q4")


CATALOGUE = f"app_code,name_zh,kind,region_code,sponsor_level,audience\nA001,示例通,APP,{COUNTY},县直部门,内部\n"


@pytest.mark.usefixtures("tree")
def test_catalogue_entries_are_added_and_renewed(file: Callable[..., str]) -> None:
    assert run("load_catalogue", file(CATALOGUE)) == "新增1项，更新0项。\n"
    assert run("load_catalogue", file(CATALOGUE.replace("示例通", "示例通2"))) == "新增0项，更新1项。\n"
    item = CatalogueItem.objects.get()
    assert (item.name_zh, item.initials, item.kind, item.sponsor_level) == ("示例通2", "slt2", "app", 50)
    assert item.has_complaint_channel is True


@pytest.mark.usefixtures("tree")
def test_catalogue_with_an_unknown_column_is_refused(file: Callable[..., str]) -> None:
    with pytest.raises(CommandError, match="第1行，vendor：不认识这一列"):
        run("load_catalogue", file(CATALOGUE.replace("audience\n", "audience,vendor\n")))


@pytest.mark.usefixtures("tree")
def test_templates_are_accepted_when_they_are_filled_in(file: Callable[..., str], wave: Wave) -> None:
    template = run("load_catalogue", "--template", "--tree-version", "test")
    filled = template.replace("示例通", "澄江通")
    assert run("load_catalogue", file(filled), "--dry-run") == "可以装入1项。\n"
    template = run("load_headcounts", "--template", "--wave", wave.code)
    filled = template.replace("李家巷镇,乡镇街道,,,", "李家巷镇,乡镇街道,86,编制统计,2026-09-30")
    assert run("load_headcounts", file(filled), "--wave", wave.code, "--dry-run") == "可以装入1行，共86人。\n"


def test_raw_answers_are_deleted_after_their_time_only(make_wave: Callable[..., Wave], tree: TreeVersion) -> None:
    today = timezone.localdate()
    old = make_wave(code="old", opens_on=today - timedelta(days=900), closes_on=today - timedelta(days=800))
    new = make_wave(code="new", opens_on=today - timedelta(days=90), closes_on=today - timedelta(days=9))
    for wave in (old, new):
        record_submissions(wave=wave, submissions=[ANSWER], on=wave.closes_on)
        promote_inbox(closing=wave)
    assert run("purge_responses") == "没有超过保存期的答卷。\n"
    tree.waves.update(state="released")
    assert "超过保存期；加 --yes 删除" in run("purge_responses")
    assert run("purge_responses", "--yes") == "old：删除答卷1份、使用报告0份、补充问题0份、建议0条。\n"
    assert run("purge_responses", "--yes") == "old：删除答卷0份、使用报告0份、补充问题0份、建议0条。\n"
    assert [pack.wave.code for pack in AnswerPack.objects.all()] == ["new"]
