"""Seen idempotency keys: the same answer sent twice is one answer."""

from django.db import models


class SubmissionKey(models.Model):
    """Hash of an idempotency key; it lives for 72 hours and knows nothing of the answer."""

    key_hash = models.BinaryField("hash", primary_key=True)
    expires_on = models.DateField("expires on")

    class Meta:
        ordering = ("key_hash",)

    def __str__(self) -> str:
        return "key"
