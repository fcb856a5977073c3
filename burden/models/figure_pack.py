"""What a release publishes, many numbers in one row."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from django.db import models
from numpy.typing import NDArray

from burden.domain.blocks import Block, block_named, pack_family
from burden.domain.figure_packs import FIGURE, Entries, decode
from burden.domain.totals import PlacesOf, Totals
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


@dataclass(frozen=True, kw_only=True)
class _Part:
    """The packs of one release, and the entries among them that are asked for."""

    release: Release
    blocks: dict[str, Block]
    entries: Entries
    chosen: NDArray[np.int64]


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
        for part in self._parts_of(releases, codes=codes, blocks=blocks):
            entries = part.entries
            for entry, tally in entries.tallies(part.chosen, part.blocks):
                figure = Figure(
                    block=part.blocks[entries.names[entries.block[entry]]],
                    region_code=f"{entries.code[entry]:012d}",
                    level=int(entries.level[entry]),
                    tally=tally,
                )
                yield part.release, figure

    def totals_of(
        self,
        releases: Collection[Release],
        *,
        codes: Sequence[str],
        blocks: Collection[Block],
        whole: Collection[int] | None = None,
    ) -> dict[tuple[Release, str], Totals]:
        """Return the totals of these regions by release and block; one query, however many there are of each.

        Whole tallies are added over the levels ``whole``, over all where it is empty, and left out where it is None.
        """
        found = {
            (release, block.name): Totals.of_nobody(block, len(codes), whole=whole)
            for release in releases
            for block in blocks
        }
        places = PlacesOf(codes)
        for part in self._parts_of(releases, codes=codes, blocks=blocks):
            entries = part.entries
            for number, name in enumerate(entries.names):
                of_block = part.chosen[entries.block[part.chosen] == number]
                if len(of_block):
                    found[part.release, name].add(entries, of_block, places=places.of(entries.code[of_block]))
        return found

    def _parts_of(
        self, releases: Collection[Release], *, codes: Collection[str], blocks: Collection[Block] | None
    ) -> Iterator[_Part]:
        """Yield the packs that these figures stand in, by release and family; one query."""
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
            yield _Part(release=release, blocks=by_name, entries=entries, chosen=np.flatnonzero(chosen))


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
