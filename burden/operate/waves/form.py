"""The form of a wave: where, when, how, what it asks, and what it says about itself."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.domain.further_choice import (
    ALL_FURTHER_FIELDS,
    FURTHER_QUESTIONS,
    USUAL_FURTHER_FIELDS,
    fields_of_questions,
    questions_of_fields,
)
from burden.models import TreeVersion, Wave
from burden.models.wave import FIRST_LANGUAGE, LANGUAGES
from burden.operate.region_choice import RegionChoice, region_choice
from burden.operate.waves.preparing import WavePlan

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NO_PAGE, USUAL_PAGE, OWN_PAGE = "none", "usual", "own"
PAGE_TWO = (
    (USUAL_PAGE, gettext_lazy("通常的题，“据您了解”一组不问")),
    (NO_PAGE, gettext_lazy("没有第二页")),
    (OWN_PAGE, gettext_lazy("自己选：只问下面勾上的")),
)
OTHER_LANGUAGES = (("zh-hant", gettext_lazy("繁体中文")), ("en", gettext_lazy("英文")))
HEADER = (
    ("form_no", gettext_lazy("表号")),
    ("issuer", gettext_lazy("制定机关")),
    ("issue_no", gettext_lazy("文号")),
    ("approver", gettext_lazy("审批机关")),
    ("approval_no", gettext_lazy("批准文号")),
)
LONGEST_HEADER = 60


def _day(label: "_StrPromise", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required)


class WaveForm(forms.Form):
    """Everything that can be set of a wave; :meth:`plan` is what it was filled in with."""

    code = forms.CharField(label=gettext_lazy("编号"), max_length=12)
    region = forms.CharField(label=gettext_lazy("哪个地区"), max_length=60)
    opens_on = _day(gettext_lazy("开始日期"))
    closes_on = _day(gettext_lazy("截止日期"))
    assurance = forms.ChoiceField(choices=[(value, value) for value in Wave.Assurance.values])
    page_two = forms.ChoiceField(choices=PAGE_TWO)
    questions = forms.MultipleChoiceField(choices=[(name, name) for name in FURTHER_QUESTIONS], required=False)
    asks_for_text = forms.BooleanField(required=False)
    languages = forms.MultipleChoiceField(choices=OTHER_LANGUAGES, required=False)
    needs_second_person = forms.BooleanField(required=False)
    valid_until = _day(gettext_lazy("有效期限"), required=False)
    contact = forms.CharField(label=gettext_lazy("联系方式"), max_length=LONGEST_HEADER, required=False)

    def __init__(self, *args: Any, tree: TreeVersion, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree
        self.choice = RegionChoice(text="")
        for name, label in HEADER:
            self.fields[name] = forms.CharField(label=label, max_length=LONGEST_HEADER, required=False)
        # The address names the wave by its code; another code would be another wave.
        self.fields["code"].disabled = not is_new

    @property
    def header(self) -> list[forms.BoundField]:
        """The header fields of the statistical form."""
        return [self[name] for name, _label in HEADER] + [self["valid_until"]]

    def look_for_region(self) -> None:
        """Find what the region's field may mean, whatever else was filled in so far."""
        self.choice = region_choice(self.data, self.tree)

    def clean_region(self) -> str:
        """Return the code of the one region that was meant."""
        self.look_for_region()
        if self.choice.code:
            return self.choice.code
        if self.choice.found:
            raise forms.ValidationError(_("是哪一个？请在下面选一个。"))
        raise forms.ValidationError(_("没有找到这个地区，请换个写法，或填12位代码。"))

    def plan(self) -> WavePlan:
        """Return what a valid form asks for."""
        data = self.cleaned_data
        dates = ("opens_on", "closes_on", "valid_until")
        taken = ("code", *dates, "assurance", "asks_for_text", "needs_second_person", "contact")
        return WavePlan(
            **{name: data[name] for name in taken},
            **{name: data[name] for name, _label in HEADER},
            region_code=data["region"],
            further_fields=_fields(data["page_two"], data["questions"]),
            languages=tuple(name for name in LANGUAGES if name in (FIRST_LANGUAGE, *data["languages"])),
        )


def filled_with(plan: WavePlan, *, place: str) -> dict[str, Any]:
    """Return the initial values of a form that shows the plan; ``place`` is its region in words."""
    return vars(plan) | {
        "region": place,
        "page_two": _page_two(plan.further_fields),
        "questions": questions_of_fields(plan.further_fields),
    }


def _page_two(fields: tuple[str, ...]) -> str:
    if not fields:
        return NO_PAGE
    return USUAL_PAGE if fields == USUAL_FURTHER_FIELDS else OWN_PAGE


def _fields(page_two: str, questions: list[str]) -> tuple[str, ...]:
    if page_two == OWN_PAGE:
        return fields_of_questions(questions)
    return USUAL_FURTHER_FIELDS if page_two == USUAL_PAGE else ()


def fields_so_far(form: WaveForm) -> tuple[str, ...]:
    """Return the fields of page 2 that the form asks for as it stands, valid or not."""
    chosen = form["questions"].value() or []
    fields = _fields(str(form["page_two"].value()), list(chosen))
    return tuple(field for field in ALL_FURTHER_FIELDS if field in fields)
