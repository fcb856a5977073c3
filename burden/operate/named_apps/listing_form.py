"""The form that turns a named app into an entry of the catalogue: what an entry cannot do without."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.intake.places import territory_of
from burden.models import CatalogueItem, Region, Wave
from burden.operate.catalogue.words import audience_words, kind_words, level_words
from burden.operate.form_choices import choices
from burden.operate.region_text import region_meant


class ListingForm(forms.Form):
    """Name, kind, audience, sponsor and region of a new entry."""

    name_zh = forms.CharField(label=gettext_lazy("名称"), max_length=40)
    kind = forms.ChoiceField(label=gettext_lazy("是哪一类"), choices=lambda: choices(kind_words()))
    audience = forms.ChoiceField(label=gettext_lazy("给谁用"), choices=lambda: choices(audience_words()))
    sponsor_level = forms.ChoiceField(label=gettext_lazy("哪一级主办"), choices=lambda: choices(level_words()))
    region = forms.CharField(
        label=gettext_lazy("哪个地区的人要用"),
        max_length=60,
        help_text=gettext_lazy("填名称或12位代码。这个地区和它以下的人，都会在列表里看到。"),
    )

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wave = wave
        self.top = Region.objects.get(tree_id=wave.tree_id, code=wave.region_code)
        self.fields["region"].initial = self.top.name

    def clean_region(self) -> str:
        """Return the code of the one region of the wave that was meant."""
        text = str(self.cleaned_data["region"]).strip()
        if text in (self.top.code, self.top.name):
            return self.wave.region_code
        return region_meant(text, territory_of(self.wave), nothing=_("这次调查的范围内没有这个地区。"))

    def entry(self) -> CatalogueItem:
        """Return the entry, not stored yet and without a code."""
        data = self.cleaned_data
        return CatalogueItem(
            name_zh=data["name_zh"].strip(),
            kind=data["kind"],
            audience=data["audience"],
            sponsor_level=int(data["sponsor_level"]),
            region_code=data["region"],
        )
