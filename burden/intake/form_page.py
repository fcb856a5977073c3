"""A form of the survey as drawn: its questions, what is wrong with them, and what would be sent."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from burden.domain.survey_items import HEADER_EN, HEADER_ZH
from burden.intake.codes import needs_code
from burden.intake.mistakes import Anchors, mistakes_in
from burden.intake.payload import Words, hidden_field, payload_of, words_of
from burden.intake.place_question import PlaceQuestion, in_reading_script, place_in_script
from burden.intake.places import Territory
from burden.intake.posted import Posted
from burden.intake.questions import Draft, Question, chosen_words
from burden.intake.reception import Form
from burden.intake.words import in_words
from burden.models import Wave

KEY_BYTES = 16
LONGEST_CARRIED = 80  # longer than any pass
TRAP = "homepage"  # a field that people do not see: whoever fills it fills in everything, as programs do


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A form in somebody's hands: of which wave, for which place, filled in how far.

    ``is_preview`` shows what would be sent; a rehearsal is for whoever prepares the wave and sends nothing.
    """

    wave: Wave
    territory: Territory
    place: PlaceQuestion
    draft: Draft
    is_preview: bool = False
    is_rehearsal: bool = False


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What one form adds to the frame: ``values`` for its template, its questions, and what else its fields mean.

    ``hidden`` maps the names of hidden fields to their values, ``anchors`` are places of errors that no question has.
    """

    values: Mapping[str, Any]
    questions: Sequence[Question]
    hidden: Mapping[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    anchors: Anchors = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """One of the three forms: how its fields are read and how it is drawn."""

    form: Form
    template: str
    read: Callable[[HttpRequest, Sheet], Posted]
    draw: Callable[[Sheet], Drawn]


def form_response(request: HttpRequest, page: FormPage, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    """Return the form with everything that was typed so far.

    The key is made with the page and comes back with every try, so that pressing the button twice is one answer.
    """
    drawn, draft = page.draw(sheet), sheet.draft
    key = draft.post.get("idempotency_key") or secrets.token_urlsafe(KEY_BYTES)
    hidden = [hidden_field(name, value) for name, value in ({"idempotency_key": key} | dict(drawn.hidden)).items()]
    words = {**words_of(drawn.questions), **_place_words(sheet.place), **drawn.words}
    frame = {
        "wave": sheet.wave,
        "form_name": page.form.value,
        "header": in_words(HEADER_ZH, HEADER_EN),
        "place": in_reading_script(sheet.place),
        "place_error": draft.errors.get("region_code", ""),
        "draft": draft,
        "mistakes": mistakes_in(draft, drawn.questions, drawn.anchors),
        "hidden": hidden,
        "trap": TRAP,
        "needs_code": needs_code(sheet.wave),
        "is_rehearsal": sheet.is_rehearsal,
        "payload": payload_of(request, words) if sheet.is_preview else None,
    }
    return render(request, page.template, frame | dict(drawn.values), status=status)


def hidden_of(sheet: Sheet, *names: str) -> dict[str, str]:
    """Return hidden fields that come back as they came: what the browser measured, or another page handed over."""
    return {name: sheet.draft.post.get(name, "")[:LONGEST_CARRIED] for name in names}


def who_in_words(sheet: Sheet, level: Question) -> str:
    """Return place and level in words where both came along and neither is to be mended; else nothing."""
    chosen, errors = chosen_words(level), sheet.draft.errors
    if sheet.place.place is None or not chosen or sheet.place.query or {"region_code", "level_code"} & set(errors):
        return ""
    return _("%(place)s，%(level)s") % {"place": place_in_script(sheet.place.place).full_name, "level": chosen}


def _place_words(place: PlaceQuestion) -> Words:
    known = {found.code: found.full_name for found in (*place.found, *place.below)}
    known |= {found.code: found.full_name for found in (place.base, place.place) if found is not None}
    text = place.text
    return dict.fromkeys(("region_code", "below_code", "region_choice"), (text, known))
