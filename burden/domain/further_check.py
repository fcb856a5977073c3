"""Checking answers to the further questions: raw answers in, numbers as kept or plain sentences out."""

from collections.abc import Collection, Mapping
from functools import partial

from burden.domain.answers import Checked, FurtherAnswers
from burden.domain.further_choice import ALL_FURTHER_FIELDS
from burden.domain.further_items import (
    FURTHER_ITEMS,
    SUGGESTION_FIELD,
    stored_choice,
    stored_choices,
)
from burden.domain.place_check import FOLLOWING_FIELDS, read_pass, read_place
from burden.domain.raw_values import read_choice, read_whole_number
from burden.domain.reading import NOT_AN_OBJECT, Reading
from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _
from burden.domain.several_choices import read_several
from burden.domain.suggestion_check import read_suggestion
from burden.domain.survey_items import InputKind, Item

FURTHER_FIELDS = FOLLOWING_FIELDS | {SUGGESTION_FIELD, *(item.field for item in FURTHER_ITEMS)}

NOTHING_SAID = _("还没有答任何一题。")
NO_TEXT_ASKED = _("这次调查不收文字建议。")
NOT_ASKED = _("这次调查不问这一题。")


def check_further(
    raw: object,
    *,
    offers_province_level: bool = False,
    takes_text: bool = False,
    asked: Collection[str] = ALL_FURTHER_FIELDS,
) -> Checked[FurtherAnswers]:
    """Check one person's answers to page 2; at least one question must be answered.

    ``raw`` maps field names to form text or JSON values; ``takes_text`` is whether the wave asks for suggestions,
    ``asked`` are the fields of the questions that it asks.

    >>> place = {"wave": "2026Q4", "region_code": "990101000000", "level_code": "60"}
    >>> check_further({**place, "off_hours_days": "2", "reply_deadline": "day"}).values.given
    {'off_hours_days': 2, 'reply_deadline': 2}
    """
    if not isinstance(raw, Mapping):
        return Checked(values=None, errors={"body": Sentence(NOT_AN_OBJECT)})
    reading = Reading(raw, fields=FURTHER_FIELDS)
    place = read_place(reading, offers_province_level=offers_province_level)
    answers = {item.field: _read(reading, item) for item in FURTHER_ITEMS}
    given = {name: number for name, number in answers.items() if number is not None}
    for name in given.keys() - set(asked):
        reading.refuse(name, NOT_ASKED)
    suggestion = read_suggestion(reading)
    if suggestion and not takes_text:
        reading.refuse(SUGGESTION_FIELD, NO_TEXT_ASKED)
    one_time_pass = read_pass(reading)
    if not given and not suggestion and not reading.errors:
        reading.refuse("body", NOTHING_SAID)
    if reading.errors:
        return Checked(values=None, errors=reading.errors, warnings=reading.warnings)
    return Checked(
        values=FurtherAnswers(**place, given=given, suggestion=suggestion, one_time_pass=one_time_pass),
        warnings=reading.warnings,
    )


def _read(reading: Reading, item: Item) -> int | None:
    if item.kind is InputKind.NUMBER:
        return reading.take(item.field, partial(read_whole_number, low=item.low, high=item.high))
    values = tuple(option.value for option in item.options)
    if item.kind is InputKind.MULTIPLE:
        chosen = read_several(reading, item)
        return stored_choices(item, chosen) if chosen else None
    choice = reading.take(item.field, partial(read_choice, choices=values))
    return stored_choice(item, choice) if choice else None
