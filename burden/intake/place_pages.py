"""Finding one's place before the questions: three taps, or two characters and one tap; plain links all the way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from burden.domain.levels import RegionKind
from burden.intake.place_question import place_in_script
from burden.intake.places import Territory, children_of, find_place, search_places, territory_of
from burden.intake.survey_view import open_wave_or_notice, survey_view
from burden.models import Wave

ANSWERABLE_ALONE = (RegionKind.COUNTY, RegionKind.TOWNSHIP)
FORM_ADDRESSES = {"usage": "intake:usage", "further": "intake:further"}


@survey_view
def choose_place(request: HttpRequest, wave_code: str) -> HttpResponse:
    """Let the person choose a place of the wave; a wave of one county needs no choice."""
    wave = open_wave_or_notice(request, wave_code)
    if isinstance(wave, HttpResponse):
        return wave
    territory = territory_of(wave)
    top = find_place(territory, wave.region_code)
    if top is not None and top.kind in ANSWERABLE_ALONE:
        return redirect("intake:survey", wave_code=wave.code, region_code=top.code)
    return place_page(request, wave, territory)


def place_page(request: HttpRequest, wave: Wave, territory: Territory, *, problem: str = "") -> HttpResponse:
    """Draw the choice of a place; ``problem`` says why the person is here again."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    parent = find_place(territory, request.GET.get("parent", ""))
    places = search_places(territory, query) if query else children_of(territory, _listed_below(wave, parent))
    before, after = _goes_to(request, wave)
    context = {
        "wave": wave,
        "query": query,
        "purpose": _purpose(request),
        "parent": parent and place_in_script(parent),
        "places": [place_in_script(place) for place in places],
        "problem": problem or (_("没有找到，请换个写法，或从下面逐级选择。") if query and not places else ""),
        "before": before,
        "after": after,
    }
    return render(request, "intake/place.html", context, status=404 if problem else 200)


def _listed_below(wave: Wave, parent: object) -> str:
    return getattr(parent, "code", wave.region_code)


def _purpose(request: HttpRequest) -> str:
    """Return the form that a place is wanted for, empty for page 1."""
    purpose = request.GET.get("for", "")
    return purpose if purpose in FORM_ADDRESSES else ""


def _goes_to(request: HttpRequest, wave: Wave) -> tuple[str, str]:
    """Return what stands before and after a place's code in the address of the form."""
    purpose = _purpose(request)
    if purpose:
        return reverse(FORM_ADDRESSES[purpose], kwargs={"wave_code": wave.code}) + "?region=", ""
    return reverse("intake:place", kwargs={"wave_code": wave.code}), "/"
