"""Deciding about words that respondents wrote, and remembering who decided what and when.

Operators see such words only after the wave's release: before it nothing of a wave is shown to anybody but its dates
and a coarse count, and what came in late would stand out from what was there before.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from burden.models import ModerationDecision, Wave


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """One decision in words."""

    verdict: str
    email: str
    decided_at: datetime
    app_code: str = ""


def is_readable(wave: Wave) -> bool:
    """Whether operators may read what respondents of the wave wrote."""
    return wave.state == Wave.State.RELEASED


def history_of(
    wave: Wave, kind: ModerationDecision.Kind, subjects: Collection[str]
) -> dict[str, tuple[DecisionLine, ...]]:
    """Return the decisions about each subject, oldest first; subjects without any are left out."""
    found: dict[str, list[DecisionLine]] = defaultdict(list)
    for decision in ModerationDecision.objects.filter(wave=wave, kind=kind, subject__in=subjects):
        found[decision.subject].append(line_of(decision))
    return {subject: tuple(lines) for subject, lines in found.items()}


def line_of(decision: ModerationDecision) -> DecisionLine:
    """Return the decision as pages print it."""
    return DecisionLine(
        verdict=verdict_in_words(decision.verdict),
        email=decision.email,
        decided_at=decision.decided_at,
        app_code=decision.app_code,
    )


def verdict_in_words(verdict: str) -> str:
    """Return what was decided, in the language of the request."""
    return {
        ModerationDecision.Verdict.SHOWN.value: _("公开"),
        ModerationDecision.Verdict.HIDDEN.value: _("不公开"),
        ModerationDecision.Verdict.LISTED.value: _("收进目录"),
        ModerationDecision.Verdict.LEFT.value: _("不收"),
    }[verdict]
