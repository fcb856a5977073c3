"""The search of the catalogue: words, kind, level, region, and what to look at."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.intake.places import Territory
from burden.models import TreeVersion
from burden.operate.catalogue.search import (
    ALL,
    EXEMPT,
    GROUPED,
    IN_USE,
    LOST,
    MERGED,
    NO_COMPLAINTS,
    RETIRED,
    STALE,
    UNFILED,
    CatalogueQuestion,
)
from burden.operate.catalogue.words import kind_words, level_words
from burden.operate.region_text import region_meant


def show_words() -> dict[str, str]:
    """Return what can be looked at, by the code of the address."""
    return {
        IN_USE: _("在用的"),
        UNFILED: _("没有备案编号的"),
        NO_COMPLAINTS: _("没有投诉建议渠道的"),
        EXEMPT: _("属于特殊场景的"),
        STALE: _("60天以上没更新的"),
        GROUPED: _("在同类组里的"),
        LOST: _("登记的地区已没有的"),
        RETIRED: _("已停用的"),
        MERGED: _("已并到别项的"),
        ALL: _("全部"),
    }


def _any(words: dict[str, str]) -> list[tuple[str, str]]:
    return [("", _("不限")), *words.items()]


class CatalogueFilterForm(forms.Form):
    """What is looked for; everything may stay empty."""

    q = forms.CharField(
        label=gettext_lazy("名称、编号、拼音首字母或部门"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.ChoiceField(label=gettext_lazy("看哪些"), choices=lambda: list(show_words().items()), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("是哪一类"), choices=lambda: _any(kind_words()), required=False)
    level = forms.ChoiceField(label=gettext_lazy("哪一级主办"), choices=lambda: _any(level_words()), required=False)
    region = forms.CharField(label=gettext_lazy("哪个地区（和它以下的）"), max_length=60, required=False)

    def __init__(self, *args: Any, tree: TreeVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree

    def clean_region(self) -> str:
        """Return the code of the one region that was meant, nothing where none is asked for."""
        text = str(self.cleaned_data["region"]).strip()
        territory = Territory(tree_version=self.tree.version, path="")
        nothing = _("没有这个地区，请换个写法，或填12位代码。")
        return region_meant(text, territory, nothing=nothing) if text else ""

    def question(self) -> CatalogueQuestion:
        """Return what is looked for; a field that cannot be read asks for nothing and says why beside itself."""
        self.full_clean()
        data = self.cleaned_data
        return CatalogueQuestion(
            text=data.get("q", ""),
            kind=data.get("kind", ""),
            sponsor_level=data.get("level", ""),
            region_code=data.get("region", ""),
            show=data.get("show") or IN_USE,
        )
