"""How people spread at each level: boxes made of released quantiles, with the mean and its interval on them.

No point of a single person leaves the server: a box is the middle half of the people, its whiskers end where the lowest
and the highest tenth begin.  What too few people carry is not drawn: first the whiskers go, then the box.
"""

from collections.abc import Sequence

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, dots_trace
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, measure_of
from burden.reports.distribution.types import DistributionReport
from burden.reports.types import SUPPRESSED_EN, SUPPRESSED_ZH, Row

BOX_WIDTH = 0.5  # of a row
Placed = tuple[int, Row]  # place from the top, row


def boxes_figure(*, report: DistributionReport, language: Language) -> style.Figure | None:
    """Return one box a level; None when no level may be shown, or the indicator has no distribution."""
    rows = list(enumerate(report.by_level.rows))
    shown = [(place, row) for place, row in rows if row.estimate.is_shown]
    if not shown or not report.frame.indicator.has_distribution:
        return None
    measure = measure_of(report.frame.indicator)
    hidden = [place for place, row in rows if not row.estimate.is_shown]
    words = language.say(SUPPRESSED_ZH, SUPPRESSED_EN)
    return {
        "data": [*_boxes(shown), _medians(shown), _means(shown, measure, language)],
        "layout": style.layout(
            height=style.rows_height(len(rows)) + 70,
            xaxis=style.value_axis(title=measure.unit(language)),
            yaxis=style.name_axis([language.say(row.label_zh, row.label_en) for _, row in rows]),
            shapes=[style.hatched_row(row=place) for place in hidden],
            annotations=[style.words_in_row(row=place, words=words) for place in hidden],
        ),
    }


def _boxes(shown: Sequence[Placed]) -> list[style.Trace]:
    """Return one trace of boxes, () where nobody has quartiles; whiskers that may not be shown end at the box."""
    boxed = [(place, row.estimate.quantiles) for place, row in shown if row.estimate.quantiles.p25 is not None]
    if not boxed:
        return []
    return [
        {
            "type": "box",
            "orientation": "h",
            "y": [place for place, _ in boxed],
            "q1": [found.p25 for _, found in boxed],
            "median": [found.median for _, found in boxed],
            "q3": [found.p75 for _, found in boxed],
            "lowerfence": [found.p25 if found.p10 is None else found.p10 for _, found in boxed],
            "upperfence": [found.p75 if found.p90 is None else found.p90 for _, found in boxed],
            "boxpoints": False,
            "width": BOX_WIDTH,
            "line": {"color": style.INK_SOFT, "width": 1.5},
            "fillcolor": style.PEER_FILL,
            "hoverinfo": "skip",
        }
    ]


def _medians(shown: Sequence[Placed]) -> style.Trace:
    """Return the medians as upright strokes, with their intervals where these are released."""
    found = [(place, row.estimate.quantiles) for place, row in shown if row.estimate.quantiles.median is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [quantiles.median for _, quantiles in found],
        "y": [place for place, _ in found],
        "marker": {"symbol": "line-ns-open", "size": 22, "color": style.INK, "line": {"width": 3}},
        "hoverinfo": "skip",
    }


def _means(shown: Sequence[Placed], measure: Measure, language: Language) -> style.Trace:
    dots = [
        Dot(row=place, name=language.say(row.label_zh, row.label_en), estimate=row.estimate) for place, row in shown
    ]
    return {**dots_trace(dots, measure=measure, language=language), "name": language.say("平均", "mean")}
