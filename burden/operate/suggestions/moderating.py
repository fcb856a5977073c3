"""Suggestions as the operator reads them: text alone, in random order, without any place."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count

from burden.domain.people_in_text import people_in
from burden.models import ModerationDecision, Suggestion, Wave
from burden.operate.moderation import DecisionLine, history_of, is_readable

A_PAGE = 20


class DecisionRefusedError(LookupError):
    """There is no such suggestion in a released wave, or no such decision."""


@dataclass(frozen=True, kw_only=True)
class SuggestionLine:
    """One suggestion; ``people`` are pieces that look like names, ``history`` its decisions, oldest first."""

    id: str
    text: str
    people: tuple[str, ...]
    history: tuple[DecisionLine, ...]


@dataclass(frozen=True, kw_only=True)
class SuggestionPage:
    """A page of suggestions of one state; ``number`` of ``pages``, from 1."""

    lines: tuple[SuggestionLine, ...]
    number: int
    pages: int


def count_by_state(wave: Wave) -> dict[str, int]:
    """Return how many suggestions wait, are shown and are hidden."""
    counts = dict.fromkeys(Suggestion.State.values, 0)
    found = Suggestion.objects.filter(wave=wave).order_by().values_list("state").annotate(number=Count("pk"))
    return counts | dict(found)


def suggestions_of(wave: Wave, state: str, *, number: str | int = 1) -> SuggestionPage:
    """Return one page; any number outside is the nearest page, text that is no number the first."""
    texts = Suggestion.objects.filter(wave=wave, state=state).order_by("pk").values_list("pk", "text")
    page = Paginator(texts, A_PAGE).get_page(number)
    history = history_of(wave, ModerationDecision.Kind.SUGGESTION, [str(pk) for pk, _ in page])
    return SuggestionPage(
        lines=tuple(
            SuggestionLine(id=str(pk), text=text, people=people_in(text), history=history.get(str(pk), ()))
            for pk, text in page
        ),
        number=page.number,
        pages=page.paginator.num_pages,
    )


@transaction.atomic
def decide(*, wave: Wave, suggestion_id: UUID, verdict: str, email: str) -> None:
    """Show or hide a suggestion of a released wave and remember who decided; nobody can change its words.

    Deciding the same again is remembered as well.  Raises DecisionRefusedError.
    """
    if not is_readable(wave) or verdict not in (Suggestion.State.SHOWN, Suggestion.State.HIDDEN):
        raise DecisionRefusedError
    suggestion = Suggestion.objects.select_for_update().filter(wave=wave, pk=suggestion_id).first()
    if suggestion is None:
        raise DecisionRefusedError
    Suggestion.objects.filter(pk=suggestion.pk).update(state=verdict)
    ModerationDecision.objects.create(
        wave=wave,
        kind=ModerationDecision.Kind.SUGGESTION,
        subject=str(suggestion.pk),
        verdict=verdict,
        email=email,
    )
