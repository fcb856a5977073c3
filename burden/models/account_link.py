"""The one-time link by which somebody chooses the password of an account."""

from django.conf import settings
from django.db import models


class AccountLink(models.Model):
    """A link that waits to be used; only its hash is stored, a new one replaces it, and its use deletes it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="link")
    token_hash = models.CharField("SHA-256 of the link's secret", max_length=64, unique=True)
    expires_at = models.DateTimeField("until when it works")

    def __str__(self) -> str:
        return f"{self.user_id} until {self.expires_at:%Y-%m-%d}"
