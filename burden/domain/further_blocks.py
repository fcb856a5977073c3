"""Blocks of page 2 and of opinions on apps: one a question, made from the questions themselves.

A choice has one count an option and nothing else, a number its magnitude and the counts that indicators need.  The
three ratings of load are one question: their mean per person needs people who gave all three, so they are one block.
"""

from collections.abc import Iterator

from burden.domain.further_items import FURTHER_BY_FIELD, FURTHER_ITEMS, OPINION_ITEMS
from burden.domain.survey_items import InputKind, Item
from burden.domain.tally_layout import Block, Fact, Holds, Magnitude

LOAD_FIELDS: tuple[str, ...] = ("load_time", "load_effort", "load_frustration")
# From which number on an answer is counted apart, by field.
COUNTED_FROM: dict[str, int] = {
    "off_hours_days": 3,
    "same_data_times": 2,
    "proxy_account_count": 1,
    "extra_phone_count": 1,
    "relief_paperwork_count": 1,
}


# What a block is called in lists, in Chinese and English; questions themselves are too long.
BLOCK_NAMES: dict[str, tuple[str, str]] = {
    "off_hours_days": ("下班后处理天数", "days with work after hours"),
    "reply_deadline": ("群通知回复时限", "reply deadline in groups"),
    "group_msgs_band": ("群消息量", "messages in groups"),
    "same_data_times": ("同一数据填几处", "places for the same figure"),
    "proxy_account_count": ("替别人操作的账号", "accounts operated for others"),
    "runs_media": ("兼管本单位账号或APP", "running the unit's account or app"),
    "extra_phone_count": ("另备手机", "extra phones"),
    "data_return": ("数据回查", "return flow of data"),
    "change_6m": ("和半年前比", "compared with half a year ago"),
    "cleanup_effect": ("清理以后", "after a clean-up"),
    "relief_paperwork_count": ("为减负填的表和总结", "papers about relief itself"),
    "load": ("主观负荷", "felt load"),
    "seen_proxy": ("代刷、代打卡", "checking in for others"),
    "seen_boosting": ("花钱买量", "bought clicks"),
    "seen_padding": ("凑数据", "padded figures"),
    "citizen_push": ("要求群众装APP", "citizens made to install"),
    "quota_mismatch": ("指标与实际不符", "quotas that do not fit"),
    "group_task_demand": ("群里随意要材料", "materials demanded at will"),
    "dead_group_count": ("早已不用的群", "groups long out of use"),
    "useful": ("应用是否有用", "usefulness of apps"),
    "modules": ("应用用到多少功能", "how much of apps is used"),
    "keep": ("应用去留", "what should become of apps"),
    "overcollect": ("应用要的个人信息", "personal data that apps ask for"),
}


def _number_block(item: Item) -> Block:
    bar = COUNTED_FROM.get(item.field)
    fact = (Fact(name=f"{item.field}_{bar}_or_more", of=item.field, holds=Holds.AT_LEAST, operand=bar),) if bar else ()
    return Block(
        name=item.field, columns=(item.field,), magnitudes=(Magnitude(name=item.field, top=item.high),), facts=fact
    )


def _choice_block(item: Item) -> Block:
    return Block(
        name=item.field,
        columns=(item.field,),
        facts=tuple(
            Fact(name=f"{item.field}_{option.value}", of=item.field, holds=Holds.EQUALS, operand=place)
            for place, option in enumerate(item.options, start=1)
        ),
    )


def _multiple_block(item: Item) -> Block:
    return Block(name=item.field, columns=(item.field,), facts=tuple(_ticked(item)))


def _ticked(item: Item) -> Iterator[Fact]:
    for place, option in enumerate(item.options):
        name = f"{item.field}_{option.value}"
        if option.is_exclusive:
            yield Fact(name=name, of=item.field, holds=Holds.EQUALS, operand=0)
        else:
            yield Fact(name=name, of=item.field, holds=Holds.ANY_BIT, operand=1 << place)


MAKERS = {
    InputKind.NUMBER: _number_block,
    InputKind.BUTTONS: _choice_block,
    InputKind.MULTIPLE: _multiple_block,
}


def block_of(item: Item) -> Block:
    """Return the block of one question; its name is the question's field."""
    return MAKERS[item.kind](item)


LOAD = Block(
    name="load",
    columns=LOAD_FIELDS,
    magnitudes=(
        *(Magnitude(name=field, top=FURTHER_BY_FIELD[field].high) for field in LOAD_FIELDS),
        Magnitude(
            name="load_points", top=sum(FURTHER_BY_FIELD[field].high for field in LOAD_FIELDS), parts=LOAD_FIELDS
        ),
    ),
)
FURTHER_BLOCKS: tuple[Block, ...] = (
    *(block_of(item) for item in FURTHER_ITEMS if item.field not in LOAD_FIELDS),
    LOAD,
)
# What people think of an app they use, by the prefix of the blocks' names; an app's code follows it.
OPINION_PREFIXES: dict[str, str] = {
    "useful:": "usefulness_5",
    "modules:": "modules_used",
    "keep:": "keep_choice",
    "overcollect:": "overcollect",
}
_OPINIONS = {item.field: item for item in OPINION_ITEMS}
OPINION_BLOCKS: dict[str, Block] = {prefix: block_of(_OPINIONS[field]) for prefix, field in OPINION_PREFIXES.items()}
