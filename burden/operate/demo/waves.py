"""The story of the demo: six released waves, three clean-ups between them, and one open wave.

Four counties went their own way (采薇 rebounds, 沐霜 swaps groups for messages, 漱玉 closes nearly everything, 弄月
asks for paperwork); the rest of the province follows the wave's scale.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from burden.operate.demo.answers import Recipe, Scale
from burden.operate.demo.regions import PROVINCE_CODE, code_named

ANSWERS_A_WAVE = 6_000
ANSWERS_IN_THE_OPEN_WAVE = 1_500
OPEN_SCALE = 0.77
OPEN_FOR_DAYS_BEFORE = 30
OPEN_FOR_DAYS_AFTER = 60
NEXT_WAVE_OPEN_DAYS = 90
FIRST_OPEN_CODE = "2026Q4"
REFERENCE_WAVE = "2025Q4"  # its published figures are those of the 2018 report
QUARTERS = 4


@dataclass(frozen=True, kw_only=True)
class DemoWave:
    """A wave of the demo; ``is_open`` waits for visitors, the others are closed and released."""

    code: str
    opens_on: date
    closes_on: date
    recipe: Recipe
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class DemoEvent:
    """A dated clean-up."""

    region_code: str
    happened_on: date
    title: str
    note: str


def released_waves() -> tuple[DemoWave, ...]:
    """Return the six waves that are released when the demo starts, oldest first."""
    rebound, swapped, closed = code_named("采薇县"), code_named("沐霜县"), code_named("漱玉县")
    swap = Scale(groups=0.5, messages=1.6)
    # 1.12 times the wave before, whose scale was 0.80.
    back = Scale(apps=1.15, groups=1.15, messages=1.15)
    shut = Scale(apps=0.25, groups=0.15, messages=0.15)
    story: tuple[tuple[str, float, dict[str, Scale]], ...] = (
        ("2025Q2", 1.02, {}),
        ("2025Q3", 1.01, {}),
        (REFERENCE_WAVE, 1.00, {}),
        ("2026Q1", 0.92, {}),
        ("2026Q2", 0.80, {swapped: swap}),
        ("2026Q3", 0.78, {rebound: back, swapped: swap, closed: shut}),
    )
    return tuple(
        _released(code, Recipe(number=number, size=ANSWERS_A_WAVE, scale=scale, counties=counties))
        for number, (code, scale, counties) in enumerate(story, start=1)
    )


def _released(code: str, recipe: Recipe) -> DemoWave:
    year, quarter = int(code[:4]), int(code[5])
    opens_on = date(year, 3 * quarter - 2, 8)
    return DemoWave(code=code, opens_on=opens_on, closes_on=opens_on + timedelta(days=60), recipe=recipe)


def open_wave(today: date) -> DemoWave:
    """Return the wave that visitors of a fresh demo answer."""
    return DemoWave(
        code=FIRST_OPEN_CODE,
        opens_on=today - timedelta(days=OPEN_FOR_DAYS_BEFORE),
        closes_on=today + timedelta(days=OPEN_FOR_DAYS_AFTER),
        recipe=_open_recipe(FIRST_OPEN_CODE),
        is_open=True,
    )


def wave_after(code: str, today: date) -> DemoWave:
    """Return the wave that follows ``code``, open from today on."""
    following = code_after(code)
    return DemoWave(
        code=following,
        opens_on=today,
        closes_on=today + timedelta(days=NEXT_WAVE_OPEN_DAYS),
        recipe=_open_recipe(following),
        is_open=True,
    )


def code_after(code: str) -> str:
    """Return the code of the next quarter.

    >>> code_after("2026Q4"), code_after("2027Q1")
    ('2027Q1', '2027Q2')
    """
    year, quarter = int(code[:4]), int(code[5])
    return f"{year + quarter // QUARTERS}Q{quarter % QUARTERS + 1}"


def _open_recipe(code: str) -> Recipe:
    # Any number will do that no released wave has; the quarter's own keeps the waves apart.
    return Recipe(number=int(code[:4]) * QUARTERS + int(code[5]), size=ANSWERS_IN_THE_OPEN_WAVE, scale=OPEN_SCALE)


def clean_up_events() -> Iterator[DemoEvent]:
    """Yield three clean-ups, each between two waves."""
    yield DemoEvent(
        region_code=PROVINCE_CODE,
        happened_on=date(2025, 12, 20),
        title="全省清理“空壳”“僵尸”应用",
        note="停用一批长期无人使用的应用，合并党建类应用（演示数据）",
    )
    yield DemoEvent(
        region_code=code_named("沐霜县"),
        happened_on=date(2026, 3, 25),
        title="工作群减半",
        note="同类工作群合并为一个（演示数据）",
    )
    yield DemoEvent(
        region_code=code_named("漱玉县"),
        happened_on=date(2026, 6, 20),
        title="集中关停本县应用和工作群",
        note="除应急外一律停用（演示数据）",
    )
