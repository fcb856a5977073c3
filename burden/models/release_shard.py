"""A part of a release that one worker computes."""

from django.db import models

from burden.models.columns import region_code_field
from burden.models.release import Release


class ReleaseShard(models.Model):
    """One subtree of a release.

    A worker claims the row by its lock (``SELECT ... FOR UPDATE SKIP LOCKED``) and writes its atoms and figures in
    the same transaction: a killed worker's claim ends with its connection and leaves nothing half done.
    ``carry`` is what the trunk needs (groups too small to publish, counts not rounded yet); it is emptied when the
    release is published or held.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="shards")
    root_code = region_code_field()
    rows = models.PositiveIntegerField("answers in the subtree")
    is_done = models.BooleanField("done", default=False)
    carry = models.BinaryField("carried to the trunk", null=True)

    class Meta:
        ordering = ("release", "-rows", "root_code")
        constraints = (models.UniqueConstraint(fields=("release", "root_code"), name="shard_once_a_release"),)

    def __str__(self) -> str:
        return self.root_code
