"""The one reading door: who asks, of which wave and region - and a frozen report comes out.

Builders take keywords only: ``viewer``, ``wave`` (code, None = newest), ``region`` (code, None = the viewer's topmost),
``levels`` (() = all) and ``indicator`` (code).  They raise ``NothingToShow`` for what does not exist or may not be read
- the same answer, a 404 - and ``BadFilterError`` for filters that no page knows, a 400.
"""

from burden.reports.apps.page import build_apps_report
from burden.reports.errors import BadFilterError, NothingToShow
from burden.reports.further_page import build_further_report
from burden.reports.overview import build_overview
from burden.reports.practices.page import build_practices_report
from burden.reports.public_page import build_public_report, front_page
from burden.reports.region_page import build_region_report
from burden.reports.tables import table_for
from burden.reports.trends.page import build_trend_report
from burden.reports.waves import count_open_wave, find_release, list_releases, list_waves

__all__ = [
    "BadFilterError",
    "NothingToShow",
    "build_apps_report",
    "build_further_report",
    "build_overview",
    "build_practices_report",
    "build_public_report",
    "build_region_report",
    "build_trend_report",
    "count_open_wave",
    "find_release",
    "front_page",
    "list_releases",
    "list_waves",
    "table_for",
]
