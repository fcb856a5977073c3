"""Rows and columns that several tables share: an estimate printed in cells, always in the same order."""

from burden.domain.indicators import Indicator, Statistic
from burden.reports.types import SUPPRESSED_ZH, Band, Column, Estimate

Cell = str | int | float | None

CODE_COLUMN = Column(key="code", title_zh="区划代码", title_en="Code", kind="code")
BAND_COLUMN = Column(key="band", title_zh="与同级比", title_en="Against peers", kind="band")
REST_LABEL = ("其余（并入本级）", "rest (counted with the level above)")


def value_kind(indicator: Indicator) -> str:
    """Return how files format the indicator's values."""
    if indicator.statistic is not Statistic.MEAN:
        return "percent"
    return "minutes" if indicator.is_self_reported_time else "number"


def estimate_columns(indicator: Indicator, *, is_one_of_many: bool = False) -> tuple[Column, ...]:
    """Return the columns of one estimate: n, value, interval, median where there is one, grade.

    In a table of several indicators their keys begin with the indicator's code and their titles with its name.
    """
    kind, decimals = value_kind(indicator), indicator.decimals
    key = f"{indicator.code}_" if is_one_of_many else ""
    of_zh, of_en = (f"{indicator.name_zh}：", f"{indicator.name_en}: ") if is_one_of_many else ("", "")

    def column(name: str, title: tuple[str, str], *, kind: str, decimals: int = 0) -> Column:
        return Column(
            key=key + name, title_zh=of_zh + title[0], title_en=of_en + title[1], kind=kind, decimals=decimals
        )

    value = Column(
        key=f"{key}value",
        title_zh=f"{indicator.name_zh}（{indicator.unit_zh}）",
        title_en=f"{indicator.name_en} ({indicator.unit_en})",
        kind=kind,
        decimals=decimals,
    )
    medians = (column("median", ("中位数", "Median"), kind=kind, decimals=decimals),)
    return (
        column("n", ("人数", "People"), kind="count"),
        value,
        column("low", ("区间下限", "95% low"), kind=kind, decimals=decimals),
        column("high", ("区间上限", "95% high"), kind=kind, decimals=decimals),
        *(medians if indicator.has_distribution else ()),
        column("grade", ("可靠性", "Grade"), kind="text"),
    )


def estimate_cells(value: Estimate, indicator: Indicator) -> tuple[Cell, ...]:
    """Return the cells under :func:`estimate_columns`; a suppressed value says so in its place and nothing else."""
    median = (value.quantiles.median,) if indicator.has_distribution else ()
    return (n_cell(value), value_cell(value), value.low, value.high, *median, value.grade or None)


def value_cell(value: Estimate) -> Cell:
    """Return the printed value: a number, the words that stand for it, or that there is none to show."""
    if not value.is_shown:
        return SUPPRESSED_ZH
    return value.text or value.value


def n_cell(value: Estimate) -> Cell:
    """Return the number of people, exact or as a band; None where nothing is shown."""
    return value.n if value.n is not None else value.n_text or None


def band_cell(value: Estimate) -> Cell:
    """Return where the value stands against its peers; None where that is not known."""
    return None if value.band is Band.UNKNOWN else value.band


def row_kind(value: Estimate) -> str:
    """Return the kind of an ordinary row with this value."""
    return "plain" if value.is_shown else "suppressed"
