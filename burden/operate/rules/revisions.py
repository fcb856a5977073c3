"""Keeping the rules: what the program brings and what operators change; every change is a new version."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from django.db import connection, transaction
from django.db.models import Max

from burden.domain.editable_threshold import Raised, Threshold
from burden.domain.rule_book import RULES, Rule
from burden.domain.rule_thresholds import STRONG_OF, thresholds_of
from burden.domain.rules_in_force import RuleInForce, Where, as_in_the_book
from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _
from burden.models import RuleRevision
from burden.reports.findings.rules import rule_of

OUT_OF_RANGE = _("“%(name)s”要在%(smallest)s到%(largest)s之间。")
NOT_WHOLE = _("“%(name)s”要填整数。")
STRONG_BELOW_LEAD = _("较强线索的门槛不能比线索的门槛松。")
NO_PROVINCES = _("请选省，或改选“各省都用”“都不用”。")
NOTHING_CHANGED = _("没有改动，不用保存。")
NO_REASON = _("请写一句为什么改。")
LOCK = "LOCK TABLE burden_rulerevision IN SHARE ROW EXCLUSIVE MODE"


class RuleRefusedError(ValueError):
    """A rule cannot be like that; ``field`` names what is wrong, ``sentence`` says it to a person."""

    def __init__(self, field: str, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


class RuleOvertakenError(RuntimeError):
    """Somebody changed the rule after the page was read."""


@dataclass(frozen=True, kw_only=True)
class RuleState:
    """What operators may change of a rule; ``sources`` hold zh, en and day, ``bars`` thresholds by name."""

    zh: str
    en: str
    sources: tuple[Mapping[str, str], ...]
    bars: Mapping[str, float]
    where: str
    provinces: tuple[str, ...]


def state_of(rule: RuleInForce) -> RuleState:
    """Return a rule as it may be changed."""
    return RuleState(
        zh=rule.zh,
        en=rule.en,
        sources=tuple({"zh": source.zh, "en": source.en, "day": source.day} for source in rule.sources),
        bars=dict(rule.numbers),
        where=rule.where.value,
        provinces=rule.provinces,
    )


@transaction.atomic
def store_book() -> int:
    """Store what the program brings and the database does not hold as such; return the number of rules stored anew.

    A rule that an operator changed last stays as it is.  Safe to repeat.
    """
    _alone()
    last = _last()
    fresh = [rule for rule in RULES if _is_to_store(rule, last.get(rule.code))]
    version = _newest() + 1
    RuleRevision.objects.bulk_create(
        _row(rule, state_of(as_in_the_book(rule)), version=version, reason="", email="") for rule in fresh
    )
    return len(fresh)


def _is_to_store(rule: Rule, last: RuleRevision | None) -> bool:
    return last is None or (not last.email and state_of(rule_of(rule, last)) != state_of(as_in_the_book(rule)))


@transaction.atomic
def change_rule(rule: Rule, state: RuleState, *, reason: str, email: str, seen: int) -> int:
    """Store a new state of a rule and return its version; ``seen`` is the version of the state that its writer saw.

    Raises RuleRefusedError for what a rule cannot be, RuleOvertakenError.
    """
    check_state(rule, state)
    if not reason.strip():
        raise RuleRefusedError("reason", Sentence(NO_REASON))
    _alone()
    last = _last().get(rule.code)
    if (last.version if last else 0) != seen:
        raise RuleOvertakenError
    if state == state_of(rule_of(rule, last)):
        raise RuleRefusedError("zh", Sentence(NOTHING_CHANGED))
    version = _newest() + 1
    _row(rule, state, version=version, reason=reason.strip(), email=email).save(force_insert=True)
    return version


def check_state(rule: Rule, state: RuleState) -> None:
    """Raise RuleRefusedError for thresholds out of their range and places that are none."""
    for threshold in thresholds_of(rule):
        _check_value(threshold, state.bars[threshold.name])
    is_ceiling = {threshold.name: threshold.raised is Raised.MORE_STRONG for threshold in thresholds_of(rule)}
    for lead, strong in STRONG_OF:
        if strong in state.bars:
            smaller, larger = (strong, lead) if is_ceiling[strong] else (lead, strong)
            if state.bars[larger] < state.bars[smaller]:
                raise RuleRefusedError(strong, Sentence(STRONG_BELOW_LEAD))
    if state.where in {Where.ONLY, Where.EXCEPT} and not state.provinces:
        raise RuleRefusedError("provinces", Sentence(NO_PROVINCES))


def _check_value(threshold: Threshold, value: float) -> None:
    if not threshold.smallest <= value <= threshold.largest:
        ends = {"smallest": f"{threshold.smallest:g}", "largest": threshold.with_unit(threshold.largest)[0]}
        raise RuleRefusedError(threshold.name, Sentence(OUT_OF_RANGE, name=threshold.zh, **ends))
    if threshold.is_whole and value != int(value):
        raise RuleRefusedError(threshold.name, Sentence(NOT_WHOLE, name=threshold.zh))


@transaction.atomic
def forget_changes_of(emails: Collection[str]) -> None:
    """Forget what these accounts changed.

    The rules are then as the program or somebody else left them.  A change that somebody else made on top stays whole.
    Only for versions by which nothing is kept: a release that was looked at by them would show other rules.
    """
    _alone()
    RuleRevision.objects.filter(email__in=emails).delete()
    store_book()


def history_of_rule(code: str) -> list[RuleRevision]:
    """Return all states of a rule, the newest first."""
    return list(RuleRevision.objects.filter(code=code).order_by("-version"))


def _row(rule: Rule, state: RuleState, *, version: int, reason: str, email: str) -> RuleRevision:
    columns = asdict(state) | {"sources": [dict(source) for source in state.sources], "bars": dict(state.bars)}
    columns["provinces"] = list(state.provinces)
    return RuleRevision(code=rule.code, version=version, reason=reason, email=email, **columns)


def _alone() -> None:
    """Let nobody else give a version a number meanwhile; readers go on."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def _last() -> dict[str, RuleRevision]:
    return {revision.code: revision for revision in RuleRevision.objects.order_by("version")}


def _newest() -> int:
    newest: int | None = RuleRevision.objects.aggregate(newest=Max("version"))["newest"]
    return newest or 0
