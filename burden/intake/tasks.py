"""Recurring work of the intake; taking answers in needs none of it."""

from celery import shared_task

from burden.intake import promotion
from burden.models import TaskRun

PROMOTION = "intake.promote_inbox"


@shared_task(name=PROMOTION)
def promote_inbox() -> None:
    """Promote every batch that is large enough."""
    promotion.promote_inbox()
    TaskRun.objects.note(PROMOTION)


@shared_task(name="intake.drop_old_keys")
def drop_old_keys() -> None:
    """Forget keys after 72 hours and codes after the close."""
    promotion.renew_keys_and_codes()
