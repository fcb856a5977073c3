"""Pages for everybody: front page, public results, method, privacy, self-check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from burden.access.decorators import open_to_all
from burden.access.scopes import Viewer
from burden.dashboards.addresses import Filters
from burden.dashboards.doors import figures_page
from burden.dashboards.headline import headline_numbers
from burden.dashboards.language import current_language
from burden.dashboards.method import method_context, self_check_context
from burden.dashboards.own_cost import cost_sentences
from burden.dashboards.privacy import privacy_context
from burden.dashboards.results import deed_lines, open_wave_notes, place_links, result_tables
from burden.dashboards.results_cards import results_cards
from burden.dashboards.results_words import results_sentences
from burden.reports.public_page import front_page
from burden.reports.results_page import build_results_report
from burden.reports.waves import list_releases


@require_safe
@open_to_all
def front(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # the same for everybody
    """Show the wave that can be answered now, or what was found last."""
    page = front_page()
    newest = page.newest
    language = current_language()
    context = {
        "waves": open_wave_notes(page.open_waves, language=language),
        "newest": newest,
        "newest_region": language.name_of(newest.frame.region.name) if newest else "",
        "headline": headline_numbers(newest.headline, language=language) if newest else (),
        "cost": cost_sentences(newest.cost if newest else None, language=language),
        "is_demo": any(wave.is_demo for wave in page.open_waves) or (newest is not None and newest.frame.wave.is_demo),
    }
    return render(request, "dashboards/front.html", context)


@figures_page
@open_to_all
def results(
    request: HttpRequest,
    *,
    viewer: Viewer,  # noqa: ARG001  # the same for everybody
    filters: Filters,
) -> HttpResponse:
    """Show people who answered what came of it, of a county or above: three sentences, two charts, no script."""
    search = request.GET.get("q", "").replace("\0", "").strip()
    report = build_results_report(wave=filters.wave or None, region=filters.region or None, search=search)
    language = current_language()
    context = {
        "frame": report.public.frame,
        "section": "results",
        "is_demo": report.public.frame.wave.is_demo,
        "sentences": results_sentences(report=report, language=language),
        "cards": results_cards(report=report, language=language),
        "deeds": deed_lines(report, language=language),
        "tables": result_tables(report.public, language=language),
        "cost": cost_sentences(report.public.cost, language=language),
        "filters": filters,
        "search": search,
    }
    return render(request, "dashboards/results.html", context | place_links(report, filters, language=language))


@require_safe
@open_to_all
def method(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # the same for everybody
    """Show definitions, thresholds and limits."""
    return render(request, "dashboards/method.html", method_context(current_language()))


@require_safe
@open_to_all
def privacy(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # the same for everybody
    """Show every column that is kept, what is not kept, and what may be shown of whom."""
    return render(request, "dashboards/privacy.html", privacy_context(current_language()))


@require_safe
@open_to_all
def self_check(request: HttpRequest, *, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # the same for everybody
    """Show what the site itself asks of people, and what it has published."""
    return render(request, "dashboards/self_check.html", self_check_context(list_releases(), current_language()))
