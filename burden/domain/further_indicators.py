"""Indicators of page 2 and of what the survey itself costs.

Each share is of everybody who answered the question, "not sure" and "rather not say" included, unless its base says
otherwise: only the return flow is of those who needed the data.
"""

from fractions import Fraction

from burden.domain.blocks import DURATION
from burden.domain.further_blocks import FURTHER_BLOCKS, LOAD
from burden.domain.further_items import CITY_AND_ABOVE
from burden.domain.indicator_record import Indicator, Statistic, Topic
from burden.domain.levels import RegionKind
from burden.domain.tally_layout import Block

Words = tuple[str, str]  # Chinese, English

_BLOCKS: dict[str, Block] = {block.name: block for block in FURTHER_BLOCKS}
PERCENT: Words = ("%", "%")


def _share(  # noqa: PLR0913  # one argument a column of the tables below
    code: str, counts: str, *, topic: Topic, name: Words, question: Words, what: Words
) -> Indicator:
    """Return the share of people who gave certain answers; ``counts`` is a block and its counts, e.g. ``a: x y``."""
    block_name, _, parts = counts.partition(": ")
    return Indicator(
        code=code,
        block=_BLOCKS[block_name],
        statistic=Statistic.SHARE,
        sums=tuple(f"{block_name}_{part}" for part in parts.split()),
        topic=topic,
        name_zh=name[0],
        name_en=name[1],
        unit_zh=PERCENT[0],
        unit_en=PERCENT[1],
        question_zh=question[0],
        question_en=question[1],
        definition_zh=f"答了这一题的人中，{what[0]}的占比。",
        definition_en=f"Share {what[1]}, of those who answered the question.",
        finest_kind=RegionKind.CITY if block_name in CITY_AND_ABOVE else RegionKind.TOWNSHIP,
    )


def _mean(  # noqa: PLR0913  # likewise
    code: str, field: str, *, topic: Topic, name: Words, unit: Words, question: Words, block: Block | None = None
) -> Indicator:
    """Return the mean of a number that people gave."""
    return Indicator(
        code=code,
        block=block or _BLOCKS[field],
        statistic=Statistic.MEAN,
        sums=(field,),
        topic=topic,
        name_zh=name[0],
        name_en=name[1],
        unit_zh=unit[0],
        unit_en=unit[1],
        question_zh=question[0],
        question_en=question[1],
        definition_zh="三个评分都答了的人的平均数；中位数并列。" if block else "答了这一题的人的平均数；中位数并列。",
        definition_en=f"Mean of those who {'gave all three ratings' if block else 'answered the question'}, "
        "median beside it.",
    )


I20 = Indicator(
    code="I20",
    block=DURATION,
    statistic=Statistic.SHARE,
    sums=("lt20", "20_60", "60_90"),
    topic=Topic.OWN_COST,
    name_zh="90秒内填完占比",
    name_en="Share answered within 90 seconds",
    unit_zh=PERCENT[0],
    unit_en=PERCENT[1],
    question_zh="填第一页，多少人没有超过90秒？",
    question_en="What share answered the first page within 90 seconds?",
    definition_zh="浏览器报了时间档的人中，90秒以内的占比；填得太快、别处不计入的也算在内。",
    definition_en="Share within 90 seconds, of those whose browser reported a band; hasty answers count here too.",
)
I21 = Indicator(
    code="I21",
    block=_BLOCKS["data_return"],
    statistic=Statistic.SHARE,
    sums=("data_return_all", "data_return_part"),
    base=("data_return_all", "data_return_part", "data_return_no"),
    topic=Topic.DATA,
    name_zh="数据可回查率",
    name_en="Return flow of data",
    unit_zh=PERCENT[0],
    unit_en=PERCENT[1],
    question_zh="工作需要时，多少人能查到、用上自己报的数据？",
    question_en="What share of those who need data that they reported can look it up and use it?",
    definition_zh="答了这一题且有需要的人（不含“没需要”“不清楚”）中，答“都能”或“部分”的占比；人数也只算这些人。",
    definition_en="Share saying all or part, of those in need of data (without “no need”, “not sure”), who are n.",
)
I22 = Indicator(
    code="I22",
    block=LOAD,
    statistic=Statistic.MEAN,
    sums=("load_points",),
    scale=Fraction(10, 3),
    topic=Topic.FEELING,
    name_zh="主观负荷",
    name_en="Felt load",
    unit_zh="分（0–100）",
    unit_en="of 100 points",
    question_zh="这些任务，总体上觉得有多重？",
    question_en="How heavy do these tasks feel on the whole?",
    definition_zh="三个评分（时间紧、费力、烦躁，各0–10）都答了的人，三项平均乘10，再求平均。只作参考，未在本国干部中检验过。",
    definition_en="Mean of three ratings (0-10) times 10, of those who gave all three; not validated for these cadres.",
    decimals=0,
)

FURTHER_INDICATORS: tuple[Indicator, ...] = (
    I21,
    I22,
    *(
        _mean(code, field, topic=Topic.FEELING, name=name, unit=("分（0–10）", "of 10"), question=question, block=LOAD)
        for code, field, name, question in (
            ("I22-1", "load_time", ("时间紧", "Time pressure"), ("任务让人觉得时间有多紧？", "How pressed for time?")),
            ("I22-2", "load_effort", ("费力", "Effort"), ("任务让人觉得有多费力？", "How much effort?")),
            ("I22-3", "load_frustration", ("烦躁", "Frustration"), ("任务让人有多烦躁？", "How worn out?")),
        )
    ),
    _mean(
        "I23",
        "off_hours_days",
        topic=Topic.REPLIES,
        name=("下班后还在处理的天数", "Days with work after hours"),
        unit=("天/周", "days a week"),
        question=("上周有几天下班后还在处理APP或群里的任务？", "On how many days did tasks go on after hours?"),
    ),
    _share(
        "I23-3",
        "off_hours_days: 3_or_more",
        topic=Topic.REPLIES,
        name=("一周三天以上下班后还在处理占比", "Share with three days or more after hours"),
        question=("多少人一周有三天以上下班后还在处理？", "What share works after hours on three days or more?"),
        what=("三天及以上", "with three days or more"),
    ),
    _share(
        "I24",
        "reply_deadline: 30min 24h_always",
        topic=Topic.REPLIES,
        name=("半小时内或随时要回复占比", "Share to reply within 30 minutes or at any time"),
        question=(
            "多少人被要求半小时内或随时回复群通知？",
            "What share has to reply within 30 minutes or at any time?",
        ),
        what=("选“30分钟”或“随时”", "saying 30 minutes or at any time"),
    ),
    _share(
        "I25",
        "group_msgs_band: 200_300 ge300",
        topic=Topic.REPLIES,
        name=("群消息每天200条以上占比", "Share with 200 messages a day or more"),
        question=("多少人的工作群每天有200条以上消息？", "What share gets 200 messages or more a day?"),
        what=("选200条以上", "with 200 or more"),
    ),
    _mean(
        "I26",
        "same_data_times",
        topic=Topic.DATA,
        name=("同一数据要填几处", "Places where the same figure is entered"),
        unit=("处", "places"),
        question=("同一项数据最多要在几处填？", "In how many places at most must the same figure be entered?"),
    ),
    _share(
        "I26-2",
        "same_data_times: 2_or_more",
        topic=Topic.DATA,
        name=("同一数据要填两处以上占比", "Share entering the same figure twice or more"),
        question=("多少人要把同一项数据填两处以上？", "What share has to enter the same figure in two places or more?"),
        what=("两处及以上", "with two places or more"),
    ),
    _mean(
        "I27",
        "proxy_account_count",
        topic=Topic.DATA,
        name=("替别人操作的账号数", "Accounts operated for others"),
        unit=("个/人", "per person"),
        question=("每人要替别人操作几个账号？", "How many accounts does each person operate for others?"),
    ),
    _share(
        "I27-1",
        "proxy_account_count: 1_or_more",
        topic=Topic.DATA,
        name=("替别人操作账号占比", "Share operating accounts for others"),
        question=("多少人要替别人操作账号？", "What share operates accounts for others?"),
        what=("有一个及以上", "with one or more"),
    ),
    _share(
        "I28",
        "runs_media: yes",
        topic=Topic.DATA,
        name=("兼管本单位账号或APP占比", "Share running the unit's account or app besides"),
        question=("多少人兼管本单位的公众号或APP？", "What share also runs the unit's account or app?"),
        what=("答“是”", "saying yes"),
    ),
    _share(
        "I29",
        "extra_phone_count: 1_or_more",
        topic=Topic.DATA,
        name=("为工作另备手机占比", "Share keeping extra phones for work"),
        question=("多少人为工作APP另备了手机？", "What share keeps extra phones for work apps?"),
        what=("一部及以上", "with one or more"),
    ),
    *(
        _share(code, f"change_6m: {points}", topic=Topic.FEELING, name=name, question=question, what=what)
        for code, points, name, question, what in (
            (
                "I30-1",
                "1 2",
                ("比半年前减轻占比", "Share finding it lighter"),
                ("和半年前比，多少人觉得减轻了？", "What share finds it lighter than half a year ago?"),
                ("选“明显减轻”“有所减轻”", "saying much or somewhat lighter"),
            ),
            (
                "I30-2",
                "4 5",
                ("比半年前加重占比", "Share finding it heavier"),
                ("和半年前比，多少人觉得加重了？", "What share finds it heavier than half a year ago?"),
                ("选“明显加重”“有所加重”", "saying much or somewhat heavier"),
            ),
        )
    ),
    *(
        _share(
            code,
            f"cleanup_effect: {effect}",
            topic=Topic.CLEAN_UP,
            name=(f"清理后：{zh}", f"After a clean-up: {en}"),
            question=(f"清理以后，多少人遇到“{zh}”？", f"After a clean-up, what share met: {en}?"),
            what=(f"选“{zh}”", f"ticking “{en}”"),
        )
        for code, effect, zh, en in (
            ("I31-1", "easier", "更省事", "less trouble"),
            ("I31-2", "more_messages", "群少了但消息更多", "fewer groups but more messages"),
            ("I31-3", "moved", "改成小程序或电话催报", "moved to mini-programs or chasing by phone"),
            ("I31-4", "useful_gone", "有用的也停了，沟通变难", "useful ones stopped too, harder to reach people"),
            ("I31-5", "paperwork", "要填表写总结", "forms and summaries to write"),
            ("I31-6", "none", "没清理过", "there was no clean-up"),
        )
    ),
    _mean(
        "I32",
        "relief_paperwork_count",
        topic=Topic.CLEAN_UP,
        name=("为减负填的表、写的总结", "Papers about burden relief itself"),
        unit=("份/3个月", "in 3 months"),
        question=("近3个月，每人为“减负”本身填了几份表、写了几份总结？", "How many papers about relief in 3 months?"),
    ),
    _share(
        "I32-1",
        "relief_paperwork_count: 1_or_more",
        topic=Topic.CLEAN_UP,
        name=("为减负填表写总结占比", "Share writing papers about burden relief"),
        question=("多少人为“减负”本身填过表、写过总结？", "What share wrote papers about burden relief itself?"),
        what=("一份及以上", "with one or more"),
    ),
    _share(
        "I33",
        "citizen_push: yes",
        topic=Topic.SEEN,
        name=("要求群众装APP占比", "Share seeing citizens made to install apps"),
        question=("多少人说有要求群众装APP的？", "What share says that citizens are made to install apps?"),
        what=("答“有”", "saying yes"),
    ),
    _share(
        "I34",
        "quota_mismatch: yes",
        topic=Topic.SEEN,
        name=("指标与实际不符占比", "Share seeing quotas that do not fit reality"),
        question=("多少人说有指标与实际不符的？", "What share says that there are quotas that do not fit reality?"),
        what=("答“有”", "saying yes"),
    ),
    _share(
        "I35",
        "group_task_demand: yes",
        topic=Topic.REPLIES,
        name=("群里随意要材料占比", "Share seeing materials demanded at will in groups"),
        question=("多少人说有在群里随意要材料的？", "What share says that materials are demanded at will in groups?"),
        what=("答“有”", "saying yes"),
    ),
    _mean(
        "I36",
        "dead_group_count",
        topic=Topic.REPLIES,
        name=("早已不用的工作群数", "Work groups long out of use"),
        unit=("个/人", "per person"),
        question=("每人有几个早已不用、还没解散的工作群？", "How many work groups of each person are long out of use?"),
    ),
    *(
        indicator
        for code, field, zh, en in (
            ("I37", "seen_proxy", "代刷、代打卡", "checking in for others"),
            ("I38", "seen_boosting", "花钱买量", "bought downloads or clicks"),
            ("I39", "seen_padding", "凑数据", "padded figures"),
        )
        for indicator in (
            _share(
                code,
                f"{field}: yes",
                topic=Topic.SEEN,
                name=(f"据了解本地有{zh}占比", f"Share knowing of {en} here"),
                question=(f"据了解，多少人说本地有{zh}？", f"What share knows of {en} here?"),
                what=("答“有”", "saying yes"),
            ),
            _share(
                f"{code}-9",
                f"{field}: decline",
                topic=Topic.SEEN,
                name=(f"{zh}：不便回答占比", f"Share rather not saying: {en}"),
                question=(f"问到本地有没有{zh}，多少人不便回答？", f"What share would rather not say about {en}?"),
                what=("选“不便回答”", "who would rather not say"),
            ),
        )
    ),
    I20,
)
