"""Writes the sentences of the page of data quality."""

from collections.abc import Sequence

from burden.dashboards.language import Language
from burden.dashboards.numbers import evidence_text, measure_of, value_with_unit
from burden.dashboards.sentences import nothing_sentence
from burden.domain.indicators import I09
from burden.reports.quality.types import Heaped, Sourced, WeighedLine
from burden.reports.types import Estimate, Table
from burden.reports.weighting import differs

MOST_NAMED = 3


def notes_sentence(*, table: Table, language: Language) -> str:
    """Say how many things deserve care."""
    if not table.rows:
        return language.say("这一次没有特别要提醒的。", "Nothing in particular this time.")
    return language.say(
        f"有{len(table.rows)}件事，读数时请留意；这不是说谁填得不实。",
        f"{len(table.rows)} to bear in mind when reading; this accuses nobody.",
    )


def weighting_sentence(*, lines: Sequence[WeighedLine], language: Language) -> str:
    """Say where weighted and raw differ, with both numbers."""
    if not any(line.raw.is_shown for line in lines):
        return nothing_sentence(language)
    shown = [line for line in lines if line.weighted.is_shown]
    if not shown:
        return language.say(
            "没有各单位的人数，或人数只覆盖少部分答卷，不能加权。",
            "Head counts are not known, or for few of the answers only: nothing is weighted.",
        )
    found = [line for line in shown if differs(line.raw, line.weighted)]
    if not found:
        return language.say(
            f"{len(shown)}项加权前后相差都不到10%。", f"Weighted and raw differ by less than 10% in all {len(shown)}."
        )
    named = language.say("；", "; ").join(_with_numbers(line, language) for line in found[:MOST_NAMED])
    return language.say(
        f"{len(shown)}项里有{len(found)}项加权前后相差10%以上：{named}。",
        f"{len(found)} of {len(shown)} differ by more than 10%: {named}.",
    )


def _with_numbers(line: WeighedLine, language: Language) -> str:
    measure = measure_of(line.indicator)
    name = language.say(line.indicator.name_zh, line.indicator.name_en)
    raw, weighted = (value_with_unit(value, measure, language) for value in (line.raw, line.weighted))
    evidence = evidence_text(line.raw, measure, language)
    return language.say(
        f"{name}未加权{raw}（{evidence}），加权{weighted}", f"{name} raw {raw} ({evidence}), weighted {weighted}"
    )


def heaping_sentence(*, heaped: Sequence[Heaped], language: Language) -> str:
    """Say how many gave whole half hours."""
    shown = [line for line in heaped if line.share.is_shown]
    if not shown:
        return nothing_sentence(language)
    named = language.say("；", "; ").join(_share(line, language) for line in shown)
    return language.say(f"填成30、60、90……分钟的占比：{named}。", f"Gave 30, 60, 90, ... minutes: {named}.")


def sources_sentence(*, sourced: Sequence[Sourced], language: Language) -> str:
    """Say how many read their minutes from the phone, and how many recalled them."""
    shown = [line for line in sourced if line.share.is_shown]
    if not shown:
        return nothing_sentence(language)
    named = language.say("；", "; ").join(
        _with_share(language.say(str(line.option.zh), line.option.en), line.share, language) for line in shown
    )
    return language.say(f"APP用时：{named}。", f"Minutes on apps: {named}.")


def _share(line: Heaped, language: Language) -> str:
    return _with_share(language.say(line.indicator.name_zh, line.indicator.name_en), line.share, language)


def _with_share(name: str, share: Estimate, language: Language) -> str:
    measure = measure_of(I09)
    value, evidence = value_with_unit(share, measure, language), evidence_text(share, measure, language)
    return language.say(f"{name}{value}（{evidence}）", f"{name} {value} ({evidence})")
