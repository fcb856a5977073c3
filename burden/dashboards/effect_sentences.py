"""Says in plain words what came of a clean-up, and what gives reason to ask; every number stands in a table below."""

from burden.dashboards.language import Language
from burden.dashboards.numbers import Measure, measure_of, number_text, people_text, value_with_unit
from burden.domain.effect import EffectVerdict
from burden.domain.thresholds import EFFECT_FEWEST_OTHERS
from burden.reports.effect.caution_words import CAUTION_ORDER, CAUTION_WORDS
from burden.reports.effect.types import Cautions, EffectReport, Outcome, WhyNot
from burden.reports.types import Estimate

NO_CLEAN_UP = (
    "这里和下级地区还没有登记过清理、减负的日子。请运维在操作台“清理登记”里填上：哪个地区、哪一天、做了什么。",
    "No clean-up is entered for this region or those below it. Operators enter them at their desk: where, when, what.",
)
REASONS: dict[WhyNot, tuple[str, str]] = {
    WhyNot.NO_WAVE_BEFORE: ("清理以前没有发布过调查，没法比。", "No wave was published before the clean-up."),
    WhyNot.NO_WAVE_AFTER: (
        "清理以后还没有发布过调查；下一次发布以后就能比。",
        "No wave has been published since the clean-up; the next one will tell.",
    ),
    WhyNot.RATIO: ("这个指标是两个总数之比，不作判断。", "A ratio of two sums is not judged."),
    WhyNot.OTHER_RULES: ("前后两次口径不同，不能比。", "The two waves were counted by different rules."),
    WhyNot.TOO_FEW_ANSWERS: (
        "前后两次里，至少有一次样本不足或无数据。",
        "At least one of the two waves has too few answers, or none.",
    ),
    WhyNot.TOO_FEW_OTHERS: (
        f"同期没做清理、又能比的同级地区不到{EFFECT_FEWEST_OTHERS}个。",
        f"Fewer than {EFFECT_FEWEST_OTHERS} regions without a clean-up can be compared.",
    ),
}
VERDICTS: dict[EffectVerdict, tuple[str, str]] = {
    EffectVerdict.LOWER: ("▼ 比没做清理的地区降得多（或升得少）", "▼ fell by more, or rose by less, than elsewhere"),
    EffectVerdict.HIGHER: ("▲ 比没做清理的地区升得多（或降得少）", "▲ rose by more, or fell by less, than elsewhere"),
    EffectVerdict.NO_CLEAR_EFFECT: ("● 看不出和没做清理的地区有差别", "● no clear difference from elsewhere"),
    EffectVerdict.CANNOT_TELL: ("无法判断", "Cannot tell"),
}


def effect_sentence(*, report: EffectReport, language: Language) -> str:
    """Say the verdict with the effect and its interval, how it comes about, and what stands in the way."""
    outcome = report.outcome
    if outcome is None:
        return language.say(*NO_CLEAN_UP)
    measure = measure_of(report.frame.indicator)
    verdict = language.say(*VERDICTS[outcome.verdict])
    if outcome.why_not is not None:
        reason = language.say(*REASONS[outcome.why_not])
        return language.say(f"{verdict}：{reason}", f"{verdict}: {reason} ").strip()
    effect = _signed(outcome.effect, measure, language)
    ends = [number_text(end, decimals=measure.decimals) for end in (outcome.effect.low, outcome.effect.high)]
    said = language.say(
        f"{verdict}：净变化{effect}（95%区间{ends[0]}到{ends[1]}）。",
        f"{verdict}: {effect} (95% interval {ends[0]} to {ends[1]}). ",
    )
    return f"{said}{_ways(outcome, measure, language)}{_besides(outcome, language)}".strip()


def _ways(outcome: Outcome, measure: Measure, language: Language) -> str:
    name = language.name_of(outcome.clean_up.region.name)
    own = [value_with_unit(value, measure, language) for value in (outcome.own_before, outcome.own_after)]
    others = [value_with_unit(value, measure, language) for value in (outcome.others_before, outcome.others_after)]
    people = [people_text(value) for value in (outcome.own_before, outcome.own_after)]
    return language.say(
        f"{name}从{own[0]}（{people[0]}人）到{own[1]}（{people[1]}人）；"
        f"没做清理的{outcome.others}个同级地区平均从{others[0]}到{others[1]}。",
        f"{name} went from {own[0]} ({people[0]} people) to {own[1]} ({people[1]} people), the mean of "
        f"{outcome.others} peers without a clean-up from {others[0]} to {others[1]}. ",
    )


def _besides(outcome: Outcome, language: Language) -> str:
    if not outcome.besides:
        return ""
    return language.say(
        f"同期这里还登记了{outcome.besides}件别的清理，分不开是哪一件的作用。",
        f"Other clean-ups there at the time: {outcome.besides}; which of them did it cannot be told.",
    )


def _signed(value: Estimate, measure: Measure, language: Language) -> str:
    number = value.value or 0.0
    sign = "+" if number > 0 else ""
    unit = measure.unit(language)
    if measure.is_percentage:
        unit = language.say("个百分点", "points")
    return f"{sign}{number_text(number, decimals=measure.decimals)} {unit}"


def cautions_sentence(*, cautions: Cautions, language: Language) -> str:
    """Say in how many of the regions there is reason to ask, or that there is none."""
    if not cautions.regions:
        return language.say(
            f"{cautions.after}：样本不足或无数据，没法看。", f"{cautions.after}: too few answers, or none, to look at."
        )
    against = language.say(
        f"{cautions.after}和{cautions.before}比，" if cautions.before else f"{cautions.after}（没有上一次可比），",
        f"{cautions.after} against {cautions.before}: "
        if cautions.before
        else f"{cautions.after}, with no earlier wave to compare: ",
    )
    found = len({case.region.code for case in cautions.cases})
    if not found:
        return against + language.say(
            f"看了{cautions.regions}个地区，没有发现特别要去问的。",
            f"{cautions.regions} regions looked at, no particular reason to ask.",
        )
    by_caution = [
        (CAUTION_WORDS[caution], len({case.region.code for case in cautions.cases if case.evidence.caution is caution}))
        for caution in CAUTION_ORDER
    ]
    zh = "，".join(f"{words[0]}{count}个" for words, count in by_caution if count)
    en = ", ".join(f"{words[1]}: {count}" for words, count in by_caution if count)
    return against + language.say(
        f"看了{cautions.regions}个地区，{found}个值得去问一问：{zh}。",
        f"{cautions.regions} regions looked at, in {found} it is worth asking; {en}.",
    )
