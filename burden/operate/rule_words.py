"""What a change of a rule would do, in words; never in numbers of any region."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from burden.domain.rules_in_force import RuleInForce, thresholds_of
from burden.operate.rule_form import where_words
from burden.operate.rule_revisions import RuleState, state_of
from burden.operate.two_wordings import in_words


def change_lines(rule: RuleInForce, wanted: RuleState, names: Mapping[str, str]) -> Iterator[str]:
    """Yield one sentence for everything that would be changed, with what it does to leads.

    ``names`` are those of provinces by the first digits of their codes.
    """
    now = state_of(rule)
    if (wanted.zh, wanted.en) != (now.zh, now.en):
        yield _("文字改为：%(text)s") % {"text": wanted.zh}
    if wanted.sources != now.sources:
        yield _("出处改为：%(text)s") % {"text": "；".join(source["zh"] for source in wanted.sources) or "—"}
    for threshold in thresholds_of(rule.rule):
        before, after = now.bars[threshold.name], wanted.bars[threshold.name]
        if before != after:
            name = in_words(threshold.zh, threshold.en)
            words = {"name": name, "before": f"{before:g}", "after": f"{after:g}"}
            yield _("%(name)s：从%(before)s改到%(after)s。") % words + _effect(rule, threshold.name, after > before)
    if (wanted.where, wanted.provinces) != (now.where, now.provinces):
        yield _("适用：从“%(before)s”改到“%(after)s”。") % {
            "before": place_words(now.where, now.provinces, names),
            "after": place_words(wanted.where, wanted.provinces, names),
        }


def place_words(where: str, provinces: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Return where a rule counts; a province that has no name by its first digits is said by these."""
    named = "、".join(names.get(digits, digits) for digits in provinces)
    return f"{where_words()[where]}（{named}）" if named else where_words()[where]


def _effect(rule: RuleInForce, name: str, is_higher: bool) -> str:  # noqa: FBT001  # the one thing that it depends on
    is_upper = any(getattr(piece, "at_most", None) is not None for piece in rule.rule.evidence)
    is_fewer = is_higher != (is_upper and name == "warn")
    if name == "strong":
        return _("较强线索只会变少，其余仍是线索。") if is_fewer else _("较强线索只会变多，线索总数不变。")
    return _("线索只会变少，不会变多。") if is_fewer else _("线索只会变多，不会变少。")
