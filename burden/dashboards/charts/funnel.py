"""A funnel: means of regions beside the numbers of people behind them, within the lines that chance would draw.

Few people, wide lines: what a small region shows by chance would be remarkable of a large one.  Names stand only where
a region lies beyond the outer lines.  Where people are a band, the lines are level within it, and where a mark stands
within its band means nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log, log10

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, hover_text, whisker
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, measure_of, value_text
from burden.domain.indicators import Indicator
from burden.reports.compare.types import FunnelPart, Limits, Peer
from burden.reports.types import BAND_WORDS, Band

HEIGHT = 440
AIR = 0.08  # of the span of what is drawn, above and below
ROUND_STARTS = ("1", "2", "5")  # of the numbers of people written at the axis
DASHES = ("dash", "solid")  # of the 95 % and the 99.8 % lines
MOST_NAMES = 12
PHONE_WIDTH, SIGN_WIDTH, NAME_HEIGHT = 300, 14, 17  # pixels: what the narrowest chart leaves for marks and names
OUTSIDE = frozenset({Band.HIGHER, Band.LOWER})
Range = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a region's mark stands: number of people, value."""

    unit: Peer
    x: float
    y: float


def funnel_figure(*, part: FunnelPart, own: str, indicator: Indicator, language: Language) -> style.Figure | None:
    """Return the chart; the region with code ``own`` is named wherever it lies.  None where nothing is compared."""
    places = list(_places(part))
    if not places or not part.limits:
        return None
    measure = measure_of(indicator)
    across, up = (part.limits[0].n, part.limits[-1].to), _values_shown(places, part)
    names = _names(_named(places, own, part), across, up, language)
    return {
        "data": [*_lines(part.limits), *_marks(places, measure, language)],
        "layout": style.layout(
            height=HEIGHT,
            xaxis=_people_axis(part, across, language),
            yaxis={
                **style.value_axis(title=measure.unit(language), is_percentage=measure.is_percentage, from_zero=False),
                "range": list(up),
            },
            shapes=_centre_line(part),
            annotations=[*_centre_label(part, measure, language), *names],
            margin={"l": 8, "r": 12, "t": 24, "b": 52},
        ),
    }


def _places(part: FunnelPart) -> Iterator[Place]:
    """Yield where marks stand; within a band of people by code, evenly."""
    for at in part.limits if not part.is_n_exact else ():
        inside = [unit for unit in part.units if unit.judged_by == at.n]
        for number, unit in enumerate(inside, start=1):
            share = number / (len(inside) + 1)
            x = exp(log(at.n) + share * (log(at.to) - log(at.n)))
            yield Place(unit=unit, x=round(x, 2), y=unit.estimate.value or 0.0)
    for unit in part.units if part.is_n_exact else ():
        if unit.judged_by is not None:
            yield Place(unit=unit, x=unit.judged_by, y=unit.estimate.value or 0.0)


def _values_shown(places: Sequence[Place], part: FunnelPart) -> Range:
    """Return the ends of the axis: intervals, the benchmark and the outer lines in the middle, with some air.

    Lines for the fewest people may reach far beyond; drawn whole they would squeeze the marks together.
    """
    estimates = [place.unit.estimate for place in places]
    ends = [end for value in estimates for end in (value.low, value.value, value.high) if end is not None]
    ends += [*part.limits[len(part.limits) // 2].ends[-1]]
    ends += [part.comparison.benchmark.value] if part.comparison.benchmark.value is not None else []
    air = AIR * (max(ends) - min(ends))
    return round(max(0.0, min(ends) - air), 3), round(max(ends) + air, 3)


def _lines(limits: Sequence[Limits]) -> Iterator[style.Trace]:
    """Yield the lower and the upper line of each confidence; level from ``n`` to ``to`` where people are bands."""
    x = [n for at in limits for n in ((at.n, at.to) if at.to > at.n else (at.n,))]
    for line, dash in enumerate(DASHES):
        for end in (0, 1):
            yield {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": [at.ends[line][end] for at in limits for _ in range(2 if at.to > at.n else 1)],
                "line": {"color": style.INK_SOFT, "width": 1.5, "dash": dash},
                "hoverinfo": "skip",
            }


def _marks(places: Sequence[Place], measure: Measure, language: Language) -> Iterator[style.Trace]:
    """Yield one trace a band that occurs, each with its own colour, shape and word."""
    for band in Band:
        group = [place for place in places if place.unit.estimate.band is band]
        if group:
            yield _trace(group, band, measure, language)


def _trace(places: Sequence[Place], band: Band, measure: Measure, language: Language) -> style.Trace:
    mark = style.MARKS[band]
    estimates = [place.unit.estimate for place in places]
    names = [language.name_of(place.unit.region.name) for place in places]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": language.say(*BAND_WORDS[band]),
        "x": [place.x for place in places],
        "y": [place.y for place in places],
        "error_y": style.asymmetric_error(
            plus=[whisker(value.high, value.value) for value in estimates],
            minus=[whisker(value.value, value.low) for value in estimates],
            colour=mark.colour,
        )
        | {"thickness": 1, "width": 2},
        "marker": {
            "color": mark.colour,
            "symbol": mark.symbol,
            "size": 11,
            "opacity": [style.FAINT if value.grade == "C" else 1.0 for value in estimates],
        },
        "text": [
            hover_text(Dot(row=0, name=name, estimate=value), measure=measure, language=language)
            for name, value in zip(names, estimates, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _people_axis(part: FunnelPart, across: Range, language: Language) -> dict[str, object]:
    ticks = [at for at in part.limits if not part.is_n_exact or str(at.n)[0] in ROUND_STARTS]
    exact = language.say("人数（越往右越多，判断线越窄）", "People (more to the right, where lines are narrower)")
    bands = language.say("人数档（档内左右没有含义）", "Band of people (no meaning within a band)")
    return {
        "type": "log",
        "range": [log10(across[0]) - 0.03, log10(across[1]) + 0.03],
        "tickmode": "array",
        "tickvals": [at.n if part.is_n_exact else round((at.n * at.to) ** 0.5, 2) for at in ticks],
        "ticktext": [at.text for at in ticks],
        "title": {"text": exact if part.is_n_exact else bands, "standoff": 8},
        "gridcolor": style.GRID,
        "tickangle": 0,
        "fixedrange": True,
        "zeroline": False,
    }


def _centre_line(part: FunnelPart) -> list[dict[str, object]]:
    value = part.comparison.benchmark.value
    if value is None:
        return []
    line = {"color": style.INK, "width": 1.5, "dash": "dot"}
    return [{"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": value, "y1": value, "line": line}]


def _centre_label(part: FunnelPart, measure: Measure, language: Language) -> list[dict[str, object]]:
    benchmark = part.comparison.benchmark
    if benchmark.value is None:
        return []
    value = value_text(benchmark, measure)
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "right",
            "y": benchmark.value,
            "yanchor": "bottom",
            "text": language.say(f"同级平均 {value}", f"peer mean {value}"),
            "showarrow": False,
            "font": {"size": 13, "color": style.INK_SOFT},
        }
    ]


def _named(places: Sequence[Place], own: str, part: FunnelPart) -> list[Place]:
    """Return the region itself, then those beyond the outer lines, farthest from the centre first.

    From the thirteenth on they stand in the table only.
    """
    centre = part.comparison.benchmark.value or 0.0
    named = [place for place in places if place.unit.estimate.band in OUTSIDE or place.unit.region.code == own]
    return sorted(named, key=lambda found: (found.unit.region.code != own, -abs(found.y - centre)))[:MOST_NAMES]


def _names(named: Sequence[Place], across: Range, up: Range, language: Language) -> Iterator[dict[str, object]]:
    """Yield the names, none over another one.

    A name stands on the side with more room, moved up or down until it is free.
    """
    taken: list[tuple[float, float, float]] = []  # left end, right end, height, in pixels
    for place in named:
        name = language.name_of(place.unit.region.name)
        share = (log(place.x) - log(across[0])) / (log(across[1]) - log(across[0]))
        is_right = share < 0.5  # noqa: PLR2004  # the middle of the chart
        width = SIGN_WIDTH * len(name)
        left = PHONE_WIDTH * share if is_right else PHONE_WIDTH * share - width
        height = HEIGHT * (place.y - up[0]) / (up[1] - up[0])
        shift = next(step for step in _steps() if _is_free(left, left + width, height + step, taken))
        taken.append((left, left + width, height + shift))
        yield {
            "x": log10(place.x),
            "y": place.y,
            "xanchor": "left" if is_right else "right",
            "xshift": 8 if is_right else -8,
            "yshift": shift,
            "text": name,
            "showarrow": False,
            "font": {"size": 13, "color": style.INK},
        }


def _steps() -> Iterator[int]:
    """Yield 0, then steps up and down that grow for ever."""
    yield 0
    step = 0
    while True:
        step += NAME_HEIGHT
        yield step
        yield -step


def _is_free(left: float, right: float, height: float, taken: Sequence[tuple[float, float, float]]) -> bool:
    return all(right < start or end < left or abs(height - there) >= NAME_HEIGHT for start, end, there in taken)
