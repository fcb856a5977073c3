"""What every page of figures does before and around its report: short addresses, and one way of saying no."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from burden.access.refusals import RefusalError
from burden.dashboards.addresses import canonical_address, read_filters
from burden.dashboards.finished_pages import made_once
from burden.domain.sentences import said
from burden.reports.errors import BadFilterError
from burden.reports.waves import released

BAD_REQUEST, NOT_FOUND = 400, 404


def figures_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Hand the filters of the address to the view as ``filters=``.

    A longer spelling of the same address is redirected to the short one.  What may not be read is a 404 with the same
    bytes as what does not exist, and before the first release every page says that there is none yet; a filter that no
    page knows is a 400 that names it.  What was made once is not made again (:mod:`burden.dashboards.finished_pages`).
    """

    @require_safe
    @never_cache
    @made_once
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            filters = read_filters(request)
            shorter = canonical_address(request, filters)
            if shorter is not None:
                return HttpResponseRedirect(shorter)
            return view(request, *args, filters=filters, **kwargs)
        except RefusalError as refusal:
            if not released().exists():
                return render(request, "dashboards/nothing_yet.html", status=NOT_FOUND)
            raise Http404 from refusal
        except BadFilterError as error:
            return render(request, "400.html", {"sentence": said(error.sentence, gettext)}, status=BAD_REQUEST)

    return page
