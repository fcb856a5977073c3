"""The form of what is told about the site."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.models import SiteFactChange
from burden.operate.two_wordings import in_words
from burden.reports.own_rules.entered import SPONSOR_LEVELS
from burden.reports.own_rules.site_facts import site_facts

Fact = SiteFactChange.Fact


def sponsor_level_words() -> dict[str, str]:
    """Return the levels that a sponsor may have, by their code, in the language of the request."""
    return {code: in_words(*words) for code, words in SPONSOR_LEVELS.items()}


def fact_words() -> dict[str, str]:
    """Return the facts by their name, in the language of the request."""
    return {fact.value: _(fact.label) for fact in Fact}


def told(name: str, value: str) -> str:
    """Return what a fact says, in the language of the request; a level by its name."""
    words = sponsor_level_words().get(value, value) if name == Fact.SPONSOR_LEVEL else value
    return words or _("没有填")


class SiteFactsForm(forms.Form):
    """Every fact may stay empty; ``seen`` is the last change that was read."""

    sponsor = forms.CharField(
        label=gettext_lazy("主办单位"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("谁办的这个站，写单位全称，不写人名、电话。"),
    )
    sponsor_level = forms.ChoiceField(
        label=gettext_lazy("主办单位是哪一级"),
        required=False,
        choices=lambda: [("", _("还没填")), *sponsor_level_words().items()],
        help_text=gettext_lazy("规定比县级低的单位不办；如实选，自查页会写“不符合”。"),
    )
    filing_no = forms.CharField(
        label=gettext_lazy("备案号"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("网信部门给的备案号，照原样填。"),
    )
    exemption = forms.CharField(
        label=gettext_lazy("不用备案的书面依据"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("没有备案号时才填：哪个部门、哪天、哪份文件说不用备案。"),
    )
    complaint_link = forms.CharField(
        label=gettext_lazy("投诉的网址"),
        max_length=200,
        required=False,
        validators=[URLValidator(schemes=["http", "https"], message=gettext_lazy("请填完整的网址，以https://开头。"))],
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=gettext_lazy("对本站有意见到哪里去说，例如当地的举报投诉页。以https://开头。"),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def see_again(self) -> None:
        """Take the facts that hold now as seen: whoever was overtaken finds them below the form."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "seen": str(site_facts().last)}

    def wanted(self) -> dict[str, str]:
        """Return every fact by its name, as it was filled in."""
        return {name: str(self.cleaned_data[name]).strip() for name in Fact.values}
