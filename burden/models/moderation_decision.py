"""What operators decided about words that respondents wrote: who, when, what."""

from django.db import models

from burden.models.wave import Wave


class ModerationDecision(models.Model):
    """One decision of an operator; append-only, the newest of a subject counts.

    It speaks of the operator and is written after the wave's release, so its time says nothing about respondents.
    """

    class Kind(models.TextChoices):
        """What was decided about."""

        SUGGESTION = "suggestion", "建议"
        APP_NAME = "app_name", "没列出的APP"

    class Verdict(models.TextChoices):
        """What was decided; the first two of suggestions, the others of names."""

        SHOWN = "shown", "公开"
        HIDDEN = "hidden", "不公开"
        LISTED = "listed", "收进目录"
        LEFT = "left", "不收"

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="moderation_decisions", db_index=False)
    kind = models.CharField("kind", max_length=10, choices=Kind)
    subject = models.CharField("id of the suggestion, or folded name", max_length=60)
    verdict = models.CharField("verdict", max_length=6, choices=Verdict)
    app_code = models.CharField("code of the new entry", max_length=12, blank=True, default="")
    email = models.EmailField("who")
    decided_at = models.DateTimeField("when", auto_now_add=True)

    class Meta:
        ordering = ("decided_at", "pk")
        indexes = (
            # The history of one subject, and the newest decisions of a wave.
            models.Index(fields=("wave", "kind", "subject"), name="moderation_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.verdict}"
