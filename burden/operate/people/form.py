"""The forms by which an operator invites people and changes what they may read."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.access.account_links import DAYS_OFFERED
from burden.access.account_words import role_words
from burden.access.grants import Grant
from burden.access.region_names import ROOT
from burden.access.scopes import READING_ROLES, Role
from burden.intake.places import Territory
from burden.models import TreeVersion
from burden.operate.region_text import region_meant

MOST_REGIONS = 20


def _roles() -> list[tuple[str, str]]:
    return [("", _("请选择")), *role_words().items()]


def days_choices() -> list[tuple[str, str]]:
    """Return how long a link may work."""
    return [(str(days), _("%(days)s天") % {"days": days}) for days in DAYS_OFFERED]


class GrantForm(forms.Form):
    """Role, regions and last day of an account, as an operator types them."""

    role = forms.ChoiceField(label=gettext_lazy("身份"), choices=_roles)
    regions = forms.CharField(
        label=gettext_lazy("看哪些地区（运维不填）"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一个，填名称或12位代码；含以下全部地区。同名的，前面加上级，如：青禾县 李家巷镇。"),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("看到哪天为止（可不填）"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, tree: TreeVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree

    def clean_regions(self) -> tuple[str, ...]:
        """Return the codes of the regions that the lines name; every line that names none is listed."""
        lines = [line.strip() for line in str(self.cleaned_data["regions"]).splitlines() if line.strip()]
        if len(lines) > MOST_REGIONS:
            raise forms.ValidationError(_("最多%(most)s个地区；多了请填它们的上级。") % {"most": MOST_REGIONS})
        codes, problems = [], []
        for line in lines:
            try:
                codes.append(self._code_of(line))
            except forms.ValidationError as problem:
                problems += [f"{line}：{message}" for message in problem.messages]
        if problems:
            raise forms.ValidationError(problems)
        return tuple(dict.fromkeys(codes))

    def clean_expires_on(self) -> date | None:
        """Refuse a day that is over."""
        day: date | None = self.cleaned_data["expires_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("这一天已经过去了。"))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for regions where the role reads, and for none where it does not."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "role" not in data or "regions" not in data:
            return data
        reads = Role(data["role"]) in READING_ROLES
        if reads and not data["regions"]:
            self.add_error("regions", _("主管和纪检要填地区。"))
        elif not reads and data["regions"]:
            self.add_error("regions", _("运维不看数据，这里请留空。"))
        return data

    def grant(self) -> Grant:
        """Return what the account is to be; an operator's has no last day."""
        data = self.cleaned_data
        role = Role(data["role"])
        expires_on = data["expires_on"] if role in READING_ROLES else None
        return Grant(role=role, regions=data["regions"], expires_on=expires_on)

    def _code_of(self, line: str) -> str:
        nothing = _("没有这个地区。")
        if self.tree is None:
            raise forms.ValidationError(_("还没有行政区划，请先装入。"))
        if line in (ROOT, _("全国")) and not self.tree.is_demo:
            return ROOT
        return region_meant(line, Territory(tree_version=self.tree.version, path=""), nothing=nothing)


class ChangeForm(GrantForm):
    """What an account is to be from now on; ``seen`` is the last line about it that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def see_again(self, last: int) -> None:
        """Take what the account is now as seen: whoever was overtaken finds it above the form."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "seen": str(last)}


class InviteForm(GrantForm):
    """Whom to invite, and how long the link works."""

    email = forms.EmailField(
        label=gettext_lazy("邮箱（登录时用；本站不发邮件）"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    days = forms.ChoiceField(label=gettext_lazy("链接几天内有效"), choices=days_choices, initial="3")
    field_order = ("email", "role", "regions", "expires_on", "days")
