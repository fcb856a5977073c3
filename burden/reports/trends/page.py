"""One indicator of one region over all released waves: line, peers, clean-ups, and what may be said of it."""

from burden.access.scopes import Viewer
from burden.domain.indicators import Statistic
from burden.domain.thresholds import TREND_WAVES
from burden.domain.trend import Verdict, verdict_of
from burden.reports.selection import frame_of, select
from burden.reports.trends.events import clean_ups_of
from burden.reports.trends.tables import clean_ups_table, trend_table
from burden.reports.trends.types import TrendReport
from burden.reports.trends.waves import points_of, releases_of, waves_of

UNTESTED = frozenset({Verdict.TOO_FEW_WAVES, Verdict.NOT_TESTED})


def build_trend_report(
    *,
    viewer: Viewer,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
    indicator: str | None = None,
) -> TrendReport:
    """Return one indicator of one of the viewer's own regions over all released waves that reach it.

    ``wave`` chooses what the page's head names; the trend holds all waves whichever it is.  NothingToShow outside the
    viewer's subtrees, BadFilterError for unknown filters.  At most ten queries, however many
    waves there are, where all waves go by one edition of the regions.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, indicator=indicator, reads_all=True)
    frame = frame_of(selection)
    releases = releases_of(selection)
    waves = waves_of(selection, releases)
    is_ratio = selection.indicator.statistic is Statistic.RATIO
    verdict = Verdict.NOT_TESTED if is_ratio else verdict_of(points_of(selection, releases))
    joined = tuple(wave.code for wave in waves if wave.is_joined)
    events = clean_ups_of(selection, releases)
    return TrendReport(
        frame=frame,
        waves=waves,
        verdict=verdict,
        judged=() if verdict in UNTESTED else joined[-TREND_WAVES:],
        events=events or (),
        trend=trend_table(frame, waves),
        clean_ups=None if events is None else clean_ups_table(frame, events),
    )
