"""Sentences that stand beside numbers: what the sample is, what a total holds, what is left out."""

from burden.domain.levels import LEVEL_NAMES, Level
from burden.reports.types import WaveRef

Words = tuple[tuple[str, ...], tuple[str, ...]]

SELF_SELECTED = (
    "自愿填报，不是随机抽样；区间只反映填的人多少，不反映“谁愿意填”带来的偏差。",
    "Voluntary answers, no random sample; intervals reflect the number of answers only, not who chose to answer.",
)
DEMO = ("演示数据，非真实。", "Demonstration data, not real.")
UNVERIFIED = (
    "未核验：这次调查通过开放链接填报，一人可能填多份。",
    "Unverified: this wave was answered through an open link, one person may have answered more than once.",
)
SUPPRESSION = (
    "“样本不足或无数据”的人数已并入上级，各行相加等于合计。",
    "Where there are too few answers or none, people are counted with the level above; rows add up to the total.",
)


def paired(*sentences: tuple[str, str]) -> Words:
    """Return the sentences apart by language."""
    return tuple(zh for zh, _ in sentences), tuple(en for _, en in sentences)


def standing_notes(wave: WaveRef) -> Words:
    """Return what stands beside every number of a wave."""
    notes = [SELF_SELECTED]
    if wave.is_unverified:
        notes.append(UNVERIFIED)
    if wave.is_demo:
        notes.append(DEMO)
    return paired(*notes)


def rules_note(version: int) -> tuple[str, str]:
    """Return by which version of the rules a release was looked at."""
    return (
        f"门槛是发布时规则第{version}版的；以后改了规则，从下一次发布起才用。",
        f"Thresholds: rules, version {version}, as at the release; later changes count from the next.",
    )


def contents_note(levels: tuple[int, ...]) -> tuple[str, str]:
    """Return which levels a total is made of; level 0 is people whose level is not listed apart.

    >>> contents_note((0, 60))[0]
    '含层级：乡镇街道、全部层级合计（人数不足单列的部分）。'
    """
    named = [LEVEL_NAMES[Level(level)] for level in sorted(levels, key=lambda level: (level == Level.POOLED, level))]
    zh = "、".join(zh for zh, _ in named)
    en = ", ".join(en for _, en in named)
    return f"含层级：{zh}。", f"Levels contained: {en}."


def left_out_note(levels: tuple[int, ...]) -> tuple[str, str]:
    """Return what a choice of levels leaves out."""
    named = [LEVEL_NAMES[Level(level)] for level in levels]
    zh = "、".join(zh for zh, _ in named)
    en = ", ".join(en for _, en in named)
    return (
        f"只含层级：{zh}；层级没有单列的人不在其中。",
        f"Only these levels: {en}; people whose level is not listed apart are left out.",
    )
