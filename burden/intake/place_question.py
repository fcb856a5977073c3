"""Question A1: where the person works; prefilled by the link, changed without losing what was typed elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from burden.domain.survey_items import A1
from burden.intake.places import Place, Territory, children_of, find_place, search_places
from burden.intake.words import in_script, in_words

FIND_BUTTON = "find_region"  # the submit button beside the search field, which stores nothing


@dataclass(frozen=True, kw_only=True)
class PlaceQuestion:
    """The chosen place and what else can be chosen.

    ``base`` is the place whose ``below`` are offered as the next, optional step: townships of a county.  ``found`` are
    the results of a search for ``query``; an empty tuple with a query means that nothing was found.
    """

    place: Place | None
    base: Place | None
    below: Sequence[Place]
    query: str = ""
    found: Sequence[Place] = ()

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return in_words(A1.zh, A1.en)

    @property
    def nothing_found(self) -> bool:
        """Whether a search found nothing."""
        return bool(self.query) and not self.found


def place_question(territory: Territory, *, place: Place | None, query: str = "") -> PlaceQuestion:
    """Return the question about a place already chosen or not."""
    base = place
    if place is not None and not place.has_children:
        base = find_place(territory, place.parent_code) or place
    below = children_of(territory, base.code) if base else []
    found = search_places(territory, query) if query else ()
    return PlaceQuestion(place=place, base=base, below=below, query=query, found=found)


def posted_place(territory: Territory, post: QueryDict) -> Place | None:
    """Return the place that the form names: a result of the search, else the step below, else the one it came with."""
    chosen = post.get("region_choice")
    if chosen:
        return find_place(territory, chosen)
    base = find_place(territory, post.get("region_code", ""))
    below = find_place(territory, post.get("below_code", ""))
    # A step below that belongs to another place was left over from before.
    return below if base and below and below.path.startswith(base.path) else base


def in_reading_script(question: PlaceQuestion) -> PlaceQuestion:
    """Return the question with the names of its places in the script of the reader."""
    return replace(
        question,
        place=question.place and place_in_script(question.place),
        base=question.base and place_in_script(question.base),
        below=[place_in_script(place) for place in question.below],
        found=[place_in_script(place) for place in question.found],
    )


def place_in_script(place: Place) -> Place:
    """Return the place with its names in the script of the reader."""
    return replace(place, name=in_script(place.name), above=tuple(in_script(name) for name in place.above))
