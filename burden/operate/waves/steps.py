"""The checklist's steps of one wave, from its head counts to its release."""

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from burden.domain.sentences import said
from burden.models import Headcount, InvitationCode, Release, TreeVersion, Wave
from burden.operate.site.step import Step, Way
from burden.operate.waves.guards import Guard, obstacles
from burden.operate.waves.lines import WaveLine


def is_asking(wave: Wave | None) -> bool:
    """Whether the wave still prepares for answers or takes them."""
    return wave is not None and wave.state in (Wave.State.DRAFT, Wave.State.OPEN)


def is_past(wave: Wave | None) -> bool:
    """Whether the wave takes no more answers."""
    return wave is not None and not is_asking(wave)


def headcounts_step(wave: Wave | None) -> Step:
    """Say how many people the wave speaks of; nothing is known of them before there is a wave."""
    counts = Headcount.objects.filter(wave=wave) if wave else Headcount.objects.none()
    units = counts.count()
    return Step(
        title=_("人数"),
        is_done=units > 0,
        is_due=is_asking(wave),
        is_past=is_past(wave),
        there=_headcounts_there(units, counts.aggregate(people=Sum("people"))["people"]) if units else "",
        missing=_headcounts_missing(wave) if not units else "",
        why=_("有了人数，才知道填的人占多少、每百人花多少小时，才能按人头印填报码。"),
        ways=_headcounts_ways(wave),
    )


def _headcounts_ways(wave: Wave | None) -> tuple[Way, ...]:
    if wave is None or is_past(wave):
        return ()
    return (Way(name="headcounts", words=_("登记人数"), code=wave.code),)


def _headcounts_there(units: int, people: int) -> str:
    return _("登记了%(units)s个单位，共%(people)s人。") % {"units": f"{units:,}", "people": f"{people:,}"}


def _headcounts_missing(wave: Wave | None) -> str:
    if wave is None:
        return _("人数跟着一次调查走：先做第4步，建好调查再来。")
    return _("没有登记人数。") if is_past(wave) else _("还没有登记人数。")


def wave_step(line: WaveLine | None, tree: TreeVersion | None) -> Step:
    """Say whether there is a wave, where and when it asks."""
    return Step(
        title=_("调查"),
        is_done=line is not None,
        is_due=tree is not None,
        there=_wave_there(line) if line else "",
        missing="" if line else _("还没有建调查。"),
        why=_("写明哪个地区、哪几天、凭不凭码；没开放以前都能改。"),
        ways=_wave_ways(line, tree),
    )


def _wave_ways(line: WaveLine | None, tree: TreeVersion | None) -> tuple[Way, ...]:
    if line is not None:
        return (Way(name="wave", words=_("看调查 %(code)s") % {"code": line.wave.code}, code=line.wave.code),)
    return (Way(name="wave-new", words=_("新建调查")),) if tree else ()


def _wave_there(line: WaveLine) -> str:
    wave = line.wave
    values = {"code": wave.code, "region": wave.region.name, "start": wave.opens_on, "end": wave.closes_on}
    if wave.assurance == Wave.Assurance.CODED:
        return _("%(code)s，%(region)s，%(start)s 至 %(end)s，凭码填报。") % values
    return _("%(code)s，%(region)s，%(start)s 至 %(end)s，开放链接。") % values


def codes_step(wave: Wave | None) -> Step:
    """Say whether everybody can be given a code; how many were spent is nobody's business."""
    title = _("发码")
    if wave is not None and wave.assurance == Wave.Assurance.LINK:
        there = _("这次是开放链接，不用填报码。")
        return Step(title=title, is_done=True, there=there, why=_("谁拿到链接都能填，所以结果标明未核验。"))
    issued = InvitationCode.objects.filter(wave=wave).count() if is_asking(wave) else 0
    return Step(
        title=title,
        is_done=issued > 0 or is_past(wave),
        is_due=is_asking(wave),
        there=_codes_there(issued, is_over=is_past(wave)),
        missing="" if issued or is_past(wave) else _("还没有发填报码。"),
        why=_("凭码填报，一码只收一份；没有码的人交不了。"),
        ways=(Way(name="codes", words=_("发码、印纸条"), code=wave.code),) if wave and is_asking(wave) else (),
    )


def _codes_there(issued: int, *, is_over: bool) -> str:
    if is_over:
        return _("已经截止，填报码都作废了。")
    return _("发了%(count)s个填报码。") % {"count": f"{issued:,}"} if issued else ""


def opening_step(wave: Wave | None, line: WaveLine | None) -> Step:
    """Say whether the wave takes answers, and what stands in the way of its opening."""
    is_draft = wave is not None and wave.state == Wave.State.DRAFT
    in_the_way = obstacles(wave) if wave and is_draft else ()
    return Step(
        title=_("开放"),
        is_done=wave is not None and not is_draft,
        is_due=is_draft,
        there=_opening_there(line) if line and not is_draft else "",
        missing=_opening_missing(in_the_way) if is_draft or wave is None else "",
        why=_("从开放到截止收答卷；开放以后，日期、地区和方式就定了。"),
        ways=_opening_ways(wave, in_the_way) if wave and is_draft else (),
    )


def _opening_missing(in_the_way: tuple[Guard, ...]) -> str:
    if in_the_way:
        return "".join(said(guard.sentence, _) for guard in in_the_way)
    return _("还没有开放，一份也不收。")


def _opening_ways(wave: Wave, in_the_way: tuple[Guard, ...]) -> tuple[Way, ...]:
    """Lead to where it is opened, or first to what has to be mended before."""
    if any(guard.place == "demo-clear" for guard in in_the_way):
        return (Way(name="demo-clear", words=_("删除演示数据")),)
    words = _("去看看怎么办") if in_the_way else _("去开放")
    return (Way(name="wave", words=words, code=wave.code),)


def _opening_there(line: WaveLine) -> str:
    return _("正在收答卷，%(count)s。") % {"count": line.count} if line.can_close else _("收过答卷了。")


def closing_step(wave: Wave | None) -> Step:
    """Say whether answers are still taken."""
    is_open = wave is not None and wave.state == Wave.State.OPEN
    is_done = wave is not None and wave.state in (Wave.State.CLOSED, Wave.State.RELEASED)
    return Step(
        title=_("收口"),
        is_done=is_done,
        is_due=is_open,
        there=_("已经截止，不再收答卷。") if is_done else "",
        missing=_("到%(day)s晚上自动截止，也可以提前。") % {"day": wave.closes_on} if wave and is_open else "",
        why=_("截止后汇总、检查，先看清哪些数会公布、哪些留着不公布。"),
        ways=(Way(name="closing", words=_("去收口"), code=wave.code),) if wave and is_open else (),
    )


def release_step(wave: Wave | None, line: WaveLine | None) -> Step:
    """Say whether the numbers are out, how far they are, or what holds them."""
    release = Release.objects.filter(wave=wave, is_current=True).first() if wave else None
    return Step(
        title=pgettext("heading", "发布"),
        is_done=release is not None,
        is_due=wave is not None and wave.state == Wave.State.CLOSED,
        there=_("已于%(day)s发布。") % {"day": release.published_on} if release else "",
        missing=_release_missing(line) if line and not release else "",
        why=_("人数够多的数才公布；公布以后谁也不能再改。"),
        ways=_ways_to_the_release(wave),
    )


def _ways_to_the_release(wave: Wave | None) -> tuple[Way, ...]:
    if wave is None or wave.state not in (Wave.State.CLOSED, Wave.State.RELEASED):
        return ()
    words = _("看汇总和发布") if wave.state == Wave.State.CLOSED else _("看这次发布")
    return (Way(name="closing", words=words, code=wave.code),)


def _release_missing(line: WaveLine) -> str:
    if line.is_held:
        return _("发布检查没有通过，一个数也没有公布。")
    if line.is_put_off:
        return _("已经算好，有人说先不发布，请看原因。")
    if line.is_ready:
        return _("已经算好，等人看过再发布。")
    return _("正在汇总，完成%(percent)s%%。") % {"percent": line.percent} if line.is_closing else ""
