"""The nightly check: what was published is still what was published, singles nobody out, and can be computed again.

Every release is looked at every night: its stored numbers must give the hash of its publication, and the numbers of
people in them, region by region less what lies below, must leave no group smaller than K.  One release a night, in
turn, is computed again from the answers while these exist.
"""

import logging

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import F, QuerySet
from django.utils import timezone

from burden.aggregation.content_hash import content_sha256
from burden.aggregation.release import AnswersGoneError, rebuilt_sha256
from burden.aggregation.standing import smallest_group_left
from burden.models import Release, ReleaseCheck

logger = logging.getLogger(__name__)

# What arithmetic on bytes that somebody damaged may raise; one such release must not keep the night from the others.
_DAMAGED = (ArithmeticError, LookupError, TypeError, ValueError)


def check_releases() -> None:
    """Look at the stored numbers of all releases in force, then compute the one again that waited longest."""
    for release in _published().order_by("wave__code"):
        check_stored(release)
    waiting = _published().exclude(check_made__recount=ReleaseCheck.Recount.GONE)
    oldest_first = waiting.order_by(F("check_made__recounted_on").asc(nulls_first=True), "wave__code")
    oldest = oldest_first.first()
    if oldest is not None:
        check_recount(oldest)


def check_stored(release: Release) -> str:
    """Compare what is stored of a release with what was published, write the outcome down and return it."""
    outcome = _stored(release)
    ReleaseCheck.objects.update_or_create(
        release=release, defaults={"stored": outcome, "stored_on": timezone.localdate()}
    )
    if outcome != ReleaseCheck.Stored.SAME:
        logger.error("Stored numbers of wave %s, release %s: %s.", release.wave.code, release.short_id, outcome.value)
    return outcome.value


def _stored(release: Release) -> ReleaseCheck.Stored:
    try:
        if smallest_group_left(release) < release.parameters["rules"]["smallest_group"]:
            return ReleaseCheck.Stored.SMALL
    except _DAMAGED:
        logger.exception("Stored numbers of wave %s cannot be read.", release.wave.code)
        return ReleaseCheck.Stored.CHANGED
    is_same = content_sha256(release) == release.content_hash
    return ReleaseCheck.Stored.SAME if is_same else ReleaseCheck.Stored.CHANGED


def check_recount(release: Release) -> str:
    """Compute a release again from its answers, write the outcome down and return it; it was looked at before."""
    outcome = _recount(release)
    ReleaseCheck.objects.filter(release=release).update(recount=outcome, recounted_on=timezone.localdate())
    if outcome in {ReleaseCheck.Recount.OTHER, ReleaseCheck.Recount.BROKEN}:
        logger.error("Wave %s, release %s computed again: %s.", release.wave.code, release.short_id, outcome.value)
    return outcome.value


def _recount(release: Release) -> ReleaseCheck.Recount:
    try:
        is_same = rebuilt_sha256(release) == release.content_hash
    except AnswersGoneError:
        return ReleaseCheck.Recount.GONE
    except (*_DAMAGED, SoftTimeLimitExceeded):
        logger.exception("Wave %s cannot be computed again.", release.wave.code)
        return ReleaseCheck.Recount.BROKEN
    return ReleaseCheck.Recount.SAME if is_same else ReleaseCheck.Recount.OTHER


def _published() -> QuerySet[Release]:
    return Release.objects.filter(is_current=True).select_related("wave__tree")
