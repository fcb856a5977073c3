"""The kinds of what the gate finds; each of its sentences holds the words of one kind."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong, by the words that tell; the first whose words a sentence holds is its kind."""

    SMALL = "可推算出少于"
    TOUCHED = "的统计数在检查以后有改动。"
    HEADCOUNTS = "单位人数在汇总期间有改动，请重新汇总。"
    COUNTS = ""  # all others: two counts of the same people differ


def fault_of(sentence: str) -> Fault:
    """Return the kind of a finding.

    >>> fault_of("区块 groups：没有任何人作答，却有统计数。"), fault_of("990101000000 的统计数在检查以后有改动。")
    (<Fault.COUNTS: ''>, <Fault.TOUCHED: '的统计数在检查以后有改动。'>)
    """
    return next(fault for fault in Fault if fault in sentence)
