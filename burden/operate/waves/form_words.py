"""What the form of a wave says of each choice: what it means, and what it costs whoever answers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from burden.domain.further_blocks import LOAD
from burden.domain.further_choice import (
    FURTHER_QUESTIONS,
    TEXT_POINTS,
    page_one_points,
    page_two_points,
    question_points,
)
from burden.domain.further_items import FURTHER_BY_FIELD
from burden.domain.thresholds import POINT_BUDGET
from burden.intake.further_pages import GROUPS
from burden.intake.words import in_words
from burden.models import Wave
from burden.operate.waves.form import OTHER_LANGUAGES, PAGE_TWO, WaveForm, fields_so_far

THREE_RATINGS = gettext_noop("三个评分：时间紧、费力、烦躁（各0–10分）")
ASSURANCES = (
    (
        Wave.Assurance.CODED.value,
        gettext_lazy("凭码填报"),
        gettext_lazy("每人一张纸条，一码只收一份。满10人的一组可以公布，乡镇也有数。要先有人数，才好发码。"),
    ),
    (
        Wave.Assurance.LINK.value,
        gettext_lazy("开放链接"),
        gettext_lazy(
            "不用发码，有链接就能填，但一个人可能填几次。满30人的一组才公布，县以下没有数，结果都标“未核验”。"
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class ChoiceLine:
    """One radio button or box: what is sent, what it says and means, what it costs (0 where nothing is counted)."""

    value: str
    name: str
    meaning: str = ""
    points: int = 0
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionGroup:
    """Questions of page 2 under one heading."""

    heading: str
    lines: tuple[ChoiceLine, ...]


@dataclass(frozen=True, kw_only=True)
class FormWords:
    """Everything that the form of a wave draws beside its plain fields; points are those of the burden budget."""

    assurances: tuple[ChoiceLine, ...]
    page_two: tuple[ChoiceLine, ...]
    groups: tuple[QuestionGroup, ...]
    languages: tuple[ChoiceLine, ...]
    page_one_points: int
    page_two_points: int
    text_points: int
    budget: int


def words_of(form: WaveForm) -> FormWords:
    """Return the choices of the form as it stands."""
    fields, asks_for_text = fields_so_far(form), bool(form["asks_for_text"].value())
    return FormWords(
        assurances=tuple(
            ChoiceLine(value=value, name=str(name), meaning=str(meaning), is_chosen=form["assurance"].value() == value)
            for value, name, meaning in ASSURANCES
        ),
        page_two=_chosen_lines(PAGE_TWO, [form["page_two"].value()]),
        groups=_groups(form["questions"].value() or ()),
        languages=_chosen_lines(OTHER_LANGUAGES, form["languages"].value() or ()),
        page_one_points=page_one_points(),
        page_two_points=page_two_points(fields, asks_for_text=asks_for_text),
        text_points=TEXT_POINTS,
        budget=POINT_BUDGET,
    )


def _chosen_lines(choices: Iterable[tuple[str, object]], chosen: Collection[object]) -> tuple[ChoiceLine, ...]:
    return tuple(ChoiceLine(value=value, name=str(name), is_chosen=value in chosen) for value, name in choices)


def _groups(chosen: Collection[str]) -> tuple[QuestionGroup, ...]:
    return tuple(
        QuestionGroup(
            heading=_(heading),
            lines=tuple(
                ChoiceLine(value=name, name=_name(name), points=question_points(name), is_chosen=name in chosen)
                for name, fields in FURTHER_QUESTIONS.items()
                if fields[0] in asked
            ),
        )
        for heading, asked in GROUPS
    )


def _name(question: str) -> str:
    if question == LOAD.name:
        return _(THREE_RATINGS)
    item = FURTHER_BY_FIELD[question]
    return in_words(item.zh, item.en)
