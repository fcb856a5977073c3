"""Regions of any level, in versioned trees.

Every code extends its parent's, so the shared digits (``path``, 0-2-4-6-9 of them) are the subtree: no tree library.
A parent may skip a level (districts of municipalities have no city above them).
"""

from django.db import models

from burden.domain.levels import RegionKind
from burden.models.columns import region_code_field


class TreeVersionManager(models.Manager["TreeVersion"]):
    """Editions of the tree, real and fictional."""

    def newest(self, *, is_demo: bool) -> "TreeVersion | None":
        """Return the newest real edition, or the newest fictional one; None before any was loaded."""
        return self.filter(is_demo=is_demo).order_by("-as_of_on").first()


class TreeVersion(models.Model):
    """One dated edition of the region tree; a wave keeps the edition it opened with."""

    version = models.CharField("version", max_length=20, primary_key=True)
    source = models.TextField("source")
    as_of_on = models.DateField("as of")
    is_demo = models.BooleanField("fictional", default=False)

    objects = TreeVersionManager()

    class Meta:
        ordering = ("is_demo", "-as_of_on")

    def __str__(self) -> str:
        return self.version


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions by subtree; ordering by code is depth-first order."""

    def of_tree(self, tree_version: str) -> "RegionQuerySet":
        """Only regions of this edition, depth first."""
        return self.filter(tree_id=tree_version).order_by("code")

    def within(self, path: str) -> "RegionQuerySet":
        """Only the region with this path and everything below it."""
        return self.filter(path__startswith=path)


class Region(models.Model):
    """A place of any level, from the whole country (root, empty path) to a township."""

    class Kind(models.TextChoices):
        """Kinds in the words of the domain, largest first."""

        ROOT = RegionKind.ROOT.value, "全国"
        PROVINCE = RegionKind.PROVINCE.value, "省"
        CITY = RegionKind.CITY.value, "市"
        COUNTY = RegionKind.COUNTY.value, "县"
        TOWNSHIP = RegionKind.TOWNSHIP.value, "乡镇街道"

    tree = models.ForeignKey(TreeVersion, on_delete=models.CASCADE, related_name="regions", verbose_name="tree")
    code = region_code_field()
    parent_code = region_code_field(blank=True)
    kind = models.CharField("kind", max_length=8, choices=Kind)
    path = models.CharField("path", max_length=9, blank=True)
    name = models.CharField("name", max_length=60)
    initials = models.CharField("pinyin initials", max_length=60, blank=True)
    source = models.CharField("source", max_length=20)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ("tree", "code")
        constraints = (
            models.UniqueConstraint(fields=("tree", "code"), name="region_code_once_a_tree"),
            models.UniqueConstraint(fields=("tree", "path"), name="region_path_once_a_tree"),
        )
        indexes = (
            # Children of a node: pickers and region pages.
            models.Index(fields=("tree", "parent_code"), name="region_children"),
            # Subtrees by path prefix under any collation: scopes and pickers.
            models.Index(fields=("path",), name="region_subtree", opclasses=("varchar_pattern_ops",)),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.code}"
