"""The four cells of a clean-up as dots with intervals: there and elsewhere, before and after.

Before is hollow, after is filled; there is round, elsewhere a diamond, so that colour is never the only cue.
"""

from burden.dashboards import figure_style as style
from burden.dashboards.charts.dots import Dot, dots_trace
from burden.dashboards.language import Language
from burden.dashboards.numbers import measure_of
from burden.reports.effect.types import EffectReport, Outcome
from burden.reports.types import Estimate

TWO_LINES = 12  # pixels that a row of two lines takes more than others
OWN_BEFORE = style.Mark(colour=style.ACCENT, symbol="circle-open")
OTHERS_BEFORE = style.Mark(colour=style.INK_SOFT, symbol="diamond-open")
OTHERS_AFTER = style.Mark(colour=style.INK_SOFT, symbol="diamond")


def effect_figure(*, report: EffectReport, language: Language) -> style.Figure | None:
    """Return the chart of the chosen clean-up; None when no cell may be shown."""
    if report.outcome is None:
        return None
    shown = [cell for cell in _cells(report.outcome, language) if cell[1].is_shown]
    if not shown:
        return None
    measure = measure_of(report.frame.indicator)
    names = style.name_axis([name for name, _, _ in shown])
    return {
        "data": [
            dots_trace([Dot(row=row, name=name, estimate=value)], measure=measure, language=language, mark=mark)
            for row, (name, value, mark) in enumerate(shown)
        ],
        "layout": style.layout(
            height=style.rows_height(len(shown)) + TWO_LINES * len(shown),
            xaxis=style.value_axis(title=measure.unit(language), is_percentage=measure.is_percentage, from_zero=False),
            yaxis=names | {"ticktext": [_two_lines(name) for name, _, _ in shown]},
        ),
    }


def _cells(outcome: Outcome, language: Language) -> list[tuple[str, Estimate, style.Mark]]:
    here = language.name_of(outcome.clean_up.region.name)
    others = language.say("没清理的地区", "No clean-up")
    before, after = (
        language.say(f"清理前{outcome.clean_up.before}", f"before, {outcome.clean_up.before}"),
        language.say(f"清理后{outcome.clean_up.after}", f"after, {outcome.clean_up.after}"),
    )
    comma = language.say("，", ", ")
    return [
        (f"{here}{comma}{before}", outcome.own_before, OWN_BEFORE),
        (f"{here}{comma}{after}", outcome.own_after, style.PLAIN),
        (f"{others}{comma}{before}", outcome.others_before, OTHERS_BEFORE),
        (f"{others}{comma}{after}", outcome.others_after, OTHERS_AFTER),
    ]


def _two_lines(name: str) -> str:
    """Return where above when."""
    return name.replace("，", "<br>", 1).replace(", ", "<br>", 1)
