"""Regions by level as a heatmap with the value printed in every cell.

It stands where others would draw a map: area is not people, and every cell can be read and printed.
"""

from collections.abc import Sequence

from burden.dashboards import figure_style as style
from burden.dashboards.language import Language, level_name
from burden.dashboards.numbers import Measure, evidence_text, measure_of, value_text, value_with_unit
from burden.domain.levels import Level
from burden.reports.types import SUPPRESSED_EN, SUPPRESSED_ZH, Estimate, OverviewReport

ROW_HEIGHT = 40
DARK_FROM = 0.53  # of the scale: there black and white are equally legible, 4.5 to 1


def heatmap_figure(*, report: OverviewReport, language: Language, hrefs: Sequence[str]) -> style.Figure | None:
    """Return the heatmap; ``hrefs`` hold one address a row.  None when no cell may be shown.

    Cells without a published value are hatched and say so: they are neither zero nor light.
    """
    names = [language.say(row.label_zh, row.label_en) for row in report.heatmap.rows]
    levels = [level_name(Level(level), language) for level in report.heatmap_levels]
    grid = report.heatmap_estimates
    shown = [cell.value for row in grid for cell in row if cell.is_shown and cell.value is not None]
    if not shown:
        return None
    trace = {
        "type": "heatmap",
        "x": list(range(len(levels))),
        "y": list(range(len(names))),
        "z": [[cell.value if cell.is_shown else None for cell in row] for row in grid],
        "customdata": [
            [{"href": href, "text": _hover(name, level, cell, report, language)} for level, cell in _pairs(levels, row)]
            for name, href, row in zip(names, hrefs, grid, strict=True)
        ],
        "hovertemplate": "%{customdata.text}<extra></extra>",
        "hoverongaps": False,
        "colorscale": [list(stop) for stop in style.SEQUENTIAL],
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
    }
    return {
        "data": [trace],
        "layout": style.layout(
            height=70 + ROW_HEIGHT * len(names),
            plot_bgcolor=style.MISSING_FILL,
            xaxis=_level_axis(levels),
            yaxis={**style.name_axis(names), "showgrid": False, "range": [len(names) - 0.5, -0.5]},
            margin={"l": 8, "r": 8, "t": 48, "b": 8},
            annotations=_labels(report, low=min(shown), high=max(shown), language=language),
            shapes=_hatching(report),
        ),
    }


def _level_axis(levels: list[str]) -> dict[str, object]:
    return {
        "side": "top",
        "type": "linear",
        "tickmode": "array",
        "tickvals": list(range(len(levels))),
        "range": [-0.5, len(levels) - 0.5],
        "zeroline": False,
        "ticktext": [style.wrapped(level) for level in levels],
        "tickangle": 0,
        "showgrid": False,
        "fixedrange": True,
        "automargin": True,
    }


def _hatching(report: OverviewReport) -> list[dict[str, object]]:
    return [
        style.hatched_cell(column=column, row=row)
        for row, cells in enumerate(report.heatmap_estimates)
        for column, cell in enumerate(cells)
        if not cell.is_shown
    ]


def _labels(report: OverviewReport, *, low: float, high: float, language: Language) -> list[dict[str, object]]:
    """Print each cell's value in it, light on dark and dark on light, or that it has too few answers."""
    measure = measure_of(report.frame.indicator)
    return [
        {"x": column, "y": row, "showarrow": False, **_label(cell, measure, low=low, high=high, language=language)}
        for row, cells in enumerate(report.heatmap_estimates)
        for column, cell in enumerate(cells)
    ]


def _label(cell: Estimate, measure: Measure, *, low: float, high: float, language: Language) -> dict[str, object]:
    if not cell.is_shown:
        words = language.say("样本<br>不足", "too<br>few")
        return {"text": words, "bgcolor": style.MISSING_FILL, "font": {"size": 11, "color": style.INK}}
    colour = style.ON_DARK_CELL if _is_dark(cell, low, high) else style.ON_LIGHT_CELL
    return {"text": value_text(cell, measure), "font": {"color": colour}}


def _is_dark(cell: Estimate, low: float, high: float) -> bool:
    if not cell.is_shown or cell.value is None or high == low:
        return False
    return (cell.value - low) / (high - low) > DARK_FROM


def _hover(name: str, level: str, cell: Estimate, report: OverviewReport, language: Language) -> str:
    measure = measure_of(report.frame.indicator)
    if not cell.is_shown:
        words = language.say(SUPPRESSED_ZH, SUPPRESSED_EN)
    else:
        words = f"{value_with_unit(cell, measure, language)}<br>{evidence_text(cell, measure, language)}"
    return f"<b>{name} · {level}</b><br>{words}"


def _pairs(levels: list[str], row: tuple[Estimate, ...]) -> list[tuple[str, Estimate]]:
    return list(zip(levels, row, strict=True))


def scale_text(report: OverviewReport, language: Language) -> str:
    """Return the legend of the colours in words."""
    unit = measure_of(report.frame.indicator).unit(language)
    return language.say(
        f"颜色越深，数值越大（{unit}）；斜纹格：样本不足，已并入上级，或无数据。",
        f"The darker, the larger ({unit}); hatched: too few answers, counted with the level above, or none.",
    )
