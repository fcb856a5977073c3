"""Dots with intervals on a common scale: what every chart of estimates is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from burden.dashboards import figure_style as style
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, evidence_text, value_with_unit
from burden.reports.types import BAND_WORDS, Band, Estimate


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One estimate at its row, counted from the top; ``name`` stands beside it, ``href`` is where a click leads."""

    row: int
    name: str
    estimate: Estimate
    href: str = ""


def dots_trace(
    dots: Sequence[Dot], *, measure: Measure, language: Language, mark: style.Mark = style.PLAIN, name: str = ""
) -> style.Trace:
    """Return the trace of these estimates, all shown, under this name; those of grade C are drawn faint."""
    values = [dot.estimate.value or 0.0 for dot in dots]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": values,
        "y": [dot.row for dot in dots],
        "error_x": style.asymmetric_error(
            plus=[whisker(dot.estimate.high, value) for dot, value in zip(dots, values, strict=True)],
            minus=[whisker(value, dot.estimate.low) for dot, value in zip(dots, values, strict=True)],
            colour=mark.colour,
        ),
        "marker": {
            "color": mark.colour,
            "symbol": mark.symbol,
            "size": 12,
            "opacity": [style.FAINT if dot.estimate.grade == "C" else 1.0 for dot in dots],
        },
        "customdata": [{"href": dot.href} for dot in dots],
        "text": [hover_text(dot, measure=measure, language=language) for dot in dots],
        "hovertemplate": "%{text}<extra></extra>",
    }


def band_traces(dots: Sequence[Dot], *, measure: Measure, language: Language) -> list[style.Trace]:
    """Return one trace a band that occurs, each with the band's own colour, shape and word."""
    groups = ((band, [dot for dot in dots if dot.estimate.band is band]) for band in Band)
    return [
        dots_trace(
            group, measure=measure, language=language, mark=style.MARKS[band], name=language.say(*BAND_WORDS[band])
        )
        for band, group in groups
        if group
    ]


def hover_text(dot: Dot, *, measure: Measure, language: Language) -> str:
    """Return name, value, interval, number of people and grade, one a line."""
    value = value_with_unit(dot.estimate, measure, language)
    evidence = evidence_text(dot.estimate, measure, language)
    grade = language.say(f"可靠性{dot.estimate.grade}", f"grade {dot.estimate.grade}") if dot.estimate.grade else ""
    return "<br>".join(part for part in (f"<b>{dot.name}</b>", value, evidence, grade) if part)


def whisker(high: float | None, low: float | None) -> float:
    """Return a whisker's length; nothing where a side of the interval was not published."""
    return 0.0 if high is None or low is None else round(high - low, 6)
