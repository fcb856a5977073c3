"""The form that changes a rule."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.domain.editable_threshold import Threshold
from burden.domain.rule_thresholds import thresholds_of
from burden.domain.rules_in_force import RuleInForce, Where
from burden.operate.rules.revisions import NO_PROVINCES, RuleState, state_of
from burden.operate.rules.words import threshold_name, where_words
from burden.operate.two_wordings import in_words

MOST_SOURCES = 4
OF_SOME = frozenset({Where.ONLY.value, Where.EXCEPT.value})  # for these provinces are chosen


class RuleForm(forms.Form):
    """Text, documents, thresholds within their ranges, provinces, and why; ``seen`` is the version that was read."""

    zh = forms.CharField(label=gettext_lazy("文字"), max_length=120, widget=forms.Textarea(attrs={"rows": 2}))
    en = forms.CharField(label=gettext_lazy("文字（英文）"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    where = forms.ChoiceField(choices=lambda: list(where_words().items()))
    provinces = forms.MultipleChoiceField(required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rule: RuleInForce, provinces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        choices = self.fields["provinces"]
        if isinstance(choices, forms.MultipleChoiceField):
            choices.choices = provinces
        for threshold in thresholds_of(rule.rule):
            self.fields[threshold.name] = number_field(threshold)
        for place in range(1, MOST_SOURCES + 1):
            for name, field in _source(place).items():
                self.fields[name] = field
        self.fields["reason"] = forms.CharField(label=_("为什么改（必填）"), max_length=200)
        for name, label in (("zh", _("文字")), ("en", _("文字（英文）")), ("reason", _("为什么改"))):
            self.fields[name].error_messages["required"] = _("“%(name)s”没有填。") % {"name": label}

    def clean(self) -> dict[str, Any]:
        """Refuse a choice of provinces without any, and provinces that were just ticked and would count for nothing."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = data.get("provinces") or []
        if data.get("where") in OF_SOME and not ticked and "provinces" not in self.errors:
            self.add_error("provinces", _(NO_PROVINCES))
        if data.get("where") in {Where.ALL.value, Where.NONE.value} and set(ticked) - set(self.rule.provinces):
            words = _("勾了省，却没有选“只在选中的省用”或“除选中的省外都用”。请选一个，或把勾去掉。")
            self.add_error("where", words)
        return data

    @property
    def source_fields(self) -> list[list[forms.BoundField]]:
        """The fields of each document: what it is called, in English, its day."""
        return [[self[name] for name in _source(place)] for place in range(1, MOST_SOURCES + 1)]

    @property
    def sources_named(self) -> int:
        """How many documents have a name."""
        return sum(bool(fields[0].value()) for fields in self.source_fields)

    @property
    def has_source_errors(self) -> bool:
        """Whether one of these fields has to be mended."""
        return any(field.errors for fields in self.source_fields for field in fields)

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
        places = data["where"] in OF_SOME
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


def number_field(threshold: Threshold) -> forms.FloatField | forms.IntegerField:
    """Return the field of a threshold: its unit and range stand beside it, and every refusal names it."""
    ends = {"smallest": f"{threshold.smallest:g}", "largest": in_words(*threshold.with_unit(threshold.largest))}
    refused = _("“%(name)s”要填%(smallest)s到%(largest)s之间的数。")
    if threshold.is_whole:
        refused = _("“%(name)s”要填%(smallest)s到%(largest)s之间的整数。")
    said = refused % (ends | {"name": in_words(threshold.zh, threshold.en)})
    escaped = said.replace("%", "%%")  # Django fills in the limit
    words: dict[str, Any] = {
        "label": threshold_name(threshold),
        "error_messages": {"required": said, "invalid": said, "min_value": escaped, "max_value": escaped},
        "help_text": _("可填%(smallest)s到%(largest)s；程序自带的是%(default)s。")
        % (ends | {"default": in_words(*threshold.with_unit(threshold.default))}),
    }
    if threshold.is_whole:
        return forms.IntegerField(min_value=int(threshold.smallest), max_value=int(threshold.largest), **words)
    return forms.FloatField(min_value=threshold.smallest, max_value=threshold.largest, **words)


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
