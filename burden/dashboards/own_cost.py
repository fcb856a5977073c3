"""Says what a wave cost the people who answered it, in both languages."""

from burden.dashboards.language import Language
from burden.dashboards.numbers import measure_of, number_text, value_text
from burden.domain.further_indicators import I20
from burden.reports.types import WaveCost


def cost_sentences(cost: WaveCost | None, *, language: Language) -> tuple[str, ...]:
    """Return what the first page of a wave cost all who answered it, and how that is known; () where it is not."""
    if cost is None:
        return ()
    low, high = number_text(cost.low, decimals=0), number_text(cost.high, decimals=0)
    share = value_text(cost.within_90, measure_of(I20)).removesuffix(" %")
    zh = f"{cost.wave_code} 调查的第一页，用了大家{_hours_zh(cost.hours)}（{low}到{high}小时之间）。"
    return (
        language.say(
            f"{zh}{share}%的人在90秒内填完。",
            f"The first page of wave {cost.wave_code} took everybody together {_hours_en(cost.hours)} "
            f"(between {low} and {high}). {share} % answered within 90 seconds.",
        ),
        language.say(
            "手机只报时间档，不报秒数，所以是估算：每档取中间，90秒以上的按90秒到5分钟；没报的按其他人的平均。不含第二页和应用使用报告。",
            "Browsers report a band, not seconds, so this is an estimate: the middle of each band, over 90 seconds as "
            "90 seconds to 5 minutes, no band as the others' average. Page 2 and app-usage reports are not in it.",
        ),
    )


def _hours_zh(hours: int) -> str:
    return f"大约{number_text(hours, decimals=0)}小时" if hours else "不到1小时"


def _hours_en(hours: int) -> str:
    return f"about {number_text(hours, decimals=0)} hours" if hours else "less than an hour"
