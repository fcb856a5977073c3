"""What an operator puts up and passes on: a poster, a page of notice, and a text for a group, nothing that chases."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from burden.access.scopes import Viewer
from burden.intake.notice_text import notice_text
from burden.intake.paper import PaperError
from burden.intake.posters import drawable, print_notice, print_poster
from burden.intake.slip_files import PDF
from burden.models import Wave
from burden.operate.site.address import is_local, site_of
from burden.operate.views import operators_only
from burden.operate.waves.edit_page import around
from burden.operate.waves.summary import place_in_words

PRINTERS: dict[str, Callable[..., bytes]] = {"poster": print_poster, "notice": print_notice}


@require_safe
@never_cache
@operators_only
def notices(request: HttpRequest, code: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # decided by the role
    """Show the words of the notice, with the files to print."""
    wave = get_object_or_404(Wave, code=code)
    place = place_in_words(wave)
    notice = notice_text(wave=wave, site=site_of(request), place=place)
    texts = (place, wave.contact, *(value for _name, value in notice.header))
    context = {
        "notice": notice,
        "is_local": is_local(request),
        "lacks_names": not (wave.issuer and wave.contact),
        "is_drawable": all(drawable(text) == text for text in texts),
    }
    return render(request, "operate/wave_notices.html", around(wave) | context)


@require_safe
@never_cache
@operators_only
def paper(request: HttpRequest, code: str, kind: str, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # likewise
    """Send the poster or the page of notice as PDF."""
    wave = get_object_or_404(Wave, code=code)
    if kind not in PRINTERS:
        raise Http404
    try:
        made = PRINTERS[kind](wave=wave, site=site_of(request), place=place_in_words(wave))
    except PaperError:
        messages.error(request, _("没有做成，请再试一次。"))
        return redirect("operate:wave-notices", code=code)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{code}-{kind}.pdf")}
    return HttpResponse(made, content_type=PDF, headers=headers)
