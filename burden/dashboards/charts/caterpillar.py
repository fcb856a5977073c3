"""Children of a region as dots with intervals against their pooled mean, to see what chance alone would not do.

Dots are sorted by value so that the eye finds direction; overlapping intervals warn against reading ranks.
"""

from collections.abc import Mapping, Sequence

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, band_traces
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, measure_of, value_text
from burden.reports.types import RegionReport

AIR = 0.15  # of the span of the values, on both sides


def caterpillar_figure(*, report: RegionReport, language: Language, hrefs: Mapping[str, str]) -> style.Figure | None:
    """Return the chart; ``hrefs`` maps region codes to where a click leads.  None when no child may be shown."""
    measure = measure_of(report.frame.indicator)
    rows = [row for row in report.children.rows if row.kind == "plain" and row.estimate.is_shown]
    if not rows:
        return None
    rows.sort(key=lambda row: row.estimate.value or 0.0, reverse=True)
    dots = [
        Dot(
            row=place,
            name=language.say(row.label_zh, row.label_en),
            estimate=row.estimate,
            href=hrefs.get(row.region.code, "") if row.region else "",
        )
        for place, row in enumerate(rows)
    ]
    return {
        "data": band_traces(dots, measure=measure, language=language),
        "layout": style.layout(
            height=style.rows_height(len(dots)) + 30,
            xaxis=style.value_axis(title=measure.unit(language), is_percentage=measure.is_percentage, from_zero=False),
            yaxis=style.name_axis([dot.name for dot in dots]),
            shapes=_benchmark_shapes(report, reach=_reach(dots, report)),
            annotations=_benchmark_label(report, measure, language),
            margin={"l": 8, "r": 20, "t": 40, "b": 48},
        ),
    }


def _reach(dots: Sequence[Dot], report: RegionReport) -> tuple[float, float]:
    """Return the ends of the axis that published values need, with some air.

    The band of chance may reach far beyond them; drawn whole it would squeeze the dots into a corner.
    """
    ends = [end for dot in dots for end in (dot.estimate.low, dot.estimate.value, dot.estimate.high) if end is not None]
    ends += [report.benchmark.value] if report.benchmark.value is not None else []
    air = AIR * (max(ends) - min(ends))
    return min(ends) - air, max(ends) + air


def _benchmark_shapes(report: RegionReport, *, reach: tuple[float, float]) -> list[dict[str, object]]:
    """Return a line at the peers' pooled mean and the band in which chance alone would put a child, within reach."""
    value = report.benchmark.value
    if not report.benchmark.is_shown or value is None:
        return []
    across = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    line = {
        **across,
        "type": "line",
        "x0": value,
        "x1": value,
        "line": {"color": style.INK, "width": 1.5, "dash": "dash"},
    }
    if report.funnel_low is None or report.funnel_high is None:
        return [line]
    band = {
        **across,
        "type": "rect",
        "x0": max(report.funnel_low, reach[0]),
        "x1": min(report.funnel_high, reach[1]),
        "fillcolor": style.PEER_FILL,
        "line": {"width": 0},
    }
    return [band, line]


def _benchmark_label(report: RegionReport, measure: Measure, language: Language) -> list[dict[str, object]]:
    if not report.benchmark.is_shown or report.benchmark.value is None:
        return []
    value = value_text(report.benchmark, measure)
    return [
        {
            "x": report.benchmark.value,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "text": language.say(f"同级平均 {value}", f"peer mean {value}"),
            "showarrow": False,
            "font": {"size": 13, "color": style.INK_SOFT},
        }
    ]
