"""The pages where an operator prepares a wave, changes it while it is a draft, gives it more days, or deletes it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from burden.access.scopes import Viewer
from burden.domain.sentences import said
from burden.intake.places import LONGEST_SEARCH
from burden.models import Headcount, InvitationCode, TreeVersion, Wave
from burden.operate.views import operators_only
from burden.operate.waves.changing import ChangeRefusedError, delete_draft, extend_wave
from burden.operate.waves.form import WaveForm, filled_with
from burden.operate.waves.form_words import words_of
from burden.operate.waves.preparing import WavePlan, WaveRefusedError, newest_tree, plan_of, prepare_wave
from burden.operate.waves.summary import place_in_words

BAD_REQUEST = 400
LOOK, COUNT = "look", "count"  # buttons that store nothing: look for the region, count the points anew
USUAL_DAYS = 13
MONTHS_A_QUARTER = 3
FORM_FIELD_OF = {"region_code": "region", "further_fields": "page_two"}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def new_wave(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show the form of a new wave with what is usual, or prepare one."""
    tree = newest_tree()
    if tree is None:
        return render(request, "operate/wave_form.html", {"section": "operate", "has_tree": False})
    today = timezone.localdate()
    usual = WavePlan(
        code=proposed_code(today),
        region_code="",
        opens_on=today,
        closes_on=today + timedelta(days=USUAL_DAYS),
    )
    return _filled_in(request, tree, viewer, wave=None, initial=filled_with(usual, place=""))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def edit_wave(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Show the form of a draft, or change it; a wave that has begun leads back to its page."""
    wave = get_object_or_404(Wave, code=code)
    tree = newest_tree()
    if wave.state != Wave.State.DRAFT or wave.is_demo or tree is None:
        messages.error(request, _("调查 %(code)s 已经开始，不能再改。") % {"code": code})
        return redirect("operate:wave", code=code)
    place = place_in_words(wave)
    # The search reads no further than this; the code says the same.
    initial = filled_with(plan_of(wave), place=place if len(place) <= LONGEST_SEARCH else wave.region_code)
    return _filled_in(request, tree, viewer, wave=wave, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def delete_wave(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Say what deleting a draft means, or delete it."""
    wave = get_object_or_404(Wave, code=code)
    if request.method == "POST":
        try:
            delete_draft(wave=wave, by=viewer.email)
        except ChangeRefusedError as refusal:
            messages.error(request, said(refusal.sentence, _))
            return redirect("operate:wave", code=code)
        messages.success(request, _("已删除草稿 %(code)s。") % {"code": code})
        return redirect("operate:home")
    context = {
        "units": Headcount.objects.filter(wave=wave).count(),
        "codes": InvitationCode.objects.filter(wave=wave).count(),
        "is_draft": wave.state == Wave.State.DRAFT,
    }
    return render(request, "operate/wave_delete.html", around(wave) | context)


class LastDayForm(forms.Form):
    """The new last day of an open wave."""

    closes_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def extend(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Say what more days mean, or give them."""
    wave = get_object_or_404(Wave, code=code)
    usual = {"closes_on": wave.closes_on + timedelta(days=7)}
    form = LastDayForm(request.POST if request.method == "POST" else None, initial=usual)
    form.fields["closes_on"].label = _("新的截止日期")
    if request.method == "POST" and form.is_valid():
        try:
            wave = extend_wave(wave=wave, closes_on=form.cleaned_data["closes_on"], by=viewer.email)
        except ChangeRefusedError as refusal:
            form.add_error("closes_on", said(refusal.sentence, _))
        else:
            messages.success(request, _("已延期到%(day)s。") % {"day": wave.closes_on})
            return redirect("operate:wave", code=code)
    context = around(wave) | {"form": form, "is_open": wave.state == Wave.State.OPEN}
    return render(request, "operate/wave_extend.html", context, status=BAD_REQUEST if form.errors else 200)


def proposed_code(day: date) -> str:
    """Return a code that no wave has: the quarter of the day, with a number where that is taken."""
    quarter = f"{day.year}Q{(day.month - 1) // MONTHS_A_QUARTER + 1}"
    taken = set(Wave.objects.filter(code__startswith=quarter).values_list("code", flat=True))
    others = (f"{quarter}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (quarter, *others) if code not in taken)


def around(wave: Wave) -> dict[str, Any]:
    """Return what every page of one wave draws."""
    return {"section": "operate", "wave": wave, "place": place_in_words(wave), "is_demo": wave.is_demo}


def _filled_in(
    request: HttpRequest, tree: TreeVersion, viewer: Viewer, *, wave: Wave | None, initial: dict[str, Any]
) -> HttpResponse:
    is_posted = request.method == "POST"
    form = WaveForm(request.POST if is_posted else None, tree=tree, is_new=wave is None, initial=initial)
    if is_posted and (LOOK in request.POST or COUNT in request.POST):
        form.look_for_region()
        return _form_page(request, form, wave, is_looking=LOOK in request.POST)
    if is_posted and form.is_valid():
        try:
            prepared = prepare_wave(form.plan(), by=viewer.email, is_new=wave is None)
        except WaveRefusedError as refusal:
            form.add_error(FORM_FIELD_OF.get(refusal.field, refusal.field) or None, said(refusal.sentence, _))
        else:
            messages.success(request, _("已保存草稿 %(code)s。还没有开始，随时可以再改。") % {"code": prepared.code})
            return redirect("operate:wave", code=prepared.code)
    return _form_page(request, form, wave)


def _form_page(request: HttpRequest, form: WaveForm, wave: Wave | None, *, is_looking: bool = False) -> HttpResponse:
    context = {
        "section": "operate",
        "has_tree": True,
        "wave": wave,
        "form": form,
        "words": words_of(form),
        "is_looking": is_looking,
        # A look stores nothing, so what is not filled in yet is no mistake.
        "shows_errors": form.is_bound and LOOK not in form.data and COUNT not in form.data,
    }
    is_refused = context["shows_errors"] and bool(form.errors)
    return render(request, "operate/wave_form.html", context, status=BAD_REQUEST if is_refused else 200)
