"""Work that one worker at a time may do."""

from django.db import models
from django.db.models import Q


class Leased(models.Model):
    """A row whose work belongs to whoever holds its lease (burden/aggregation/leases.py says how it is used).

    ``leased_by`` is a random token of this one claim, no name of a worker or host.  ``leased_until`` is told by the
    database's clock; it speaks of the computation and is empty when the work is done.  ``tries`` counts the claims.
    """

    leased_by = models.UUIDField("token of the claim", null=True)
    leased_until = models.DateTimeField("end of the lease", null=True)
    tries = models.PositiveIntegerField("times taken up", default=0)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(leased_by__isnull=True) | Q(leased_until__isnull=False), name="%(class)s_lease_ends"
            ),
        )
