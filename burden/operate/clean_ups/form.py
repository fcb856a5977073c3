"""The form of a clean-up: region, day, what was done, a note."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.models import CleanupEvent, TreeVersion
from burden.operate.clean_ups.events import territory_of_desk
from burden.operate.region_text import region_meant

EARLIEST = date(2000, 1, 1)


class CleanUpForm(forms.Form):
    """Region by name or code, day, title, note."""

    region = forms.CharField(
        label=gettext_lazy("哪个地区"),
        max_length=60,
        help_text=gettext_lazy("填名称或12位代码。有同名的，前面写上级，中间空一格，例如“云汀省 青禾县”。"),
    )
    happened_on = forms.DateField(
        label=gettext_lazy("哪一天"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("清理做完的那一天。分几天做的，填最后一天。"),
    )
    title = forms.CharField(
        label=gettext_lazy("做了什么"),
        max_length=80,
        help_text=gettext_lazy("一句话，例如“同类工作群合并，减了一半”。会写在公开结果里。"),
    )
    note = forms.CharField(
        label=gettext_lazy("说明（可不填）"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("也会公开，请不要写人名、电话。"),
    )

    def __init__(self, *args: Any, tree: TreeVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree

    def clean_region(self) -> str:
        """Return the code of the one region that was meant; the whole country is none."""
        text = str(self.cleaned_data["region"]).strip()
        return region_meant(text, territory_of_desk(self.tree), nothing=_("没有这个地区，请换个写法，或填12位代码。"))

    def clean_happened_on(self) -> date:
        """Return the day; a clean-up that is still to come changes nothing yet."""
        day: date = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("这一天还没有到。做完了再来登记。"))
        if day < EARLIEST:
            raise forms.ValidationError(_("年份不对，请核对。"))
        return day

    def into(self, event: CleanupEvent) -> CleanupEvent:
        """Write what was filled in into the clean-up, not stored yet."""
        data = self.cleaned_data
        event.tree = self.tree
        event.region_code = data["region"]
        event.happened_on = data["happened_on"]
        event.title = data["title"].strip()
        event.note = data["note"].strip()
        return event
