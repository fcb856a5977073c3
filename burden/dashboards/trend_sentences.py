"""Writes the sentence above a trend: what may be said of the last waves, from where to where, and against peers."""

from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, evidence_text, measure_of, number_text, value_with_unit
from burden.dashboards.sentences import nothing_sentence
from burden.domain.thresholds import TREND_WAVES
from burden.domain.trend import Verdict
from burden.reports.trends.types import PeerBand, TrendReport, TrendWave

VERDICT_WORDS: dict[Verdict, tuple[str, str]] = {
    Verdict.FALLS: ("▼ 在下降", "▼ falls"),
    Verdict.RISES: ("▲ 在上升", "▲ rises"),
    Verdict.NO_CLEAR_CHANGE: ("● 看不出明确的升降", "● no clear change"),
    Verdict.TOO_FEW_WAVES: ("不判断升降", "too few for a verdict"),
    Verdict.NOT_TESTED: ("这个指标不判断升降", "no verdict for this indicator"),
}
ALL_OTHERWISE = (
    "以前各次口径不同，不能和最近一次比；数见下表。",
    "Earlier waves were counted otherwise and cannot be compared with the newest; their numbers stand in the table. ",
)


def trend_sentence(*, report: TrendReport, language: Language) -> str:
    """Say the verdict, the first and last number behind it, how many waves cannot be shown, and where peers lie."""
    measure = measure_of(report.frame.indicator)
    if not any(wave.estimate.is_shown for wave in report.waves):
        return nothing_sentence(language)
    joined = [wave for wave in report.waves if wave.is_joined]
    if not joined:
        return f"{language.say(*ALL_OTHERWISE)}{_missing(report, language)}".strip()
    verdict = _verdict(report, joined, measure, language)
    return f"{verdict}{_missing(report, language)}{_against_peers(joined[-1], measure, language)}".strip()


def _verdict(report: TrendReport, joined: list[TrendWave], measure: Measure, language: Language) -> str:
    word = language.say(*VERDICT_WORDS[report.verdict])
    last = _named(joined[-1], measure, language)
    if report.verdict is Verdict.TOO_FEW_WAVES:
        return language.say(
            f"能比的只有{len(joined)}次，不到{TREND_WAVES}次，{word}。最近一次：{last}。",
            f"{len(joined)} of the {TREND_WAVES} waves needed can be compared: {word}. Latest: {last}. ",
        )
    if report.verdict is Verdict.NOT_TESTED:
        return language.say(f"{word}。最近一次：{last}。", f"{word.capitalize()}. Latest: {last}. ")
    first = _named(next(wave for wave in joined if wave.code == report.judged[0]), measure, language)
    return language.say(
        f"最近{TREND_WAVES}次：{word}。从{first}，到{last}。",
        f"Last {TREND_WAVES} waves: {word}. From {first} to {last}. ",
    )


def _named(wave: TrendWave, measure: Measure, language: Language) -> str:
    value = value_with_unit(wave.estimate, measure, language)
    evidence = evidence_text(wave.estimate, measure, language)
    return language.say(f"{wave.code}的{value}（{evidence}）", f"{value} in {wave.code} ({evidence})")


def _missing(report: TrendReport, language: Language) -> str:
    hidden = sum(not wave.estimate.is_shown for wave in report.waves)
    if hidden == 0:
        return ""
    waves = "wave" if hidden == 1 else "waves"
    return language.say(f"另有{hidden}次样本不足或无数据。", f"Too few answers, or none, in {hidden} {waves} more. ")


def _against_peers(wave: TrendWave, measure: Measure, language: Language) -> str:
    if wave.peers is None or wave.estimate.value is None:
        return ""
    low, high = (number_text(end, decimals=measure.decimals) for end in (wave.peers.p25, wave.peers.p75))
    place = language.say(*_place(wave.estimate.value, wave.peers))
    return language.say(
        f"{wave.code}：{place}，{wave.peers.count}个同级地区的中间一半在{low}到{high}之间。",
        f"{wave.code}: {place}; the middle half of {wave.peers.count} peers lies between {low} and {high}.",
    )


def _place(value: float, band: PeerBand) -> tuple[str, str]:
    if value > band.p75:
        return "高于同级的中间一半", "above the middle half of its peers"
    if value < band.p25:
        return "低于同级的中间一半", "below the middle half of its peers"
    return "在同级的中间一半以内", "within the middle half of its peers"
