"""The sentences about single apps and what they weigh; every number stands in the table below it."""

from burden.dashboards.charts.app_balance import corner_of
from burden.dashboards.charts.apps import ACTIVE, MINUTES
from burden.dashboards.charts.what_if import SAVED
from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, evidence_text, value_with_unit
from burden.dashboards.sentences import nothing_sentence, overlap_doubt
from burden.reports.apps.balance import middles, useful_of
from burden.reports.apps.portrait import AppReport
from burden.reports.types import Estimate, Row, Table

HALF = 50


def standing_sentence(*, report: AppReport, language: Language) -> str:
    """Say how many leads there are about the app and what was decided last."""
    leads = [row for row in report.leads.rows if row.estimate.is_shown or row.cells[5]]
    decision = report.history.rows[0] if report.history.rows else None
    found = language.say(
        f"有{len(leads)}条线索。" if leads else "没有看到线索。",
        f"Leads: {len(leads)}. " if leads else "No lead. ",
    )
    if decision is None:
        return found + language.say("还没有登记决定。", "No decision is recorded.")
    state = str(decision.cells[0])
    state_en = getattr(decision.cells[0], "en", state)
    return found + language.say(
        f"最近登记的决定：{decision.label_zh}，{state}。", f"Last decision: {decision.label_en}, {state_en}."
    )


def minutes_sentence(*, table: Table, language: Language) -> str:
    """Say which row takes its users more time and which less, beside all of them together where there is such a row."""
    total = next((row for row in table.rows if row.kind == "total"), None)
    rows = [row for row in table.rows if row.kind != "total" and row.estimate.is_shown]
    own = _own(total, language) if total is not None else ""
    if not rows:
        return own or nothing_sentence(language)
    return _higher_and_lower([(row, row.estimate) for row in rows], MINUTES, language) + own


def waves_sentence(*, table: Table, language: Language) -> str:
    """Set the newest wave beside the first one: the share of holders who use the app."""
    shown = [(row, dict(row.estimates)["active"]) for row in table.rows]
    shown = [(row, value) for row, value in shown if value.is_shown]
    if not shown:
        return nothing_sentence(language)
    (first, before), (last, now) = shown[0], shown[-1]
    newest = language.say(
        f"{last.label_zh}，装了的人里在用的占{_said(now, ACTIVE, language)}。",
        f"{last.label_en}: {_said(now, ACTIVE, language)} of its holders used it. ",
    )
    if first is last:
        return newest
    doubt = overlap_doubt(*((now, before) if _value(now) >= _value(before) else (before, now)), language)
    return newest + language.say(
        f"{first.label_zh}为{_said(before, ACTIVE, language)}。{doubt}",
        f"{first.label_en}: {_said(before, ACTIVE, language)}. {doubt}",
    )


def highest_sentence(*, table: Table, language: Language) -> str:
    """Name the answer given most often and the one given least."""
    rows = [(row, row.estimate) for row in table.rows if row.estimate.is_shown]
    return _higher_and_lower(rows, ACTIVE, language) if rows else nothing_sentence(language)


def answers_sentence(*, table: Table, language: Language) -> str:
    """Name the answer given most often, with its share as printed."""
    shown = [row for row in table.rows if row.estimate.is_shown]
    if not shown:
        return nothing_sentence(language)
    most = max(shown, key=lambda row: _value(row.estimate))
    value = _said(most.estimate, ACTIVE, language)
    return language.say(f"占比最高的回答：“{most.label_zh}”，{value}。", f"Most often: “{most.label_en}”, {value}.")


def _higher_and_lower(rows: list[tuple[Row, Estimate]], measure: Measure, language: Language) -> str:
    high, high_value = max(rows, key=lambda pair: _value(pair[1]))
    low, low_value = min(rows, key=lambda pair: _value(pair[1]))
    top, bottom = _said(high_value, measure, language), _said(low_value, measure, language)
    if len(rows) == 1:
        return language.say(f"能显示的只有{high.label_zh}：{top}。", f"Only one can be shown: {high.label_en}, {top}. ")
    doubt = overlap_doubt(high_value, low_value, language)
    return language.say(
        f"{high.label_zh}较高，{top}；{low.label_zh}较低，{bottom}。{doubt}",
        f"Higher: {high.label_en}, {top}. Lower: {low.label_en}, {bottom}. {doubt}",
    )


def _own(total: Row, language: Language) -> str:
    if not total.estimate.is_shown:
        return ""
    value = _said(total.estimate, MINUTES, language)
    return language.say(f"{total.label_zh}：{value}。", f"{total.label_en.capitalize()}: {value}. ")


def _said(value: Estimate, measure: Measure, language: Language) -> str:
    evidence = evidence_text(value, measure, language)
    opening, closing = ("（", "）") if language is not Language.ENGLISH else (" (", ")")
    return f"{value_with_unit(value, measure, language)}{opening}{evidence}{closing}"


def _value(estimate: Estimate) -> float:
    return estimate.value or 0.0


def weights_sentence(*, table: Table, language: Language) -> str:
    """Say which app takes most of everybody's time, and how few of them together take half."""
    if not table.rows:
        return nothing_sentence(language)
    first = table.rows[0]
    minutes = _said(dict(first.estimates)["minutes"], SAVED, language)
    share = _said(first.estimate, ACTIVE, language)
    most = language.say(
        f"最费时间的是{first.label_zh}，人均{minutes}，占全部应用用时的{share}。",
        f"Most time: {first.label_en}, {minutes} a person, {share} of all app minutes. ",
    )
    return most + _half(table, language)


def _half(table: Table, language: Language) -> str:
    """Say how few of the listed apps together take half; nothing where it takes more than are listed."""
    listed = [row for row in table.rows if row.kind != "rest"]
    for place, row in enumerate(listed, start=1):
        so_far = dict(row.estimates)["so_far"]
        if _value(so_far) >= HALF:
            value = _said(so_far, ACTIVE, language)
            return language.say(f"前{place}个应用合起来占{value}。", f"The first {place} together: {value}.")
    return ""


def balance_sentence(*, table: Table, language: Language) -> str:
    """Say which apps take more time than the middle and are found useful by fewer; and what the middles are."""
    middle = middles(table)
    if middle is None:
        return nothing_sentence(language)
    benchmark = language.say(
        f"各应用的中间值：{middle[0]:.0f}分钟、{middle[1]:.0f}%觉得有用。",
        f"Middle of the apps: {middle[0]:.0f} minutes, {middle[1]:.0f}% find it useful.",
    )
    look = corner_of(table).look
    if not look:
        return benchmark + language.say(
            "没有哪个应用既比中间值费时间，又比中间值少人觉得有用。",
            " No app takes more time than that and is useful to fewer.",
        )
    most = max(look, key=lambda row: _value(row.estimate))
    minutes, useful = _said(most.estimate, MINUTES, language), _said(useful_of(most), ACTIVE, language)
    return benchmark + language.say(
        f"比它费时间、觉得有用的人又较少的有{len(look)}个，例如{most.label_zh}：{minutes}，{useful}觉得有用。",
        f" More time and less useful: {len(look)}, such as {most.label_en}: {minutes}, useful to {useful}.",
    )
