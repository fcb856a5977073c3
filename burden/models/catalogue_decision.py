"""What was decided about an entry of the catalogue: stop, merge, keep, hand over; when, by whom, with which reason."""

from django.db import models
from django.db.models import Q

from burden.domain.app_leads import AppLeadKind
from burden.domain.sentences import gettext_noop as _
from burden.models.catalogue_item import CatalogueItem


class CatalogueDecision(models.Model):
    """One decision about one entry; append-only, the last one recorded counts.

    The database refuses to change a row.  It stands beside the catalogue and the releases and changes neither: an entry
    is taken out of use by whoever keeps the catalogue, once it is really gone.
    """

    class State(models.TextChoices):
        """What becomes of the entry; ``WAITING`` takes an earlier decision back."""

        WAITING = "waiting", _("待核实")
        STOP = "stop", _("停用")
        MERGE = "merge", _("合并")
        KEEP = "keep", _("保留")
        TRANSFER = "transfer", _("转交")

    class About(models.TextChoices):
        """Which lead the decision answers, as it stood then."""

        ZOMBIE = AppLeadKind.ZOMBIE.value, _("疑似僵尸")
        LOW_USE = AppLeadKind.LOW_USE.value, _("疑似低效")
        DUPLICATE = AppLeadKind.DUPLICATE.value, _("疑似重复")
        SCATTERED = AppLeadKind.SCATTERED.value, _("疑似小散")
        OTHER = "other", _("没有线索，另有依据")

    item = models.ForeignKey(CatalogueItem, on_delete=models.CASCADE, related_name="decisions")
    about = models.CharField("which lead it answers", max_length=9, choices=About)
    state = models.CharField("what was decided", max_length=8, choices=State)
    merge_into = models.ForeignKey(
        CatalogueItem, on_delete=models.RESTRICT, null=True, blank=True, related_name="takes_in"
    )
    decided_on = models.DateField("day of the decision")
    decided_by = models.CharField("body that decided", max_length=60)
    note = models.CharField("reason", max_length=200, blank=True)
    email = models.EmailField("who recorded it")
    recorded_at = models.DateTimeField("when it was recorded", auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="merge", merge_into__isnull=False) | (~Q(state="merge") & Q(merge_into__isnull=True)),
                name="decision_merges_into_one",
            ),
            models.CheckConstraint(condition=~Q(merge_into=models.F("item")), name="decision_merges_into_another"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.state}"
