"""What a change of a rule would do, in words; never in numbers of any region."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from burden.domain.editable_threshold import UNIT_WORDS, Raised, Threshold
from burden.domain.rule_book import Rule
from burden.domain.rule_thresholds import thresholds_of
from burden.domain.rules_in_force import RuleInForce, Where
from burden.operate.rules.revisions import RuleState, state_of
from burden.operate.two_wordings import in_words


def change_lines(rule: RuleInForce, wanted: RuleState, names: Mapping[str, str]) -> Iterator[str]:
    """Yield one sentence for everything that would be changed, with what it does to leads.

    ``names`` are those of provinces by the first digits of their codes.
    """
    now = state_of(rule)
    yield from _text_lines(now, wanted)
    for threshold in thresholds_of(rule.rule):
        before, after = now.bars[threshold.name], wanted.bars[threshold.name]
        if before != after:
            yield _number_line(threshold, before, after) + _effect(threshold.raised, is_higher=after > before)
    yield from _place_lines(now, wanted, names)


def changes_since(before: RuleState, after: RuleState, rule: Rule, names: Mapping[str, str]) -> Iterator[str]:
    """Yield one sentence for everything that one state of a rule has otherwise than the one before."""
    yield from _text_lines(before, after)
    for threshold in thresholds_of(rule):
        was, now = before.bars[threshold.name], after.bars[threshold.name]
        if was != now:
            yield _number_line(threshold, was, now)
    yield from _place_lines(before, after, names)


def threshold_name(threshold: Threshold) -> str:
    """Return what a threshold is called, with its unit, in the language of the request."""
    zh, en = UNIT_WORDS[threshold.unit]
    return in_words(f"{threshold.zh}（{zh}）", f"{threshold.en} ({en})")


def _text_lines(before: RuleState, after: RuleState) -> Iterator[str]:
    if before.zh != after.zh:
        yield _("文字改为：%(text)s") % {"text": after.zh}
    if before.en != after.en:
        yield _("英文文字改为：%(text)s") % {"text": after.en}
    if before.sources != after.sources:
        yield _("出处改为：%(text)s") % {"text": _("；").join(map(_source_words, after.sources)) or "—"}


def _source_words(source: Mapping[str, str]) -> str:
    words = in_words(source["zh"], source["en"])
    return _("，").join([words, source["day"]]) if source["day"] else words


def _number_line(threshold: Threshold, before: float, after: float) -> str:
    name = in_words(threshold.zh, threshold.en)
    was, now = (in_words(*threshold.with_unit(value)) for value in (before, after))
    return _("“%(name)s”从%(before)s改到%(after)s。") % {"name": name, "before": was, "after": now}


def _place_lines(before: RuleState, after: RuleState, names: Mapping[str, str]) -> Iterator[str]:
    if (before.where, before.provinces) != (after.where, after.provinces):
        yield _("适用：从“%(before)s”改到“%(after)s”。") % {
            "before": place_words(before.where, before.provinces, names),
            "after": place_words(after.where, after.provinces, names),
        }


def where_words() -> dict[str, str]:
    """Return in which provinces a rule may count, in the language of the request."""
    return {
        Where.ALL.value: _("各省都用"),
        Where.ONLY.value: _("只在选中的省用"),
        Where.EXCEPT.value: _("除选中的省外都用"),
        Where.NONE.value: _("都不用"),
    }


def place_words(where: str, provinces: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Return where a rule counts; a province that has no name by its first digits is said by these."""
    words, named = where_words()[where], _("、").join(names.get(digits, digits) for digits in provinces)
    return _("%(words)s（%(more)s）") % {"words": words, "more": named} if named else words


def _effect(raised: Raised, *, is_higher: bool) -> str:
    """Return what a number does to the rule's leads; lowering does the opposite of raising."""
    if raised in {Raised.FEWER_STRONG, Raised.MORE_STRONG}:
        is_fewer = is_higher == (raised is Raised.FEWER_STRONG)
        return _("较强线索只会变少，其余仍是线索。") if is_fewer else _("较强线索只会变多，线索总数不变。")
    is_fewer = is_higher == (raised is Raised.FEWER)
    return _("线索只会变少，不会变多。") if is_fewer else _("线索只会变多，不会变少。")
