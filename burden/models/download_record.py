"""Who took which file."""

from django.db import models


class DownloadRecord(models.Model):
    """One download, written before the first byte leaves; append-only, and it outlives the account."""

    email = models.EmailField("who")
    role = models.CharField("role", max_length=10)
    kind = models.CharField("kind of file", max_length=20)
    wave_code = models.CharField("wave", max_length=12)
    region_code = models.CharField("region code", max_length=12)
    release_id = models.UUIDField("release")
    sha256 = models.CharField("SHA-256 of the file", max_length=64)
    rows = models.PositiveIntegerField("rows")
    downloaded_at = models.DateTimeField("when", auto_now_add=True)

    class Meta:
        ordering = ("-downloaded_at",)

    def __str__(self) -> str:
        return f"{self.email} {self.kind} {self.wave_code}"
