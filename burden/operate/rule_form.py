"""The form that changes a rule."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.domain.rules_in_force import RuleInForce, Threshold, Where, thresholds_of
from burden.operate.rule_revisions import RuleState, state_of
from burden.operate.two_wordings import in_words

MOST_SOURCES = 4


def where_words() -> dict[str, str]:
    """Return in which provinces a rule may count, in the language of the request."""
    return {
        Where.ALL.value: _("各省都用"),
        Where.ONLY.value: _("只在选中的省用"),
        Where.EXCEPT.value: _("除选中的省外都用"),
        Where.NONE.value: _("都不用"),
    }


class RuleForm(forms.Form):
    """Text, documents, thresholds within their ranges, provinces, and why; ``seen`` is the version that was read."""

    zh = forms.CharField(label=gettext_lazy("文字"), max_length=120, widget=forms.Textarea(attrs={"rows": 2}))
    en = forms.CharField(label=gettext_lazy("文字（英文）"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    where = forms.ChoiceField(label=gettext_lazy("在哪些省用"), choices=lambda: list(where_words().items()))
    provinces = forms.MultipleChoiceField(
        label=gettext_lazy("选省（按住Ctrl可多选）"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rule: RuleInForce, provinces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        choices = self.fields["provinces"]
        if isinstance(choices, forms.MultipleChoiceField):
            choices.choices = provinces
        for threshold in thresholds_of(rule.rule):
            self.fields[threshold.name] = _number(threshold)
        for place in range(1, MOST_SOURCES + 1):
            for name, field in _source(place).items():
                self.fields[name] = field
        self.fields["reason"] = forms.CharField(label=_("为什么改（必填）"), max_length=200)

    def see_again(self, version: int) -> None:
        """Take the state of this version as seen: whoever was overtaken finds it below the form."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["seen"] = str(version)
        self.data = sent

    def state(self) -> RuleState:
        """Return the state that was filled in; sources without a name are left out."""
        data = self.cleaned_data
        sources = tuple(
            {"zh": data[f"zh_{place}"], "en": data[f"en_{place}"] or data[f"zh_{place}"], "day": data[f"day_{place}"]}
            for place in range(1, MOST_SOURCES + 1)
            if data[f"zh_{place}"]
        )
        places = data["where"] in {Where.ONLY.value, Where.EXCEPT.value}
        return RuleState(
            zh=data["zh"].strip(),
            en=data["en"].strip(),
            sources=sources,
            bars={threshold.name: data[threshold.name] for threshold in thresholds_of(self.rule.rule)},
            where=data["where"],
            provinces=tuple(sorted(data["provinces"])) if places else (),
        )


def initial_of(rule: RuleInForce) -> dict[str, Any]:
    """Return what the form shows of a rule at first."""
    state = state_of(rule)
    initial: dict[str, Any] = {"zh": state.zh, "en": state.en, "where": state.where, "provinces": list(state.provinces)}
    for place, source in enumerate(state.sources, start=1):
        initial |= {f"{key}_{place}": value for key, value in source.items()}
    return initial | {name: f"{value:g}" for name, value in state.bars.items()}


def _number(threshold: Threshold) -> forms.FloatField:
    return forms.FloatField(
        label=in_words(threshold.zh, threshold.en),
        min_value=threshold.smallest,
        max_value=threshold.largest,
        help_text=_("%(smallest)s到%(largest)s；程序自带的是%(default)s。")
        % {
            "smallest": f"{threshold.smallest:g}",
            "largest": f"{threshold.largest:g}",
            "default": f"{threshold.default:g}",
        },
    )


def _source(place: int) -> dict[str, forms.CharField]:
    return {
        f"zh_{place}": forms.CharField(label=_("出处%(place)s") % {"place": place}, max_length=120, required=False),
        f"en_{place}": forms.CharField(
            label=_("出处%(place)s（英文）") % {"place": place}, max_length=160, required=False
        ),
        f"day_{place}": forms.CharField(
            label=_("出处%(place)s的日期") % {"place": place}, max_length=20, required=False
        ),
    }
