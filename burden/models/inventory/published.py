"""The tables of what was published: groups of people, never one."""

from burden.models.inventory.entries import REGION, ROW_NUMBER, WAVE, Group, TableEntry, Whose

RELEASE = ("release_id", "哪一次发布", "Which release")
LEASE = (
    ("leased_by", "这一次认领的随机数，做完清空", "Random number of this one claim; emptied when it is done"),
    ("leased_until", "认领到几时，做完清空", "How long the claim holds; emptied when it is done"),
    ("tries", "认领过几次", "How often it was taken up"),
)
FOR_GOOD_ZH = "长期保存，不再改动"
FOR_GOOD_EN = "Kept and never changed"

PUBLISHED_TABLES: tuple[TableEntry, ...] = (
    TableEntry(
        table="burden_release",
        group=Group.PUBLISHED,
        whose=Whose.MANY,
        zh="一次发布：规则、校验值和份数对账",
        en="A release: rules, checksum and the balance of answers",
        kept_zh=FOR_GOOD_ZH,
        kept_en=FOR_GOOD_EN,
        columns=(
            ("id", "发布号", "Number of the release"),
            WAVE,
            (
                "state",
                "汇总中、等待发布、未通过检查或已发布",
                "Being computed, waiting to be published, held, or published",
            ),
            ("is_current", "是不是现在用的", "Whether it is in force"),
            ("parameters", "当时用的规则", "The rules in force"),
            ("content_hash", "内容校验值", "Checksum of the content"),
            ("balance", "收到多少份，公布、留下、不计各多少", "How many arrived, were published, held back, left out"),
            ("gate_report", "发布前检查的结果", "What the checks before the publication found"),
            ("published_on", "哪天发布", "Day of publication"),
            *LEASE,
        ),
    ),
    TableEntry(
        table="burden_figurepack",
        group=Group.PUBLISHED,
        whose=Whose.MANY,
        zh="公布的数和合在一起的人群：每组至少10人，公布的数都由它们相加",
        en="Published numbers, and the groups of at least ten people that they are sums of",
        kept_zh=FOR_GOOD_ZH,
        kept_en=FOR_GOOD_EN,
        columns=(
            RELEASE,
            ("family", "哪一类题", "Which kind of questions"),
            REGION,
            ("data", "这个地区的人群和下级各地区的合计", "Groups of the region, and totals of the regions below it"),
        ),
    ),
    TableEntry(
        table="burden_releaseshard",
        group=Group.PUBLISHED,
        whose=Whose.MANY,
        zh="汇总时的分工单",
        en="Work list while a release is computed",
        kept_zh="分工单长期保存；其中的半成品发布后就清空",
        kept_en="The list is kept; half-finished totals are emptied at the publication",
        columns=(
            ROW_NUMBER,
            RELEASE,
            ("root_code", "从哪个地区", "From which region"),
            ("last_code", "到哪个地区", "To which region"),
            ("rows", "那里有多少份答卷", "How many answers lie there"),
            ("is_done", "算完没有", "Done or not"),
            (
                "carry",
                "还没合够人数的半成品，发布后清空",
                "Totals of groups still too small; emptied at the publication",
            ),
            *LEASE,
        ),
    ),
    TableEntry(
        table="burden_releasecheck",
        group=Group.PUBLISHED,
        whose=Whose.NOBODY,
        zh="每夜核对已发布的数：最近一次的结果",
        en="The nightly check of what was published: its last outcome",
        kept_zh="随发布长期保存，每夜更新",
        kept_en="Kept with the release, renewed every night",
        columns=(
            RELEASE,
            ("stored", "存着的数与发布时是否相同", "Whether what is stored is what was published"),
            ("stored_on", "哪天核对", "Day of that look"),
            ("recount", "从答卷重算是否相同", "Whether computing it again from the answers gave the same"),
            ("recounted_on", "哪天重算", "Day of that computation"),
        ),
    ),
    TableEntry(
        table="burden_edition",
        group=Group.PUBLISHED,
        whose=Whose.NOBODY,
        zh="一个随机的记号：网页用到的内容一有改动就换",
        en="A random mark, replaced whenever something changes that pages show",
        kept_zh="只留最新的",
        kept_en="Only the newest is kept",
        columns=(("id", "记号", "The mark"),),
    ),
)
