"""The pages of doubles: what may be the same, what does much the same, and groups to make, change and dissolve."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.scopes import Viewer
from burden.models import CatalogueItem, TreeVersion
from burden.operate.catalogue.doubles import (
    LONGEST_GROUP,
    change_group,
    groups_of,
    groups_to_propose,
    regrouped,
    twins_of,
)
from burden.operate.catalogue.page import BAD_REQUEST, around
from burden.operate.catalogue.search import entries_of
from burden.operate.clean_ups.events import desk_tree
from burden.operate.views import operators_only

MOST_CODES = 200


class GroupForm(forms.Form):
    """The name of a group and the entries that belong to it; none chosen dissolves it."""

    name = forms.CharField(
        label=gettext_lazy("组名"), max_length=LONGEST_GROUP, help_text=gettext_lazy("写用途就行，例如“巡查”。")
    )

    def __init__(self, *args: Any, items: list[CatalogueItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"] = forms.MultipleChoiceField(
            label=_("哪几项在这一组"),
            choices=[(item.app_code, f"{item.name_zh} {item.app_code}") for item in items],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def clean_name(self) -> str:
        """Return the name without blanks around it."""
        return str(self.cleaned_data["name"]).strip()

    def clean(self) -> dict[str, Any]:
        """Refuse a group of one: nothing is doubled by itself."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if len(data.get("chosen", ())) == 1 and "chosen" not in self.errors:
            self.add_error("chosen", _("至少选两项才成一组；一项都不选，就是解散这一组。"))
        return data


@require_safe
@never_cache
@operators_only
def catalogue_groups(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # by the role
    """List what may be the same, what may be a group, and the groups there are."""
    tree = desk_tree()
    context: dict[str, Any] = around(tree)
    if tree is not None:
        context |= {"twins": twins_of(tree), "proposed": groups_to_propose(tree), "groups": groups_of(tree)}
    return render(request, "operate/catalogue_groups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def catalogue_group(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show entries that are a group or may become one; show what would change; change it."""
    tree = desk_tree()
    items = _asked_for(request, tree) if tree else []
    if not items:
        raise Http404
    was = request.GET.get("name", "")[:LONGEST_GROUP]
    initial = {"name": was, "chosen": [item.app_code for item in items]}
    form = GroupForm(request.POST if request.method == "POST" else None, items=items, initial=initial)
    # "back" returns to the form with what was chosen, "confirmed" stores it.
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        name, chosen = form.cleaned_data["name"], form.cleaned_data["chosen"]
        if "confirmed" in request.POST:
            change_group(items, was=was, name=name, chosen=chosen, email=viewer.email)
            messages.success(request, _("记下了：%(name)s。") % {"name": name})
            return redirect("operate:catalogue-groups")
        before = {item.app_code: item.duplicate_group for item in items}
        after = regrouped(items, was=was, name=name, chosen=chosen)
        lines = [(item, before[item.app_code]) for item in after if before[item.app_code] != item.duplicate_group]
        if lines:
            context = around(tree) | {"name": name, "chosen": chosen, "lines": lines, "is_end": not chosen}
            return render(request, "operate/catalogue_group_check.html", context)
        form.add_error(None, _("没有改动。"))
    context = around(tree) | {"form": form}
    return render(request, "operate/catalogue_group.html", context, status=BAD_REQUEST if form.errors else 200)


def _asked_for(request: HttpRequest, tree: TreeVersion) -> list[CatalogueItem]:
    codes = request.GET.get("codes", "").replace("\0", "").split(",")[:MOST_CODES]
    return list(entries_of(tree).filter(app_code__in=codes, is_retired=False).order_by("app_code"))
