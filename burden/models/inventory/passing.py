"""The tables that hold something for a while only: the inbox, and what keeps an answer from counting twice."""

from burden.domain.thresholds import KEY_HOURS, PROMOTION_FROM
from burden.models.inventory.entries import REGION, WAVE, Group, TableEntry, Whose, Words

_WAITING: tuple[Words, ...] = (
    (
        "id",
        "随机编号，并入时去掉；建议另换一个",
        "Random number, dropped when the answer joins the others; a suggestion gets another",
    ),
    WAVE,
    ("kind", "哪一种答卷", "Which of the forms"),
    ("answers", "上面各表的那些答案", "The same answers as in the tables above"),
)

PASSING_TABLES: tuple[TableEntry, ...] = (
    TableEntry(
        table="burden_inboxitem",
        group=Group.PASSING,
        whose=Whose.RESPONDENT,
        zh="收件处：刚收到、还没并入大家答卷的那些",
        en="Inbox: answers that just arrived and have not joined the others yet",
        kept_zh=f"每6小时看一次，满{PROMOTION_FROM}份就按内容排序、并入大家的答卷，随即清空；最迟到调查截止",
        kept_en=f"Emptied every 6 hours once {PROMOTION_FROM} wait, when all join the others in the order of their "
        "content; at the latest at the close",
        columns=_WAITING,
    ),
    TableEntry(
        table="burden_batchitem",
        group=Group.PASSING,
        whose=Whose.RESPONDENT,
        zh="从收件处取出、正在并入大家答卷的那一批",
        en="The answers taken out of the inbox that are just joining the others",
        kept_zh="几秒；中途断了，由下一次接着并完",
        kept_en="Seconds; where that is cut short, until the next time completes it",
        columns=_WAITING,
    ),
    TableEntry(
        table="burden_submissionkey",
        group=Group.PASSING,
        whose=Whose.RESPONDENT,
        zh="防重复的凭据：同一份发两次只算一份，一次性凭条只用一次",
        en="Marks against double counting: one answer sent twice is one, a one-time pass works once",
        kept_zh=f"{KEY_HOURS}小时；一次性凭条的只到当天",
        kept_en=f"{KEY_HOURS} hours; of a one-time pass only that day",
        columns=(
            (
                "key_hash",
                "打乱了的凭据，还原不出来，不与答卷相连",
                "Scrambled mark, cannot be undone, not linked to an answer",
            ),
            ("expires_on", "哪天删", "Day on which it is deleted"),
        ),
    ),
    TableEntry(
        table="burden_invitationcode",
        group=Group.PASSING,
        whose=Whose.RESPONDENT,
        zh="填报码：用过没有；不记用在哪一份上，也不记给了谁",
        en="Codes on slips: used or not; neither on which answer, nor given to whom",
        kept_zh="随这次调查一起删除",
        kept_en="Deleted together with its survey",
        columns=(
            ("code_hash", "打乱了的码，还原不出来", "Scrambled code, cannot be undone"),
            WAVE,
            REGION,
            ("level", "发给哪一层级的单位", "Level of the units it was made for"),
            ("is_spent", "用过没有", "Used or not"),
        ),
    ),
)
