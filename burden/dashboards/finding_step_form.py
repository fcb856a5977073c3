"""The form that records what came of a finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.dashboards.language import current_language
from burden.domain.people_in_text import people_in
from burden.domain.scrub import one_line, scrubbed
from burden.reports.findings.types import STATE_WORDS

LONGEST_NOTE = 200


def _states() -> list[tuple[str, str]]:
    language = current_language()
    return [("", _("请选择")), *((state, language.say(*words)) for state, words in STATE_WORDS.items())]


class FindingStepForm(forms.Form):
    """State and note; ``looked_at`` is the note about which its writer was warned, ``seen`` how many steps they saw."""

    state = forms.ChoiceField(
        label=gettext_lazy("核实情况"),
        choices=_states,
        help_text=gettext_lazy("选“待核实”就是收回前一次，重新核实。"),
    )
    note = forms.CharField(
        label=gettext_lazy("说明（可不填，200字以内）"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写看到了什么、怎么改的；不写人名、电话。能看这个地区的纪检看得到，不进文件。"),
    )
    looked_at = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Take numbers and addresses out of the note, and ask once more where it seems to name somebody."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "note" not in data:
            return data
        note = scrubbed(data["note"]).text[:LONGEST_NOTE]
        is_changed = note != one_line(data["note"])
        names = "、".join(people_in(note))
        if is_changed:
            self.add_error("note", _("号码、网址不收，已去掉。请看一遍，再按一次。"))
        elif names and data.get("looked_at") != note:
            words = _("里面像是有人名（%(names)s）。请改一下；不是人名的，再按一次就行。")
            self.add_error("note", words % {"names": names})
        if self.errors:
            self.show_again(note=note, looked_at=note)
        return data | {"note": note}

    def show_again(self, **values: str) -> None:
        """Fill the form with what was sent, and with these instead: what would be kept, and that it has been seen."""
        self.data = {name: self.data.get(name, "") for name in self.fields} | values
