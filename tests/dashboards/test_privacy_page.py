"""The privacy page lists every column of the database, because it is made from the models."""

import re

import pytest
from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.test.utils import isolate_apps

from burden.access.account_log import DAYS_KEPT as SIGN_IN_DAYS_KEPT
from burden.access.export_jobs import DAYS_KEPT
from burden.dashboards.privacy import DRAFT_HOURS
from burden.domain.pack_columns import LAYOUTS
from burden.intake.retention import MONTHS_KEPT
from burden.models.inventory import INVENTORY, gaps, stored_tables


def test_every_column_of_the_database_is_described_and_nothing_else() -> None:
    assert gaps(INVENTORY, stored_tables()) == []


@isolate_apps("burden")
def test_a_new_table_or_column_without_description_is_found() -> None:
    class Visit(models.Model):  # noqa: DJ008  # never shown
        address = models.GenericIPAddressField()

        class Meta:
            app_label = "burden"
            db_table = "burden_visit"

    class AnswerPack(models.Model):  # noqa: DJ008  # never shown
        kind = models.CharField(primary_key=True, max_length=8)
        sent_at = models.DateTimeField()

        class Meta:
            app_label = "burden"
            db_table = "burden_answerpack"

    found = gaps(INVENTORY, stored_tables() | stored_tables([Visit, AnswerPack]))
    assert "burden_visit.address is not in the inventory" in found
    assert "burden_answerpack.sent_at is not in the inventory" in found
    assert "burden_answerpack.data does not exist" in found


def test_every_column_within_the_packed_answers_is_described_and_nothing_else() -> None:
    [entry] = [entry for entry in INVENTORY if entry.packed]
    described = [{name for name, _, _ in part.columns} for part in entry.packed]
    assert described == [{*layout.people_columns, *layout.app_columns} for layout in LAYOUTS.values()]


def test_a_description_of_a_table_that_is_gone_is_found() -> None:
    left = {table: columns for table, columns in stored_tables().items() if table != "burden_suggestion"}
    assert "burden_suggestion.text does not exist" in gaps(INVENTORY, left)


@pytest.mark.django_db
def test_the_models_are_all_that_the_database_holds() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
            " WHERE table_schema = 'public' GROUP BY table_name"
        )
        real = {table: set(columns) for table, columns in cursor.fetchall()}
    assert real == {table: set(columns) for table, columns in stored_tables().items()}


def test_no_table_is_described_twice_and_no_words_are_empty() -> None:
    assert len({entry.table for entry in INVENTORY}) == len(INVENTORY)
    for entry in INVENTORY:
        words = [entry.zh, entry.en, entry.kept_zh, entry.kept_en, *(text for line in entry.columns for text in line)]
        assert all(words), entry.table


def test_the_times_named_are_those_in_force() -> None:
    kept = {entry.table: entry.kept_zh for entry in INVENTORY}
    assert (MONTHS_KEPT, "24个月" in kept["burden_answerpack"]) == (24, True)
    assert (DAYS_KEPT, "7天" in kept["burden_exportjob"]) == (7, True)
    assert (settings.SESSION_COOKIE_AGE, "8小时" in kept["burden_signinsession"]) == (8 * 3600, True)
    assert (SIGN_IN_DAYS_KEPT, "1年" in kept["burden_signinrecord"]) == (366, True)


def test_a_draft_is_kept_as_long_as_the_page_says() -> None:
    script = (settings.BASE_DIR / "burden" / "intake" / "script" / "04_drafts.js").read_text()
    assert DRAFT_HOURS == 24
    assert "var DAY = 24 * 60 * 60 * 1000;" in script


def shown(client: Client, language: str) -> str:
    client.cookies["django_language"] = language
    return client.get("/privacy/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "question", "whose"),
    [
        ("zh-hans", "对目前要求下载、关注的数量，您的态度？", "填报人的，不带身份"),
        ("zh-hant", "對目前要求下載、關注的數量，您的態度？", "填報人的，不帶身份"),
        ("en", "How do you feel about the number you are now required", "a respondent&#x27;s, without identity"),
    ],
)
def test_the_page_names_every_column_in_each_language(client: Client, language: str, question: str, whose: str) -> None:
    page = shown(client, language)
    for table, columns in stored_tables().items():
        section = page.split(f'<section class="stored" id="{table}">')[1].split("</section>")[0]
        assert re.findall(r"<td>\s*<code>(\w+)</code>", section)[: len(columns)] == list(columns)
    assert question in page
    assert whose in page
    assert "还没有写明" not in page


@pytest.mark.django_db
def test_answer_tables_come_first_and_are_not_folded(client: Client) -> None:
    page = shown(client, "zh-hans")
    listed = page.split('id="columns"')[1]
    open_part, *folded = listed.split("<details")
    assert re.findall(r'id="(burden_\w+?)"', open_part) == [
        "burden_answerpack",
        "burden_suggestion",
    ]
    assert len(folded) == 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    "promise",
    [
        "本站数据库不存姓名、手机号、IP和时刻",
        "一次性凭条",
        "最多24小时；发送成功就删，随时可以点“清除”",
        "四档之一",
        "提交之前，点“看看会发送什么”",
        "手机使用记录的文件：在手机上读，从不上传",
        "做不到的，也说清楚",
    ],
)
def test_the_page_says_in_plain_words(client: Client, promise: str) -> None:
    assert promise in shown(client, "zh-hans")
