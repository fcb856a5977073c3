"""The page of a release: what was published by which rules, who published it, and how to check that it stands."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from burden.access.scopes import Viewer
from burden.models import Release, ReleaseCheck, WaveEvent
from burden.operate.closing.preview import account_lines
from burden.operate.closing.release_words import parameters_in_words
from burden.operate.health.checked import check_in_words
from burden.operate.views import operators_only
from burden.operate.waves.life import life_of
from burden.reports.waves import release_ref

TO_THE_RELEASE = (
    WaveEvent.Kind.CLOSED,
    WaveEvent.Kind.COMPUTED,
    WaveEvent.Kind.HELD,
    WaveEvent.Kind.APPROVED,
    WaveEvent.Kind.PUT_OFF,
    WaveEvent.Kind.AGAIN,
    WaveEvent.Kind.PUBLISHED,
)


@require_safe
@never_cache
@operators_only
def release(request: HttpRequest, release_id: UUID, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # by the role
    """Show a published release; of one that is not published the page of the closing tells."""
    published = Release.objects.select_related("wave", "check_made")
    found = published.filter(pk=release_id, state=Release.State.PUBLISHED).first()
    if found is None:
        raise Http404
    check: ReleaseCheck | None = getattr(found, "check_made", None)
    ref = release_ref(found)
    context = {
        "section": "operate",
        "is_demo": found.wave.is_demo,
        "wave": found.wave,
        "release": ref,
        "parameters": parameters_in_words(found.parameters),
        "accounts": account_lines(ref.balance),
        "life": life_of(found.wave.code, kinds=TO_THE_RELEASE),
        "check": check_in_words(check) if check else _("还没有核对过；核对每天夜里自动进行。"),
    }
    return render(request, "operate/release.html", context)
