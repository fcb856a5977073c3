"""One unit's indicators on a spine: where its values lie among its peers, each row in its peers' own scale.

Rows have different units, so a row is stretched until a tenth of the peers lies below the left edge of its band, half
below the spine and a tenth above the right edge.  Values stand in the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, hover_text
from burden.dashboards.language import Language
from burden.dashboards.numbers import measure_of
from burden.reports.profile.types import ProfileLine
from burden.reports.trends.types import PeerBand
from burden.reports.types import BAND_WORDS, Band

REACH = 2.2  # how far the scale goes, in half-widths of the band; farther values stand at the edge
BAR = 0.55  # of a row
ROW = 42  # pixels: names of two lines, and room between them


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A line of the profile at its row; it has peers and a value."""

    row: int
    line: ProfileLine
    band: PeerBand

    @property
    def value(self) -> float:
        """The value of the unit."""
        return self.line.estimate.value or 0.0


def spine_figure(*, lines: Sequence[ProfileLine], language: Language) -> style.Figure | None:
    """Return the chart of the lines with peers and a value; None without any."""
    found = [(line, line.peers) for line in lines if line.peers is not None and line.estimate.is_shown]
    places = [_Place(row=row, line=line, band=band) for row, (line, band) in enumerate(found)]
    if not places:
        return None
    names = [language.say(place.line.indicator.name_zh, place.line.indicator.name_en) for place in places]
    return {
        "data": [*_band_traces(places), *_own_traces(places, language)],
        "layout": style.layout(
            height=ROW * len(places) + 60,
            barmode="overlay",
            bargap=1 - BAR,
            xaxis=_axis(language),
            yaxis=style.name_axis(names),
            shapes=[_spine()],
            margin={"l": 8, "r": 12, "t": 36, "b": 16},
        ),
    }


def along_spine(value: float, band: PeerBand) -> float:
    """Return where a value lies: -1 at the 10th percentile of the peers, 0 at their median, 1 at the 90th.

    Each side has its own scale.  Where peers agree so much that a side has no width, everything beyond is at the edge.

    >>> band = PeerBand(count=12, p10=2.0, p25=4.0, median=6.0, p75=10.0, p90=14.0)
    >>> [along_spine(value, band) for value in (2.0, 5.0, 6.0, 10.0, 100.0)]
    [-1.0, -0.5, 0.0, 0.5, 2.2]
    """
    away = value - band.median
    if not away:
        return 0.0
    width = band.p90 - band.median if away > 0 else band.median - band.p10
    place = away / width if width else (REACH if away > 0 else -REACH)
    return round(min(max(place, -REACH), REACH), 3)


def _axis(language: Language) -> dict[str, object]:
    return {
        "range": [-REACH - 0.15, REACH + 0.15],
        "side": "top",
        "tickmode": "array",
        "tickvals": [-1, 0, 1],
        "ticktext": [
            "10%",
            language.say("一半", "half"),
            "90%",
        ],
        "gridcolor": style.GRID,
        "zeroline": False,
        "tickangle": 0,
        "fixedrange": True,
    }


def _spine() -> dict[str, object]:
    line = {"color": style.INK_SOFT, "width": 1.5, "dash": "dot"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "line": line}


def _band_traces(places: Sequence[_Place]) -> list[style.Trace]:
    """Return the bands of the peers, the middle half drawn over the middle eight tenths."""
    return [
        _bars(places, [(place.band.p10, place.band.p90) for place in places], style.PEER_FILL),
        _bars(places, [(place.band.p25, place.band.p75) for place in places], style.PEER_MIDDLE_FILL),
    ]


def _bars(places: Sequence[_Place], ends: Sequence[tuple[float, float]], colour: str) -> style.Trace:
    along = [
        (along_spine(low, place.band), along_spine(high, place.band))
        for place, (low, high) in zip(places, ends, strict=True)
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [low for low, _ in along],
        "x": [round(high - low, 3) for low, high in along],
        "y": [place.row for place in places],
        "marker": {"color": colour, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _own_traces(places: Sequence[_Place], language: Language) -> list[style.Trace]:
    """Return one trace a band that occurs, with its colour and shape; faint where few people answered."""
    groups = ((band, [place for place in places if place.line.estimate.band is band]) for band in Band)
    return [_own_trace(group, band, language) for band, group in groups if group]


def _own_trace(places: Sequence[_Place], band: Band, language: Language) -> style.Trace:
    mark = style.MARKS[band]
    dots = [along_spine(place.value, place.band) for place in places]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": language.say(*BAND_WORDS[band]),
        "x": dots,
        "y": [place.row for place in places],
        "error_x": style.asymmetric_error(
            plus=[_length(place.line.estimate.high, place.band, dot) for place, dot in zip(places, dots, strict=True)],
            minus=[-_length(place.line.estimate.low, place.band, dot) for place, dot in zip(places, dots, strict=True)],
            colour=mark.colour,
        ),
        "marker": {
            "color": mark.colour,
            "symbol": mark.symbol,
            "size": 13,
            "line": {"color": style.PAPER, "width": 1.5},
            "opacity": [style.FAINT if place.line.estimate.grade == "C" else 1.0 for place in places],
        },
        "text": [_hover(place, language) for place in places],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _length(end: float | None, band: PeerBand, dot: float) -> float:
    return 0.0 if end is None else round(along_spine(end, band) - dot, 3)


def _hover(place: _Place, language: Language) -> str:
    indicator, band = place.line.indicator, place.band
    name = language.say(indicator.name_zh, indicator.name_en)
    measure = measure_of(indicator)
    dot = Dot(row=place.row, name=name, estimate=place.line.estimate)
    ends = f"{band.p25:.{measure.decimals}f}–{band.p75:.{measure.decimals}f}"
    peers = language.say(f"{band.count}个同级的中间一半：{ends}", f"middle half of {band.count} peers: {ends}")
    return f"{hover_text(dot, measure=measure, language=language)}<br>{peers}"
