"""One round of asking."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from burden.domain.further_choice import USUAL_FURTHER_FIELDS
from burden.domain.thresholds import SMALLEST_GROUP_CODED, SMALLEST_GROUP_LINK
from burden.models.columns import region_code_field
from burden.models.region import TreeVersion

FIRST_LANGUAGE = "zh-hans"
LANGUAGES = (FIRST_LANGUAGE, "zh-hant", "en")


def usual_further_fields() -> list[str]:
    """Return the questions of page 2 that a wave asks unless it was told otherwise."""
    return list(USUAL_FURTHER_FIELDS)


def all_languages() -> list[str]:
    """Return the languages that a wave offers unless it was told otherwise."""
    return list(LANGUAGES)


class Wave(models.Model):
    """A round of asking over one subtree; one wave is one batch and one release.

    Dates are whole days in the site's time zone; the wave closes at the end of ``closes_on`` or when it is closed
    by hand, whichever comes first.  What was computed is published at once unless ``waits_for_a_look`` says that an
    operator looks at it first, or ``needs_second_person`` that two operators must stand behind it.
    """

    class State(models.TextChoices):
        """The life of a wave, in order."""

        DRAFT = "draft", "准备中"
        OPEN = "open", "进行中"
        CLOSED = "closed", "已截止，正在汇总"
        RELEASED = "released", "已发布"

    class Assurance(models.TextChoices):
        """Whether each answer has spent one code."""

        CODED = "coded", "凭码填报"
        LINK = "link", "开放链接，未核验"

    code = models.CharField("code", max_length=12, unique=True)
    tree = models.ForeignKey(TreeVersion, on_delete=models.PROTECT, related_name="waves", verbose_name="tree")
    region_code = region_code_field()
    opens_on = models.DateField("opens on")
    closes_on = models.DateField("closes on")
    state = models.CharField("state", max_length=8, choices=State, default=State.DRAFT)
    assurance = models.CharField("assurance", max_length=5, choices=Assurance, default=Assurance.CODED)
    is_demo = models.BooleanField("demo", default=False)
    asks_for_text = models.BooleanField("asks for suggestions in words", default=False)
    further_fields = ArrayField(
        models.CharField(max_length=24), verbose_name="questions of page 2", default=usual_further_fields, blank=True
    )
    languages = ArrayField(models.CharField(max_length=8), verbose_name="languages", default=all_languages)
    needs_second_person = models.BooleanField("published by two persons only", default=False)
    waits_for_a_look = models.BooleanField("published by hand only", default=False)
    form_no = models.CharField("表号", max_length=60, blank=True)
    issuer = models.CharField("制定机关", max_length=60, blank=True)
    issue_no = models.CharField("文号", max_length=60, blank=True)
    approver = models.CharField("审批机关", max_length=60, blank=True)
    approval_no = models.CharField("批准文号", max_length=60, blank=True)
    valid_until = models.DateField("有效期限", null=True, blank=True)
    contact = models.CharField("whom to ask, as notices print it", max_length=60, blank=True)

    class Meta:
        ordering = ("-opens_on", "-pk")  # two demo waves may open on one day
        constraints = (
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="wave_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(languages__contains=[FIRST_LANGUAGE]), name="wave_speaks_chinese"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def has_page_two(self) -> bool:
        """Whether anything is asked after page 1 besides the app-usage report."""
        return bool(self.further_fields) or self.asks_for_text

    @property
    def is_coded_by_rule(self) -> bool:
        """Whether the thresholds of coded waves apply: demo waves take no codes but show what coded ones would."""
        return self.is_demo or self.assurance == self.Assurance.CODED

    @property
    def is_published_by_hand(self) -> bool:
        """Whether what was computed waits until somebody publishes it."""
        return self.needs_second_person or self.waits_for_a_look

    @property
    def smallest_group(self) -> int:
        """K of the wave: the fewest people that a published number may speak of."""
        return SMALLEST_GROUP_CODED if self.is_coded_by_rule else SMALLEST_GROUP_LINK
