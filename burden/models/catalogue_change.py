"""What was changed in the catalogue: who, when, which field from what to what, and by which door."""

import uuid

from django.db import models

from burden.domain.sentences import gettext_noop as _
from burden.models.catalogue_item import CatalogueItem


class CatalogueChange(models.Model):
    """One field of one entry that was changed, or the entry that was added; the database refuses to change a row.

    Values stand as the catalogue keeps them: choices by their code, days as 2026-09-11, yes as "yes" and no as "no",
    nothing as "".  An entry that was added has one row without a field, its name in ``after``.
    """

    class Door(models.TextChoices):
        """By which way a change came in."""

        PAGE = "page", _("网页")
        FILE = "file", _("文件")
        COMMAND = "command", _("命令")
        MERGE = "merge", _("合并")
        MODERATION = "moderation", _("填报人写的名称")

    item = models.ForeignKey(CatalogueItem, on_delete=models.CASCADE, related_name="changes")
    deed = models.UUIDField("what was changed together", default=uuid.uuid4, db_index=True)
    field = models.CharField("which field", max_length=24, blank=True)
    before = models.CharField("what stood there", max_length=200, blank=True)
    after = models.CharField("what stands there", max_length=200, blank=True)
    door = models.CharField("by which way", max_length=10, choices=Door)
    # Whoever runs a command has no account here.
    email = models.EmailField("who", blank=True)
    recorded_at = models.DateTimeField("when", auto_now_add=True)
    # A merge can be undone until another of these waves begins.
    waves_begun = models.PositiveIntegerField("how many waves had asked about the entry until then")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.item_id} {self.field}"
