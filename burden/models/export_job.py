"""A file in the making."""

import uuid

from django.conf import settings
from django.db import models

from burden.models.columns import region_code_field
from burden.models.wave import Wave


class ExportJob(models.Model):
    """What somebody asked to download; the file itself lies in the exports directory until it expires."""

    class State(models.TextChoices):
        """How far the file is."""

        WAITING = "waiting", "等待生成"
        RUNNING = "running", "生成中"
        DONE = "done", "可下载"
        FAILED = "failed", "没有生成"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_jobs")
    kind = models.CharField("kind of file", max_length=20)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="export_jobs")
    region_code = region_code_field()
    parameters = models.JSONField("page and filters", default=dict)
    state = models.CharField("state", max_length=7, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField("percent done", default=0)
    error = models.CharField("why it failed", max_length=200, blank=True)
    file_name = models.CharField("file name", max_length=120, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    asked_at = models.DateTimeField("asked at", auto_now_add=True)
    expires_on = models.DateField("expires on")

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
