"""The survey as it will be, shown to whoever prepares it: nothing that is sent here is taken in."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from burden.domain.levels import RegionKind
from burden.intake.form_page import FormPage, Sheet, form_response
from burden.intake.further_pages import FURTHER
from burden.intake.payload import PREVIEW_BUTTON
from burden.intake.place_question import FIND_BUTTON, place_question, posted_place
from burden.intake.places import Place, Territory, find_place, territory_of
from burden.intake.questions import Draft
from burden.intake.reception import Form
from burden.intake.survey_pages import PAGE_ONE
from burden.intake.usage_pages import USAGE
from burden.models import Wave

PAGES: dict[Form, FormPage] = {Form.RESPONSE: PAGE_ONE, Form.USAGE: USAGE, Form.FURTHER: FURTHER}


def rehearse(request: HttpRequest, *, wave: Wave, form: Form, language: str) -> HttpResponse:
    """Return a form of the wave, whatever its state; the buttons that store nothing work, the one that sends does not.

    The place is the one posted, else an example.
    """
    territory = territory_of(wave)
    is_search = FIND_BUTTON in request.POST
    query = request.POST.get("region_query", "").replace("\0", "").strip() if is_search else ""
    place = posted_place(territory, request.POST) or example_place(territory, wave)
    with override(language):
        sheet = Sheet(
            wave=wave,
            territory=territory,
            place=place_question(territory, place=place, query=query),
            draft=Draft(post=request.POST, errors={}, warnings={}),
            is_preview=PREVIEW_BUTTON in request.POST and not is_search,
            is_rehearsal=True,
        )
        return form_response(request, PAGES[form], sheet)


def example_place(territory: Territory, wave: Wave) -> Place | None:
    """Return the wave's own region where somebody could answer from it, else its first county; None without any."""
    own = find_place(territory, wave.region_code)
    if own is not None and own.is_answerable:
        return own
    first = territory.regions().filter(kind=RegionKind.COUNTY.value).order_by("code").first()
    return find_place(territory, first.code) if first else None
