"""Regions by level, or by practice, as a heatmap with the value printed in every cell.

It stands where others would draw a map: area is not people, and every cell can be read and printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from burden.dashboards import figure_style as style
from burden.dashboards.language import Language, level_name
from burden.dashboards.numbers import Measure, evidence_text, measure_of, value_text, value_with_unit
from burden.domain.levels import Level
from burden.reports.types import SUPPRESSED_EN, SUPPRESSED_ZH, Estimate, OverviewReport

ROW_HEIGHT = 40
MOST_WIDE_COLUMNS, SMALL_FONT = 6, 10  # more columns than this print their values small, for the sake of a phone
LONGEST_CHINESE = 3  # signs of a column's name on one line
NARROWEST = 270  # pixels that a phone has for names and cells
GAP = 8  # pixels between names and cells
TOP = 48  # pixels over the cells, where names stand upright
DARK_FROM = 0.53  # of the scale: there black and white are equally legible, 4.5 to 1


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """One cell: its value, what it is called in full, and where a click on it leads."""

    estimate: Estimate
    name: str
    href: str = ""


Cells = Sequence[Sequence[GridCell]]


def heatmap_figure(*, report: OverviewReport, language: Language, hrefs: Sequence[str]) -> style.Figure | None:
    """Return regions by level; ``hrefs`` hold one address a row.  None when no cell may be shown."""
    names = [language.say(row.label_zh, row.label_en) for row in report.heatmap.rows]
    levels = [level_name(Level(level), language) for level in report.heatmap_levels]
    cells = [
        [
            GridCell(estimate=value, name=f"{name} · {level}", href=href)
            for level, value in zip(levels, row, strict=True)
        ]
        for name, href, row in zip(names, hrefs, report.heatmap_estimates, strict=True)
    ]
    measure = measure_of(report.frame.indicator)
    columns = [style.wrapped(level, longest_chinese=LONGEST_CHINESE) for level in levels]
    return grid_figure(names=names, columns=columns, cells=cells, measure=measure, language=language)


def grid_figure(
    *, names: Sequence[str], columns: Sequence[str], cells: Cells, measure: Measure, language: Language
) -> style.Figure | None:
    """Return the heatmap of these rows and columns, whose names hold their own breaks; None when no cell may be shown.

    Cells without a published value are hatched and say so: they are neither zero nor light.
    """
    estimates = [cell.estimate for row in cells for cell in row]
    shown = [value.value for value in estimates if value.is_shown and value.value is not None]
    if not shown:
        return None
    trace = {
        "type": "heatmap",
        "x": list(range(len(columns))),
        "y": list(range(len(names))),
        "z": [[cell.estimate.value if cell.estimate.is_shown else None for cell in row] for row in cells],
        "customdata": [[{"href": cell.href, "text": _hover(cell, measure, language)} for cell in row] for row in cells],
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
            xaxis=_column_axis(columns),
            yaxis={**style.name_axis(names), "showgrid": False, "range": [len(names) - 0.5, -0.5]},
            margin={"l": 8, "r": 8, "t": TOP, "b": 8},
            annotations=_labels(cells, measure, low=min(shown), high=max(shown), language=language),
            shapes=_hatching(cells),
            **_turned(names, columns),
        ),
    }


def _turned(names: Sequence[str], columns: Sequence[str]) -> dict[str, object]:
    """Return, where a phone is too narrow for columns' names unless turned, how many pixels the figure is higher there.

    ``meta`` is Plotly's place for what is not Plotly's; without it the cells would have to give way to the names.
    """
    beside = max(style.letters_of(style.wrapped(name)) for name in names)
    longest = style.SMALL_FONT_SIZE * max(map(style.letters_of, columns))
    is_free = longest * len(columns) <= NARROWEST - GAP - style.SMALL_FONT_SIZE * beside
    return {} if is_free else {"meta": {"turned": max(0, round(longest) + GAP - TOP)}}


def _column_axis(columns: Sequence[str]) -> dict[str, object]:
    return {
        "side": "top",
        "type": "linear",
        "tickmode": "array",
        "tickvals": list(range(len(columns))),
        "range": [-0.5, len(columns) - 0.5],
        "zeroline": False,
        "ticktext": list(columns),
        "tickangle": 0,
        "showgrid": False,
        "fixedrange": True,
        "automargin": True,
    }


def _hatching(cells: Cells) -> list[dict[str, object]]:
    return [
        style.hatched_cell(column=column, row=row)
        for row, line in enumerate(cells)
        for column, cell in enumerate(line)
        if not cell.estimate.is_shown
    ]


def _labels(cells: Cells, measure: Measure, *, low: float, high: float, language: Language) -> list[dict[str, object]]:
    """Print each cell's value in it, light on dark and dark on light, or that it has too few answers."""
    size = {"size": SMALL_FONT} if cells and len(cells[0]) > MOST_WIDE_COLUMNS else {}
    labels = [
        (column, row, _label(cell.estimate, measure, low=low, high=high, language=language))
        for row, line in enumerate(cells)
        for column, cell in enumerate(line)
    ]
    return [
        {"x": column, "y": row, "showarrow": False, **label, "font": size | label["font"]}
        for column, row, label in labels
    ]


def _label(cell: Estimate, measure: Measure, *, low: float, high: float, language: Language) -> dict[str, Any]:
    if not cell.is_shown:
        words = language.say("样本<br>不足", "too<br>few")
        return {"text": words, "bgcolor": style.MISSING_FILL, "font": {"size": 11, "color": style.INK}}
    colour = style.ON_DARK_CELL if _is_dark(cell, low, high) else style.ON_LIGHT_CELL
    return {"text": value_text(cell, measure), "font": {"color": colour}}


def _is_dark(cell: Estimate, low: float, high: float) -> bool:
    if not cell.is_shown or cell.value is None or high == low:
        return False
    return (cell.value - low) / (high - low) > DARK_FROM


def _hover(cell: GridCell, measure: Measure, language: Language) -> str:
    value = cell.estimate
    if not value.is_shown:
        words = language.say(SUPPRESSED_ZH, SUPPRESSED_EN)
    else:
        words = f"{value_with_unit(value, measure, language)}<br>{evidence_text(value, measure, language)}"
    return f"<b>{cell.name}</b><br>{words}"


def scale_text(report: OverviewReport, language: Language) -> str:
    """Return the legend of the colours in words."""
    unit = measure_of(report.frame.indicator).unit(language)
    return language.say(
        f"颜色越深，数值越大（{unit}）；斜纹格：样本不足，已并入上级，或无数据。",
        f"The darker, the larger ({unit}); hatched: too few answers, counted with the level above, or none.",
    )
