"""The survey as the cadre will see it, in a frame of a phone's size; of a draft, too, and without taking any answer."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.scopes import Viewer
from burden.intake.reception import Form
from burden.intake.rehearsal import rehearse
from burden.models import Wave
from burden.models.wave import FIRST_LANGUAGE
from burden.operate.views import operators_only
from burden.operate.waves.edit_page import around

LANGUAGE_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}


@require_safe
@csp_replace({"frame-src": [SELF]})
@never_cache
@operators_only
def preview(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """Show one form of the wave in its frame, with the way to the others."""
    wave = get_object_or_404(Wave, code=code)
    form, language = _form(wave, request.GET.get("form", "")), _language(wave, request.GET.get("language", ""))
    context = around(wave) | {
        "form_name": form.value,
        "language_code": language,
        "forms": [(one.value, name) for one, name in _names().items() if _is_asked(wave, one)],
        "languages": [(one, LANGUAGE_NAMES[one]) for one in wave.languages],
    }
    return render(request, "operate/wave_preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
@never_cache
@operators_only
def preview_form(request: HttpRequest, code: str, form: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # likewise
    """Draw the form itself; what is posted to it comes back on the page and goes nowhere."""
    wave = get_object_or_404(Wave, code=code)
    if form not in tuple(Form) or not _is_asked(wave, Form(form)):
        raise Http404
    return rehearse(request, wave=wave, form=Form(form), language=_language(wave, request.GET.get("language", "")))


def _names() -> dict[Form, str]:
    return {Form.RESPONSE: _("第一页"), Form.USAGE: _("各个APP的使用情况"), Form.FURTHER: _("第二页")}


def _is_asked(wave: Wave, form: Form) -> bool:
    return form is not Form.FURTHER or wave.has_page_two


def _form(wave: Wave, name: str) -> Form:
    form = Form(name) if name in tuple(Form) else Form.RESPONSE
    return form if _is_asked(wave, form) else Form.RESPONSE


def _language(wave: Wave, name: str) -> str:
    return name if name in wave.languages else FIRST_LANGUAGE
