"""What operators enter about this site itself: who runs it, its filing, where to complain."""

from django.db import models

from burden.domain.sentences import gettext_noop as _


class SiteFactChange(models.Model):
    """One fact that was entered, corrected or taken back; append-only, the database refuses to change a row.

    The last row of a fact says what holds; "" is nothing entered.  The level of the sponsor is kept as the kind of
    region that it stands at (:class:`burden.domain.levels.RegionKind`).
    """

    class Fact(models.TextChoices):
        """What is told, in the order of the form."""

        SPONSOR = "sponsor", _("主办单位")
        SPONSOR_LEVEL = "sponsor_level", _("主办单位是哪一级")
        FILING_NO = "filing_no", _("备案号")
        EXEMPTION = "exemption", _("不用备案的书面依据")
        COMPLAINT_LINK = "complaint_link", _("投诉的网址")

    fact = models.CharField("which fact", max_length=14, choices=Fact)
    before = models.CharField("what was told before", max_length=200, blank=True)
    after = models.CharField("what is told now", max_length=200, blank=True)
    email = models.EmailField("who entered it")
    recorded_at = models.DateTimeField("when", auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.fact}: {self.after}"
