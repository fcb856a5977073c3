"""The page that says whether answers come in: every check of the doctor, in words for somebody without a terminal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from burden.access.scopes import Viewer
from burden.operate.health.doctor import examine
from burden.operate.views import operators_only
from burden.operate.waves.lines import wave_lines


@require_safe
@never_cache
@operators_only
def health(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:
    """Show what is wrong and what to do, then every subject; of open waves their coarse counts."""
    seen = tuple(examine())
    lines = wave_lines(viewer)
    context = {
        "section": "operate",
        "is_demo": any(line.wave.is_demo for line in lines),
        "problems": [found for found in seen if not found.is_well],
        "well": [found for found in seen if found.is_well],
        "open_lines": [line for line in lines if line.can_close],
    }
    return render(request, "operate/health.html", context)
