"""The form by which an operator brings an edition of the region tree."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.operate.files.form import FileForm

VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")
LONGEST_SOURCE = 200


class RegionForm(FileForm):
    """A file with the name of the edition, its day and its source."""

    version = forms.CharField(
        label=gettext_lazy("版本号"),
        max_length=20,
        help_text=gettext_lazy("例如2026-09。已有的版本号会整份替换，换一个就另存一版。"),
    )
    as_of_on = forms.DateField(
        label=gettext_lazy("截至哪天"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(
        label=gettext_lazy("来源"),
        max_length=LONGEST_SOURCE,
        help_text=gettext_lazy("例如：民政部地名信息库，2026年9月摘取。"),
    )
    field_order = ("version", "as_of_on", "source", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["version"].initial = f"{today:%Y-%m}"
        self.fields["as_of_on"].initial = today

    def clean_version(self) -> str:
        """Refuse what no address or file name can hold."""
        version = str(self.cleaned_data["version"]).strip()
        if not VERSION.fullmatch(version):
            raise forms.ValidationError(_("版本号用字母、数字、点和连字符，例如2026-09。"))
        return version

    def parameters(self) -> dict[str, str]:
        """Return what was typed beside the file."""
        return {
            "version": self.cleaned_data["version"],
            "as_of_on": self.cleaned_data["as_of_on"].isoformat(),
            "source": self.cleaned_data["source"].strip(),
        }
