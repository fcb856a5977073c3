"""The pages where an operator decides about apps that respondents named."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from burden.access.scopes import Viewer
from burden.models import Wave
from burden.operate.moderation import is_readable
from burden.operate.named_apps.found import named_apps_of
from burden.operate.named_apps.listing import ListingRefusedError, NoSuchNameError, leave_app, list_app, name_waiting
from burden.operate.named_apps.listing_form import ListingForm
from burden.operate.views import deed, operators_only

BAD_REQUEST = 400


@require_safe
@never_cache
@operators_only
def named_apps(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # by the role
    """List the names of one wave that at least three answers wrote."""
    wave = get_object_or_404(Wave, code=code)
    context = {
        "section": "operate",
        "is_demo": wave.is_demo,
        "wave": wave,
        "can_read": is_readable(wave),
        "names": named_apps_of(wave),
    }
    return render(request, "operate/named_apps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@operators_only
def list_named_app(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:
    """Show the form for one name, or take it into the catalogue."""
    wave = get_object_or_404(Wave, code=code)
    subject = (request.POST if request.method == "POST" else request.GET).get("name", "")
    try:
        usual = name_waiting(wave, subject)
        form = ListingForm(request.POST or None, wave=wave, initial={"name_zh": usual})
        if request.method == "POST" and form.is_valid():
            entry = list_app(wave=wave, subject=subject, entry=form.entry(), email=viewer.email)
            messages.success(
                request, _("已收进目录：%(code)s %(name)s。") % {"code": entry.app_code, "name": entry.name_zh}
            )
            return redirect("operate:named-apps", code=wave.code)
    except NoSuchNameError:
        raise Http404 from None
    except ListingRefusedError as refusal:
        codes = _("、").join(refusal.codes)
        words = _("这个地区的目录里已有同名的：%(codes)s。如果已停用，到目录里恢复使用就行。")
        form.add_error("name_zh", words % {"codes": codes})
    context = {"section": "operate", "is_demo": wave.is_demo, "wave": wave, "form": form, "subject": subject}
    status = BAD_REQUEST if form.errors else 200
    return render(request, "operate/named_apps_listing.html", context | {"usual": usual}, status=status)


@deed
def leave_named_app(request: HttpRequest, wave: Wave, *, viewer: Viewer) -> HttpResponse:
    """Leave one name out of the catalogue."""
    try:
        leave_app(wave=wave, subject=request.POST.get("name", ""), email=viewer.email)
    except NoSuchNameError:
        raise Http404 from None
    messages.success(request, _("记下了。"))
    return redirect("operate:named-apps", code=wave.code)
