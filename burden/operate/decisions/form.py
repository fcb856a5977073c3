"""The form that records a decision about an app."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.models import CatalogueDecision, CatalogueItem
from burden.operate.catalogue.entry_text import entry_meant
from burden.operate.form_choices import choices

States = CatalogueDecision.State


def about_words() -> dict[str, str]:
    """Return which lead a decision answers, in the language of the request."""
    return {about.value: _(about.label) for about in CatalogueDecision.About}


def state_words() -> dict[str, str]:
    """Return what may be decided, in the language of the request; taking a decision back comes last."""
    states = sorted(States, key=lambda state: state is States.WAITING)
    return {state.value: _(state.label) for state in states}


class DecisionForm(forms.Form):
    """Which lead, what was decided, when, by which body, into what it is merged, and why."""

    about = forms.ChoiceField(label=gettext_lazy("针对哪种线索"), choices=lambda: choices(about_words()))
    state = forms.ChoiceField(
        label=gettext_lazy("决定"),
        choices=lambda: choices(state_words()),
        help_text=gettext_lazy("选“待核实”就是收回前一个决定，重新核实。"),
    )
    merge_into = forms.CharField(
        label=gettext_lazy("并到哪个应用（合并才填）"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("填编号或名称。"),
    )
    decided_on = forms.DateField(
        label=gettext_lazy("哪天定的"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    decided_by = forms.CharField(
        label=gettext_lazy("哪个单位定的"), max_length=60, help_text=gettext_lazy("写单位，不写个人。会公开。")
    )
    note = forms.CharField(
        label=gettext_lazy("理由（转交的，写明转给谁）"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("能看这个地区的主管和纪检看得到，不公开。"),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, item: CatalogueItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.target: CatalogueItem | None = None

    def clean_decided_on(self) -> date:
        """Refuse days to come."""
        day: date = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("还没到这一天。"))
        return day

    def clean_merge_into(self) -> str:
        """Find the app that is meant, by its code or its name."""
        text = str(self.cleaned_data["merge_into"]).strip()
        if not text:
            return text
        known = CatalogueItem.objects.beside(self.item.tree_id).filter(is_retired=False)
        self.target = entry_meant(text, known, nothing=_("目录里没有这个应用，或它已停用。"))
        if self.target == self.item:
            raise forms.ValidationError(_("不能并到它自己。"))
        return self.target.app_code

    def clean(self) -> dict[str, Any]:
        """Hold the parts of the decision against each other."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        state = data.get("state")
        if state == States.MERGE and not data.get("merge_into") and "merge_into" not in self.errors:
            self.add_error("merge_into", _("合并要填并到哪个应用。"))
        if state and state != States.MERGE and data.get("merge_into"):
            self.add_error("merge_into", _("只有合并才填这一栏，请清空，或把决定改成合并。"))
        if state == States.TRANSFER and not data.get("note"):
            self.add_error("note", _("转交要写明转给谁。"))
        return data

    def decision(self, *, email: str) -> CatalogueDecision:
        """Return the decision, not stored yet."""
        data = self.cleaned_data
        return CatalogueDecision(
            item=self.item,
            about=data["about"],
            state=data["state"],
            merge_into=self.target,
            decided_on=data["decided_on"],
            decided_by=data["decided_by"].strip(),
            note=data["note"].strip(),
            email=email,
        )
