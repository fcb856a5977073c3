"""The tables that hold what people answered."""

from collections.abc import Iterator

from burden.domain.further_items import FURTHER_ITEMS, LONGEST_SUGGESTION, OPINION_ITEMS
from burden.domain.survey_items import PAGE_ONE, InputKind, Item
from burden.models.inventory.entries import RANDOM_ID, WAVE, Group, Packed, TableEntry, Whose, Words

KEPT_ZH = "调查截止24个月后由运维人员清除"
KEPT_EN = "Cleared by the operator 24 months after the survey closes"
NOT_A_COLUMN_OF_ITS_OWN = (InputKind.REGION, InputKind.BUTTONS, InputKind.APPS)


def _questions(items: tuple[Item, ...]) -> Iterator[Words]:
    """Yield columns that hold the answer to a question, in the words of the question."""
    return ((item.field, item.zh, item.en) for item in items)


_PAGE_ONE_NUMBERS = tuple(item for item in PAGE_ONE if item.kind not in NOT_A_COLUMN_OF_ITS_OWN)
_WHERE: tuple[Words, ...] = (
    ("place", "您选的地区：县以下是哪个乡镇", "The region chosen: which township of the county"),
    ("level", "您所在单位的层级", "The level of the unit"),
)
_USES: Words = ("uses", "说了几个APP", "How many apps were spoken of")
_APP: Words = ("app", "目录里的哪个APP", "Which app of the list")
_MINUTES: Words = ("minutes_per_day", "每个工作日约几分钟", "Minutes a workday")

PAGE_ONE_COLUMNS: tuple[Words, ...] = (
    *_WHERE,
    *_questions(_PAGE_ONE_NUMBERS),
    ("minutes_source", "这个时长是估计的，还是看了屏幕使用时间", "Minutes estimated or read from screen time"),
    ("scale_reversed", "态度一题的选项是否倒着排", "Whether the choices of the attitude question ran backwards"),
    (
        "duration_band",
        "大致用了多久，四档之一：不到20秒、20到60秒、60到90秒、90秒以上",
        "Time taken, one of four bands: under 20, 20 to 60, 60 to 90, over 90 seconds",
    ),
    (
        "quality_flag",
        "是否太快、各题填一样、前后对不上或数特别大",
        "Whether too fast, all alike, not matching, or very large",
    ),
    _USES,
    _APP,
    ("name", "不在目录里的，自己写的名称", "The name, where the app is not on the list"),
    _MINUTES,
    ("flag_mask", "有哪些要求", "What it asks"),
    ("duplicate_of", "与哪个重复", "Which one it duplicates"),
)
USAGE_COLUMNS: tuple[Words, ...] = (
    *_WHERE,
    _USES,
    _APP,
    ("status", "在用，还是3个月没打开", "In use, or not opened for 3 months"),
    _MINUTES,
    *_questions(OPINION_ITEMS),
)
FURTHER_COLUMNS: tuple[Words, ...] = (*_WHERE, *_questions(FURTHER_ITEMS))

ANSWER_TABLES: tuple[TableEntry, ...] = (
    TableEntry(
        table="burden_answerpack",
        group=Group.ANSWERS,
        whose=Whose.RESPONDENT,
        zh="答卷，许多份合成一行，按内容排序，看不出先后",
        en="The answers, many in one row, sorted by what they say, so that nothing tells who came first",
        kept_zh=KEPT_ZH,
        kept_en=KEPT_EN,
        columns=(
            WAVE,
            ("kind", "下面三种答卷的哪一种", "Which of the three kinds of answers below"),
            (
                "county_code",
                "哪个县（市直、省直部门填的是市、省）",
                "Which county (the city or province for its departments)",
            ),
            ("people", "这一行合了多少份", "How many answers the row holds"),
            ("app_codes", "答卷里提到的目录里的APP", "Apps of the list that the answers speak of"),
            ("app_names", "答卷里自己写的APP名称", "Names of apps that people wrote themselves"),
            ("data", "各份答卷，逐题排成一列列的数，见下", "The answers as columns of numbers, as listed below"),
        ),
        packed=(
            Packed(zh="第一页的答卷", en="Answers to page 1", columns=PAGE_ONE_COLUMNS),
            Packed(
                zh="各个APP的使用情况（另一份，与第一页互不关联）",
                en="Use of each app (a separate answer, not linked to page 1)",
                columns=USAGE_COLUMNS,
            ),
            Packed(
                zh="补充问题的答卷（另一份，与前两份互不关联）",
                en="Answers to the further questions (a separate answer, not linked to the other two)",
                columns=FURTHER_COLUMNS,
            ),
        ),
    ),
    TableEntry(
        table="burden_suggestion",
        group=Group.ANSWERS,
        whose=Whose.RESPONDENT,
        zh="一句建议（只有这次调查问了才有，单独存放）",
        en="A suggestion (only where the survey asks for one; kept by itself)",
        kept_zh=KEPT_ZH,
        kept_en=KEPT_EN,
        columns=(
            RANDOM_ID,
            WAVE,
            ("region_code", "县或以上的地区，不到乡镇", "County or larger, never a township"),
            (
                "text",
                f"您写的话，最多{LONGEST_SUGGESTION}个字",
                f"What you wrote, at most {LONGEST_SUGGESTION} characters",
            ),
            ("state", "有人看过没有，公不公开", "Whether somebody has read it and shows it"),
        ),
    ),
)
