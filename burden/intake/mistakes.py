"""The list at the head of a form that came back: what to mend or to look at again, each line a link to its question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from burden.intake.questions import Draft, Question

Anchors = Mapping[str, tuple[str, str]]  # beginning of a field's path: (id on the page, words)


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One thing to mend; ``anchor`` is empty where it belongs to no question."""

    anchor: str
    question: str
    sentence: str


def mistakes_in(draft: Draft, questions: Sequence[Question], anchors: Anchors) -> list[Mistake]:
    """Return the errors of a draft, or its warnings where there is no error, in the order in which they were found."""
    by_field = {question.field: (f"q-{question.field}", question.text) for question in questions}
    return [
        _mistake(path, sentence, {**by_field, **anchors}) for path, sentence in (draft.errors or draft.warnings).items()
    ]


def _mistake(path: str, sentence: str, anchors: Anchors) -> Mistake:
    # The error of "apps.0.minutes_per_day" stands where "apps.0." does, or "apps" where the page has no such part.
    matching = [known for known in anchors if path == known or path.startswith(known)]
    anchor, words = anchors[max(matching, key=len)] if matching else ("", "")
    return Mistake(anchor=anchor, question=words, sentence=sentence)
