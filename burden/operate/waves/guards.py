"""What stands in the way of opening a wave, and what deserves a thought before it, found before a button is pressed.

``open_wave`` refuses for the same reasons in the same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from burden.access.scopes import overlap, path_of
from burden.domain.further_choice import page_two_points
from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _
from burden.domain.thresholds import DAYS_BETWEEN_WAVES, POINT_BUDGET
from burden.models import CatalogueItem, Headcount, InvitationCode, Region, Wave
from burden.operate.closing.publishing import IS_ALONE, lacks_second_person
from burden.operate.waves.preparing import TOO_MANY_POINTS, newest_tree

TOO_SOON = _(
    "与同一地区的调查 %(code)s（%(day)s开始）间隔不足%(days)s天，最早%(first_day)s才能开始；问得太勤也是负担。"
)


@dataclass(frozen=True, kw_only=True)
class Guard:
    """One reason not to open a wave, or to think twice; ``place`` is the page of the desk where it can be mended.

    ``place`` is a name among ``operate:`` addresses, "" where waiting alone helps.
    """

    sentence: Sentence
    place: str = ""


def obstacles(wave: Wave) -> tuple[Guard, ...]:
    """Return everything that stands in the way of opening a wave that is being prepared."""
    if wave.state != Wave.State.DRAFT:
        return (Guard(sentence=Sentence(_("调查 %(code)s 已经截止，不能再开始。"), code=wave.code)),)
    found = [*_of_days(wave), *_of_place(wave)]
    return (*found, *_of_real_waves(wave)) if not wave.is_demo else tuple(found)


def thoughts(wave: Wave) -> tuple[Guard, ...]:
    """Return what deserves a thought before the wave is opened, though nothing forbids it."""
    return (*_of_people(wave), *_of_catalogue(wave), *_of_later(wave))


def _of_days(wave: Wave) -> Iterator[Guard]:
    today = timezone.localdate()
    if wave.closes_on < today:
        yield Guard(
            sentence=Sentence(_("调查 %(code)s 的截止日期已过，请先改日期。"), code=wave.code), place="wave-edit"
        )
    if wave.valid_until is not None and wave.valid_until < today:
        yield Guard(
            sentence=Sentence(_("有效期限%(day)s已过，过了就不能再调查。请先更新表头。"), day=f"{wave.valid_until}"),
            place="wave-edit",
        )
    elif wave.valid_until is not None and wave.valid_until < wave.closes_on:
        late = Sentence(_("截止日期晚于有效期限%(day)s：过了有效期限不能再收答卷。"), day=f"{wave.valid_until}")
        yield Guard(sentence=late, place="wave-edit")


def _of_place(wave: Wave) -> Iterator[Guard]:
    if not Region.objects.filter(tree_id=wave.tree_id, code=wave.region_code).exists():
        values = {"version": wave.tree_id, "region": wave.region_code}
        yield Guard(sentence=Sentence(_("行政区划 %(version)s 中没有 %(region)s。"), **values), place="wave-edit")


def _of_real_waves(wave: Wave) -> Iterator[Guard]:
    """Yield what the demo is spared: it asks nobody."""
    if Wave.objects.filter(is_demo=True).exists():
        sentence = Sentence(_("还有演示数据，正式调查不能开始；请先在操作台删除演示数据。"))
        yield Guard(sentence=sentence, place="demo-clear")
    close = waves_too_close(wave)
    if close:
        last = max(close, key=lambda other: other.opens_on)
        sentence = Sentence(
            TOO_SOON,
            code=last.code,
            day=f"{last.opens_on}",
            days=DAYS_BETWEEN_WAVES,
            first_day=f"{last.opens_on + timedelta(days=DAYS_BETWEEN_WAVES)}",
        )
        yield Guard(sentence=sentence, place="wave-edit")
    points = page_two_points(wave.further_fields, asks_for_text=wave.asks_for_text)
    if points > POINT_BUDGET:
        yield Guard(sentence=Sentence(TOO_MANY_POINTS, points=points, budget=POINT_BUDGET), place="wave-edit")


def waves_too_close(wave: Wave) -> list[Wave]:
    """Return the other waves over the same people that began less than DAYS_BETWEEN_WAVES before or after this one."""
    gap = timedelta(days=DAYS_BETWEEN_WAVES - 1)
    others = Wave.objects.filter(is_demo=False, opens_on__range=(wave.opens_on - gap, wave.opens_on + gap))
    begun = others.exclude(pk=wave.pk).exclude(state=Wave.State.DRAFT)
    return [other for other in begun if overlap(other.region_code, wave.region_code)]


def _of_people(wave: Wave) -> Iterator[Guard]:
    takes_codes = wave.assurance == Wave.Assurance.CODED and not wave.is_demo
    if not Headcount.objects.filter(wave=wave).exists():
        words = _("还没有人数：不能按人数发码，发布后也算不出填报的人占多少。")
        yield Guard(sentence=Sentence(words), place="headcounts")
    if takes_codes and not InvitationCode.objects.filter(wave=wave).exists():
        yield Guard(sentence=Sentence(_("还没有发码：没有码的人交不了答卷。")), place="codes")
    if lacks_second_person(wave):
        yield Guard(sentence=Sentence(IS_ALONE), place="people")


def _of_catalogue(wave: Wave) -> Iterator[Guard]:
    if not CatalogueItem.objects.beside(wave.tree_id).filter(is_retired=False).exists():
        words = _("目录是空的：填报的人只能自己写APP的名称，各个APP的使用情况也填不了。")
        yield Guard(sentence=Sentence(words), place="catalogue-file")
    lost = CatalogueItem.objects.beside(wave.tree_id).filter(is_retired=False).lost_to(wave.tree_id)
    if count := lost.filter(region_code__startswith=path_of(wave.region_code)).count():
        words = _("目录里有%(count)s项，登记的地区在行政区划 %(version)s 里没有，填报人可能选不到。请改到现在的地区。")
        yield Guard(sentence=Sentence(words, count=count, version=wave.tree_id), place="catalogue")
    newest = newest_tree()
    if newest is not None and newest.version != wave.tree_id and not wave.is_demo:
        words = _("行政区划有了新的一版（%(version)s）。打开设置再保存一次，就改用新的。")
        yield Guard(sentence=Sentence(words, version=newest.version), place="wave-edit")


def _of_later(wave: Wave) -> Iterator[Guard]:
    if wave.opens_on > timezone.localdate():
        words = _("现在按开始，要到%(day)s才收答卷；在那以前打开链接的人会看到“还没有开始”。")
        yield Guard(sentence=Sentence(words, day=f"{wave.opens_on}"))
