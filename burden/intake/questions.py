"""What templates draw of a question: its text, its choices, what was typed, and what is wrong with it."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from burden.domain.survey_items import A2, LEVEL_OPTIONS, PROVINCE_LEVEL_OPTION, InputKind, Item, Option
from burden.intake.words import in_words

LONGEST_TYPED = 10
ROTATION = re.compile(r"[0-9]")  # places by which the choices of a multiple question are rotated
ROTATIONS = 10
STEPS = {InputKind.NUMBER: 1, InputKind.MINUTES: 5}  # what one tap on − or + adds or takes away


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One chip, button or entry of a list."""

    value: str
    text: str
    is_chosen: bool = False
    is_exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question as drawn; ``kind`` picks the fragment, ``typed`` is what stands in the number field."""

    field: str
    text: str
    kind: str
    number: int | None = None
    choices: Sequence[Choice] = ()
    typed: str = ""
    unit: str = ""
    step: int = 1
    high: int = 0
    skipped_by: str = ""
    error: str = ""
    warning: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was posted so far (nothing at first) with its errors and warnings, by field."""

    post: QueryDict
    errors: Mapping[str, str]
    warnings: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PageOrder:
    """How this page view orders its choices, drawn by lot by the server and carried along in hidden fields."""

    is_reversed: bool
    rotation: int


def page_order(post: QueryDict) -> PageOrder:
    """Return the order that the form came with, or draw a new one for a fresh page."""
    rotation = post.get("rotation", "")
    if ROTATION.fullmatch(rotation):
        return PageOrder(is_reversed=post.get("scale_reversed") == "1", rotation=int(rotation))
    return PageOrder(is_reversed=bool(secrets.randbelow(2)), rotation=secrets.randbelow(ROTATIONS))


def ordered_options(item: Item, order: PageOrder) -> Sequence[Option]:
    """Return the choices in the order of this page view; one that excludes the others stays last."""
    if item.may_be_reversed and order.is_reversed:
        *points, unsure = item.options
        return (*reversed(points), unsure)
    if item.kind is InputKind.MULTIPLE:
        movable = [option for option in item.options if not option.is_exclusive]
        start = order.rotation % len(movable)
        exclusive = [option for option in item.options if option.is_exclusive]
        return (*movable[start:], *movable[:start], *exclusive)
    return item.options


def choice_question(
    item: Item, draft: Draft, *, options: Sequence[Option] | None = None, number: int | None = None
) -> Question:
    """Return a question answered by taps alone: one of its choices, or several."""
    return Question(
        number=number,
        field=item.field,
        text=in_words(item.zh, item.en),
        kind=item.kind.value,
        choices=[choice_of(option, draft.post.getlist(item.field)) for option in options or item.options],
        error=draft.errors.get(item.field, ""),
        warning=draft.warnings.get(item.field, ""),
    )


def number_question(item: Item, draft: Draft, *, number: int | None = None) -> Question:
    """Return a question answered by a chip or by a field that takes any number."""
    return Question(
        number=number,
        field=item.field,
        text=in_words(item.zh, item.en),
        kind=item.kind.value,
        choices=chips(draft.post, item.field, item.chips),
        typed=draft.post.get(item.field, "")[:LONGEST_TYPED],
        unit=in_words(item.unit_zh, item.unit_en).lower() if item.unit_zh else "",
        step=STEPS[item.kind],
        high=item.high,
        skipped_by=item.skip.field if item.skip else "",
        error=draft.errors.get(item.field, ""),
        warning=draft.warnings.get(item.field, ""),
    )


def level_question(draft: Draft, *, has_province_level: bool, number: int | None = None) -> Question:
    """Return A2, which every form asks."""
    options = (PROVINCE_LEVEL_OPTION, *LEVEL_OPTIONS) if has_province_level else LEVEL_OPTIONS
    return choice_question(A2, draft, options=options, number=number)


def chosen_words(question: Question) -> str:
    """Return the words of the choice made, empty where none is."""
    return next((choice.text for choice in question.choices if choice.is_chosen), "")


def choice_of(option: Option, chosen: Sequence[str]) -> Choice:
    """Return one option as drawn."""
    return Choice(
        value=option.value,
        text=in_words(option.zh, option.en),
        is_chosen=option.value in chosen,
        is_exclusive=option.is_exclusive,
    )


def chips(post: QueryDict, name: str, values: Sequence[int]) -> list[Choice]:
    """Return the chips beside a number field; the one tapped, or whose number was typed, is chosen."""
    chosen = post.get(f"{name}_chip") or post.get(name, "").strip()
    return [Choice(value=str(value), text=str(value), is_chosen=str(value) == chosen) for value in values]
