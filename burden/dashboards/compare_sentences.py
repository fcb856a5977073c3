"""Writes the sentence above a funnel: how many regions lie beyond what chance does, which, and what the peers carry."""

from collections.abc import Sequence

from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, evidence_text, measure_of, value_with_unit
from burden.dashboards.sentences import nothing_sentence
from burden.domain.indicators import Indicator, Statistic
from burden.reports.compare.types import FunnelPart, Peer
from burden.reports.peers.notes import KIND_WORDS
from burden.reports.types import Band

MOST_NAMED = 6


def compare_sentence(*, part: FunnelPart, own: str, indicator: Indicator, language: Language) -> str:
    """Say the peers' mean, which regions lie above and below it by more than chance, and how many cannot be shown."""
    measure = measure_of(indicator)
    shown = [unit for unit in part.units if unit.estimate.is_shown]
    if not shown:
        return nothing_sentence(language)
    hidden = _hidden(len(part.units) - len(shown), language)
    if not part.limits:
        return f"{_not_compared(indicator, language)}{hidden}".strip()
    benchmark = part.comparison.benchmark
    kind_zh, kind_en = KIND_WORDS[part.kind]
    value, evidence = value_with_unit(benchmark, measure, language), evidence_text(benchmark, measure, language)
    head = language.say(
        f"同级平均{value}（{evidence}）。能比的{len(shown)}个{kind_zh}里，",
        f"Peer mean {value} ({evidence}). Of {len(shown)} {kind_en} ",
    )
    return f"{head}{_outside(shown, language)}{_of_own(shown, own, measure, language)}{hidden}".strip()


def _not_compared(indicator: Indicator, language: Language) -> str:
    if indicator.statistic is Statistic.RATIO:
        return language.say(
            "这个指标是两个总数之比，看不出每个人差多少，不判断是不是偶然；数见下表。",
            "A ratio of two sums tells no spread between people: no verdict on chance, the numbers stand below. ",
        )
    return language.say(
        "能比的不到3个，或大家填的几乎一样，不作比较；数见下表。",
        "Fewer than 3 can be compared, or all said nearly the same: no verdict, the numbers stand below. ",
    )


def _outside(shown: Sequence[Peer], language: Language) -> str:
    higher = [unit for unit in shown if unit.estimate.band is Band.HIGHER]
    lower = [unit for unit in shown if unit.estimate.band is Band.LOWER]
    if not higher and not lower:
        return language.say("没有一个远得不像偶然。", "none lies farther off than chance would explain. ")
    parts = [
        (higher, "▲ 高于同级", "▲ higher than peers"),
        (lower, "▼ 低于同级", "▼ lower than peers"),
    ]
    zh = "；".join(f"{words}的{len(units)}个{_listed(units, language)}" for units, words, _ in parts if units)
    en = "; ".join(f"{len(units)} {words}{_listed(units, language)}" for units, _, words in parts if units)
    return language.say(f"{zh}；其余看不出明显差异。", f"{en}; no clear difference for the others. ")


def _listed(units: Sequence[Peer], language: Language) -> str:
    """Return the names in brackets, by code; nothing where they are too many for a sentence."""
    if len(units) > MOST_NAMED:
        return language.say("（见表）", " (see the table)")
    names = [language.name_of(unit.region.name) for unit in units]
    return language.say(f"（{'、'.join(names)}）", f" ({', '.join(names)})")


def _of_own(shown: Sequence[Peer], own: str, measure: Measure, language: Language) -> str:
    unit = next((unit for unit in shown if unit.region.code == own), None)
    if unit is None:
        return ""
    value, evidence = value_with_unit(unit.estimate, measure, language), evidence_text(unit.estimate, measure, language)
    name = language.name_of(unit.region.name)
    return language.say(f"{name}：{value}（{evidence}）。", f"{name}: {value} ({evidence}). ")


def _hidden(count: int, language: Language) -> str:
    if count == 0:
        return ""
    return language.say(
        f"另有{count}个样本不足或无数据，人数已并入上级。",
        f"Too few answers, or none, in {count} more: people are counted with the level above.",
    )
