"""The demo's own doors on the desk: its next wave, and its end."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from burden.access.scopes import Viewer
from burden.models import User
from burden.operate.demo.clearing import clear_demo, demo_stock
from burden.operate.demo.seeding import DemoRefusedError, seed_next_wave
from burden.operate.views import operators_only

BAD_REQUEST = 400
# What is typed to confirm; people type it in the language of their page.
CONFIRMATION = gettext_lazy("删除演示")


class ClearDemoForm(forms.Form):
    """The confirmation, typed."""

    confirmation = forms.CharField(
        label=gettext_lazy("确认"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_confirmation(self) -> str:
        """Take nothing but the words shown, case aside."""
        typed: str = self.cleaned_data["confirmation"]
        if typed.lower() != str(CONFIRMATION).lower():
            raise forms.ValidationError(_("和要输入的字不一样。"))
        return typed


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def clear(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Say what goes with the demo, or take it away once that was confirmed in words.

    The demo's own operator, whom anybody may be, only reads why not.
    """
    is_guest = User.objects.filter(email=viewer.email, is_demo=True).exists()
    form = ClearDemoForm(request.POST or None)
    if request.method == "POST" and not is_guest and form.is_valid():
        count = clear_demo(by=viewer.email)
        messages.success(request, _("演示已删除，共%(count)s次调查。现在可以办正式的调查了。") % {"count": count})
        return redirect("operate:home")
    return render(request, "operate/demo_clear.html", _around(form, is_guest=is_guest), status=_status(request))


def _around(form: ClearDemoForm, *, is_guest: bool) -> dict[str, Any]:
    stock = demo_stock()
    return {
        "section": "operate",
        "is_demo": bool(stock.waves),
        "stock": stock,
        "form": form,
        "confirmation": CONFIRMATION,
        "is_guest": is_guest,
    }


def _status(request: HttpRequest) -> int:
    return BAD_REQUEST if request.method == "POST" else 200


@require_POST
@never_cache
@operators_only
def next_demo_wave(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """Open a fresh wave of the demo."""
    try:
        wave = seed_next_wave(say=_say_nothing)
    except DemoRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("operate:home")
    messages.success(request, _("已开新的演示调查 %(code)s。") % {"code": wave.code})
    return redirect("operate:wave", code=wave.code)


def _say_nothing(sentence: str) -> None:
    """Take the seeding's progress: the page shows only its end."""
