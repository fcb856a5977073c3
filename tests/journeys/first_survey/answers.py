"""Two hundred people with slips of paper: what they answer, how it is sent, and what comes out, counted here."""

import json
import random
import re
import statistics
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from playwright.sync_api import Page, expect

from tests.intake.printed import CODE, lines_of
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, TOWNSHIP
from tests.journeys.first_survey.looking import look
from tests.journeys.phone import expect_received, send, tap

WAVE = "2027Q1"
SLIP = re.compile(rf"(云汀省 \S+(?: \S+)*)\s+(\S+)\s+1\. 剪下.*?({CODE.pattern})", re.DOTALL)
OTHER_TOWNSHIP_OF_COUNTY = "990101002000"
# What a slip says of place and level, where its holder works, how many of them answer.
HOLDERS = (
    ("云汀省 澄江市 青禾县", "县直部门", COUNTY, 50, 70),
    ("云汀省 澄江市", "市直部门", CITY, 40, 15),
    ("云汀省 澄江市 青禾县 李家巷镇", "乡镇街道", TOWNSHIP, 60, 55),
    ("云汀省 澄江市 白沙县", "县直部门", OTHER_COUNTY, 50, 25),
    ("云汀省 澄江市 青禾县 柳溪乡", "乡镇街道", OTHER_TOWNSHIP_OF_COUNTY, 60, 35),
)
AVERSE = 4  # and more, of 5


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Page 1 as somebody fills it in; the names are those of the interface."""

    region_code: str
    level_code: int
    app_count: int
    idle_app_count: int
    account_count: int
    group_count: int
    app_minutes_per_day: int
    group_minutes_per_day: int
    attitude_5: int
    practices_3m: tuple[str, ...]
    code: str


def slips_of(pdf: bytes) -> dict[tuple[str, str], list[str]]:
    """Return the codes on paper by the place and the level that their slips name."""
    found = defaultdict(list)
    for page in lines_of(pdf):
        for place, level, code in SLIP.findall(page):
            found[" ".join(place.split()), level].append(code)
    return found


def two_hundred(slips: dict[tuple[str, str], list[str]]) -> list[Answer]:
    """Return what each of them says, the same in every run; only chips of the form are used, as most people do."""
    made = random.Random(200)  # no secret
    return list(_answers(made, slips))


def _answers(made: random.Random, slips: dict[tuple[str, str], list[str]]) -> Iterator[Answer]:
    for place, level, region_code, level_code, number in HOLDERS:
        for code in slips[place, level][:number]:
            yield Answer(
                region_code=region_code,
                level_code=level_code,
                app_count=made.choice((3, 5, 8, 10, 15)),
                idle_app_count=made.choice((0, 1, 2, 3)),
                account_count=made.choice((0, 3, 5, 10, 20)),
                group_count=made.choice((5, 10, 15, 20, 30)),
                app_minutes_per_day=made.choice((10, 20, 30, 45, 60)),
                group_minutes_per_day=made.choice((5, 10, 20, 30)),
                attitude_5=made.choice((1, 2, 3, 4, 5)),
                practices_3m=made.choice((("p_checkin",), ("none",))),
                code=code,
            )


def send_by_interface(site: str, answers: Sequence[Answer]) -> None:
    """Hand in answers as a program does; each must be taken."""
    for number, answer in enumerate(answers):
        body = asdict(answer) | {"wave": WAVE, "apps": [], "idempotency_key": f"first-survey-{number:06}"}
        body["code"] = answer.code.replace(" ", "")
        data, kind = json.dumps(body).encode(), {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{site}/api/v1/responses/", data, kind)  # noqa: S310  # loopback
        with urllib.request.urlopen(request, timeout=20) as reply:  # noqa: S310  # likewise
            assert reply.status == 201


def answer_after_scanning(page: Page, site: str, answer: Answer) -> None:
    """Open the address of the slip's QR code, and take a minute for the page."""
    page.clock.install()
    code = answer.code.replace(" ", "")
    page.goto(f"{site}/s/{WAVE}/{answer.region_code}/#code={code}&level_code={answer.level_code}")
    look(page)
    _fill_in(page, answer)
    page.clock.fast_forward(65_000)
    send(page)
    expect_received(page)
    look(page)


def answer_without_script(page: Page, site: str, answer: Answer) -> None:
    """Type the code of a slip from a township, where scripts do not run; nobody answers with it again."""
    _type_and_send(page, site, answer)
    expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    _type_and_send(page, site, answer)
    expect(page.locator("#error-code")).to_contain_text("该码已用过")


def _type_and_send(page: Page, site: str, answer: Answer) -> None:
    page.goto(f"{site}/s/{WAVE}/{answer.region_code}/")
    page.get_by_label("纸条上的填报码").fill(answer.code.lower())
    tap(page, "level_code", "乡镇街道")
    _fill_in(page, answer)
    send(page)


def _fill_in(page: Page, answer: Answer) -> None:
    for question in (
        "app_count", "idle_app_count", "account_count", "group_count", "app_minutes_per_day", "group_minutes_per_day",
    ):  # fmt: skip
        tap(page, question, str(getattr(answer, question)))
    tap(page, "attitude_5", ("很赞成", "较赞成", "无所谓", "较反感", "很反感")[answer.attitude_5 - 1])
    tap(page, "practices_3m", "都没有" if answer.practices_3m == ("none",) else "打卡签到")


def headline_of(answers: Sequence[Answer]) -> dict[str, str]:
    """Return the four headline numbers of these answers as a page writes them, by the names of the indicators."""

    def mean(of: Callable[[Answer], float]) -> float:
        return statistics.fmean(of(answer) for answer in answers)

    return {
        "人均APP与新媒体合计": f"{mean(lambda one: one.app_count + one.account_count):.1f}",
        "人均工作群数": f"{mean(lambda one: one.group_count):.1f}",
        "人均每日APP和群用时": f"{mean(lambda one: one.app_minutes_per_day + one.group_minutes_per_day):.0f}",
        "反感率": f"{100 * mean(lambda one: one.attitude_5 >= AVERSE):.1f}",
    }
