"""Which subtree an account may read."""

from django.conf import settings
from django.db import models

from burden.models.columns import region_code_field


class Scope(models.Model):
    """A subtree of one region tree that a supervisor or inspector reads; an account may have several."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scopes")
    is_demo = models.BooleanField("of the demo tree", default=False)
    region_code = region_code_field()
    expires_on = models.DateField("expires on", null=True, blank=True)

    class Meta:
        ordering = ("region_code",)
        constraints = (models.UniqueConstraint(fields=("user", "is_demo", "region_code"), name="scope_given_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} reads {self.region_code}"
