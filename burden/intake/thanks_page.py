"""The thanks: what arrived, when results come, and the forms that may be filled in next or left alone.

What the next form needs travels in hidden fields of this page, sent by POST: no address holds a pass or a place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from burden.intake.codes import needs_code
from burden.intake.passes import pass_hash
from burden.intake.reception import Form
from burden.models import Wave

OPEN_FIELD = "open"  # asks for a prefilled form instead of sending one
SENT_FIELD = "sent"  # which of the two forms was sent already, so that it is not offered again


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One form that may follow: where it is opened, what it is about, and what its button says."""

    form: Form
    address: str
    about: str
    button: str


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What a sent form hands over to the next: place, level and pass, and which forms were sent."""

    region_code: str
    level_code: str
    one_time_pass: str
    sent: Sequence[str] = ()

    @property
    def fields(self) -> Mapping[str, str]:
        """The hidden fields of the buttons."""
        return {
            OPEN_FIELD: "1",
            "one_time_pass": self.one_time_pass,
            "region_code": self.region_code,
            "level_code": self.level_code,
            SENT_FIELD: " ".join(self.sent),
        }


def thanks_page(
    request: HttpRequest, wave: Wave | None, *, form: Form = Form.RESPONSE, handover: Handover | None = None
) -> HttpResponse:
    """Return the thanks for a form with those that are left to offer; plain thanks where nothing is handed over."""
    offers = _offers(wave, handover) if wave is not None and handover is not None else []
    context = {
        "wave": wave,
        "form_name": form.value,
        "offers": offers,
        "fields": handover.fields if handover else {},
    }
    return render(request, "intake/thanks.html", context)


def _offers(wave: Wave, handover: Handover) -> list[Offer]:
    if handover.one_time_pass:
        is_open = pass_hash(handover.one_time_pass, wave_code=wave.code, form=Form.USAGE.value) is not None
    else:
        is_open = not needs_code(wave)
    left = [offer for offer in _all_offers(wave) if offer.form is not Form.FURTHER or wave.has_page_two]
    return [offer for offer in left if is_open and offer.form.value not in handover.sent]


def _all_offers(wave: Wave) -> tuple[Offer, Offer]:
    return (
        Offer(
            form=Form.USAGE,
            address=reverse("intake:usage", kwargs={"wave_code": wave.code}),
            about=_("看看哪些APP在用，哪些装了没打开。"),
            button=_("填各个APP的使用情况"),
        ),
        Offer(
            form=Form.FURTHER,
            address=reverse("intake:further", kwargs={"wave_code": wave.code}),
            about=_("下班后的任务、重复填报、减负的效果。"),
            button=_("再答几题"),
        ),
    )
