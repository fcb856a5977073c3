"""The sentences above the charts of a what-if question; every number stands in the table below it."""

from burden.dashboards.charts.what_if import HOURS, SAVED
from burden.dashboards.language import Language
from burden.dashboards.numbers import evidence_text, interval_text, number_text, value_text, value_with_unit
from burden.dashboards.sentences import nothing_sentence, overlap_doubt
from burden.reports.types import Row, Table


def changes_sentence(*, table: Table, language: Language) -> str:
    """Say what all chosen levels together save, from what to what, and where it is more and less."""
    total = next(row for row in table.rows if row.kind == "total")
    levels = [row for row in table.rows if row.kind == "plain" and row.estimate.is_shown]
    if not total.estimate.is_shown and not levels:
        return nothing_sentence(language)
    return (_together(total, table, language) if total.estimate.is_shown else "") + _by_level(levels, language)


def parts_sentence(*, table: Table, language: Language) -> str:
    """Say which measure saves most, and how many are left out."""
    shown = [row for row in table.rows if row.estimate.is_shown]
    if not shown:
        return nothing_sentence(language)
    hidden = len(table.rows) - len(shown)
    left = (
        language.say(
            f"另有{hidden}项样本不足或打卡占比太低，没有计入。", f" Too few answers or check-ins for {hidden} more."
        )
        if hidden
        else ""
    )
    most = _named(max(shown, key=_value), language)
    if len(shown) == 1:
        return language.say(f"能显示的只有一项：{most}。{left}", f"Only one measure can be shown: {most}.{left}")
    return language.say(f"单独看，省得最多的是{most}。{left}", f"By itself, most is saved by {most}.{left}")


def _together(total: Row, table: Table, language: Language) -> str:
    cells = dict(zip((column.key for column in table.columns), total.cells, strict=True))
    now, after = (_whole(cells[key]) for key in ("now", "after"))
    hours = dict(total.estimates)["hours"]
    saved = value_with_unit(total.estimate, SAVED, language)
    evidence = evidence_text(total.estimate, SAVED, language)
    a_month, interval = value_text(hours, HOURS), interval_text(hours, HOURS)
    return language.say(
        f"{total.label_zh}：每人少花{saved}（{evidence}），APP和群合计从{now}分钟降到{after}分钟；"
        f"每100人每月少花{a_month}小时（95%区间{interval}）。",
        f"{total.label_en.capitalize()}: {saved} less a person ({evidence}), apps and groups together from {now} to "
        f"{after} minutes; {a_month} hours a month less for 100 people (95% interval {interval}). ",
    )


def _by_level(levels: list[Row], language: Language) -> str:
    if len(levels) <= 1:
        return ""
    most, least = max(levels, key=_value), min(levels, key=_value)
    high, low = _named(most, language), _named(least, language)
    doubt = overlap_doubt(most.estimate, least.estimate, language)
    return language.say(f"{high}，省得较多；{low}，较少。{doubt}", f"More: {high}. Less: {low}. {doubt}".rstrip())


def _named(row: Row, language: Language) -> str:
    value = value_with_unit(row.estimate, SAVED, language)
    evidence = evidence_text(row.estimate, SAVED, language)
    return language.say(f"{row.label_zh}{value}（{evidence}）", f"{row.label_en} {value} ({evidence})")


def _whole(cell: str | float | None) -> str:
    return number_text(float(cell), decimals=0) if isinstance(cell, (int, float)) else str(cell or "")


def _value(row: Row) -> float:
    return row.estimate.value or 0.0
