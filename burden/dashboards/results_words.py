"""The three sentences that people who answered get back: how much, how it feels, and whether it changed."""

from burden.dashboards.language import Language
from burden.dashboards.numbers import measure_of, number_text, people_text
from burden.domain.indicators import I03, I04, I07, I09, Indicator
from burden.reports.results_page import ResultsReport, WaveValue
from burden.reports.types import SUPPRESSED, Estimate

TOO_FEW = (
    "这里填的人还不够多。为了不让人猜出是谁说的，不单独显示；大家的话已经并进上级，可以看上级的结果。",
    "Too few have answered here. So that nobody can guess who said what, it counts in the region above alone.",
)

TOO_FEW_AND_NOTHING_ABOVE = ("填的人还不够多，这次不显示。", "Too few have answered; nothing is shown this time.")


def results_sentences(*, report: ResultsReport, language: Language) -> tuple[str, ...]:
    """Return up to three sentences; one where nothing may be shown."""
    values = {indicator.code: estimate for indicator, estimate in report.public.headline}
    sentences = (
        _how_much(values, language),
        _how_it_feels(values, language),
        _whether_it_changed(report.minutes, language),
    )
    said = tuple(sentence for sentence in sentences if sentence)
    is_topmost = len(report.public.frame.breadcrumb) == 1
    return said or (language.say(*(TOO_FEW_AND_NOTHING_ABOVE if is_topmost else TOO_FEW)),)


def _how_much(values: dict[str, Estimate], language: Language) -> str:
    media, groups = (values.get(indicator.code, SUPPRESSED) for indicator in (I03, I04))
    if not media.is_shown and not groups.is_shown:
        return ""
    zh = [f"要装的APP、关注的账号共{_number(media, I03)}个"] if media.is_shown else []
    en = [f"{_number(media, I03)} apps and followed accounts"] if media.is_shown else []
    if groups.is_shown:
        zh.append(f"工作群{_number(groups, I04)}个")
        en.append(f"{_number(groups, I04)} work groups")
    people = people_text(media if media.is_shown else groups)
    return language.say(
        f"{people}人填了。平均每人{'，'.join(zh)}。", f"{people} people answered. On average each has {', '.join(en)}."
    )


def _how_it_feels(values: dict[str, Estimate], language: Language) -> str:
    minutes, averse = (values.get(indicator.code, SUPPRESSED) for indicator in (I07, I09))
    zh, en = [], []
    if minutes.is_shown:
        zh.append(f"每个工作日，花在这些APP和群里的时间平均{_number(minutes, I07)}分钟")
        en.append(f"They take {_number(minutes, I07)} minutes of a workday")
    if averse.is_shown:
        share = averse.text or f"{_number(averse, I09)}%"
        zh.append(f"{share}的人说反感")
        en.append(f"{share} of people dislike it")
    return language.say(f"{'；'.join(zh)}。", f"{'; '.join(en)}.") if zh else ""


def _whether_it_changed(minutes: tuple[WaveValue, ...], language: Language) -> str:
    shown = [wave for wave in minutes if wave.is_comparable and wave.estimate.is_shown]
    if len(shown) < 2 or shown[-1] is not minutes[-1]:  # noqa: PLR2004  # two waves make a change
        return ""
    before, now = shown[-2], shown[-1]
    was, here = (_number(wave.estimate, I07) for wave in (before, now))
    zh, en = _direction(before.estimate, now.estimate)
    return language.say(
        f"和{before.code}那次比，每天的时间从{was}分钟到{here}分钟：{zh}。",
        f"Since {before.code} the time went from {was} to {here} minutes: {en}.",
    )


def _direction(before: Estimate, now: Estimate) -> tuple[str, str]:
    """Return a direction only where the intervals lie apart."""
    if None in (before.low, before.high, now.low, now.high):
        return "看不出多了还是少了", "no clear change"
    if (now.high or 0.0) < (before.low or 0.0):
        return "少了", "less"
    if (now.low or 0.0) > (before.high or 0.0):
        return "多了", "more"
    return "看不出多了还是少了", "no clear change"


def _number(value: Estimate, indicator: Indicator) -> str:
    return value.text or number_text(value.value, decimals=measure_of(indicator).decimals)
