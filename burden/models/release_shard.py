"""A part of a release that one worker computes."""

from django.db import models

from burden.models.columns import region_code_field
from burden.models.leased import Leased
from burden.models.release import Release


class ReleaseShard(Leased):
    """One subtree of a release, or some that lie side by side.

    A worker takes a lease on it, computes, and writes its atoms and figures in one transaction that holds only while
    the lease is still its own: a killed worker leaves nothing half done, and another one takes over.
    ``root_code`` and ``last_code`` are the first and the last of the regions at their tops, which are of one parent.
    ``carry`` is what the trunk needs (groups too small to publish, counts not rounded yet); it is emptied when the
    release is published or held.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="shards")
    root_code = region_code_field()
    last_code = region_code_field()
    rows = models.PositiveIntegerField("answers in these subtrees")
    is_done = models.BooleanField("done", default=False)
    carry = models.BinaryField("carried to the trunk", null=True)

    class Meta:
        ordering = ("release", "-rows", "root_code")
        constraints = (
            *Leased.Meta.constraints,
            models.UniqueConstraint(fields=("release", "root_code"), name="shard_once_a_release"),
        )

    def __str__(self) -> str:
        return self.root_code if self.root_code == self.last_code else f"{self.root_code}–{self.last_code}"
