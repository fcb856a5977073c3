"""Government apps, mini-programs, accounts and systems that a region's cadres may have to carry."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from burden.domain.sentences import gettext_noop as _
from burden.models.columns import region_code_field
from burden.models.region import Region, TreeVersion

NATION = "000000000000"  # the home of what all people of the country may have to carry


class CatalogueItemQuerySet(models.QuerySet["CatalogueItem"]):
    """Entries by what people do with them."""

    def on_a_phone(self) -> "CatalogueItemQuerySet":
        """Only what a person installs: accounts are followed and web systems opened at a desk."""
        return self.filter(kind__in=CatalogueItem.ON_A_PHONE)

    def beside(self, tree_version: str) -> "CatalogueItemQuerySet":
        """Only those of fictional or real trees, as this edition is: an entry outlives the edition of its day."""
        return self.filter(tree__is_demo__in=TreeVersion.objects.filter(version=tree_version).values("is_demo"))

    def lost_to(self, tree_version: str) -> "CatalogueItemQuerySet":
        """Only those whose region this edition lacks."""
        home = Region.objects.filter(tree_id=tree_version, code=OuterRef("region_code"))
        return self.filter(~Exists(home)).exclude(region_code=NATION)


class CatalogueItem(models.Model):
    """One entry of the catalogue; it belongs to everybody in the subtree of ``region_code``."""

    class Kind(models.TextChoices):
        """What is installed, followed or opened."""

        APP = "app", "APP"
        MINI_PROGRAM = "mini_program", _("小程序")
        QUICK_APP = "quick_app", _("快应用")
        ACCOUNT = "account", _("公众账号")
        WEB = "web", _("网页系统")

    class Audience(models.TextChoices):
        """Whom the entry serves."""

        INTERNAL = "internal", _("内部")
        PUBLIC = "public", _("面向群众")
        MIXED = "mixed", _("两者")

    tree = models.ForeignKey(TreeVersion, on_delete=models.CASCADE, related_name="catalogue_items")
    app_code = models.CharField("code", max_length=12, unique=True)
    name_zh = models.CharField("name", max_length=40)
    initials = models.CharField("pinyin initials", max_length=40, blank=True)
    package_names = models.CharField("Android packages, separated by blanks", max_length=200, blank=True)
    kind = models.CharField("kind", max_length=12, choices=Kind)
    region_code = region_code_field()
    function_category = models.CharField("function", max_length=20, blank=True)
    sponsor_level = models.PositiveSmallIntegerField("level of the sponsor")
    sponsor_dept = models.CharField("department of the sponsor", max_length=40, blank=True)
    audience = models.CharField("audience", max_length=8, choices=Audience)
    platform = models.CharField("platform of an account", max_length=20, blank=True)
    launched_on = models.DateField("launched on", null=True, blank=True)
    last_update_on = models.DateField("last update", null=True, blank=True)
    filing_no = models.CharField("filing number", max_length=40, blank=True)
    has_complaint_channel = models.BooleanField("has a complaint channel", default=True)
    is_exempt_scene = models.BooleanField("exempt scene", default=False)
    exempt_basis = models.CharField("basis of the exemption", max_length=100, blank=True)
    is_commercial = models.BooleanField("commercial activity", default=False)
    duplicate_group = models.CharField("duplicate group", max_length=12, blank=True)
    active_users_3m = models.PositiveIntegerField("active users in three months", null=True, blank=True)
    is_retired = models.BooleanField("retired", default=False)
    # Two entries of one app became one: answers and releases of before still name this one.
    merged_into = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="merged_from", verbose_name="merged into"
    )

    ON_A_PHONE = (Kind.APP, Kind.MINI_PROGRAM, Kind.QUICK_APP)
    objects = CatalogueItemQuerySet.as_manager()

    class Meta:
        ordering = ("app_code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_retired=True), name="merged_is_retired"
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="merged_into_another"),
        )

    def __str__(self) -> str:
        return self.name_zh
