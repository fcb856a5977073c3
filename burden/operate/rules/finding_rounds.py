"""Looking at a release by the rules of the moment, once, and keeping what was found.

A release without findings is found by looking for it, not by being told: whoever publishes it, and whatever dies
meanwhile, the next look finds what is missing.  Nothing of the release is touched.
"""

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from burden.domain.app_leads import LeadGrade
from burden.domain.rule_evidence import Answered
from burden.models import Finding, FindingRound, Release
from burden.reports.findings.of_release import findings_of_release
from burden.reports.findings.rules import rules_in_force
from burden.reports.findings.types import OF_BOARD, OF_CHANGES, Found

# Any number that no other advisory lock of the site has; two looks at the same time would do the same work.
ROUND_LOCK = 990_001
A_BATCH = 2_000


def releases_to_look_at() -> QuerySet[Release]:
    """Return releases in force that nobody has looked at yet."""
    return Release.objects.filter(
        is_current=True, state=Release.State.PUBLISHED, finding_round__isnull=True
    ).select_related("wave")


def look_at_releases() -> int:
    """Store the findings of every release that has none and return of how many; safe to repeat at any time."""
    return sum(store_findings(release) for release in releases_to_look_at())


@transaction.atomic
def store_findings(release: Release) -> bool:
    """Store what the rules of this moment find in a release; False where it was done before or is being done.

    All or nothing: a look that broke off leaves no trace, and the next one begins anew.
    """
    if not _is_ours() or FindingRound.objects.filter(release=release).exists():
        return False
    rules, as_of = rules_in_force(), timezone.localdate()
    this = FindingRound.objects.create(release=release, rules_version=rules.version, as_of=as_of)
    found = findings_of_release(release, rules, as_of=as_of)
    Finding.objects.bulk_create(_rows(this, found), batch_size=A_BATCH)
    return True


def _is_ours() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ROUND_LOCK])
        (is_ours,) = cursor.fetchone()
    return bool(is_ours)


def _rows(this: FindingRound, found: Iterator[Found]) -> Iterator[Finding]:
    for one in found:
        item, share = one.item, one.share
        yield Finding(
            round=this,
            rule=one.rule.code,
            region_code=one.region.code,
            app_code=item.app_code if item else "",
            app_name=item.name_zh if item else "",
            has_portrait=item is not None and item.kind in item.ON_A_PHONE,
            is_exempt_scene=item is not None and item.is_exempt_scene,
            sponsor_level=item.sponsor_level if item else None,
            evidence=one.key,
            grade=one.grade.value,
            words_zh=str(one.evidence),
            words_en=one.evidence.en,
            base_zh=str(one.base),
            base_en=one.base.en,
            value=share.value,
            low=share.low,
            high=share.high,
            text=share.text,
            n=share.n,
            n_text=share.n_text,
            threshold=_threshold(one),
        )


def _threshold(one: Found) -> float | None:
    """Return the bar that was reached; the board's leads and changes have several, facts none."""
    if one.grade is LeadGrade.FACT or one.key.startswith((OF_BOARD, OF_CHANGES)):
        return None
    bars = one.rule.bars
    if one.grade is not LeadGrade.WARNING:
        return bars.strong if one.grade is LeadGrade.STRONG else bars.low
    asked = next(piece for piece in one.rule.rule.evidence if isinstance(piece, Answered))
    usual = asked.at_least if asked.at_most is None else asked.at_most
    return usual if bars.warn is None else bars.warn
