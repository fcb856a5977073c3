"""A region's line over the waves, with intervals, over the bands of its peers and beside dated clean-ups.

Waves stand on the day they closed, so that a long pause looks long.  Where a wave has no number, or was counted by
other rules, the line and the bands break instead of bridging what is not known.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, hover_text, whisker
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, measure_of
from burden.reports.trends.types import PeerBand, TrendEvent, TrendReport, TrendWave

HEIGHT = 400
LONE_BAND_DAYS = 12  # half the width of a band that has no neighbour to reach to
EDGE_SHARE = 0.1  # of the time shown, left free on both sides: half a name beside the last wave on a phone
NEAR_SHARE = 0.06  # marks closer than this share of the time shown stand in rows of their own
MARK_ROW = 18  # pixels from one row of marks to the next
OUTER = ("p10", "p90")
INNER = ("p25", "p75")
Stretch = list[tuple[date, PeerBand]]


def trend_figure(*, report: TrendReport, language: Language) -> style.Figure | None:
    """Return the chart; None when no wave may be shown."""
    shown = [wave for wave in report.waves if wave.estimate.is_shown]
    if not shown:
        return None
    measure = measure_of(report.frame.indicator)
    first, last = _time_shown(report)
    rows = _mark_rows(report.events, days=(last - first).days)
    higher = MARK_ROW * max(0, max(rows, default=0) - 1)  # two rows fit without
    return {
        "data": [
            *_peer_traces(report.waves),
            _own_trace(report.waves, measure, language),
            *_other_rules(report.waves, measure, language),
        ],
        "layout": style.layout(
            height=HEIGHT + higher,
            xaxis=_time_axis(report.waves, first, last),
            yaxis=style.value_axis(title=measure.unit(language), is_percentage=measure.is_percentage, from_zero=False),
            shapes=[_event_line(event) for event in report.events],
            annotations=[_event_mark(event, row) for event, row in zip(report.events, rows, strict=True)],
            margin={"l": 8, "r": 12, "t": 48 + higher, "b": 48},
        ),
    }


def _time_shown(report: TrendReport) -> tuple[date, date]:
    days = [wave.closes_on for wave in report.waves] + [event.happened_on for event in report.events]
    first, last = min(days), max(days)
    air = timedelta(days=max(15, round(EDGE_SHARE * (last - first).days)))
    return first - air, last + air


def _time_axis(waves: Sequence[TrendWave], first: date, last: date) -> dict[str, object]:
    return {
        "type": "date",
        "range": [first.isoformat(), last.isoformat()],
        "tickmode": "array",
        "tickvals": [wave.closes_on.isoformat() for wave in waves],
        "ticktext": [wave.code for wave in waves],
        "gridcolor": style.GRID,
        "tickangle": 0,
        "automargin": True,
        "fixedrange": True,
    }


def _peer_traces(waves: Sequence[TrendWave]) -> list[style.Trace]:
    """Return two bands and the median for each stretch of neighbouring waves with peers, counted by the same rules.

    Hollow waves have both as well: their peers were counted as they were.
    """
    runs = groupby(waves, key=lambda wave: (wave.peers is not None, wave.is_comparable))
    stretches = [_days_of(run) for (has_peers, _), run in runs if has_peers]
    return [
        *(_band_trace(stretch, *OUTER) for stretch in stretches),
        *(_band_trace(stretch, *INNER) for stretch in stretches),
        *(_median_trace(stretch) for stretch in stretches),
    ]


def _days_of(run: Iterable[TrendWave]) -> Stretch:
    """Return the bands of a stretch by day; one that stands alone reaches to both sides."""
    days = [(wave.closes_on, wave.peers) for wave in run if wave.peers is not None]
    if len(days) > 1:
        return days
    ((day, band),) = days
    return [(day + timedelta(days=side * LONE_BAND_DAYS), band) for side in (-1, 1)]


def _band_trace(stretch: Stretch, low: str, high: str) -> style.Trace:
    there = [(day.isoformat(), _edge(band, low)) for day, band in stretch]
    back = [(day.isoformat(), _edge(band, high)) for day, band in reversed(stretch)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day for day, _ in there + back],
        "y": [value for _, value in there + back],
        "fill": "toself",
        "fillcolor": style.PEER_FILL,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _edge(band: PeerBand, name: str) -> float:
    return float(getattr(band, name))


def _median_trace(stretch: Stretch) -> style.Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day.isoformat() for day, _ in stretch],
        "y": [band.median for _, band in stretch],
        "line": {"color": style.INK_SOFT, "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _own_trace(waves: Sequence[TrendWave], measure: Measure, language: Language) -> style.Trace:
    """Return the line through the waves counted by the newest rules, with a break wherever one is missing."""
    return {
        **_points(waves, style.PLAIN, measure, language),
        "mode": "lines+markers",
        "x": [wave.closes_on.isoformat() for wave in waves],
        "y": [wave.estimate.value if wave.is_comparable else None for wave in waves],
        "line": {"color": style.ACCENT, "width": 2.5},
        "connectgaps": False,
    }


def _other_rules(waves: Sequence[TrendWave], measure: Measure, language: Language) -> list[style.Trace]:
    """Return the waves that other rules counted as hollow marks, not joined to anything."""
    others = [wave for wave in waves if wave.estimate.is_shown and not wave.is_comparable]
    if not others:
        return []
    return [
        {
            **_points(others, style.GROUP, measure, language),
            "mode": "markers",
            "x": [wave.closes_on.isoformat() for wave in others],
            "y": [wave.estimate.value for wave in others],
        }
    ]


def _points(waves: Sequence[TrendWave], mark: style.Mark, measure: Measure, language: Language) -> style.Trace:
    return {
        "type": "scatter",
        "error_y": style.asymmetric_error(
            plus=[whisker(wave.estimate.high, wave.estimate.value) for wave in waves],
            minus=[whisker(wave.estimate.value, wave.estimate.low) for wave in waves],
            colour=mark.colour,
        ),
        "marker": {
            "color": mark.colour,
            "symbol": mark.symbol,
            "size": 11,
            "opacity": [style.FAINT if wave.estimate.grade == "C" else 1.0 for wave in waves],
        },
        "text": [_hover(wave, measure, language) for wave in waves],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _hover(wave: TrendWave, measure: Measure, language: Language) -> str:
    if not wave.estimate.is_shown:
        return ""
    dates = f"{wave.opens_on:%Y-%m-%d} – {wave.closes_on:%Y-%m-%d}"
    name = language.say(f"{wave.code}（{dates}）", f"{wave.code} ({dates})")
    return hover_text(Dot(row=0, name=name, estimate=wave.estimate), measure=measure, language=language)


def _event_line(event: TrendEvent) -> dict[str, object]:
    day = event.happened_on.isoformat()
    line = {"color": style.INK, "width": 1.5, "dash": "dash"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1, "line": line}


def _mark_rows(events: Sequence[TrendEvent], *, days: int) -> list[int]:
    """Return the row of each event's number, counted from below: the lowest in which nothing stands close to it."""
    rows: list[int] = []
    newest: list[date] = []  # of each row
    for event in events:
        is_free = ((event.happened_on - day).days >= NEAR_SHARE * days for day in newest)
        row = next((row for row, free in enumerate(is_free) if free), len(newest))
        newest[row : row + 1] = [event.happened_on]
        rows.append(row)
    return rows


def _event_mark(event: TrendEvent, row: int) -> dict[str, object]:
    return {
        "x": event.happened_on.isoformat(),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": MARK_ROW * row,
        "text": event.mark,
        "showarrow": False,
        "font": {"size": 18, "color": style.INK},
    }
