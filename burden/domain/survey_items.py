"""Page 1 of the survey and the app-usage report as data: wording, choices, ranges, skips, soft warnings, points.

The page, the JSON interface, the method page and docs/wording.md follow from these records.  Checking an answer
against them is in :mod:`burden.domain.questionnaire`.
"""

from dataclasses import dataclass
from enum import StrEnum

from burden.domain.levels import LEVEL_NAMES, Level
from burden.domain.practices import NO_PRACTICE, PRACTICES
from burden.domain.sentences import gettext_noop as _
from burden.domain.thresholds import MOST_MINUTES_PER_DAY


class InputKind(StrEnum):
    """How an item is answered on the page."""

    REGION = "region"  # picker, prefilled from the link
    BUTTONS = "buttons"  # one of a few
    NUMBER = "number"  # a whole number, with chips
    MINUTES = "minutes"  # whole minutes, with chips
    SCALE = "scale"  # five balanced points and "hard to say"
    MULTIPLE = "multiple"  # any of several, or the exclusive last one
    APPS = "apps"  # up to three apps, each with minutes and flags


# What an item costs the person who answers: one tap, a choice of several, a picker.
POINTS: dict[InputKind, int] = {
    InputKind.REGION: 3,
    InputKind.BUTTONS: 1,
    InputKind.NUMBER: 1,
    InputKind.MINUTES: 1,
    InputKind.SCALE: 1,
    InputKind.MULTIPLE: 2,
    InputKind.APPS: 3,
}


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of an item; ``value`` is what is sent, ``is_exclusive`` rules out every other choice."""

    value: str
    zh: str
    en: str
    is_exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class SkipRule:
    """The item is not asked when ``field`` is 0, and ``stores`` is kept instead (a true zero, or no apps)."""

    field: str
    stores: int | None


@dataclass(frozen=True, kw_only=True)
class SoftWarning:
    """Asks for a second look when a number is above ``above``; the answer is accepted all the same."""

    above: int
    zh: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of page 1.

    ``field`` is its name in JSON, form and table; ``low`` and ``high`` bound numbers, both included (0 and 0
    where no number is asked); ``not_above``
    names the field whose value it may not exceed.
    """

    code: str
    field: str
    zh: str
    en: str
    kind: InputKind
    chips: tuple[int, ...] = ()
    unit_zh: str = ""
    unit_en: str = ""
    low: int = 0
    high: int = 0
    not_above: str | None = None
    options: tuple[Option, ...] = ()
    is_required: bool = False
    may_be_reversed: bool = False
    may_be_rotated: bool = False
    skip: SkipRule | None = None
    soft_warning: SoftWarning | None = None

    @property
    def points(self) -> int:
        """Points of the burden budget that the item costs."""
        return POINTS[self.kind]


TITLE_ZH = _("移动政务应用使用情况调查")
TITLE_EN = "Survey on the use of government apps"
HEADER_ZH = _(
    "自愿，可跳过。本站数据库不存姓名、手机号、IP和时刻；网络设备依法留存的日志由另一单位保管，"
    "与答卷分开。不排名、不催报。"
)
HEADER_EN = (
    "Voluntary; questions may be skipped. This site's database keeps no name, phone number, IP address or time of "
    "day; logs that network equipment must keep by law are held by another body, apart from the answers. No ranking, "
    "no reminders."
)

LEVEL_OPTIONS: tuple[Option, ...] = tuple(
    Option(value=str(int(level)), zh=LEVEL_NAMES[level][0], en=LEVEL_NAMES[level][1])
    for level in (Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE, Level.OTHER)
)
PROVINCE_LEVEL_OPTION = Option(
    value=str(int(Level.PROVINCE)), zh=LEVEL_NAMES[Level.PROVINCE][0], en=LEVEL_NAMES[Level.PROVINCE][1]
)

UNSURE = "unsure"  # "hard to say": sent, but stored as missing
ATTITUDE_OPTIONS: tuple[Option, ...] = (
    Option(value="1", zh=_("很赞成"), en="Strongly in favour"),
    Option(value="2", zh=_("较赞成"), en="Rather in favour"),
    Option(value="3", zh=_("无所谓"), en="Indifferent"),
    Option(value="4", zh=_("较反感"), en="Rather averse"),
    Option(value="5", zh=_("很反感"), en="Strongly averse"),
    Option(value=UNSURE, zh=_("不好说"), en="Hard to say"),
)
PRACTICE_OPTIONS: tuple[Option, ...] = (
    *(Option(value=practice.code, zh=practice.zh, en=practice.en) for practice in PRACTICES),
    Option(value=NO_PRACTICE, zh=_("都没有"), en="None of these", is_exclusive=True),
)
MINUTES_SOURCE_OPTIONS: tuple[Option, ...] = (
    Option(value="estimate", zh=_("凭估计"), en="An estimate"),
    Option(value="screen_time", zh=_("看了屏幕使用时间"), en="Read from screen time"),
)
DURATION_BANDS: tuple[str, ...] = ("lt20", "20_60", "60_90", "gt90")  # seconds from first tap to sending

MINUTE_CHIPS: tuple[int, ...] = (0, 5, 10, 20, 30, 45, 60, 90, 120, 180)
LONG_MINUTES = 480  # a whole working day of eight hours
LONG_MINUTES_ZH = _("超过8小时，请再看一眼单位是不是分钟。")
MANY_APPS = 30
MOST_APPS_NAMED = 3

A1 = Item(
    code="A1",
    field="region_code",
    zh=_("所在地区（已填，可改）"),
    en="Your region (filled in, you may change it)",
    kind=InputKind.REGION,
    is_required=True,
)
A2 = Item(
    code="A2",
    field="level_code",
    zh=_("您所在单位"),
    en="Your unit",
    kind=InputKind.BUTTONS,
    options=LEVEL_OPTIONS,
    is_required=True,
)
A3 = Item(
    code="A3",
    field="app_count",
    zh=_("因工作要求装的政务APP、小程序：几个？"),
    en="Government apps and mini-programs installed because work requires it: how many?",
    kind=InputKind.NUMBER,
    chips=(3, 5, 8, 10, 15),
    low=0,
    high=60,
    soft_warning=SoftWarning(above=MANY_APPS, zh=_("超过30个，请再看一眼是否多按了一位。")),
)
A4 = Item(
    code="A4",
    field="idle_app_count",
    zh=_("其中近3个月没打开过：几个？"),
    en="Of these, not opened in the last 3 months: how many?",
    kind=InputKind.NUMBER,
    chips=(0, 1, 2, 3, 5),
    low=0,
    high=60,
    not_above="app_count",
    skip=SkipRule(field="app_count", stores=0),
)
A5 = Item(
    code="A5",
    field="account_count",
    zh=_("因工作要求关注的公众号等账号：几个？"),
    en="Official accounts followed because work requires it: how many?",
    kind=InputKind.NUMBER,
    chips=(0, 3, 5, 10, 20),
    low=0,
    high=200,
)
A6 = Item(
    code="A6",
    field="group_count",
    zh=_("工作群（微信、钉钉、QQ等）：几个？"),
    en="Work groups (WeChat, DingTalk, QQ and others): how many?",
    kind=InputKind.NUMBER,
    chips=(5, 10, 15, 20, 30),
    low=0,
    high=300,
)
A7 = Item(
    code="A7",
    field="app_minutes_per_day",
    zh=_("最近7天，每个工作日花在这些APP上约多久？"),
    en="In the last 7 days, about how long did you spend on these apps each workday?",
    kind=InputKind.MINUTES,
    chips=MINUTE_CHIPS,
    unit_zh=_("分钟"),
    unit_en="minutes",
    low=0,
    high=MOST_MINUTES_PER_DAY,
    skip=SkipRule(field="app_count", stores=0),
    soft_warning=SoftWarning(above=LONG_MINUTES, zh=LONG_MINUTES_ZH),
)
A8 = Item(
    code="A8",
    field="group_minutes_per_day",
    zh=_("花在工作群上约多久？"),
    en="And about how long on work groups?",
    kind=InputKind.MINUTES,
    chips=MINUTE_CHIPS,
    unit_zh=_("分钟"),
    unit_en="minutes",
    low=0,
    high=MOST_MINUTES_PER_DAY,
    skip=SkipRule(field="group_count", stores=0),
    soft_warning=SoftWarning(above=LONG_MINUTES, zh=LONG_MINUTES_ZH),
)
A9 = Item(
    code="A9",
    field="attitude_5",
    zh=_("对目前要求下载、关注的数量，您的态度？"),
    en="How do you feel about the number you are now required to download and follow?",
    kind=InputKind.SCALE,
    options=ATTITUDE_OPTIONS,
    may_be_reversed=True,
)
A10 = Item(
    code="A10",
    field="practices_3m",
    zh=_("近3个月工作中遇到过（可多选）"),
    en="Met at work in the last 3 months (choose any)",
    kind=InputKind.MULTIPLE,
    options=PRACTICE_OPTIONS,
    may_be_rotated=True,
)
A11 = Item(
    code="A11",
    field="apps",
    zh=_("最费时间的APP是哪个？"),
    en="Which app takes most of your time?",
    kind=InputKind.APPS,
    high=MOST_APPS_NAMED,
    skip=SkipRule(field="app_count", stores=None),
)
PAGE_ONE: tuple[Item, ...] = (A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11)
ITEM_BY_FIELD: dict[str, Item] = {item.field: item for item in PAGE_ONE}
NUMBER_FIELDS = tuple(item.field for item in PAGE_ONE if item.kind in (InputKind.NUMBER, InputKind.MINUTES))

# --- Parts of A11, asked of each app named ----------------------------------------------------------------------------
APP_MINUTES_ZH = _("每天约几分钟？")
APP_MINUTES_EN = "About how many minutes a day?"
APP_FLAGS_ZH = _("有哪些要求？")
APP_FLAGS_EN = "What does it ask of you?"
APP_NOT_LISTED_ZH = _("不在列表：名称")
APP_NOT_LISTED_EN = "Not on the list: its name"
APP_DUPLICATE_ZH = _("与哪个重复？")
APP_DUPLICATE_EN = "Which one does it duplicate?"
APP_ADD_ZH = _("再加一个")
APP_ADD_EN = "Add another"
APP_FLAG_OPTIONS: tuple[Option, ...] = (
    Option(value="is_required", zh=_("要求安装"), en="Must be installed"),
    Option(value="has_checkin", zh=_("打卡"), en="Check-in"),
    Option(value="has_points_rank", zh=_("积分排名"), en="Ranking by points"),
    Option(value="in_appraisal", zh=_("计入考核"), en="Counts in appraisals"),
    Option(value="has_location_track", zh=_("定位轨迹"), en="Location or track"),
    Option(value="needs_photo_upload", zh=_("传照片"), en="Uploading photos"),
    Option(value="duplicate_entry", zh=_("重复填报"), en="Same data entered again"),
)

# --- The app-usage report, a form of its own --------------------------------------------------------------------------
USAGE_TITLE_ZH = _("各个APP的使用情况")
USAGE_TITLE_EN = "How each app is used"
USAGE_QUESTION_ZH = _("下列APP，您的情况是")
USAGE_QUESTION_EN = "For each of these apps, which fits you?"
USAGE_MINUTES_ZH = _("每个工作日约几分钟？")
USAGE_MINUTES_EN = "About how many minutes each workday?"


class UsageStatus(StrEnum):
    """What a person has to do with one app of the catalogue."""

    NOT_INSTALLED = "not_installed"
    IN_USE = "in_use"
    IDLE_3M = "idle_3m"


USAGE_STATUS_OPTIONS: tuple[Option, ...] = (
    Option(value=UsageStatus.NOT_INSTALLED, zh=_("没装"), en="Not installed"),
    Option(value=UsageStatus.IN_USE, zh=_("在用"), en="In use"),
    Option(value=UsageStatus.IDLE_3M, zh=_("装了，3个月没打开"), en="Installed, not opened for 3 months"),
)
MOST_APPS_IN_USAGE_REPORT = 60  # a catalogue page shows at most 25; more than 60 is not a person's report


def page_one_words() -> tuple[str, ...]:
    """Return every Chinese text that somebody who answers page 1 reads: header, questions, choices, parts of A11.

    What only appears after a choice (a soft warning, an error) is left out; relied on by the character budget.
    """
    questions = [text for item in PAGE_ONE for text in (item.zh, item.unit_zh)]
    choices = [option.zh for item in PAGE_ONE for option in item.options]
    sources = [option.zh for option in MINUTES_SOURCE_OPTIONS]
    flags = [option.zh for option in APP_FLAG_OPTIONS]
    parts = [APP_MINUTES_ZH, APP_FLAGS_ZH, APP_NOT_LISTED_ZH, APP_DUPLICATE_ZH, APP_ADD_ZH]
    return (HEADER_ZH, *questions, *choices, *sources, *flags, *parts)
