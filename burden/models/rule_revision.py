"""The rules as operators keep them: every change of a rule is a row more."""

from django.db import models


class RuleRevision(models.Model):
    """What one rule says from one version of all rules on; append-only, the database refuses to change a row.

    A rule is in force as its last row at or below a version says it.  The first rows come from the rule book of the
    program, ``email`` is empty there.  ``sources`` are documents (``zh``, ``en``, ``day``), ``bars`` the thresholds by
    name (:mod:`burden.domain.rules_in_force`), ``provinces`` first digits of codes that ``where`` is about.
    """

    class Where(models.TextChoices):
        """In which provinces the rule counts."""

        ALL = "all", "各省都用"
        ONLY = "only", "只在选中的省用"
        EXCEPT = "except", "除选中的省外都用"
        NONE = "none", "都不用"

    version = models.PositiveIntegerField("version of all rules")
    code = models.CharField("number of the rule", max_length=3)
    zh = models.CharField("text", max_length=120)
    en = models.CharField("text in English", max_length=200)
    sources = models.JSONField("documents")
    bars = models.JSONField("thresholds")
    where = models.CharField("where it counts", max_length=6, choices=Where, default=Where.ALL)
    provinces = models.JSONField("provinces", default=list)
    reason = models.CharField("why it was changed", max_length=200, blank=True)
    email = models.EmailField("who changed it", blank=True)
    recorded_at = models.DateTimeField("when", auto_now_add=True)

    class Meta:
        ordering = ("version", "code")
        constraints = (models.UniqueConstraint(fields=("code", "version"), name="rule_revised_once_a_version"),)

    def __str__(self) -> str:
        return f"{self.code} version {self.version}"
