"""The right to answer once; nothing links a code to an answer."""

from django.db import models

from burden.models.columns import LEVEL_CHOICES, region_code_field
from burden.models.wave import Wave


class InvitationCode(models.Model):
    """A code as its keyed hash, spent or not.

    The table is rewritten in hash order at each promotion, because PostgreSQL remembers in ``xmin`` and ``ctid`` when
    a row was last changed.
    """

    code_hash = models.BinaryField("keyed hash", primary_key=True)
    # No constraint: it would be checked for every code anew each time that the table gets a new file.
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitation_codes", db_constraint=False)
    region_code = region_code_field()
    level = models.PositiveSmallIntegerField("level", choices=LEVEL_CHOICES)
    is_spent = models.BooleanField("spent", default=False)

    class Meta:
        ordering = ("code_hash",)

    def __str__(self) -> str:
        return "code"
