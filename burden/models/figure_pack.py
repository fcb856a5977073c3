"""What a release publishes, many numbers in one row."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from django.db import models
from numpy.typing import NDArray

from burden.domain.blocks import Block, block_named, pack_family
from burden.domain.figure_packs import FIGURE, decode
from burden.models.columns import region_code_field
from burden.models.region import Region
from burden.models.release import Release


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Published numbers of region x level x block: the sum of the atoms of the level in the region's subtree.

    A set of levels is the sum of its tallies, "all levels" the sum of all with the pooled one (level 0); a region's
    rest row is its own tally less its children's.  Layout of ``tally`` in :mod:`burden.domain.blocks`.
    """

    block: Block
    region_code: str
    level: int
    tally: NDArray[np.int64]

    @property
    def n(self) -> int:
        """Number of people."""
        return int(self.tally[0])


class FigurePackQuerySet(models.QuerySet["FigurePack"]):
    """Packs, read by what stands in them."""

    def figures(
        self, release: Release, *, codes: Collection[str], blocks: Collection[Block] | None = None
    ) -> Iterator[Figure]:
        """Yield the figures of these regions, of these blocks or of all; one query, however many there are.

        They come by pack, then block, region and level.
        """
        for _, figure in self.figures_of([release], codes=codes, blocks=blocks):
            yield figure

    def figures_of(
        self, releases: Collection[Release], *, codes: Collection[str], blocks: Collection[Block] | None = None
    ) -> Iterator[tuple[Release, Figure]]:
        """Yield the figures of these regions with their releases; one query, however many releases there are."""
        trees = {release.wave.tree_id for release in releases}
        above = Region.objects.filter(tree_id__in=trees, code__in=codes).order_by()
        packs = self.filter(release__in=releases, region_code__in=above.values("parent_code"))
        if blocks is not None:
            packs = packs.filter(family__in={pack_family(block.name) for block in blocks})
        wanted = None if blocks is None else {block.name: block for block in blocks}
        by_id = {release.pk: release for release in releases}
        numbers = [int(code) for code in codes]
        rows = packs.order_by("release_id", "family", "region_code").values_list("release_id", "data")
        for release_id, of_release in groupby(rows, key=itemgetter(0)):
            release = by_id[release_id]
            entries = decode([bytes(data) for _, data in of_release])
            by_name = wanted or _blocks_of(release, entries.names)
            chosen = entries.of_blocks([*by_name]) & (entries.kind == FIGURE) & np.isin(entries.code, numbers)
            for entry, tally in entries.tallies(np.flatnonzero(chosen), by_name):
                figure = Figure(
                    block=by_name[entries.names[entries.block[entry]]],
                    region_code=f"{entries.code[entry]:012d}",
                    level=int(entries.level[entry]),
                    tally=tally,
                )
                yield release, figure


def _blocks_of(release: Release, names: Collection[str]) -> dict[str, Block]:
    app_codes = tuple(release.parameters["app_codes"])
    return {name: block_named(name, app_codes=app_codes) for name in names}


class FigurePack(models.Model):
    """Figures of the regions right below a region, and the atoms that span it, of one family of blocks.

    An atom is a group of at least K people, formed once when a wave closes and never changed; a figure is the sum of
    the atoms of one level within a region's subtree.  ``data`` is laid out in :mod:`burden.domain.figure_packs`.  The
    figures of the wave's own region stand in the pack of the region above it, empty above the whole country.
    """

    pk = models.CompositePrimaryKey("release", "family", "region_code")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="figure_packs", db_index=False)
    family = models.CharField("family of blocks", max_length=9)
    region_code = region_code_field(blank=True)
    data = models.BinaryField("totals")

    objects = FigurePackQuerySet.as_manager()

    class Meta:
        ordering = ("release", "family", "region_code")

    def __str__(self) -> str:
        return f"{self.family} {self.region_code}"
