"""Writes the sentences of a profile: what lies higher and lower than at the unit's peers, and what changes."""

from collections.abc import Sequence

from burden.dashboards.language import Language
from burden.dashboards.numbers import evidence_text, measure_of, number_text, value_with_unit
from burden.dashboards.sentences import nothing_sentence
from burden.domain.trend import Verdict
from burden.reports.profile.types import ProfileLine
from burden.reports.types import Band

MOST_NAMED = 3  # indicators with their numbers in one sentence; the table has the rest
WAYS = (
    (Band.HIGHER, "▲ 高于同级", "▲ Higher than peers"),
    (Band.LOWER, "▼ 低于同级", "▼ Lower than peers"),
)
TRENDS = ((Verdict.RISES, "▲ 最近5次在上升", "▲ Rising"), (Verdict.FALLS, "▼ 最近5次在下降", "▼ Falling"))


def profile_sentence(*, lines: Sequence[ProfileLine], language: Language) -> str:
    """Say what is higher, lower and changing, with values, intervals, people and the peers' middle value."""
    shown = [line for line in lines if line.estimate.is_shown]
    if not shown:
        return nothing_sentence(language)
    compared = [line for line in shown if line.estimate.band is not Band.UNKNOWN]
    return "".join((_against_peers(compared, language), _changes(shown, language))).strip()


def _against_peers(compared: Sequence[ProfileLine], language: Language) -> str:
    if not compared:
        return language.say(
            "能显示的同级不到10个，或本账号看不到的同级太少，这里不和同级比。",
            "Fewer than 10 peers are shown, or too few beyond those you read: no comparison. ",
        )
    parts = []
    for band, zh, en in WAYS:
        found = [line for line in compared if line.estimate.band is band]
        if found:
            parts.append(language.say(f"{zh}的{len(found)}项：", f"{en} ({len(found)}): ") + _named(found, language))
    alike = sum(line.estimate.band is Band.SIMILAR for line in compared)
    head = language.say(f"可与同级比的{len(compared)}项。", f"{len(compared)} indicators can be compared. ")
    tail = language.say(f"与同级无明显差异的{alike}项。", f"No clear difference from peers: {alike}. ")
    return "".join((head, *parts, tail))


def _named(lines: Sequence[ProfileLine], language: Language) -> str:
    named = language.say("；", "; ").join(_with_numbers(line, language) for line in lines[:MOST_NAMED])
    more = language.say("等，见下表。", " and others, see the table. ") if len(lines) > MOST_NAMED else ""
    return named + (more or language.say("。", ". "))


def _with_numbers(line: ProfileLine, language: Language) -> str:
    measure = measure_of(line.indicator)
    name = language.say(line.indicator.name_zh, line.indicator.name_en)
    value = value_with_unit(line.estimate, measure, language)
    evidence = evidence_text(line.estimate, measure, language)
    middle = number_text(line.peers.median if line.peers else None, decimals=measure.decimals)
    return language.say(
        f"{name}{value}（{evidence}；同级一半低于{middle}）",
        f"{name} {value} ({evidence}; half the peers lie below {middle})",
    )


def _changes(lines: Sequence[ProfileLine], language: Language) -> str:
    parts = []
    for verdict, zh, en in TRENDS:
        names = [
            language.say(line.indicator.name_zh, line.indicator.name_en) for line in lines if line.verdict is verdict
        ]
        if names:
            together = language.say("、", ", ").join(names)
            parts.append(language.say(f"{zh}的：{together}。", f"{en} over the last 5 waves: {together}. "))
    return "".join(parts)
