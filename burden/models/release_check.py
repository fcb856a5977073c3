"""What the last checks of a publication found."""

from django.db import models

from burden.models.release import Release


class ReleaseCheck(models.Model):
    """The last look at a release: at its stored numbers, every night, and at its answers, in turn.

    ``stored`` says how what is stored stands to what was published; ``recount`` what computing it again gave, empty
    before the first time.  Of a release, not of people: dates and outcomes only.
    """

    class Stored(models.TextChoices):
        """How the stored numbers stand to what was published."""

        SAME = "same", "与发布时相同"
        CHANGED = "changed", "与发布时不同"
        SMALL = "small", "可推算出过小的一组"

    class Recount(models.TextChoices):
        """What computing the release again gave."""

        SAME = "same", "重算相同"
        OTHER = "other", "重算不同"
        GONE = "gone", "答卷已按期删除"
        BROKEN = "broken", "没有算完"

    release = models.OneToOneField(Release, on_delete=models.CASCADE, primary_key=True, related_name="check_made")
    stored = models.CharField("stored numbers", max_length=7, choices=Stored)
    stored_on = models.DateField("looked at")
    recount = models.CharField("computed again", max_length=6, choices=Recount, blank=True, default="")
    recounted_on = models.DateField("computed again on", null=True)

    class Meta:
        ordering = ("release",)

    def __str__(self) -> str:
        return f"{self.stored} {self.recount}".strip()

    @property
    def is_well(self) -> bool:
        """Whether nobody has to do anything."""
        return self.stored == self.Stored.SAME and self.recount not in {self.Recount.OTHER, self.Recount.BROKEN}
