"""Colours of charts: legible on a light and on a dark page, and none without its dark counterpart."""

import itertools
import json
import re
from pathlib import Path

import pytest
from django.test import Client

from burden.dashboards import figure_style as style
from burden.dashboards.charts.heatmap import DARK_FROM
from tests.aggregation.world import PROVINCE

SCRIPT = Path(__file__).resolve().parent.parent.parent / "static" / "js" / "figures.js"
SCALE = {colour for _, colour in style.SEQUENTIAL} | {style.ON_LIGHT_CELL, style.ON_DARK_CELL}
MARKS = {mark.colour for mark in (*style.MARKS.values(), style.PLAIN, style.GROUP, style.TOTAL)}
WORDS = {style.INK, style.INK_SOFT}
PAGES = [
    "/d/",
    f"/d/regions/{PROVINCE}/",
    "/d/compare/",
    "/d/distribution/",
    "/d/practices/",
    "/d/trends/",
    "/d/quality/",
    "/d/apps/",
    "/d/what-if/?stop=A1&merge=A2&groups=2",
]
A_COLOUR = re.compile(r'"(#[0-9a-fA-F]{6}|rgba\([^)]+\))"')


def _dark() -> dict[str, str]:
    [listed] = re.findall(r"var DARK = \{(.*?)\};", SCRIPT.read_text(), flags=re.DOTALL)
    return dict(re.findall(r"'([^']+)': '([^']+)'", listed))


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert _contrast("#ffffff", "#000000") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_words_and_marks_stand_out_from_their_ground(*, is_dark: bool) -> None:
    as_drawn = (lambda colour: _dark()[colour]) if is_dark else (lambda colour: colour)
    ground = as_drawn(style.PAPER)
    for colour in WORDS:
        assert _contrast(as_drawn(colour), ground) >= 4.5, colour
        assert _contrast(as_drawn(colour), as_drawn(style.MISSING_FILL)) >= 4.5, colour
    for colour in MARKS:
        assert _contrast(as_drawn(colour), ground) >= 3, colour


def test_the_value_of_a_cell_stands_out_wherever_it_is_on_the_scale() -> None:
    for step in range(101):
        share = step / 100
        words = style.ON_DARK_CELL if share > DARK_FROM else style.ON_LIGHT_CELL
        assert _contrast(words, _on_scale(share)) >= 4.5, share


def _on_scale(share: float) -> str:
    """The colour at this share of the scale, drawn between its stops as Plotly does."""
    stops = style.SEQUENTIAL
    (low, one), (high, other) = next((a, b) for a, b in itertools.pairwise(stops) if share <= b[0])
    part = (share - low) / (high - low)
    mixed = (int(one[at : at + 2], 16) * (1 - part) + int(other[at : at + 2], 16) * part for at in (1, 3, 5))
    return "#" + "".join(f"{round(value):02x}" for value in mixed)


def test_signs_of_bands_differ_by_shape_and_not_by_colour_alone() -> None:
    symbols = [mark.symbol for mark in style.MARKS.values()]
    assert len(set(symbols)) == len(symbols)


def test_every_colour_of_every_chart_has_a_dark_counterpart(supervisor: Client) -> None:
    known = set(_dark()) | SCALE
    for address in PAGES:
        page = supervisor.get(address).content.decode()
        figures = re.findall(r'<script id="figure-[^"]+" type="application/json">(.*?)</script>', page, flags=re.DOTALL)
        assert figures, address
        for figure in figures:
            used = set(A_COLOUR.findall(json.dumps(json.loads(figure))))
            assert used <= known, (address, used - known)
