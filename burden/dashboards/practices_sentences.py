"""Writes the sentences above the charts of practices: what is met most, at which level more, and where."""

from collections.abc import Sequence

from burden.dashboards.language import Language
from burden.dashboards.numbers import SHARE, evidence_text, value_with_unit
from burden.dashboards.sentences import nothing_sentence, overlap_doubt
from burden.reports.practices.met import HOLLOW, PRACTICE_FACTS, Fact
from burden.reports.types import Estimate, Frame, Row, Table

NONE_MET = PRACTICE_FACTS[-1]


def facts_sentence(*, table: Table, frame: Frame, language: Language) -> str:
    """Say what was met most, and between which two levels it differs most, of how many people."""
    rows = [row for row in table.rows if row.estimate.is_shown and row.label_zh not in {NONE_MET.zh, HOLLOW.zh}]
    if not rows:
        return nothing_sentence(language)
    top = max(rows, key=lambda row: row.estimate.value or 0.0)
    value = value_with_unit(top.estimate, SHARE, language)
    evidence = evidence_text(top.estimate, SHARE, language)
    head = language.say(
        f"{frame.levels_zh}里，遇到最多的是“{top.label_zh}”：{value}（{evidence}）。",
        f"Met most, {frame.levels_en}: {top.label_en}, {value} ({evidence}). ",
    )
    return f"{head}{_levels_of(top, frame, language)}{_none_met(table, language)}".strip()


def _levels_of(row: Row, frame: Frame, language: Language) -> str:
    """Compare the levels with the highest and lowest share of one practice."""
    names = {zh: language.say(zh, en) for _, zh, en in frame.level_choices}
    shown = [(name, value) for name, value in row.estimates if value.is_shown]
    if len(shown) < 2:  # noqa: PLR2004  # two levels to compare
        return ""
    high, low = max(shown, key=_value), min(shown, key=_value)
    top, bottom = (f"{names[name]}{_text(value, language)}" for name, value in (high, low))
    doubt = overlap_doubt(high[1], low[1], language)
    return language.say(f"{top}，较高；{bottom}，较低。{doubt}", f"Higher: {top}; lower: {bottom}. {doubt}")


def _none_met(table: Table, language: Language) -> str:
    row = next((row for row in table.rows if row.label_zh == NONE_MET.zh and row.estimate.is_shown), None)
    if row is None:
        return ""
    text = _text(row.estimate, language)
    return language.say(f"都没有遇到的{text}。", f"None of these: {text}.")


def regions_sentence(*, table: Table, facts: Sequence[Fact], language: Language) -> str:
    """Name the region and practice with the highest share, and how many cells cannot be shown."""
    by_code = {fact.code: fact for fact in facts if fact.code not in {NONE_MET.code, HOLLOW.code}}
    cells = [
        (row, by_code[code], value)
        for row in table.rows
        if row.kind != "rest"
        for code, value in row.estimates
        if code in by_code
    ]
    shown = [cell for cell in cells if cell[2].is_shown]
    if not shown:
        return nothing_sentence(language)
    row, fact, value = max(shown, key=lambda cell: cell[2].value or 0.0)
    hidden = len(cells) - len(shown)
    left = language.say(f"另有{hidden}格样本不足或无数据。", f"Too few answers, or none, in {hidden} cells.")
    text = _text(value, language)
    return language.say(
        f"最多的是{row.label_zh}的“{fact.zh}”：{text}。{left if hidden else ''}",
        f"Most: {fact.en} in {row.label_en}, {text}. {left if hidden else ''}",
    ).strip()


def _text(value: Estimate, language: Language) -> str:
    evidence = evidence_text(value, SHARE, language)
    shown = value_with_unit(value, SHARE, language)
    return language.say(f"{shown}（{evidence}）", f" {shown} ({evidence})")


def _value(pair: tuple[str, Estimate]) -> float:
    return pair[1].value or 0.0
