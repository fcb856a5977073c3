"""The tables that hold what people answered."""

from collections.abc import Iterator

from burden.domain.further_items import FURTHER_ITEMS, LONGEST_SUGGESTION, OPINION_ITEMS
from burden.domain.survey_items import PAGE_ONE, InputKind, Item
from burden.models.inventory.entries import RANDOM_ID, WAVE, Group, TableEntry, Whose, Words

KEPT_ZH = "调查截止24个月后由运维人员清除"
KEPT_EN = "Cleared by the operator 24 months after the survey closes"
CHOSEN_REGION: Words = ("region_code", "您选的地区", "The region chosen")
CHOSEN_LEVEL: Words = ("level", "您所在单位的层级", "The level of the unit")
NOT_A_COLUMN_OF_ITS_OWN = (InputKind.REGION, InputKind.BUTTONS, InputKind.APPS)


def _questions(items: tuple[Item, ...]) -> Iterator[Words]:
    """Yield columns that hold the answer to a question, in the words of the question."""
    return ((item.field, item.zh, item.en) for item in items)


_PAGE_ONE_NUMBERS = tuple(item for item in PAGE_ONE if item.kind not in NOT_A_COLUMN_OF_ITS_OWN)

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
            ("kind", "第一页、各个APP的使用情况或补充问题", "Page 1, use of each app, or further questions"),
            (
                "county_code",
                "哪个县（市直、省直部门填的是市、省）",
                "Which county (city or province for its departments)",
            ),
            ("people", "这一行合了多少份", "How many answers the row holds"),
            ("app_codes", "答卷里提到的目录里的APP", "Apps of the list that the answers speak of"),
            ("app_names", "答卷里自己写的APP名称", "Names of apps that people wrote themselves"),
            ("data", "各份答卷，逐题排成一列列的数", "The answers, as columns of numbers, question by question"),
        ),
    ),
    TableEntry(
        table="burden_response",
        group=Group.ANSWERS,
        whose=Whose.RESPONDENT,
        zh="第一页的答卷",
        en="Answers to page 1",
        kept_zh=KEPT_ZH,
        kept_en=KEPT_EN,
        columns=(
            RANDOM_ID,
            WAVE,
            CHOSEN_REGION,
            CHOSEN_LEVEL,
            *_questions(_PAGE_ONE_NUMBERS),
            ("minutes_source", "这个时长是估计的，还是看了屏幕使用时间", "Minutes estimated or read from screen time"),
            (
                "scale_reversed",
                "态度一题的选项是否倒着排",
                "Whether the choices of the attitude question ran backwards",
            ),
            (
                "apps",
                "最费时间的APP（最多3个）、分钟数和要求",
                "Up to three apps that take most time, minutes, demands",
            ),
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
        ),
    ),
    TableEntry(
        table="burden_usagereport",
        group=Group.ANSWERS,
        whose=Whose.RESPONDENT,
        zh="各个APP的使用情况（另一份，与第一页互不关联）",
        en="Use of each app (a separate answer, not linked to page 1)",
        kept_zh=KEPT_ZH,
        kept_en=KEPT_EN,
        columns=(
            RANDOM_ID,
            WAVE,
            CHOSEN_REGION,
            CHOSEN_LEVEL,
            ("app_codes", "目录里的哪些APP", "Which apps of the list"),
            ("statuses", "各个APP：在用，还是3个月没打开", "Each app: in use, or not opened for 3 months"),
            ("minutes", "各个APP每个工作日约几分钟", "Each app: minutes a workday"),
            *_questions(OPINION_ITEMS),
        ),
    ),
    TableEntry(
        table="burden_furtherresponse",
        group=Group.ANSWERS,
        whose=Whose.RESPONDENT,
        zh="补充问题的答卷（另一份，与前两份互不关联）",
        en="Answers to the further questions (a separate answer, not linked to the other two)",
        kept_zh=KEPT_ZH,
        kept_en=KEPT_EN,
        columns=(RANDOM_ID, WAVE, CHOSEN_REGION, CHOSEN_LEVEL, *_questions(FURTHER_ITEMS)),
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
