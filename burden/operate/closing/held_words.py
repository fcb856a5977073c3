"""What the gate found, in plain words, and what can be done about it."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from burden.aggregation.gate_faults import Fault, fault_of
from burden.domain.blocks import family_of
from burden.operate.two_wordings import in_words
from burden.reports.balance import BLOCK_WORDS

_BLOCK = re.compile(r"^区块 ([^：]+)：")


@dataclass(frozen=True, kw_only=True)
class HeldReason:
    """One kind of what was found: what it means, what to do, how often, and in which questions.

    Places are left out: that one of them has a group too small to publish would tell that somebody there answered.
    """

    meaning: str
    remedy: str
    times: int
    questions: tuple[str, ...]


def reasons_of(gate_report: dict[str, Any]) -> tuple[HeldReason, ...]:
    """Return the kinds of what the gate found, the gravest first."""
    found: dict[Fault, list[str]] = {fault: [] for fault in Fault}
    for sentence in gate_report.get("findings", ()):
        found[fault_of(sentence)].append(sentence)
    words = _words()
    return tuple(
        HeldReason(meaning=words[fault][0], remedy=words[fault][1], times=len(lines), questions=_questions(lines))
        for fault, lines in found.items()
        if lines
    )


def _words() -> dict[Fault, tuple[str, str]]:
    again_or_developer = _("请重新汇总一次；再出现，就把调查编号和这一句告诉开发者。答卷都在，不会丢。")
    return {
        Fault.SMALL: (
            _("有的数相减，可以推算出人数过少的一组。这样的数一个也不能公布，所以全部拦下了。"),
            again_or_developer,
        ),
        Fault.TOUCHED: (
            _("检查以后，存着的统计数又被改动过。"),
            _("请先查明是谁、用什么改了数据库，再重新汇总。答卷都在，不会丢。"),
        ),
        Fault.HEADCOUNTS: (
            _("汇总以后，单位人数有改动，算出的数和人数对不上了。"),
            _("请核对单位人数，确定不再改，再重新汇总。"),
        ),
        Fault.COUNTS: (_("同样的答卷用两种办法各数一遍，结果不一样。"), again_or_developer),
    }


def _questions(sentences: list[str]) -> tuple[str, ...]:
    """Return the names of the questions that the sentences speak of, those spoken of most first."""
    blocks = Counter(family_of(match[1]).removesuffix(":") for line in sentences if (match := _BLOCK.match(line)))
    return tuple(in_words(*BLOCK_WORDS[block]) for block, _times in blocks.most_common() if block in BLOCK_WORDS)
