"""The form of one entry of the catalogue: all its fields, with the rules that its file follows as well."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.domain.app_rows import LONGEST_APP_CODE
from burden.domain.raw_values import RefusedValueError
from burden.domain.sentences import said
from burden.intake.catalogue import COLUMNS, LONGEST_PACKAGES
from burden.intake.catalogue_plan import FIELDS
from burden.intake.places import Territory, find_place
from burden.models import CatalogueItem, TreeVersion
from burden.models.catalogue_item import NATION
from burden.operate.catalogue.words import NAME_OF_NATION, audience_words, kind_words, level_words
from burden.operate.form_choices import choices
from burden.operate.region_text import region_meant

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

READS = {column.name: column.read for column in COLUMNS}  # one rule for the form and the file
EARLIEST = date(2000, 1, 1)
LONGEST_REGION = 60
CODE_HELP = gettext_lazy("自己编，例如A001；不填由本站给一个。以后不能改，答卷按它记。")
REGION_HELP = gettext_lazy("填名称或12位代码。这个地区和它以下的人，都会在列表里看到。")


def _text(label: "_StrPromise", longest: int, *, help_text: "_StrPromise | str" = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=False, help_text=help_text, widget=forms.TextInput(attrs=attrs)
    )


def _day(label: "_StrPromise", *, help_text: "_StrPromise | str" = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


def _tick(label: "_StrPromise", *, help_text: "_StrPromise | str" = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=help_text)


class CatalogueItemForm(forms.Form):
    """An entry as an operator fills it in; ``app_code`` is asked of new ones only."""

    app_code = _text(gettext_lazy("编号（可不填）"), LONGEST_APP_CODE, help_text=CODE_HELP)
    name_zh = forms.CharField(label=gettext_lazy("名称"), max_length=40)
    kind = forms.ChoiceField(label=gettext_lazy("是哪一类"), choices=lambda: choices(kind_words()))
    region = forms.CharField(label=gettext_lazy("哪个地区的人要用"), max_length=LONGEST_REGION, help_text=REGION_HELP)
    function_category = _text(
        gettext_lazy("做什么用（可不填）"),
        20,
        help_text=gettext_lazy("同样用途的写成同样的词，才看得出重复，例如“巡查巡护”。"),
        list="functions",
    )
    sponsor_level = forms.ChoiceField(label=gettext_lazy("哪一级主办"), choices=lambda: choices(level_words()))
    sponsor_dept = _text(gettext_lazy("哪个部门主办（可不填）"), 40)
    audience = forms.ChoiceField(label=gettext_lazy("给谁用"), choices=lambda: choices(audience_words()))
    launched_on = _day(gettext_lazy("哪天上线（可不填）"))
    last_update_on = _day(
        gettext_lazy("最近哪天更新（可不填）"), help_text=gettext_lazy("公众账号填最近一次发内容的那天。")
    )
    filing_no = _text(gettext_lazy("备案编号（没有就空着）"), 40)
    has_complaint_channel = _tick(gettext_lazy("有投诉建议渠道"))
    is_exempt_scene = _tick(
        gettext_lazy("属于特殊场景（安保、应急等）"),
        help_text=gettext_lazy("确需打卡、定位的，例如应急值守、安保执勤。"),
    )
    exempt_basis = _text(gettext_lazy("特殊场景的依据"), 100, help_text=gettext_lazy("哪份文件、哪一条。"))
    is_commercial = _tick(gettext_lazy("有商业推广"))
    platform = _text(gettext_lazy("账号在哪个平台（公众账号才填）"), 20)
    package_names = _text(
        gettext_lazy("安卓包名（APP才填，可不填）"),
        LONGEST_PACKAGES,
        help_text=gettext_lazy("多个用空格隔开。填了，填报人的使用记录里才认得出它。"),
    )
    duplicate_group = _text(
        gettext_lazy("同类组（可不填）"), 12, help_text=gettext_lazy("功能相近的几项写同一个组名。"), list="groups"
    )
    active_users_3m = forms.IntegerField(
        label=gettext_lazy("主办方报的近3个月使用人数（可不填）"), min_value=0, max_value=2_000_000_000, required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, tree: TreeVersion, item: CatalogueItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree
        self.item = item
        if item is not None:
            del self.fields["app_code"]

    def clean_app_code(self) -> str:
        """Refuse a code that no address can hold, or that is taken."""
        code: str = self._read("app_code") or ""
        if CatalogueItem.objects.filter(app_code=code).exists():
            raise forms.ValidationError(_("这个编号已有人用，请换一个，或空着由本站给。"))
        return code

    def clean_region(self) -> str:
        """Return the code of the one region of the edition that was meant; the whole country is one."""
        text = str(self.cleaned_data["region"]).strip()
        if text in (NAME_OF_NATION, NATION):
            return NATION
        if self.item is not None and text == self.item.region_code:
            return text  # stays, even where the edition lacks it: other fields can be mended before it is moved
        territory = Territory(tree_version=self.tree.version, path="")
        return region_meant(text, territory, nothing=_("没有这个地区，请换个写法，或填12位代码。"))

    def clean_package_names(self) -> str:
        """Return the names of packages, each once, with blanks between."""
        return self._read("package_names") or ""

    def clean_launched_on(self) -> date | None:
        """Refuse days that cannot be meant."""
        return _day_that_was(self.cleaned_data["launched_on"])

    def clean_last_update_on(self) -> date | None:
        """Refuse days that cannot be meant."""
        return _day_that_was(self.cleaned_data["last_update_on"])

    def clean(self) -> dict[str, Any]:
        """Hold fields against each other."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("package_names") and data.get("kind") not in ("", None, CatalogueItem.Kind.APP):
            self.add_error("package_names", _("只有APP有自己的包名，这里请留空。"))
        if data.get("platform") and data.get("kind") not in ("", None, CatalogueItem.Kind.ACCOUNT):
            self.add_error("platform", _("只有公众账号填平台，这里请留空。"))
        if data.get("is_exempt_scene") and not data.get("exempt_basis"):
            self.add_error("exempt_basis", _("属于特殊场景的，请写明依据。"))
        if data.get("exempt_basis") and not data.get("is_exempt_scene"):
            self.add_error("exempt_basis", _("写了依据，上面“属于特殊场景”也要勾上；不是的话，请清空。"))
        launched, updated = data.get("launched_on"), data.get("last_update_on")
        if launched and updated and updated < launched:
            self.add_error("last_update_on", _("更新不会早于上线，请核对。"))
        return data

    def entry(self) -> CatalogueItem:
        """Return the entry as filled in, not stored; what the form does not ask stays as it is."""
        data = self.cleaned_data
        entry = CatalogueItem(
            tree=self.tree,
            app_code=self.item.app_code if self.item else data["app_code"],
            region_code=data["region"],
            sponsor_level=int(data["sponsor_level"]),
            is_retired=self.item.is_retired if self.item else False,
        )
        for name in FIELDS:
            if name in data and name != "sponsor_level":
                value = data[name]
                setattr(entry, name, value.strip() if isinstance(value, str) else value)
        return entry

    def _read(self, name: str) -> str | None:
        try:
            read: str | None = READS[name](self.cleaned_data[name])
        except RefusedValueError as refusal:
            raise forms.ValidationError(said(refusal.sentence, _)) from refusal
        return read


def initial_of(item: CatalogueItem, tree: TreeVersion) -> dict[str, Any]:
    """Return what the form shows of a stored entry: the code of its region where the edition lacks that."""
    place = find_place(Territory(tree_version=tree.version, path=""), item.region_code)
    region = place.full_name if place and len(place.full_name) <= LONGEST_REGION else item.region_code
    named = NAME_OF_NATION if item.region_code == NATION else region
    return {name: getattr(item, name) for name in FIELDS} | {"region": named}


def _day_that_was(day: date | None) -> date | None:
    if day is not None and day > timezone.localdate():
        raise forms.ValidationError(_("还没到这一天。"))
    if day is not None and day < EARLIEST:
        raise forms.ValidationError(_("年份不对，请核对。"))
    return day
