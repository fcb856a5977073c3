"""An operator prepares a wave in the browser, changes and deletes it; mistakes are named beside their fields."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.models import Headcount, InvitationCode, Wave, WaveEvent
from tests.intake.small_world import CITY, COUNTY, OTHER_TOWNSHIP, PROVINCE, TOWNSHIP, store_small_tree, store_wave
from tests.operate.test_suggestions import client_of

NEW, EDIT = "/operate/waves/new/", "/operate/waves/2027Q1/edit/"
TODAY = timezone.localdate()
ENTRY: dict[str, object] = {
    "code": "2027Q1",
    "region": "青禾县",
    "opens_on": f"{TODAY}",
    "closes_on": f"{TODAY + timedelta(days=13)}",
    "assurance": "coded",
    "page_two": "usual",
    "languages": ["en", "zh-hant"],
    "form_no": "基减01表",
    "valid_until": f"{TODAY + timedelta(days=400)}",
}
USUAL_POINTS, FIELDS_OF_PAGE_TWO = 16, 21


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    return client_of(Role.OPERATOR)


def refused(client: Client, changes: dict[str, object], address: str = NEW) -> str:
    answer = client.post(address, ENTRY | changes)
    assert answer.status_code == 400
    return answer.content.decode()


def test_the_form_proposes_what_is_usual(operator: Client) -> None:
    store_wave("2026Q4", state=Wave.State.DRAFT)

    page = operator.get(NEW).content.decode()

    quarter = f"{TODAY.year}Q{(TODAY.month + 2) // 3}"
    proposed = f"{quarter}-2" if quarter == "2026Q4" else quarter
    assert f'value="{proposed}"' in page
    assert f"第二页现在{USUAL_POINTS}分（最多16分）。" in page
    assert "满30人的一组才公布，县以下没有数，结果都标“未核验”。" in page


def test_a_wave_is_prepared_with_all_that_was_filled_in(operator: Client) -> None:
    page = operator.post(NEW, ENTRY, follow=True).content.decode()

    wave = Wave.objects.get()
    assert (wave.code, wave.region_code, wave.state, wave.tree_id) == ("2027Q1", COUNTY, "draft", "test")
    assert (wave.assurance, wave.form_no, wave.asks_for_text) == ("coded", "基减01表", False)
    assert (wave.languages, len(wave.further_fields)) == (["zh-hans", "zh-hant", "en"], 15)
    assert not wave.needs_second_person
    assert "已保存草稿 2027Q1" in page
    assert "云汀省 澄江市 青禾县" in page
    assert WaveEvent.objects.get().kind == "prepared"


def test_without_regions_the_form_says_what_comes_first(db: None) -> None:
    assert "先装入地区" in client_of(Role.OPERATOR).get(NEW).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": ""}, "该字段是必填项"),
        ({"code": "第四季度"}, "编号用字母、数字和连字符"),
        ({"code": "new"}, "编号用字母、数字和连字符"),
        ({"code": "2026Q3"}, "已经有调查 2026Q3"),
        ({"region": ""}, "该字段是必填项"),
        ({"region": "没有的县"}, "没有找到这个地区"),
        ({"region": "李家巷"}, "是哪一个？请在下面选一个。"),
        ({"opens_on": "四月"}, "输入一个有效的日期"),
        ({"closes_on": f"{TODAY - timedelta(days=1)}"}, "截止日期不能早于开始日期"),
        ({"valid_until": f"{TODAY}"}, "过了有效期限不能再收答卷"),
        ({"asks_for_text": "on"}, "第二页19分，超过16分"),
        ({"page_two": "own", "questions": ["seen_proxy"] * 2 + ["nothing"]}, "nothing"),
        ({"assurance": "faith"}, "faith"),
        ({"assurance": "link", "region": TOWNSHIP}, "请选县或更大的地方，或者改为凭码填报。"),
    ],
)
def test_a_mistake_is_named_and_nothing_filled_in_is_lost(
    operator: Client, changes: dict[str, object], sentence: str
) -> None:
    store_wave("2026Q3", state=Wave.State.RELEASED)

    page = refused(operator, changes)

    assert sentence in page
    for kept in (ENTRY | changes)["form_no"], (ENTRY | changes)["region"], (ENTRY | changes)["opens_on"]:
        assert f'value="{kept}"' in page or kept == ""
    assert not Wave.objects.filter(state="draft").exists()


def test_a_region_is_looked_for_and_chosen_without_a_script(operator: Client) -> None:
    page = operator.post(NEW, ENTRY | {"region": "李家巷", "look": "1"}).content.decode()

    assert f'name="region_choice" value="{OTHER_TOWNSHIP}"' in " ".join(page.split())
    assert "云汀省 澄江市 白沙县 李家巷街道" in page
    assert not Wave.objects.exists()
    chosen = {"region": "李家巷", "region_searched": "李家巷", "region_choice": OTHER_TOWNSHIP}
    operator.post(NEW, ENTRY | chosen)
    assert Wave.objects.get().region_code == OTHER_TOWNSHIP


def test_a_choice_for_another_text_does_not_count(operator: Client) -> None:
    operator.post(NEW, ENTRY | {"region_searched": "李家巷", "region_choice": OTHER_TOWNSHIP})

    assert Wave.objects.get().region_code == COUNTY


@pytest.mark.parametrize(("text", "code"), [("全国", "000000000000"), (PROVINCE, PROVINCE), ("云汀省 澄江市", CITY)])
def test_regions_of_every_size_are_taken(operator: Client, text: str, code: str) -> None:
    operator.post(NEW, ENTRY | {"region": text})

    assert Wave.objects.get().region_code == code


def test_points_are_counted_as_questions_are_chosen(operator: Client) -> None:
    own = {"page_two": "own", "questions": ["load", "change_6m", "cleanup_effect"], "asks_for_text": "on"}

    page = operator.post(NEW, ENTRY | own | {"count": "1"}).content.decode()
    assert "第二页现在9分（最多16分）。" in page
    assert not Wave.objects.exists()

    operator.post(NEW, ENTRY | own)
    wave = Wave.objects.get()
    assert wave.further_fields == ["change_6m", "cleanup_effect", "load_time", "load_effort", "load_frustration"]
    assert wave.asks_for_text


def test_a_draft_is_changed_and_its_form_shows_it_as_it_is(operator: Client) -> None:
    operator.post(NEW, ENTRY | {"page_two": "own", "questions": ["load"], "languages": []})
    page = operator.get(EDIT).content.decode()
    assert 'value="云汀省 澄江市 青禾县"' in page
    assert "第二页现在3分" in page

    operator.post(EDIT, ENTRY | {"region": "云汀省 澄江市 青禾县", "page_two": "none", "needs_second_person": "on"})

    wave = Wave.objects.get()
    assert (wave.further_fields, wave.needs_second_person, wave.region_code) == ([], True, COUNTY)
    assert WaveEvent.objects.filter(kind="changed").count() == 1


def test_a_region_is_not_changed_under_head_counts_and_codes(operator: Client) -> None:
    operator.post(NEW, ENTRY)
    wave = Wave.objects.get()
    Headcount.objects.create(
        wave=wave, region_code=COUNTY, level=50, people=20, source="test", as_of_on=date(2026, 9, 1)
    )

    page = refused(operator, {"region": "白沙县"}, EDIT)
    assert "要换地区，请删除这份草稿，另建一次。" in page
    operator.post(EDIT, ENTRY | {"region": "云汀省"})

    wave.refresh_from_db()
    assert wave.region_code == PROVINCE


def test_a_wave_that_has_begun_is_not_changed_and_not_deleted(operator: Client) -> None:
    store_wave("2027Q1")

    assert operator.get(EDIT)["Location"] == "/operate/waves/2027Q1/"
    answer = operator.post("/operate/waves/2027Q1/delete/", follow=True)
    assert "已经开始，不能删除" in answer.content.decode()
    assert Wave.objects.get().state == "open"


def test_deleting_a_draft_says_what_goes_with_it_and_is_written_down(operator: Client) -> None:
    operator.post(NEW, ENTRY)
    wave = Wave.objects.get()
    Headcount.objects.create(
        wave=wave, region_code=COUNTY, level=50, people=20, source="test", as_of_on=date(2026, 9, 1)
    )
    InvitationCode.objects.create(wave=wave, region_code=COUNTY, level=50, code_hash=b"1" * 32)

    page = operator.get("/operate/waves/2027Q1/delete/").content.decode()
    assert "登记的1个单位的人数一起删除。" in page
    assert "已发的1个填报码作废" in page
    assert Wave.objects.exists()
    operator.post("/operate/waves/2027Q1/delete/")

    assert not Wave.objects.exists()
    assert [event.kind for event in WaveEvent.objects.all()] == ["prepared", "deleted"]


def test_an_open_wave_is_given_more_days_never_fewer_nor_beyond_its_validity(operator: Client) -> None:
    wave = store_wave("2027Q1", valid_until=TODAY + timedelta(days=20))
    address = "/operate/waves/2027Q1/extend/"
    assert "这一天也收，过了半夜自动截止" in operator.get(address).content.decode()

    for day, sentence in ((5, "要比现在的截止日期"), (21, "过了有效期限不能再收答卷")):
        answer = operator.post(address, {"closes_on": f"{TODAY + timedelta(days=day)}"})
        assert answer.status_code == 400
        assert sentence in answer.content.decode()
    page = operator.post(address, {"closes_on": f"{TODAY + timedelta(days=20)}"}, follow=True).content.decode()

    wave.refresh_from_db()
    assert wave.closes_on == TODAY + timedelta(days=20)
    assert f"截止日期由{TODAY + timedelta(days=5)}改为{wave.closes_on}。" in page


def test_a_wave_that_takes_no_answers_is_not_extended(operator: Client) -> None:
    store_wave("2027Q1", state=Wave.State.CLOSED)
    address = "/operate/waves/2027Q1/extend/"

    assert "现在不收答卷" in operator.get(address).content.decode()
    assert operator.post(address, {"closes_on": f"{TODAY + timedelta(days=9)}"}).status_code == 400
