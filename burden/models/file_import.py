"""A file of rows that an operator brings: from the upload over its check to what it changed."""

import uuid

from django.db import models
from django.db.models import Q

from burden.domain.sentences import gettext_noop as _
from burden.models.region import TreeVersion
from burden.models.wave import Wave


class FileImport(models.Model):
    """One file of one kind, and what became of it.

    ``content`` is kept only until the file is stored, refused or given up; ``before`` holds what undoing needs, as
    packed JSON, as long as undoing is possible.  ``beneath`` is a mark of the stored rows that the preview compared the
    file with, ``left`` of those that storing left.  A file that is given up leaves no row here.
    ``parameters`` hold beside what was typed the ``tries`` of a step that is not done, and ``compared_again`` where the
    stored rows changed before the file could be stored.
    """

    class Kind(models.TextChoices):
        """What the rows of the file are."""

        REGIONS = "regions", _("行政区划")
        HEADCOUNTS = "headcounts", _("人数")
        CATALOGUE = "catalogue", _("应用目录")

    class State(models.TextChoices):
        """The life of a file; ``READY`` waits for the operator, ``STORING`` for the worker."""

        WAITING = "waiting", _("等待核对")
        CHECKING = "checking", _("正在核对")
        READY = "ready", _("核对好了，等您确认")
        REFUSED = "refused", _("有问题，没有装入")
        STORING = "storing", _("正在装入")
        STORED = "stored", _("已装入")
        UNDONE = "undone", _("已撤销")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("kind", max_length=10, choices=Kind)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, null=True, related_name="file_imports")
    tree = models.ForeignKey(TreeVersion, on_delete=models.CASCADE, null=True, related_name="file_imports")
    parameters = models.JSONField("what was typed beside the file", default=dict)
    file_name = models.CharField("name of the file", max_length=120)
    content = models.BinaryField("the file", null=True)
    state = models.CharField("state", max_length=8, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField("percent done", default=0)
    problems = models.JSONField("what is wrong: line, column, sentence, its values", default=list)
    problem_count = models.PositiveIntegerField("how many problems", default=0)
    summary = models.JSONField("the preview", default=dict)
    beneath = models.CharField("mark of what it was compared with", max_length=64, blank=True)
    left = models.CharField("mark of what it left", max_length=64, blank=True)
    before = models.BinaryField("what undoing needs", null=True)
    email = models.EmailField("who brought it")
    brought_at = models.DateTimeField("when it was brought", auto_now_add=True)
    stored_by = models.EmailField("who confirmed it", blank=True)
    stored_at = models.DateTimeField("when it was stored", null=True)
    undone_by = models.EmailField("who undid it", blank=True)
    undone_at = models.DateTimeField("when it was undone", null=True)

    class Meta:
        ordering = ("-brought_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(content__isnull=True) | ~Q(state__in=("refused", "stored", "undone")),
                name="import_drops_its_file",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"
