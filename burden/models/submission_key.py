"""Seen idempotency keys and spent passes: the same answer sent twice is one answer, a pass opens a form once."""

from django.db import models


class SubmissionKey(models.Model):
    """Keyed hash of an idempotency key, kept for 72 hours, or of a spent pass, kept for its day.

    It knows nothing of the answer, and the two kinds cannot be told apart by their hashes.
    """

    key_hash = models.BinaryField("hash", primary_key=True)
    expires_on = models.DateField("expires on")

    class Meta:
        ordering = ("key_hash",)

    def __str__(self) -> str:
        return "key"
