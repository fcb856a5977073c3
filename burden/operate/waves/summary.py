"""What the page of a wave says of its settings, and of what stands in the way of opening it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.domain.further_choice import page_one_points, page_two_points
from burden.domain.sentences import Sentence, gettext_noop, said
from burden.intake.places import Territory, find_place
from burden.models import Region, Wave
from burden.operate.waves.guards import Guard, obstacles, thoughts

LOCAL = gettext_noop("现在的网址只有本机打得开。印纸条、海报以前，请用别人手机能打开的网址进入操作台。")
# What the link says to the page where something can be mended: one of the wave's, or one of the whole site.
OF_WAVE = {
    "wave-edit": gettext_lazy("改设置"),
    "codes": gettext_lazy("去发码"),
    "headcounts": gettext_lazy("登记人数"),
}
OF_SITE = {
    "demo-clear": gettext_lazy("删除演示数据"),
    "catalogue-file": gettext_lazy("装入目录"),
    "catalogue": gettext_lazy("打开目录"),
    "people": gettext_lazy("请一位运维"),
}


@dataclass(frozen=True, kw_only=True)
class GuardLine:
    """One guard in words; ``address`` leads to where it can be mended, "" where no page does."""

    sentence: str
    address: str = ""
    link: str = ""


def settings_of(code: str, *, is_local: bool) -> dict[str, Any]:
    """Return what the page of one wave shows of its settings; ``is_local`` is whether only this machine opens it."""
    wave = Wave.objects.get(code=code)
    is_draft = wave.state == Wave.State.DRAFT
    of_address = [Guard(sentence=Sentence(LOCAL))] if is_local and not wave.is_demo else []
    return {
        "settings": wave,
        "place": place_in_words(wave),
        "page_one_points": page_one_points(),
        "page_two_points": page_two_points(wave.further_fields, asks_for_text=wave.asks_for_text),
        "obstacles": guard_lines(wave, obstacles(wave)) if is_draft else (),
        "thoughts": guard_lines(wave, (*thoughts(wave), *of_address)) if is_draft else (),
    }


def guard_lines(wave: Wave, guards: Iterable[Guard]) -> tuple[GuardLine, ...]:
    """Return guards in words, each with the way to where it can be mended."""
    return tuple(_line(wave, guard) for guard in guards)


def place_in_words(wave: Wave) -> str:
    """Return the wave's region with those above it; its code where its edition knows it no more."""
    place = find_place(Territory(tree_version=wave.tree_id, path=""), wave.region_code)
    if place is not None:
        return place.full_name
    # The whole country is no place that somebody could answer from.
    name = Region.objects.filter(tree_id=wave.tree_id, code=wave.region_code).values_list("name", flat=True).first()
    return name or wave.region_code


def _line(wave: Wave, guard: Guard) -> GuardLine:
    sentence = said(guard.sentence, _)
    if guard.place in OF_WAVE:
        address = reverse(f"operate:{guard.place}", args=[wave.code])
        return GuardLine(sentence=sentence, address=address, link=str(OF_WAVE[guard.place]))
    if guard.place in OF_SITE:
        return GuardLine(sentence=sentence, address=reverse(f"operate:{guard.place}"), link=str(OF_SITE[guard.place]))
    return GuardLine(sentence=sentence)
