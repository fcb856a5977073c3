"""A demo with something on every page of the desk: drafts, files in each state, closings in each stage, people.

Everything is done through the pages and services that an operator uses, so that nothing stands there that could not.
"""

import re
import time
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from burden.access.first_operator import link_path
from burden.aggregation.release import start_release
from burden.intake.catalogue_store import Author, store_catalogue
from burden.models import (
    CatalogueChange,
    CatalogueItem,
    CleanupEvent,
    FigurePack,
    FileImport,
    Release,
    Suggestion,
    User,
    Wave,
)
from burden.operate.catalogue.merging import merge
from burden.operate.closing.close import close_wave, stop_taking_answers
from burden.operate.closing.publishing import publish_release
from burden.operate.demo.regions import PROVINCE_CODE, TREE_VERSION, code_named
from burden.operate.files import machine
from burden.operate.named_apps.found import folded_name
from tests.access.totp import code_of
from tests.answers import store
from tests.intake.small_world import COUNTY, OTHER_COUNTY, TOWNSHIP, store_small_tree

OPERATOR, SECURED, GUEST = "operator@site.example", "secured@site.example", "guest@site.example"
PASSWORD = "a long night in August"  # of these tests only
NAMED = "指尖工作台"
ITEM, TWIN, MERGED = "DESK01", "DESK02", "DESK03"
TODAY = timezone.localdate()
PLAN: dict[str, object] = {
    "code": "2027Q1", "region": "云汀省", "opens_on": f"{TODAY}", "closes_on": f"{TODAY + timedelta(days=13)}",
    "assurance": "coded", "page_two": "usual", "languages": ["en", "zh-hant"], "form_no": "基减01表",
    "issuer": "云汀省示例办公室", "contact": "示例办公室 0000-0000000", "valid_until": f"{TODAY + timedelta(days=400)}",
}  # fmt: skip
HEAD_COUNTS = (
    "地区代码,地区名称,层级,人数,来源,截至日期\n"
    f"{COUNTY},青禾县,县直部门,120,编制统计,2026-09-30\n"
    f"{TOWNSHIP},李家巷镇,乡镇街道,86,编制统计,2026-09-30\n"
    f"{OTHER_COUNTY},白沙县,县直部门,9,编制统计,2026-09-30\n"
)
WRONG = HEAD_COUNTS.replace("86", "8.5").replace("白沙县,县直", "李家巷街道,县级")
ENTRIES = (
    "编号,名称,类型,地区代码,主办层级,给谁用,备案编号\n"
    "NEW1,新填报助手,小程序,{0},省直部门,内部,\n"
    "{1},平安通,APP,{0},省直部门,内部,备9号\n"
)
REGIONS = "/operate/regions/file/"
PEOPLE_OF_A_CLOSING = 200
"""Answers of each made-up closing: enough that some levels are shown and some are not."""

PLACES = {
    "item": ITEM, "twin": TWIN, "merged": MERGED, "decided": ITEM, "clean_up": "1", "person": "1", "named": "x",
    "release": "11111111-1111-1111-1111-111111111111", "first": "x", "link": "x", "passkey": "1",
    **dict.fromkeys(
        ("waiting", "refused", "ready", "stored", "undone", "new_entries", "edition"),
        "11111111-1111-1111-1111-111111111111",
    ),
}  # fmt: skip
"""Stand-ins of what ``furnish`` makes, by which an address can be looked up before there is a site."""


@dataclass(frozen=True, kw_only=True)
class Furnished:
    """What stands on the site: words for the braces in addresses, and the session of each operator."""

    places: dict[str, str]
    sessions: dict[str, str]


def furnish() -> Furnished:
    """Put something on every page of the demo in the present database."""
    first = link_path().split("/")[-2]
    store_small_tree()
    operator, secured = _signed_in(OPERATOR), _signed_in(SECURED)
    _set_up_an_app(secured)
    _list_entries()
    _close_waves()
    _leave_words()
    places = {
        "first": first,
        "named": folded_name(NAMED),
        "clean_up": str(CleanupEvent.objects.earliest("pk").pk),
        "release": str(Release.objects.get(wave__code="2026Q3", is_current=True).pk),
        **_guests(operator),
        **_files(operator),
    }
    return Furnished(places=PLACES | places, sessions={"operator": _fresh(operator), "secured": _fresh(secured)})


def _signed_in(email: str) -> Client:
    User.objects.create_user(email, PASSWORD, role=User.Role.OPERATOR)
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    return client


def _set_up_an_app(client: Client) -> None:
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.findall(r'<code class="address">([A-Z2-7]{32})</code>', page)[0]
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})


def _fresh(client: Client) -> str:
    """Return the key of a session that is never asked again whether it is still the same person."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() + timedelta(days=1).total_seconds()
    session.save()
    return str(session.session_key)


def _list_entries() -> None:
    plain = {"tree_id": TREE_VERSION, "kind": "app", "region_code": PROVINCE_CODE, "sponsor_level": 20}
    by = Author(door=CatalogueChange.Door.PAGE, email=OPERATOR)
    names = ((ITEM, "平安巡查通"), (TWIN, "平安巡查通APP"), (MERGED, "平安巡查通（旧）"))
    store_catalogue(
        [CatalogueItem(app_code=code, name_zh=name, audience="internal", **plain) for code, name in names], by=by
    )
    # Nothing is merged under the eyes of people who may be choosing it, so this was done before the wave opened.
    still_open = Wave.objects.filter(code="2026Q4")
    still_open.update(state=Wave.State.DRAFT)
    merge(goes=MERGED, stays=ITEM, email=OPERATOR)
    still_open.update(state=Wave.State.OPEN)


def _close_waves() -> None:
    """One wave that is being computed, one that waits for a look, and one that the gate held."""
    start_release(wave=_answered("COUNTING"))
    close_wave(wave=_answered("READY"), wait=True, by=OPERATOR)
    held = _answered("HELD")
    close_wave(wave=held, wait=True, by=OPERATOR)
    FigurePack.objects.filter(release__wave=held).delete()
    publish_release(wave=held, by=OPERATOR)


def _answered(code: str) -> Wave:
    """A demo wave of two hundred townspeople that takes answers no more and is published by hand."""
    wave = Wave.objects.create(
        code=code, tree_id=TREE_VERSION, region_code=PROVINCE_CODE, opens_on=TODAY - timedelta(days=20),
        closes_on=TODAY + timedelta(days=3), state=Wave.State.OPEN, assurance=Wave.Assurance.LINK, is_demo=True,
        waits_for_a_look=True,
    )  # fmt: skip
    chance = Random(code)
    store(wave, "response", [_answer(chance) for _ in range(PEOPLE_OF_A_CLOSING)])
    stop_taking_answers(wave, by=OPERATOR)
    wave.refresh_from_db()
    return wave


def _answer(chance: Random) -> dict[str, object]:
    return {
        "region_code": code_named("采薇县"), "level": 60, "app_count": chance.randrange(1, 20), "idle_app_count": 1,
        "account_count": chance.randrange(9), "group_count": chance.randrange(40), "attitude_5": chance.randrange(1, 6),
        "app_minutes_per_day": 30, "group_minutes_per_day": 40, "practices_3m": chance.randrange(256),
    }  # fmt: skip


def _leave_words() -> None:
    """Suggestions and a name that the catalogue lacks, in a wave that is out."""
    wave = Wave.objects.get(code="2026Q3")
    Wave.objects.filter(pk=wave.pk).update(asks_for_text=True)
    for text in ("把三张表并成一张，同样的数字不要报两遍。", "请李书记少建几个群"):
        Suggestion.objects.create(id=uuid4(), wave=wave, region_code=code_named("采薇县"), text=text)
    named = {"apps": [{"app_code": None, "new_app_name": NAMED}]}
    store(wave, "response", [_answer(Random(number)) | named for number in range(4)])


def _guests(operator: Client) -> dict[str, str]:
    """Invite one whose account is looked at, and one whose link waits to be used."""
    _invited(operator, GUEST)
    return {"link": _invited(operator, "new@site.example"), "person": str(User.objects.get(email=GUEST).pk)}


def _invited(operator: Client, email: str) -> str:
    entry = {"email": email, "role": "inspector", "regions": "青禾县", "days": "3", "confirmed": "yes"}
    page = operator.post("/operate/people/new/", entry).content.decode()
    return str(re.findall(r"/accounts/link/([\w-]{43})/", page)[0])


def _files(operator: Client) -> dict[str, str]:
    """A draft with head counts, and one file in each state."""
    operator.post("/operate/waves/new/", PLAN)
    heads, entries = "/operate/waves/2027Q1/headcounts/", "/operate/catalogue/file/"
    undone = _brought(operator, heads, "人数.csv", HEAD_COUNTS, "confirm", "undo")
    stored = _brought(operator, heads, "人数（改）.csv", HEAD_COUNTS.replace("120", "130"), "confirm")
    tree = operator.get(f"{REGIONS}test/csv/").content.decode("utf-8-sig")
    edition = {"version": "2027-09", "as_of_on": "2027-09-01", "source": "民政部"}
    waiting = machine.bring(kind=FileImport.Kind.CATALOGUE, content=b"x", file_name="目录.csv", email=OPERATOR)
    return {
        "undone": undone,
        "stored": stored,
        "ready": _brought(operator, heads, "人数（再改）.csv", HEAD_COUNTS.replace("120", "140")),
        "refused": _brought(operator, heads, "人数（有错）.csv", WRONG),
        "new_entries": _brought(operator, entries, "目录（新）.csv", ENTRIES.format(PROVINCE_CODE, ITEM)),
        "edition": _brought(
            operator, "/operate/regions/file/", "区划.csv", tree.replace("青禾县", "青禾区"), **edition
        ),
        "waiting": str(waiting.pk),
    }


def _brought(operator: Client, page: str, name: str, content: str, *press: str, **typed: str) -> str:
    """Bring a file, press these buttons on its page, and return its key."""
    answer = operator.post(page, typed | {"file": SimpleUploadedFile(name, content.encode())})
    address = str(answer["Location"])
    for button in press:
        seen = re.findall(r'name="seen" value="([^"]*)"', operator.get(address).content.decode())
        operator.post(f"{address}{button}/", {"seen": seen[0] if seen else ""})
    return address.strip("/").rsplit("/", 1)[1]
