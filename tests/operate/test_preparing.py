from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from burden.models import Wave
from tests.intake.small_world import COUNTY, store_small_tree

TODAY = timezone.localdate()


def prepare(*changes: str, code: str = "2027Q1") -> str:
    out = StringIO()
    usual = ["--region", COUNTY, "--opens-on", f"{TODAY}", "--closes-on", f"{TODAY + timedelta(days=30)}"]
    call_command("prepare_wave", code, *usual, *changes, stdout=out)
    return out.getvalue()


@pytest.fixture
def tree(db: None) -> None:
    store_small_tree()


@pytest.mark.usefixtures("tree")
def test_a_wave_is_prepared_changed_and_opened_by_command() -> None:
    assert prepare().startswith("调查 2027Q1：")
    prepare("--assurance", "link", "--form-no", "基减01表")
    wave = Wave.objects.get()
    assert (wave.state, wave.assurance, wave.form_no, wave.tree_id) == ("draft", "link", "基减01表", "test")
    call_command("open_wave", "2027Q1", stdout=StringIO())
    assert Wave.objects.get().state == "open"


@pytest.mark.usefixtures("tree")
def test_a_wave_that_has_begun_is_not_changed() -> None:
    prepare()
    call_command("open_wave", "2027Q1", stdout=StringIO())
    assert "进行中" in prepare()
    with pytest.raises(CommandError, match="已经开始，不能再改"):
        prepare("--assurance", "link")


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("changes", "code", "sentence"),
    [
        ((), "第四季度", "编号用字母、数字和连字符"),
        (("--closes-on", f"{TODAY - timedelta(days=1)}"), "2027Q1", "截止日期不能早于开始日期"),
        (("--region", "110000000000"), "2027Q1", "没有 110000000000"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_one_sentence(changes: tuple[str, ...], code: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        prepare(*changes, code=code)
    assert not Wave.objects.exists()


@pytest.mark.django_db
def test_without_regions_nothing_can_be_prepared() -> None:
    with pytest.raises(CommandError, match="load_regions"):
        prepare()


@pytest.mark.usefixtures("tree")
def test_a_wave_asks_for_words_only_where_it_is_told_to() -> None:
    assert "收文字建议" not in prepare()
    assert not Wave.objects.get().asks_for_text

    assert prepare("--text", "--questions", "load").endswith("准备中，收文字建议。\n")
    assert Wave.objects.get().asks_for_text


@pytest.mark.usefixtures("tree")
def test_a_wave_asks_what_it_is_told_to_within_the_budget_of_a_page() -> None:
    prepare("--questions", "load", "change_6m", "--languages", "en", "--second-person", "--contact", "办公室")
    wave = Wave.objects.get()
    assert wave.further_fields == ["change_6m", "load_time", "load_effort", "load_frustration"]
    assert (wave.languages, wave.needs_second_person, wave.contact) == (["zh-hans", "en"], True, "办公室")
    prepare("--questions")
    assert not Wave.objects.get().has_page_two

    with pytest.raises(CommandError, match="第二页19分，超过16分"):
        prepare("--text")
