"""The pages where an operator merges two entries of one app, and parts them again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from burden.access.scopes import Viewer
from burden.domain.sentences import said
from burden.models import CatalogueItem
from burden.operate.catalogue.doubles import like
from burden.operate.catalogue.entry_text import entry_meant
from burden.operate.catalogue.merging import (
    MergeImpossibleError,
    MergePlan,
    merge,
    part_again,
    plan_merge,
    refusal_to_part,
)
from burden.operate.catalogue.page import BAD_REQUEST, around, found_item
from burden.operate.catalogue.search import entries_of
from burden.operate.catalogue.words import field_words, value_in_words
from burden.operate.views import operators_only

THIS, OTHER = "this", "other"


class MergeForm(forms.Form):
    """Which entry is the same, and which of the two stays."""

    other = forms.CharField(
        label=gettext_lazy("与哪一项是同一个"), max_length=40, help_text=gettext_lazy("填编号或名称。")
    )
    keep = forms.ChoiceField(
        label=gettext_lazy("以后用哪一项"),
        choices=lambda: [(THIS, _("用这一项，另一项并过来")), (OTHER, _("用另一项，这一项并过去"))],
        widget=forms.RadioSelect,
        initial=THIS,
    )

    def __init__(self, *args: Any, item: CatalogueItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.same: CatalogueItem | None = None

    def clean_other(self) -> str:
        """Find the entry that is meant, by its code or its name."""
        text = str(self.cleaned_data["other"]).strip()
        known = entries_of(self.item.tree).filter(merged_into__isnull=True).exclude(pk=self.item.pk)
        self.same = entry_meant(text, known, nothing=_("目录里没有这一项，或它已并到别项。"))
        return self.same.app_code

    def pair(self) -> tuple[CatalogueItem, CatalogueItem]:
        """Return which entry goes and which stays."""
        other = self.same or self.item
        return (other, self.item) if self.cleaned_data["keep"] == THIS else (self.item, other)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def merge_item(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Ask which entry is the same; show what merging would do; do it."""
    tree, item = found_item(code)
    form = MergeForm(
        request.POST if request.method == "POST" else None, item=item, initial={"other": request.GET.get("other", "")}
    )
    # "back" returns to the form with what was filled in, "confirmed" merges.
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        goes, stays = form.pair()
        try:
            plan = plan_merge(goes=goes, stays=stays)
            if "confirmed" in request.POST:
                merge(goes=goes.app_code, stays=stays.app_code, email=viewer.email)
                messages.success(request, _("已合并：以后用 %(code)s %(name)s。") % _named(stays))
                return redirect("operate:catalogue-item", code=stays.app_code)
            return render(request, "operate/catalogue_merge_check.html", around(tree) | _shown(item, form, plan))
        except MergeImpossibleError as refusal:
            form.add_error(None, said(refusal.sentence, _))
    context = around(tree) | {"item": item, "form": form, "alike": like(item)}
    return render(request, "operate/catalogue_merge.html", context, status=BAD_REQUEST if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def part_item(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Say what undoing a merge means; undo it."""
    tree, item = found_item(code)
    if request.method == "POST":
        try:
            part_again(item, email=viewer.email)
        except MergeImpossibleError as refusal:
            messages.error(request, said(refusal.sentence, _))
        else:
            messages.success(request, _("已分开：%(code)s %(name)s 又是单独一项。") % _named(item))
        return redirect("operate:catalogue-item", code=item.app_code)
    refusal_now = refusal_to_part(item)
    refusals = [said(refusal_now, _)] if refusal_now else []
    return render(request, "operate/catalogue_part.html", around(tree) | {"item": item, "refusals": refusals})


def _shown(item: CatalogueItem, form: MergeForm, plan: MergePlan) -> dict[str, Any]:
    words = field_words()
    taken_over = [(words[name], value_in_words(name, text, places={})) for name, text in plan.taken_over]
    kept = [(name, form.data[name]) for name in form.fields if name in form.data]
    return {"item": item, "plan": plan, "taken_over": taken_over, "kept": kept}


def _named(item: CatalogueItem) -> dict[str, str]:
    return {"code": item.app_code, "name": item.name_zh}
