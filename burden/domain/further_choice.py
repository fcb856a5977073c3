"""Which questions of page 2 a wave asks, and what they cost whoever answers, in points of the burden budget.

A question is switched on and off as it is released: a block is one question, the three ratings of load are one.
Blocks and releases do not know of the choice: a question that was not asked is one that nobody answered.
"""

from collections.abc import Collection, Iterable, Mapping

from burden.domain.further_blocks import FURTHER_BLOCKS
from burden.domain.further_items import FURTHER_BY_FIELD, FURTHER_ITEMS
from burden.domain.survey_items import PAGE_ONE

# Typing a sentence on a phone takes three times as long as a tap and more.
TEXT_POINTS = 3

_OF_FIELD = {field: block for block in FURTHER_BLOCKS for field in block.columns}
# The questions in the order of page 2, each with the fields that it asks for.
FURTHER_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    _OF_FIELD[item.field].name: _OF_FIELD[item.field].columns for item in FURTHER_ITEMS
}
ALL_FURTHER_FIELDS: tuple[str, ...] = tuple(item.field for item in FURTHER_ITEMS)
# What somebody says of others, and of those above, is asked only where whoever prepares the wave wants it: it is the
# part that people leave out of fear, and with it the page would cost more than the budget allows.
OF_OTHERS: frozenset[str] = frozenset(
    {"seen_proxy", "seen_boosting", "seen_padding", "citizen_push", "quota_mismatch", "group_task_demand"}
)
USUAL_FURTHER_FIELDS: tuple[str, ...] = tuple(field for field in ALL_FURTHER_FIELDS if field not in OF_OTHERS)


def fields_of_questions(questions: Collection[str]) -> tuple[str, ...]:
    """Return the fields of questions named by their blocks, in the order of the page; unknown names have none.

    >>> fields_of_questions({"load", "change_6m"})
    ('change_6m', 'load_time', 'load_effort', 'load_frustration')
    """
    wanted = {field for question in questions for field in FURTHER_QUESTIONS.get(question, ())}
    return tuple(field for field in ALL_FURTHER_FIELDS if field in wanted)


def questions_of_fields(fields: Collection[str]) -> tuple[str, ...]:
    """Return the questions that ask for these fields, by the names of their blocks, in the order of the page."""
    return tuple(question for question, asked in FURTHER_QUESTIONS.items() if set(asked) & set(fields))


def page_one_points() -> int:
    """Return what page 1 costs; it is the same in every wave.

    >>> page_one_points()
    16
    """
    return sum(item.points for item in PAGE_ONE)


def question_points(question: str) -> int:
    """Return what one question of page 2 costs.

    >>> question_points("load"), question_points("cleanup_effect")
    (3, 2)
    """
    return sum(FURTHER_BY_FIELD[field].points for field in FURTHER_QUESTIONS[question])


def page_two_points(fields: Iterable[str], *, asks_for_text: bool) -> int:
    """Return what page 2 costs with these fields.

    >>> page_two_points(USUAL_FURTHER_FIELDS, asks_for_text=False)
    16
    >>> page_two_points(ALL_FURTHER_FIELDS, asks_for_text=True)
    25
    """
    return sum(FURTHER_BY_FIELD[field].points for field in fields) + (TEXT_POINTS if asks_for_text else 0)
