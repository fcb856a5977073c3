"""Workers take leases on the pieces of a release; until now a claim was a row lock for the whole computation."""

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q


def _lease_of(model: str) -> list[Operation]:
    return [
        migrations.AddField(model, "leased_by", models.UUIDField(null=True, verbose_name="token of the claim")),
        migrations.AddField(model, "leased_until", models.DateTimeField(null=True, verbose_name="end of the lease")),
        migrations.AddField(
            model, "tries", models.PositiveIntegerField(default=0, verbose_name="times taken up")
        ),
        migrations.AddConstraint(
            model,
            models.CheckConstraint(
                condition=Q(leased_by__isnull=True) | Q(leased_until__isnull=False), name=f"{model}_lease_ends"
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("burden", "0007_answer_packs")]

    operations = [*_lease_of("release"), *_lease_of("releaseshard")]
