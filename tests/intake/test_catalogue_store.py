"""Every change of the catalogue is written down, and what people are choosing just now stays in their lists."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from burden.intake.catalogue import read_catalogue
from burden.intake.catalogue_store import Author, ChangeRefusedError, store_catalogue
from burden.intake.row_files import RowFileError
from burden.models import CatalogueChange, CatalogueItem, TreeVersion, Wave
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, PROVINCE, store_wave

OPERATOR = Author(door=CatalogueChange.Door.PAGE, email="operator@example.org")


def entry(tree: TreeVersion, **values: object) -> CatalogueItem:
    plain: dict[str, object] = {
        "app_code": "A01",
        "name_zh": "示例通",
        "kind": "app",
        "region_code": COUNTY,
        "sponsor_level": 50,
        "audience": "internal",
    }
    return CatalogueItem(tree=tree, **(plain | values))


def history() -> list[tuple[str, str, str, str]]:
    rows = CatalogueChange.objects.select_related("item").order_by("pk")
    return [(row.item.app_code, row.field, row.before, row.after) for row in rows]


def test_what_is_added_and_what_changes_is_written_down_field_by_field(tree: TreeVersion) -> None:
    first = store_catalogue([entry(tree)], by=OPERATOR)
    changed = entry(tree, name_zh="示例", last_update_on=date(2026, 9, 1), has_complaint_channel=False)
    second = store_catalogue([changed, entry(tree, app_code="A02")], by=OPERATOR)

    assert (first.added, first.renewed, second.added, second.renewed) == (1, 0, 1, 1)
    assert history() == [
        ("A01", "", "", "示例通"),
        ("A02", "", "", "示例通"),
        ("A01", "name_zh", "示例通", "示例"),
        ("A01", "last_update_on", "", "2026-09-01"),
        ("A01", "has_complaint_channel", "yes", "no"),
    ]
    last = CatalogueChange.objects.first()
    assert last is not None
    assert (last.door, last.email, last.deed) == ("page", "operator@example.org", second.deed)
    stored = CatalogueItem.objects.get(app_code="A01")
    assert (stored.name_zh, stored.initials, stored.last_update_on) == ("示例", "sl", date(2026, 9, 1))


def test_the_same_again_changes_nothing_and_writes_nothing(tree: TreeVersion) -> None:
    store_catalogue([entry(tree)], by=OPERATOR)
    again = store_catalogue([entry(tree)], by=OPERATOR)

    assert (again.added, again.renewed, again.unchanged) == (0, 0, 1)
    assert len(history()) == 1


def test_fields_that_are_not_named_stay_as_they_are(tree: TreeVersion) -> None:
    store_catalogue([entry(tree, filing_no="备1号")], by=OPERATOR)
    store_catalogue([entry(tree, name_zh="新名")], by=OPERATOR, fields=("name_zh",))

    stored = CatalogueItem.objects.get()
    assert (stored.name_zh, stored.filing_no) == ("新名", "备1号")


def test_the_database_refuses_to_change_the_history(tree: TreeVersion) -> None:
    store_catalogue([entry(tree)], by=OPERATOR)

    with pytest.raises(IntegrityError, match="added, never changed"), transaction.atomic():
        CatalogueChange.objects.update(email="somebody@example.org")
    assert CatalogueChange.objects.get().email == "operator@example.org"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM burden_cataloguechange")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_retired": True}, "截止以后才能停用或合并"),
        ({"region_code": CITY}, "截止以后才能改地区"),
        ({"kind": "account"}, "不能改成公众账号或网页系统"),
    ],
)
def test_what_people_of_an_open_wave_can_choose_stays_in_their_lists(
    tree: TreeVersion, changes: dict[str, object], said: str
) -> None:
    store_catalogue([entry(tree)], by=OPERATOR)
    store_wave()

    with pytest.raises(ChangeRefusedError, match=said):
        store_catalogue([entry(tree, app_code="A02"), entry(tree, **changes)], by=OPERATOR)
    assert list(CatalogueItem.objects.values_list("app_code", "is_retired", "kind")) == [("A01", False, "app")]


def test_a_file_is_told_the_line_of_what_must_not_change_now(tree: TreeVersion) -> None:
    store_catalogue([entry(tree)], by=OPERATOR)
    store_wave()
    file = f"app_code,name_zh,kind,region_code,sponsor_level,audience,is_retired\nA01,示例通,APP,{COUNTY},50,内部,是\n"

    with pytest.raises(RowFileError, match="第2行，is_retired：调查 2026Q4 正在进行"):
        read_catalogue(file.encode(), tree=tree)


def test_a_new_entry_a_new_name_and_register_facts_may_come_at_any_time(tree: TreeVersion) -> None:
    store_catalogue([entry(tree)], by=OPERATOR)
    store_wave()
    store_catalogue([entry(tree, name_zh="改名", filing_no="备1号"), entry(tree, app_code="A02")], by=OPERATOR)

    assert list(CatalogueItem.objects.values_list("name_zh", flat=True)) == ["改名", "示例通"]
    assert {change.waves_begun for change in CatalogueChange.objects.exclude(field="")} == {1}


@pytest.mark.parametrize("kind", ["app", "web"])
def test_waves_of_elsewhere_closed_waves_and_what_nobody_chooses_hold_nothing_back(
    tree: TreeVersion, kind: str
) -> None:
    store_catalogue([entry(tree, kind=kind)], by=OPERATOR)
    store_wave("2026Q1", state=Wave.State.RELEASED)
    store_wave("2026Q2", state=Wave.State.DRAFT)
    store_wave("2026Q3", OTHER_COUNTY)
    if kind == "web":
        store_wave("2026Q4", PROVINCE)
    store_catalogue([entry(tree, kind=kind, is_retired=True)], by=OPERATOR)

    assert CatalogueItem.objects.get().is_retired
