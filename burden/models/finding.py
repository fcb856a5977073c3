"""Leads by rule as they stood at a release, and what inspectors recorded of them."""

from django.db import models

from burden.domain.app_leads import LeadGrade
from burden.models.columns import region_code_field
from burden.models.release import Release


class FindingRound(models.Model):
    """One look at a release and at the catalogue of that day by the rules of one version; once for each release.

    It stands beside the release and is no part of it: its hash does not cover findings.
    """

    release = models.OneToOneField(Release, on_delete=models.CASCADE, primary_key=True, related_name="finding_round")
    rules_version = models.PositiveIntegerField("version of the rules")
    as_of = models.DateField("day of the catalogue")

    def __str__(self) -> str:
        return f"{self.release_id} rules {self.rules_version}"


class Finding(models.Model):
    """One lead, warning or fact of the register; the database refuses to change a row.

    ``evidence`` names what speaks (``met:p_checkin``): with rule, region and app it tells the same lead in two waves.
    Numbers are those that pages print, ``n`` empty where they print a band; facts of the register have none.
    """

    class Grade(models.TextChoices):
        """How much stands behind it."""

        FACT = LeadGrade.FACT.value, "台账事实"
        STRONG = LeadGrade.STRONG.value, "较强线索"
        LEAD = LeadGrade.LEAD.value, "线索"
        WARNING = LeadGrade.WARNING.value, "提醒"

    round = models.ForeignKey(FindingRound, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField("number of the rule", max_length=3)
    region_code = region_code_field()
    app_code = models.CharField("app", max_length=12, blank=True)
    app_name = models.CharField("its name on that day", max_length=40, blank=True)
    has_portrait = models.BooleanField("whether the app has a page", default=True)
    is_exempt_scene = models.BooleanField("exempt scene on that day", default=False)
    sponsor_level = models.PositiveSmallIntegerField("level that asks for the app", null=True)
    evidence = models.CharField("what speaks", max_length=80)
    grade = models.CharField("weight", max_length=1, choices=Grade)
    words_zh = models.TextField("evidence in words")
    words_en = models.TextField("evidence in English")
    base_zh = models.CharField("of whom the share is", max_length=60, blank=True)
    base_en = models.CharField("of whom, in English", max_length=80, blank=True)
    value = models.FloatField("share", null=True)
    low = models.FloatField("lower end", null=True)
    high = models.FloatField("upper end", null=True)
    text = models.CharField("share in words", max_length=12, blank=True)
    n = models.PositiveIntegerField("people", null=True)
    n_text = models.CharField("people, or their band", max_length=12, blank=True)
    threshold = models.FloatField("threshold that was reached", null=True)

    class Meta:
        ordering = ("rule", "region_code", "app_code", "evidence")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "rule", "region_code", "app_code", "evidence"), name="finding_once_a_round"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.region_code} {self.app_code}".rstrip()

    @property
    def same_lead(self) -> tuple[str, str, str, str]:
        """What tells the same lead in another release."""
        return self.rule, self.region_code, self.app_code, self.evidence


class FindingStep(models.Model):
    """What an inspector recorded of a finding; append-only, the last one counts.  Without any it is to be checked."""

    class State(models.TextChoices):
        """What became of a finding; ``WAITING`` takes an earlier step back."""

        WAITING = "waiting", "待核实"
        TRUE = "true", "核实属实"
        UNTRUE = "untrue", "不属实"
        MENDED = "mended", "已整改"
        EXEMPT = "exempt", "豁免"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField("what became of it", max_length=7, choices=State)
    note = models.CharField("note", max_length=200, blank=True)
    email = models.EmailField("who recorded it")
    recorded_at = models.DateTimeField("when", auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.finding_id} {self.state}"
