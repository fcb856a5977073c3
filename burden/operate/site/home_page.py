"""The home of the desk: waves, and the way to every page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from burden.access.scopes import Viewer
from burden.operate.health.doctor import examine_at_a_glance
from burden.operate.site.checklist import checklist_of
from burden.operate.site.desk_pages import DESK_PAGES
from burden.operate.views import operators_only
from burden.operate.waves.lines import wave_lines


@require_safe
@never_cache
@operators_only
def home(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show what is to be done next, the waves and the pages of the desk; ``?wave=`` chooses the wave spoken of."""
    lines = wave_lines(viewer)
    has_demo = any(line.wave.is_demo for line in lines)
    demo_is_open = any(line.wave.is_demo and (line.can_close or line.can_open) for line in lines)
    context = {
        "section": "operate",
        "checklist": checklist_of(lines, code=request.GET.get("wave", "")),
        "lines": lines,
        "is_demo": has_demo,
        "can_open_next_demo": has_demo and not demo_is_open,
        "problems": examine_at_a_glance(),
        "pages": DESK_PAGES,
    }
    return render(request, "operate/home.html", context)
