"""The eight practices of question A10 and the five official classes of formalism they are evidence of.

The classes are those of the provincial report centres (2024): compulsory use, excessive traces, abuse of ranking,
multiple reporting, hollow and zombie apps.  The last class has no practice: its evidence is the app-usage report.
"""

from dataclasses import dataclass
from enum import StrEnum

NO_PRACTICE = "none"  # the exclusive choice "none of these"


class PracticeClass(StrEnum):
    """One of the five official classes; the values are the names of the counts in the block ``practices``."""

    COMPULSORY = "class_compulsory"
    TRACES = "class_traces"
    RANKING = "class_ranking"
    MULTIPLE = "class_multiple"
    HOLLOW = "class_hollow"


CLASS_NAMES: dict[PracticeClass, tuple[str, str]] = {
    PracticeClass.COMPULSORY: ("强制使用", "compulsory use"),
    PracticeClass.TRACES: ("过度留痕", "excessive traces"),
    PracticeClass.RANKING: ("滥用排名", "abuse of ranking"),
    PracticeClass.MULTIPLE: ("多头填报", "multiple reporting"),
    PracticeClass.HOLLOW: ("空壳僵尸", "hollow and zombie"),
}


@dataclass(frozen=True, kw_only=True)
class Practice:
    """Something a cadre may have met at work in the last three months."""

    code: str
    zh: str
    en: str
    practice_class: PracticeClass


# Order and classes follow the rules drawn from the State Council office's measures of 2026-01-25 (no forced check-in,
# no install or login quotas, no timed replies: compulsory use) and the Cyberspace commission's opinions of 2023-12.
PRACTICES: tuple[Practice, ...] = (
    Practice(code="p_checkin", zh="打卡签到", en="check-in", practice_class=PracticeClass.COMPULSORY),
    Practice(
        code="p_points_rank",
        zh="积分、时长排名",
        en="ranking by points or time online",
        practice_class=PracticeClass.RANKING,
    ),
    Practice(
        code="p_rate_notice",
        zh="通报安装率、登录率",
        en="circulars on install or login rates",
        practice_class=PracticeClass.COMPULSORY,
    ),
    Practice(code="p_location_track", zh="定位轨迹", en="location or track", practice_class=PracticeClass.TRACES),
    Practice(
        code="p_photo_upload",
        zh="传照片、截图、视频",
        en="uploading photos, screenshots, videos",
        practice_class=PracticeClass.TRACES,
    ),
    Practice(
        code="p_duplicate_entry",
        zh="同一数据多处填",
        en="same data entered in several places",
        practice_class=PracticeClass.MULTIPLE,
    ),
    Practice(
        code="p_like_recruit",
        zh="点赞、转发、拉人注册",
        en="likes, shares, recruiting people",
        practice_class=PracticeClass.RANKING,
    ),
    Practice(
        code="p_instant_reply",
        zh="群内限时回复、接龙",
        en="timed or chain replies in groups",
        practice_class=PracticeClass.COMPULSORY,
    ),
)
MEASURES_2026 = ("国务院办公厅2026年的办法", "State Council office's measures of 2026")
OPINIONS_2023 = ("中央网信委2023年的意见", "Cyberspace commission's opinions of 2023")
NOTICE_2019 = ("中央办公厅2019年的通知", "Central office's notice of 2019")

# The public text behind each practice, in a plain sentence: why the survey asks, no finding about anybody.
PRACTICE_SOURCES: dict[str, tuple[str, str]] = {
    "p_checkin": (
        f"{MEASURES_2026[0]}：除安保、应急等特殊场景，不设打卡签到",
        f"{MEASURES_2026[1]}: no check-in but for security and emergencies",
    ),
    "p_points_rank": (
        f"{MEASURES_2026[0]}：不按积分、在线时长排名、考评",
        f"{MEASURES_2026[1]}: no ranking or appraisal by points or time online",
    ),
    "p_rate_notice": (
        f"{MEASURES_2026[0]}：不考核、通报安装率和登录率",
        f"{MEASURES_2026[1]}: no appraisal or circular on install and login rates",
    ),
    "p_location_track": (
        f"{MEASURES_2026[0]}：没有必要的，不强制传轨迹",
        f"{MEASURES_2026[1]}: no forced upload of tracks without need",
    ),
    "p_photo_upload": (
        f"{NOTICE_2019[0]}：不用传截图、录视频代替对实际工作的评价",
        f"{NOTICE_2019[1]}: screenshots and videos do not replace looking at the work itself",
    ),
    "p_duplicate_entry": (
        f"{MEASURES_2026[0]}：不随意、重复要求填报",
        f"{MEASURES_2026[1]}: no needless or repeated demands for data",
    ),
    "p_like_recruit": (
        f"{MEASURES_2026[0]}：点赞、转发、投票不作考评依据",
        f"{MEASURES_2026[1]}: likes, shares and votes are no basis of appraisal",
    ),
    "p_instant_reply": (
        f"{OPINIONS_2023[0]}：群里不脱离实际强制接龙、即时回复",
        f"{OPINIONS_2023[1]}: no forced chain replies or instant answers in groups",
    ),
}
PRACTICE_BY_CODE: dict[str, Practice] = {practice.code: practice for practice in PRACTICES}


def practice_mask(practice_codes: tuple[str, ...]) -> int:
    """Return the practices as one number: bit i stands for ``PRACTICES[i]``, 0 for none of these.

    >>> practice_mask(("p_checkin", "p_rate_notice")), practice_mask(("none",))
    (5, 0)
    """
    return sum(1 << position for position, practice in enumerate(PRACTICES) if practice.code in practice_codes)
