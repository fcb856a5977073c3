"""What a what-if question takes for granted, in words: printed under its table and in its files."""

from collections.abc import Iterator

from burden.domain.what_if import MINUTES_AN_HOUR, PEOPLE, WORKDAYS_A_MONTH
from burden.reports.notes import Words, paired
from burden.reports.what_if.choices import Choices

ONLY_RELEASED = (
    "只用已发布的数算；样本不足或打卡占比太低的项没有计入，所以可能偏少。",
    "Computed from released figures only; what has too few answers or check-ins is left out, so it may be more.",
)
CAPPED = (
    "应用和打卡合计最多算到“人均每日APP用时”，转移等比例再从中扣：不会省得比花的还多。",
    "Apps and check-ins are capped at the app minutes a workday, then the shares apply: nobody saves more than that.",
)
WIDE = (
    "谁同时用哪几个应用没有发布，误差按同涨同落算，区间因此偏宽；区间只反映填的人多少。",
    "Who uses which apps together is not released; errors are added as if they moved as one, so intervals are wide.",
)
HOURS = (
    f"小时：每天的分钟 × {WORKDAYS_A_MONTH}个工作日 ÷ {MINUTES_AN_HOUR} × {PEOPLE}人；换成N人，乘N再除以{PEOPLE}。",
    f"Minutes × {WORKDAYS_A_MONTH} workdays ÷ {MINUTES_AN_HOUR} × {PEOPLE} people; for N people, × N ÷ {PEOPLE}.",
)
NO_AVERSION = (
    "反感率会不会随之下降，没有数据可以推算，这里不给。",
    "Whether aversion would fall cannot be told from these figures; none is given.",
)
USERS = (
    "停用、合并的应用：各人用时相加，除以填了使用报告的人数；没用的、没填用时的按0分钟。",
    "Stopped and merged apps: their users' minutes over all who filled the usage report; no use or no minutes is 0.",
)


def assumptions(choices: Choices) -> Words:
    """Return what the answer to this question takes for granted, in Chinese and English."""
    return paired(*_of_apps(choices), *_of_groups(choices), ONLY_RELEASED, WIDE, HOURS, NO_AVERSION)


def _of_apps(choices: Choices) -> Iterator[tuple[str, str]]:
    if choices.stop or choices.merge:
        share = choices.transfer
        yield USERS
        yield (
            f"转移比例{share}%：原来的用时有{share}%要花到别处，不算省下；比例是试算的人定的，不是调查得来的。",
            f"Transfer share {share} %: that much time goes elsewhere, not saved; it is stated, not measured.",
        )
    if choices.checkin:
        share = choices.checkin_share
        yield (
            (
                "取消打卡：该应用的用时 × 说它要打卡的占比（点名它费时的人，全部层级，取整）"
                f" × 打卡占用时的{share}%。没有问过打卡本身花多久；100%就是上限。"
            ),
            (
                "No check-ins: minutes of the app × share who say it has them (of who named it, all levels, rounded) "
                f"× {share} % of that time. How long a check-in takes was not asked; 100 % is the upper limit."
            ),
        )
    if choices.apps:
        yield CAPPED


def _of_groups(choices: Choices) -> Iterator[tuple[str, str]]:
    if choices.groups:
        yield (
            (
                f"假设各群相当：人均每日工作群用时 ÷ 人均工作群数 × {choices.groups}个，最多到全部群用时；"
                "也假设消息不转到别的群。"
            ),
            (
                f"All groups taken as alike: group minutes ÷ groups a person × {choices.groups}, at most all of them; "
                "messages are taken not to move to other groups."
            ),
        )
