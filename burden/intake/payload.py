"""What a form would send, field by field: the names and values themselves, and what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.intake.questions import Question

Words = Mapping[str, tuple[str, Mapping[str, str]]]  # name of a field: its words, and those of its values
PREVIEW_BUTTON = "preview"

HIDDEN_WORDS = {
    "idempotency_key": gettext_lazy("随机串，只防重复提交"),
    "scale_reversed": gettext_lazy("态度选项是否倒排（1是倒排）"),
    "rotation": gettext_lazy("多选题从第几项排起"),
    "duration_band": gettext_lazy("用时分档（秒）"),
    "one_time_pass": gettext_lazy("一次性凭条，交完第一页得到，当天有效"),
    "sent": gettext_lazy("另一份是否交过"),
    "listed_for": gettext_lazy("列表按哪个地区列出"),
}
OTHER_WORDS = {
    "code": gettext_lazy("纸条上的填报码"),
    "homepage": gettext_lazy("应当留空"),
    "region_query": gettext_lazy("查找地区的字"),
    "confirmed": gettext_lazy("标出的几处我看过了，就这样提交"),
}


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """A hidden field; ``words`` say what it is for, in the list of what is sent."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One field as it is sent, and in words; ``answer`` is empty where the value speaks for itself."""

    name: str
    value: str
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Payload:
    """Everything that a form sends to ``address``: what says something, and the names of fields sent empty."""

    address: str
    lines: Sequence[Line]
    empty: Sequence[str]


def hidden_field(name: str, value: str) -> Hidden:
    """Return a hidden field with its meaning."""
    return Hidden(name=name, value=value, words=str(HIDDEN_WORDS.get(name, "")))


def words_of(questions: Sequence[Question]) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Return what the fields of questions mean; a number has a chip and a field that mean the same."""
    words: dict[str, tuple[str, Mapping[str, str]]] = {}
    for question in questions:
        values = {choice.value: choice.text for choice in question.choices if choice.text != choice.value}
        words[question.field] = (question.text, values)
        words[f"{question.field}_chip"] = (question.text, values)
    return words


def payload_of(request: HttpRequest, words: Words) -> Payload:
    """Return what the browser sent, which is what it will send again, less the button that asked to see it."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != PREVIEW_BUTTON]
    return Payload(
        address=request.path,
        lines=[_line(name, value, words) for name, value in fields if value],
        empty=[name for name, value in fields if not value],
    )


def _line(name: str, value: str, words: Words) -> Line:
    spare = {**HIDDEN_WORDS, **OTHER_WORDS}
    question, values = words.get(name, (str(spare.get(name, _("（没有说明）"))), {}))
    return Line(name=name, value=value, question=question, answer=values.get(value, ""))
