"""A newer edition of the regions is loaded: the catalogue stays, and what lost its region is shown until moved."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.aggregation.parameters import parameters_of
from burden.domain.levels import RegionKind
from burden.intake.catalogue import read_catalogue
from burden.intake.catalogue_files import catalogue_file
from burden.intake.local_apps import phone_app_codes
from burden.intake.places import territory_of
from burden.intake.region_file import RegionRow
from burden.intake.regions import store_tree
from burden.intake.row_files import RowFileError
from burden.models import CatalogueChange, CatalogueItem, TreeVersion, Wave, WaveEvent
from burden.operate.catalogue.doubles import like
from burden.operate.catalogue.merging import merge
from burden.operate.waves.guards import thoughts
from tests.intake.small_world import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    PROVINCE,
    region_rows,
    store_catalogue,
    store_small_tree,
    store_wave,
)
from tests.operate.test_catalogue_files import HEAD, upload
from tests.operate.test_catalogue_pages import ENTRY, read
from tests.operate.test_headcount_files import press
from tests.operate.test_suggestions import client_of

LIST, ITEM, EDIT = "/operate/catalogue/", "/operate/catalogue/A02/", "/operate/catalogue/A02/edit/"
NEW_COUNTY = "990103000000"  # 白沙县 became a district under another code, as its township did
TODAY = timezone.localdate()


@pytest.fixture
def operator(db: None) -> Client:
    store_small_tree()
    store_catalogue()
    CatalogueItem.objects.create(
        tree=TreeVersion.objects.create(version="demo", source="test", as_of_on=date(2028, 1, 1), is_demo=True),
        app_code="D01", name_zh="应用A01", kind="app", region_code=CITY, sponsor_level=40, audience="mixed",
    )  # fmt: skip
    store_tree(version="2027", source="test", as_of_on=date(2027, 1, 1), rows=newer_rows())
    return client_of(Role.OPERATOR)


def newer_rows() -> list[RegionRow]:
    kept = [row for row in region_rows() if not row.code.startswith("990102")]
    district = RegionRow(code=NEW_COUNTY, kind=RegionKind.COUNTY, parent_code=CITY, name="白沙区", source="test")
    return [*kept, district]


def newer_wave(**fields: object) -> Wave:
    wave = store_wave(**fields)  # type: ignore[arg-type]  # columns of the wave
    wave.tree_id = "2027"
    wave.save()
    return wave


def test_the_catalogue_stays_with_its_pages_its_file_and_the_checklist(operator: Client) -> None:
    page = read(operator, LIST)
    assert "找到3项" in page
    assert "A01 · APP · 澄江市" in page
    assert "共3项" in read(operator, f"{LIST}file/")
    assert "登记了3个" in read(operator, "/operate/")
    assert "应用A01" in read(operator, f"{LIST}A01/")
    for foreign in ("D01/", "D01/edit/", "D01/merge/"):
        assert operator.get(f"{LIST}{foreign}").status_code == 404


def test_a_wave_on_the_newer_edition_offers_and_counts_what_was_there(operator: Client) -> None:
    wave = newer_wave()
    assert phone_app_codes(territory_of(wave), "990101") == {"A01"}
    assert parameters_of(wave)["app_codes"] == ["A01", "A02"]
    assert "应用A01" in operator.get(f"/s/2026Q4/{COUNTY}/").content.decode()


def test_a_file_renews_entries_of_older_editions_by_their_codes(operator: Client) -> None:
    rows = f"{HEAD}A01,应用一,APP,{NEW_COUNTY},市直部门,两者,备1号,否\nB01,新的,APP,{COUNTY},县直部门,内部,,是\n"
    address = upload(operator, rows.encode())
    assert "新增1项，修改1项，0项没有变化。 另有2项文件里没有" in " ".join(read(operator, address).split())
    assert "已装入" in press(operator, address, "confirm")
    item = CatalogueItem.objects.get(app_code="A01")
    assert (item.name_zh, item.region_code, item.tree_id) == ("应用一", NEW_COUNTY, "test")


def test_files_neither_take_the_codes_of_the_other_kind_nor_move_an_entry_to_a_region_that_is_gone(
    operator: Client,
) -> None:
    newest = TreeVersion.objects.get(version="2027")
    assert read_catalogue(catalogue_file(newest, "csv"), tree=newest).items[1].region_code == OTHER_COUNTY
    assert b"D01" not in catalogue_file(newest, "csv")
    rows = f"{HEAD}D01,应用一,APP,{CITY},市直部门,两者,,\nA01,应用A01,APP,{OTHER_COUNTY},市直部门,两者,,\n"
    with pytest.raises(RowFileError) as refused:
        read_catalogue(rows.encode(), tree=newest)
    assert "不能共用编号" in str(refused.value)
    assert f"没有地区 {OTHER_COUNTY}" in str(refused.value)


def test_an_entry_whose_region_is_gone_is_shown_mended_and_moved(operator: Client) -> None:
    assert "有1项，登记的地区在行政区划 2027 里已没有" in read(operator, LIST)
    lost = read(operator, f"{LIST}?show=lost")
    assert "找到1项" in lost
    assert "A02 · APP · 白沙县" in lost
    assert "请按“修改”，改到现在的地区" in read(operator, ITEM)
    form = read(operator, EDIT)
    assert f'value="{OTHER_COUNTY}"' in form
    assert "请在“哪个地区的人要用”里填现在的地区" in form

    mended = ENTRY | {"region": OTHER_COUNTY, "seen": "0", "filing_no": "备2号", "confirmed": "yes"}
    assert operator.post(EDIT, mended).status_code == 302
    seen = CatalogueChange.objects.latest("pk").pk
    elsewhere = operator.post(EDIT, mended | {"region": "李家巷街道", "seen": str(seen)})
    assert "没有这个地区" in elsewhere.content.decode()
    operator.post(EDIT, mended | {"region": "白沙区", "seen": str(seen)})

    item = CatalogueItem.objects.get(app_code="A02")
    assert (item.region_code, item.filing_no) == (NEW_COUNTY, "备2号")
    assert "里已没有" not in read(operator, LIST)
    assert "改到现在的地区" not in read(operator, ITEM)


def test_before_a_wave_opens_it_says_what_lost_its_region(operator: Client) -> None:
    said = [str(guard.sentence) for guard in thoughts(newer_wave(region_code=CITY, state=Wave.State.DRAFT))]
    assert any("目录里有1项，登记的地区在行政区划 2027 里没有" in sentence for sentence in said)
    assert not any("目录" in str(guard.sentence) for guard in thoughts(store_wave("2026Q3", CITY, state="draft")))


def test_entries_of_two_editions_are_found_alike_and_merged(operator: Client) -> None:
    CatalogueItem.objects.create(
        tree_id="2027", app_code="A05", name_zh="应用A01", kind="app", region_code=COUNTY, sponsor_level=50,
        audience="mixed",
    )  # fmt: skip
    assert [item.app_code for item in like(CatalogueItem.objects.get(app_code="A05"))][:1] == ["A01"]
    merge(goes="A05", stays="A01", email="")
    assert CatalogueItem.objects.get(app_code="A05").merged_into == CatalogueItem.objects.get(app_code="A01")


def test_what_people_of_an_older_edition_are_choosing_stays_in_their_lists(operator: Client) -> None:
    store_wave(region_code=PROVINCE)
    moved = ENTRY | {"region": "白沙区", "seen": "0", "confirmed": "yes"}
    assert "截止以后才能改地区" in operator.post(EDIT, moved).content.decode()


def test_a_draft_that_is_saved_again_moves_to_the_newest_edition(operator: Client) -> None:
    days = ["--opens-on", f"{TODAY}", "--closes-on", f"{TODAY}"]
    for _ in range(2):
        call_command("prepare_wave", "2027Q1", "--region", COUNTY, *days, stdout=StringIO())
    assert not WaveEvent.objects.filter(kind=WaveEvent.Kind.CHANGED).exists()
    Wave.objects.update(tree_id="test")

    call_command("prepare_wave", "2027Q1", "--region", COUNTY, *days, stdout=StringIO())

    assert Wave.objects.get().tree_id == "2027"
    [event] = WaveEvent.objects.filter(kind=WaveEvent.Kind.CHANGED)
    assert event.details == [["行政区划由%(before)s改为%(after)s。", {"before": "test", "after": "2027"}]]
