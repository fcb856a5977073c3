"""The indicators: one record each, the single place of truth for names, definitions, units and formulae.

Views, charts, exports, the method page and docs/arithmetic.md follow from these records.  A new indicator is one
record here (of page 2 in further_indicators.py), one oracle in tests/oracles.py and one section in docs/arithmetic.md.
"""

from dataclasses import dataclass, replace

from burden.domain.blocks import APPS, ATTITUDE, GROUPS, MINUTES
from burden.domain.further_indicators import FURTHER_INDICATORS
from burden.domain.indicator_record import TOPIC_NAMES, Indicator, Statistic, Topic, Visibility

__all__ = ["TOPIC_NAMES", "Indicator", "Statistic", "Topic", "Visibility"]

I01 = Indicator(
    code="I01",
    block=APPS,
    statistic=Statistic.MEAN,
    sums=("app_count",),
    topic=Topic.AMOUNT,
    name_zh="人均政务APP数",
    name_en="Apps per person",
    unit_zh="个/人",
    unit_en="per person",
    question_zh="因工作要求，每人手机上装了几个政务APP、小程序？",
    question_en="How many government apps and mini-programs does work require each person to install?",
    definition_zh="答了装机数、闲置数和关注账号数的人，装机数之和除以人数。",
    definition_en="Sum of required apps over the number of people who answered apps, idle apps and accounts.",
)
I02 = Indicator(
    code="I02",
    block=APPS,
    statistic=Statistic.MEAN,
    sums=("account_count",),
    topic=Topic.AMOUNT,
    name_zh="人均关注账号数",
    name_en="Accounts followed per person",
    unit_zh="个/人",
    unit_en="per person",
    question_zh="因工作要求，每人关注了几个公众号等账号？",
    question_en="How many official accounts does work require each person to follow?",
    definition_zh="答了装机数、闲置数和关注账号数的人，关注账号数之和除以人数。",
    definition_en="Sum of required accounts over the number of people who answered apps, idle apps and accounts.",
)
I03 = Indicator(
    code="I03",
    block=APPS,
    statistic=Statistic.MEAN,
    sums=("app_media_count",),
    topic=Topic.AMOUNT,
    name_zh="人均APP与新媒体合计",
    name_en="Apps and accounts per person",
    unit_zh="个/人",
    unit_en="per person",
    question_zh="因工作要求，每人要装的APP加要关注的账号，一共几个？",
    question_en="How many apps and accounts together does work require of each person?",
    definition_zh="装机数与关注账号数相加，再求平均。只有这一项能与2018年一县调查的6.8和10.8相比。",
    definition_en="Mean of apps plus accounts; the only one comparable with 6.8 and 10.8 of one county's 2018 study.",
    visibility=Visibility.PUBLIC,
)
I04 = Indicator(
    code="I04",
    block=GROUPS,
    statistic=Statistic.MEAN,
    sums=("group_count",),
    topic=Topic.AMOUNT,
    name_zh="人均工作群数",
    name_en="Work groups per person",
    unit_zh="个/人",
    unit_en="per person",
    question_zh="每人在几个工作群里？",
    question_en="How many work groups is each person in?",
    definition_zh="答了工作群数的人，工作群数之和除以人数。",
    definition_en="Sum of work groups over the number of people who answered.",
    visibility=Visibility.PUBLIC,
)
I05 = Indicator(
    code="I05",
    block=MINUTES,
    statistic=Statistic.MEAN,
    sums=("app_minutes_per_day",),
    topic=Topic.TIME,
    name_zh="人均每日APP用时",
    name_en="App minutes a workday",
    unit_zh="分钟/工作日",
    unit_en="min a workday",
    question_zh="每个工作日，每人花在这些APP上多久？",
    question_en="How long does each person spend on these apps a workday?",
    definition_zh="两项用时都答了的人，APP用时的平均；中位数并列。自报，每天最多按960分钟计。",
    definition_en="Mean app minutes of those who answered both times, median beside it; self-reported, capped at 960.",
    decimals=0,
    is_self_reported_time=True,
)
I06 = Indicator(
    code="I06",
    block=MINUTES,
    statistic=Statistic.MEAN,
    sums=("group_minutes_per_day",),
    topic=Topic.TIME,
    name_zh="人均每日工作群用时",
    name_en="Work-group minutes a workday",
    unit_zh="分钟/工作日",
    unit_en="min a workday",
    question_zh="每个工作日，每人花在工作群上多久？",
    question_en="How long does each person spend on work groups a workday?",
    definition_zh="两项用时都答了的人，群用时的平均；中位数并列。自报，每天最多按960分钟计。",
    definition_en="Mean group minutes of those who answered both, median beside it; self-reported, capped at 960.",
    decimals=0,
    is_self_reported_time=True,
)
I07 = Indicator(
    code="I07",
    block=MINUTES,
    statistic=Statistic.MEAN,
    sums=("total_minutes_per_day",),
    topic=Topic.TIME,
    name_zh="人均每日APP和群用时",
    name_en="Minutes on apps and groups a workday",
    unit_zh="分钟/工作日",
    unit_en="min a workday",
    question_zh="每个工作日，每人花在APP和工作群上一共多久？",
    question_en="How long does each person spend on apps and groups together a workday?",
    definition_zh="每人APP用时加群用时，再求平均；中位数并列。自报，每天最多按960分钟计。",
    definition_en="Mean of app plus group minutes per person, median beside it; self-reported, capped at 960.",
    decimals=0,
    visibility=Visibility.PUBLIC,
    is_self_reported_time=True,
)
I08 = Indicator(
    code="I08",
    block=MINUTES,
    statistic=Statistic.SHARE,
    sums=("total_60_or_more",),
    topic=Topic.TIME,
    name_zh="每天一小时以上占比",
    name_en="Share at one hour or more a workday",
    unit_zh="%",
    unit_en="%",
    question_zh="多少人每个工作日要花一小时以上？",
    question_en="What share spends an hour or more a workday?",
    definition_zh="两项用时都答了的人中，合计达到60分钟的占比。",
    definition_en="Share with 60 minutes or more in total, of those who answered both times.",
    is_self_reported_time=True,
)
I08_90 = replace(
    I08,
    code="I08-90",
    sums=("total_90_or_more",),
    name_zh="每天一个半小时以上占比",
    name_en="Share at one and a half hours or more a workday",
    question_zh="多少人每个工作日要花一个半小时以上？",
    question_en="What share spends one and a half hours or more a workday?",
    definition_zh="两项用时都答了的人中，合计达到90分钟的占比。",
    definition_en="Share with 90 minutes or more in total, of those who answered both times.",
)
I08_120 = replace(
    I08,
    code="I08-120",
    sums=("total_120_or_more",),
    name_zh="每天两小时以上占比",
    name_en="Share at two hours or more a workday",
    question_zh="多少人每个工作日要花两小时以上？",
    question_en="What share spends two hours or more a workday?",
    definition_zh="两项用时都答了的人中，合计达到120分钟的占比。",
    definition_en="Share with 120 minutes or more in total, of those who answered both times.",
)
I09 = Indicator(
    code="I09",
    block=ATTITUDE,
    statistic=Statistic.SHARE,
    sums=("attitude_4", "attitude_5"),
    topic=Topic.FEELING,
    name_zh="反感率",
    name_en="Aversion rate",
    unit_zh="%",
    unit_en="%",
    question_zh="对要求下载、关注的数量，多少人反感？",
    question_en="What share is averse to the number they are required to install and follow?",
    definition_zh="答了态度题的人中，选“较反感”“很反感”的占比；“不好说”不计入。",
    definition_en="Share choosing rather or strongly averse among those who answered; “hard to say” is left out.",
    visibility=Visibility.PUBLIC,
)
I10 = Indicator(
    code="I10",
    block=APPS,
    statistic=Statistic.RATIO,
    sums=("idle_app_count", "app_count"),
    topic=Topic.AMOUNT,
    name_zh="闲置率",
    name_en="Idle share of apps",
    unit_zh="%",
    unit_en="%",
    question_zh="要求装的APP里，有多少三个月没打开过？",
    question_en="What share of the required apps has not been opened for three months?",
    definition_zh="近三个月没打开的APP总数除以装机总数。",
    definition_en="Sum of apps not opened for three months over the sum of required apps.",
)

PAGE_ONE_INDICATORS: tuple[Indicator, ...] = (I01, I02, I03, I04, I05, I06, I07, I08, I08_90, I08_120, I09, I10)
INDICATORS: tuple[Indicator, ...] = (*PAGE_ONE_INDICATORS, *FURTHER_INDICATORS)
BY_CODE: dict[str, Indicator] = {indicator.code: indicator for indicator in INDICATORS}
HEADLINE: tuple[Indicator, ...] = (I03, I04, I07, I09)


@dataclass(frozen=True, kw_only=True)
class ReferenceLine:
    """A published number drawn beside ours as a labelled reference, never as a limit."""

    indicator: str
    value: float
    label_zh: str
    label_en: str


REFERENCE_LINES: tuple[ReferenceLine, ...] = (
    ReferenceLine(
        indicator="I03",
        value=6.8,
        label_zh="2018年一县调查：市县部门6.8",
        label_en="one county's 2018 study: city and county departments 6.8",
    ),
    ReferenceLine(
        indicator="I03",
        value=10.8,
        label_zh="2018年一县调查：乡镇街道10.8",
        label_en="one county's 2018 study: townships 10.8",
    ),
    ReferenceLine(
        indicator="I09",
        value=40.0,
        label_zh="2018年报道：四成反感",
        label_en="2018 report: 40 % averse",
    ),
)
