"""The further questions (page 2) and what is asked of each app in use, as data: wording, choices, ranges.

Each further question may be skipped, is one whole-number column and is released as a block of its own.  A choice is
kept as its place among the options, from 1; several choices as a mask, bit i for option i, the exclusive last one as 0.
"""

from burden.domain.sentences import gettext_noop as _
from burden.domain.survey_items import InputKind, Item, Option

FURTHER_TITLE_ZH = _("再说几句")
FURTHER_TITLE_EN = "A few more questions"

YES_NO_UNSURE: tuple[Option, ...] = (
    Option(value="yes", zh=_("有"), en="Yes"),
    Option(value="no", zh=_("没有"), en="No"),
    Option(value="unsure", zh=_("不清楚"), en="Not sure"),
)
SEEN_OPTIONS: tuple[Option, ...] = (*YES_NO_UNSURE, Option(value="decline", zh=_("不便回答"), en="Rather not say"))


def _buttons(code: str, field: str, zh: str, en: str, options: tuple[Option, ...]) -> Item:
    return Item(code=code, field=field, zh=zh, en=en, kind=InputKind.BUTTONS, options=options)


def _number(  # noqa: PLR0913  # one argument a column of the table below
    code: str, field: str, *, texts: tuple[str, str], units: tuple[str, str], chips: tuple[int, ...], high: int
) -> Item:
    return Item(
        code=code,
        field=field,
        zh=texts[0],
        en=texts[1],
        kind=InputKind.NUMBER,
        chips=chips,
        unit_zh=units[0],
        unit_en=units[1],
        high=high,
    )


FURTHER_ITEMS: tuple[Item, ...] = (
    _number(
        "B2",
        "off_hours_days",
        texts=(
            _("上周有几天下班后还在处理APP或群里的任务？"),
            "Last week, on how many days did you handle tasks from apps or groups after hours?",
        ),
        units=(_("天"), "days"),
        chips=(0, 1, 2, 3, 5, 7),
        high=7,
    ),
    _buttons(
        "B3",
        "reply_deadline",
        _("群通知一般要求多久内回复？"),
        "How soon must notices in groups usually be answered?",
        (
            Option(value="none", zh=_("无要求"), en="No deadline"),
            Option(value="day", zh=_("当天"), en="The same day"),
            Option(value="2h", zh=_("2小时"), en="Two hours"),
            Option(value="30min", zh=_("30分钟"), en="30 minutes"),
            Option(value="24h_always", zh=_("随时"), en="At any time"),
        ),
    ),
    _buttons(
        "B4",
        "group_msgs_band",
        _("工作群每天大约多少条消息？"),
        "About how many messages a day in your work groups?",
        (
            Option(value="lt20", zh=_("20以下"), en="Under 20"),
            Option(value="20_50", zh="20–50", en="20–50"),
            Option(value="50_100", zh="50–100", en="50–100"),
            Option(value="100_200", zh="100–200", en="100–200"),
            Option(value="200_300", zh="200–300", en="200–300"),
            Option(value="ge300", zh=_("300以上"), en="300 or more"),
        ),
    ),
    _number(
        "B5",
        "same_data_times",
        texts=(_("同一项数据最多要在几处填？"), "In how many places at most must the same figure be entered?"),
        units=(_("处"), "places"),
        chips=(1, 2, 3, 4, 5),
        high=9,
    ),
    _number(
        "B6a",
        "proxy_account_count",
        texts=(_("需要替别人操作的账号有几个？"), "How many accounts do you operate for others?"),
        units=(_("个"), "accounts"),
        chips=(0, 1, 2, 3, 5),
        high=99,
    ),
    _buttons(
        "B6b",
        "runs_media",
        _("是否兼管本单位的公众号或APP？"),
        "Do you also run your unit's account or app?",
        (Option(value="yes", zh=_("是"), en="Yes"), Option(value="no", zh=_("否"), en="No")),
    ),
    _number(
        "B7",
        "extra_phone_count",
        texts=(_("为工作APP另备的手机几部？"), "How many extra phones do you keep for work apps?"),
        units=(_("部"), "phones"),
        chips=(0, 1, 2, 3),
        high=9,
    ),
    _buttons(
        "B9",
        "data_return",
        _("您上报的数据，工作需要时能查到、用上吗？"),
        "Can you look up and use the data that you reported when work needs it?",
        (
            Option(value="all", zh=_("都能"), en="All of it"),
            Option(value="part", zh=_("部分"), en="Part of it"),
            Option(value="no", zh=_("基本不能"), en="Hardly any"),
            Option(value="no_need", zh=_("没需要"), en="No need"),
            Option(value="unsure", zh=_("不清楚"), en="Not sure"),
        ),
    ),
    _buttons(
        "B10",
        "change_6m",
        _("和半年前比，总体上"),
        "Compared with half a year ago, on the whole",
        (
            Option(value="1", zh=_("明显减轻"), en="Much lighter"),
            Option(value="2", zh=_("有所减轻"), en="Somewhat lighter"),
            Option(value="3", zh=_("没变化"), en="No change"),
            Option(value="4", zh=_("有所加重"), en="Somewhat heavier"),
            Option(value="5", zh=_("明显加重"), en="Much heavier"),
        ),
    ),
    Item(
        code="B11",
        field="cleanup_effect",
        zh=_("清理以后，出现过（可多选）"),
        en="After a clean-up, there was (choose any)",
        kind=InputKind.MULTIPLE,
        options=(
            Option(value="easier", zh=_("更省事"), en="Less trouble"),
            Option(value="more_messages", zh=_("群少了但消息更多"), en="Fewer groups but more messages"),
            Option(value="moved", zh=_("改成小程序或电话催报"), en="Moved to mini-programs or chasing by phone"),
            Option(
                value="useful_gone",
                zh=_("有用的也停了，沟通变难"),
                en="Useful ones stopped too, harder to reach people",
            ),
            Option(value="paperwork", zh=_("要填表写总结"), en="Forms and summaries to write"),
            Option(value="none", zh=_("没清理过"), en="There was no clean-up", is_exclusive=True),
        ),
    ),
    _number(
        "B12",
        "relief_paperwork_count",
        texts=(
            _("近3个月为“减负”本身填的表、写的总结有几份？"),
            "In the last 3 months, how many forms and summaries about burden relief itself did you write?",
        ),
        units=(_("份"), "papers"),
        chips=(0, 1, 2, 3, 5),
        high=50,
    ),
    *(
        _number(code, field, texts=texts, units=(_("分"), "points"), chips=(0, 2, 4, 6, 8, 10), high=10)
        for code, field, texts in (
            (
                "B13a",
                "load_time",
                (
                    _("上述任务让您觉得时间紧吗？0是一点不，10是非常"),
                    "Do these tasks press you for time? 0 not at all, 10 very much",
                ),
            ),
            (
                "B13b",
                "load_effort",
                (_("费力吗？0是一点不，10是非常"), "Do they take effort? 0 not at all, 10 very much"),
            ),
            (
                "B13c",
                "load_frustration",
                (_("烦躁吗？0是一点不，10是非常"), "Do they wear you out? 0 not at all, 10 very much"),
            ),
        )
    ),
    *(
        _buttons(code, field, zh, en, SEEN_OPTIONS)
        for code, field, zh, en in (
            (
                "B15a",
                "seen_proxy",
                _("据您了解，本地有没有代刷、代打卡？"),
                "As far as you know, is there checking in for others here?",
            ),
            (
                "B15b",
                "seen_boosting",
                _("据您了解，本地有没有花钱买量？"),
                "As far as you know, are downloads or clicks bought here?",
            ),
            ("B15c", "seen_padding", _("据您了解，本地有没有凑数据？"), "As far as you know, are figures padded here?"),
        )
    ),
    *(
        _buttons(code, field, zh, en, YES_NO_UNSURE)
        for code, field, zh, en in (
            ("B16a", "citizen_push", _("有没有要求群众装APP？"), "Are citizens made to install apps?"),
            ("B16b", "quota_mismatch", _("有没有指标与实际不符？"), "Are there quotas that do not fit reality?"),
            ("B16c", "group_task_demand", _("有没有在群里随意要材料？"), "Are materials demanded at will in groups?"),
        )
    ),
    _number(
        "B16d",
        "dead_group_count",
        texts=(_("早已不用的工作群有几个？"), "How many work groups are long out of use?"),
        units=(_("个"), "groups"),
        chips=(0, 1, 2, 3, 5, 10),
        high=300,
    ),
)
FURTHER_BY_FIELD: dict[str, Item] = {item.field: item for item in FURTHER_ITEMS}
# What is said of others, in the third person, is shown of cities and larger only, never by app or unit.
CITY_AND_ABOVE: frozenset[str] = frozenset({"seen_proxy", "seen_boosting", "seen_padding", "citizen_push"})

# --- Free text, off unless the wave asks for it -----------------------------------------------------------------------
SUGGESTION_FIELD = "suggestion"
SUGGESTION_ZH = _("还有什么建议？")
SUGGESTION_EN = "Any suggestions?"
LONGEST_SUGGESTION = 100

# --- Asked of each app in use, in the app-usage report (B8) -----------------------------------------------------------
OPINION_INTRO_ZH = _("再说说它（可不填）")
OPINION_INTRO_EN = "More about it (optional)"
OPINION_ITEMS: tuple[Item, ...] = (
    _buttons(
        "B8a",
        "usefulness_5",
        _("有用吗？"),
        "Is it useful?",
        (
            Option(value="1", zh=_("没用"), en="Useless"),
            Option(value="2", zh=_("不大"), en="Not very"),
            Option(value="3", zh=_("一般"), en="So-so"),
            Option(value="4", zh=_("较有用"), en="Rather useful"),
            Option(value="5", zh=_("很有用"), en="Very useful"),
        ),
    ),
    _buttons(
        "B8b",
        "modules_used",
        _("用到多少功能？"),
        "How much of it do you use?",
        (
            Option(value="all", zh=_("全部"), en="All"),
            Option(value="half", zh=_("一半"), en="Half"),
            Option(value="few", zh=_("很少"), en="Little"),
            Option(value="none", zh=_("没用到"), en="Nothing"),
        ),
    ),
    _buttons(
        "B8c",
        "keep_choice",
        _("该怎么办？"),
        "What should become of it?",
        (
            Option(value="keep", zh=_("保留"), en="Keep"),
            Option(value="merge", zh=_("合并"), en="Merge"),
            Option(value="stop", zh=_("停用"), en="Stop"),
            Option(value="unsure", zh=_("说不清"), en="Hard to say"),
        ),
    ),
    _buttons(
        "B8d",
        "overcollect",
        _("要的个人信息过多吗？"),
        "Does it ask for too much personal data?",
        (
            Option(value="yes", zh=_("过多"), en="Too much"),
            Option(value="no", zh=_("不多"), en="No"),
            Option(value="unsure", zh=_("说不清"), en="Hard to say"),
        ),
    ),
)
OPINION_FIELDS: tuple[str, ...] = tuple(item.field for item in OPINION_ITEMS)


def stored_choice(item: Item, value: str) -> int:
    """Return the number that keeps one choice: its place among the options, from 1.

    >>> stored_choice(FURTHER_BY_FIELD["reply_deadline"], "30min")
    4
    """
    return [option.value for option in item.options].index(value) + 1


def stored_choices(item: Item, values: tuple[str, ...]) -> int:
    """Return the mask that keeps several choices: bit i for option i; the exclusive one is 0.

    >>> stored_choices(FURTHER_BY_FIELD["cleanup_effect"], ("easier", "moved"))
    5
    """
    return sum(
        1 << place for place, option in enumerate(item.options) if option.value in values and not option.is_exclusive
    )
