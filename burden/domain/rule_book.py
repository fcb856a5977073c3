"""The rules that an inspector looks by: text, source and date, and what in a survey or the catalogue speaks to each.

Each text says that something must not be; no threshold makes it allowed.  Thresholds decide only when what people say
is worth a visit: a finding is a lead, never a verdict.  R12 to R14 are the leads of the board (:mod:`app_leads`), R22,
R23 and R25 the warnings beside clean-ups, R30 is about this site itself: they have records here and evidence there.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from burden.domain.rule_evidence import (
    Answered,
    Evidence,
    NamedWith,
    RegisterCheck,
    Registered,
    SaidOf,
    met,
    named_with,
)
from burden.domain.thresholds import CAUTION_SHARE_PERCENT


class RuleClass(StrEnum):
    """What a rule is about: the five official classes first, then what has none of its own."""

    COMPULSORY = "compulsory"
    RANKING = "ranking"
    TRACES = "traces"
    MULTIPLE = "multiple"
    HOLLOW = "hollow"
    BUILDING = "building"
    WARNING = "warning"
    PERSONAL_DATA = "personal_data"
    SELF_CHECK = "self_check"


RULE_CLASS_NAMES: dict[RuleClass, tuple[str, str]] = {
    RuleClass.COMPULSORY: ("强制使用", "compulsory use"),
    RuleClass.RANKING: ("滥用排名", "abuse of ranking"),
    RuleClass.TRACES: ("过度留痕", "excessive traces"),
    RuleClass.MULTIPLE: ("多头填报", "multiple reporting"),
    RuleClass.HOLLOW: ("空壳僵尸", "hollow and zombie"),
    RuleClass.BUILDING: ("建设管理", "building and filing"),
    RuleClass.WARNING: ("提醒", "warning"),
    RuleClass.PERSONAL_DATA: ("个人信息", "personal data"),
    RuleClass.SELF_CHECK: ("本站自查", "this site itself"),
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule; ``evidence`` is () where another page has it, ``is_on`` whether it counts where nobody switched it.

    ``is_warning`` says that it is about a region as a whole, by a threshold of its own.  ``since`` is the day from
    which it binds what was there before it, None where the source names none.
    """

    code: str
    rule_class: RuleClass
    zh: str
    en: str
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    is_warning: bool = False
    is_on: bool = True
    since: date | None = None


RULES: tuple[Rule, ...] = (
    Rule(
        code="R01",
        rule_class=RuleClass.COMPULSORY,
        zh="不得强制推广下载使用，不得限定安装率、使用率",
        en="no forced promotion, no quotas of installs or use",
        sources=("P1", "P2", "P11"),
        # Being required alone is not enough: a tool of one's work may well be required.
        evidence=(NamedWith(flags=("is_required", "in_appraisal")),),
    ),
    Rule(
        code="R02",
        rule_class=RuleClass.COMPULSORY,
        zh="不得考核通报安装率、使用率，不得强制定期登录",
        en="no circulars on installs or logins, no forced regular login",
        sources=("P1",),
        evidence=tuple(met("p_rate_notice")),
    ),
    Rule(
        code="R03",
        rule_class=RuleClass.COMPULSORY,
        zh="除安保、应急等特殊场景，不得设置打卡签到",
        en="no check-in functions but in scenes such as security and emergencies",
        sources=("P1", "P2"),
        evidence=(*named_with("has_checkin", is_exempt_left_out=True), *met("p_checkin")),
    ),
    Rule(
        code="R04",
        rule_class=RuleClass.RANKING,
        zh="不得设置积分排名，不得以在线时长、学习时长考评",
        en="no ranking by points, no appraisal by time online or learning",
        sources=("P1", "P2", "P11"),
        evidence=(*named_with("has_points_rank"), *met("p_points_rank")),
    ),
    Rule(
        code="R05",
        rule_class=RuleClass.RANKING,
        zh="点赞、投票、转发、关注不得作为考评依据",
        en="likes, votes, shares and followers are no ground of appraisal",
        sources=("P1", "P2"),
        evidence=tuple(met("p_like_recruit")),
    ),
    Rule(
        code="R06",
        rule_class=RuleClass.TRACES,
        zh="非必要不得强制上传照片、视频、轨迹",
        en="no needless photos, videos or tracks",
        sources=("P1", "P2"),
        evidence=(
            *named_with("needs_photo_upload", "has_location_track", is_exempt_left_out=True),
            *met("p_photo_upload", "p_location_track"),
        ),
    ),
    Rule(
        code="R07",
        rule_class=RuleClass.TRACES,
        zh="不得以上传截图、视频代替对实际工作的评价",
        en="screenshots and videos may not stand for the evaluation of work",
        sources=("P4",),
        evidence=(NamedWith(flags=("needs_photo_upload", "in_appraisal")),),
    ),
    Rule(
        code="R08",
        rule_class=RuleClass.COMPULSORY,
        zh="工作群里不得脱离实际要求接龙、限时回复",
        en="no chain replies or needless deadlines in work groups",
        sources=("P2", "P11"),
        evidence=(*met("p_instant_reply"), Answered(indicator="I24")),
    ),
    Rule(
        code="R09",
        rule_class=RuleClass.COMPULSORY,
        zh="工作群里不得随意派任务、要材料",
        en="no tasks or materials demanded at will in work groups",
        sources=("P2", "P11"),
        evidence=(Answered(indicator="I35"),),
    ),
    Rule(
        code="R10",
        rule_class=RuleClass.MULTIPLE,
        zh="同一事项原则上一张表、一处报，不得重复要求填报",
        en="one matter, one form, one place; no repeated demands",
        sources=("P1", "P2", "P6"),
        evidence=(*named_with("duplicate_entry"), *met("p_duplicate_entry"), Answered(indicator="I26-2")),
    ),
    Rule(
        code="R11",
        rule_class=RuleClass.MULTIPLE,
        zh="能共享的数据不得重复收集，数据要及时完整地回到基层",
        en="what can be shared is not collected again; data flow back in time and whole",
        sources=("P6",),
        evidence=(Answered(indicator="I21", at_most=60),),
        is_warning=True,
    ),
    Rule(
        code="R12",
        rule_class=RuleClass.HOLLOW,
        zh="近三个月活跃接近零的，限期关停注销",
        en="what was hardly used for three months is to be closed",
        sources=("P1", "P11"),
    ),
    Rule(
        code="R13",
        rule_class=RuleClass.HOLLOW,
        zh="大部分功能很少有人用的，要清理",
        en="what is used in few of its functions is to be cleared",
        sources=("S",),
    ),
    Rule(
        code="R14",
        rule_class=RuleClass.HOLLOW,
        zh="功能相近、重复的，要整合迁移",
        en="what is alike or doubled is to be merged",
        sources=("P1", "P5", "P11"),
    ),
    Rule(
        code="R15",
        rule_class=RuleClass.HOLLOW,
        zh="一个单位在一个平台原则上一个账号，长期不更新的要清理",
        en="one account a unit and platform; what is not kept up is to be cleared",
        sources=("P5",),
        evidence=(Registered(check=RegisterCheck.SECOND_ACCOUNT), Registered(check=RegisterCheck.STALE_ACCOUNT)),
    ),
    Rule(
        code="R16",
        rule_class=RuleClass.WARNING,
        zh="任务完成后的临时群要解散，不重复建群",
        en="groups end with their task and are not doubled",
        sources=("P11",),
        evidence=(Answered(indicator="I36", at_least=3),),
        is_warning=True,
    ),
    Rule(
        code="R17",
        rule_class=RuleClass.BUILDING,
        zh="县级以下原则上不得开发建设",
        en="units below county build no apps",
        sources=("P1",),
        evidence=(Registered(check=RegisterCheck.BUILT_BELOW_COUNTY),),
    ),
    Rule(
        code="R18",
        rule_class=RuleClass.BUILDING,
        zh="没有备案的，不得要求下载使用",
        en="what is not filed may not be demanded",
        sources=("P1",),
        evidence=(Registered(check=RegisterCheck.UNFILED),),
        since=date(2026, 7, 25),  # six months after the measures, for what there was before them
    ),
    Rule(
        code="R19",
        rule_class=RuleClass.BUILDING,
        zh="要有提意见、投诉的地方",
        en="there must be a place for complaints",
        sources=("P1", "P2"),
        evidence=(Registered(check=RegisterCheck.NO_COMPLAINT_CHANNEL),),
    ),
    Rule(
        code="R20",
        rule_class=RuleClass.BUILDING,
        zh="不得从事经营性活动",
        en="no commercial activity",
        sources=("P1",),
        evidence=(Registered(check=RegisterCheck.COMMERCIAL),),
    ),
    Rule(
        code="R21",
        rule_class=RuleClass.BUILDING,
        zh="（地方）县级及以下不得建设面向群众的应用",
        en="(local) counties and below build no apps for the public",
        sources=("P9",),
        evidence=(Registered(check=RegisterCheck.BUILT_LOCALLY),),
        is_on=False,
    ),
    Rule(
        code="R22",
        rule_class=RuleClass.WARNING,
        zh="防止反弹",
        en="no rebound",
        sources=("P2", "S"),
        is_warning=True,
    ),
    Rule(
        code="R23",
        rule_class=RuleClass.WARNING,
        zh="防止一刀切",
        en="no closing of the useful with the useless",
        sources=("S",),
        is_warning=True,
    ),
    Rule(
        code="R24",
        rule_class=RuleClass.WARNING,
        zh="减负不得变成新的填表、总结",
        en="relief must not make forms and summaries",
        sources=("S",),
        evidence=(Answered(indicator="I32-1", at_least=CAUTION_SHARE_PERCENT),),
        is_warning=True,
    ),
    Rule(
        code="R25",
        rule_class=RuleClass.WARNING,
        zh="防止群少了、消息更多",
        en="no fewer groups with more messages",
        sources=("S",),
        is_warning=True,
    ),
    Rule(
        code="R26",
        rule_class=RuleClass.PERSONAL_DATA,
        zh="不得收集超出需要的个人信息",
        en="no more personal data than needed",
        sources=("P1",),
        evidence=(SaidOf(family="overcollect:", answer="overcollect_yes"),),
    ),
    Rule(
        code="R27",
        rule_class=RuleClass.WARNING,
        zh="（地方）非工作时间不发工作信息",
        en="(local) no work messages after hours",
        sources=("P8",),
        evidence=(Answered(indicator="I23-3", at_least=40),),
        is_warning=True,
        is_on=False,
    ),
    Rule(
        code="R28",
        rule_class=RuleClass.WARNING,
        zh="指标要合实际，不逼人虚报",
        en="quotas fit reality and force nobody to pad figures",
        sources=("S",),
        evidence=(Answered(indicator="I34", at_least=20),),
        is_warning=True,
    ),
    Rule(
        code="R29",
        rule_class=RuleClass.COMPULSORY,
        zh="不得强制群众安装、注册",
        en="citizens are not made to install or register",
        sources=("P1",),
        evidence=(Answered(indicator="I33"),),
    ),
    Rule(
        code="R30",
        rule_class=RuleClass.SELF_CHECK,
        zh="本站自己也不得违背以上各条",
        en="this site keeps all of these itself",
        sources=("P1",),
    ),
)
RULE_BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
