"""The table of a region's children, with the rest row that makes them add up."""

from dataclasses import dataclass

from burden.domain.indicators import Indicator
from burden.reports.estimates import Showing, estimate
from burden.reports.figures import Figures, added
from burden.reports.notes import SUPPRESSION, contents_note, left_out_note, paired
from burden.reports.peers.comparison import Comparison, banded, compare_below
from burden.reports.peers.notes import comparison_notes
from burden.reports.regions import children_of
from burden.reports.rows import (
    BAND_COLUMN,
    CODE_COLUMN,
    REST_LABEL,
    Cell,
    band_cell,
    estimate_cells,
    estimate_columns,
    row_kind,
)
from burden.reports.selection import Selection
from burden.reports.types import Estimate, RegionRef, Row, Table

TOTAL_LABEL = ("合计", "total")


@dataclass(frozen=True, kw_only=True)
class Family:
    """A region with those of its children that the viewer may read, and their figures."""

    selection: Selection
    children: tuple[RegionRef, ...]
    figures: Figures

    @property
    def region(self) -> RegionRef:
        """The parent."""
        return self.selection.region

    @property
    def showing(self) -> Showing:
        """How the parent's numbers are shown."""
        return self.selection.showing(self.region)

    def own(self, indicator: Indicator, levels: tuple[int, ...]) -> Estimate:
        """Return the parent's value."""
        tally = self.figures.tally(indicator.block, self.region.code, levels)
        return estimate(tally, indicator=indicator, showing=self.showing)

    def rest(self, indicator: Indicator, levels: tuple[int, ...]) -> Estimate:
        """Return the value of people who count for the parent and for none of its children."""
        own = self.figures.tally(indicator.block, self.region.code, levels)
        below = (self.figures.tally(indicator.block, child.code, levels) for child in self.children)
        return estimate(own - added(indicator.block, below), indicator=indicator, showing=self.showing)

    def child(self, child: RegionRef, indicator: Indicator, levels: tuple[int, ...]) -> Estimate:
        """Return the value of one child."""
        tally = self.figures.tally(indicator.block, child.code, levels)
        return estimate(tally, indicator=indicator, showing=self.selection.showing(child))


def readable_children(selection: Selection) -> tuple[RegionRef, ...]:
    """Return the children of the selected region of which the viewer may read the chosen indicator; one query.

    Where children are too small for it there are none, and no rest: region less rest would be theirs.
    """
    children = children_of(selection.wave, selection.region, reach=selection.reach)
    return tuple(child for child in children if selection.indicator.may_be_shown_of(child.kind))


def compare_children(family: Family) -> Comparison | None:
    """Compare the children of the commonest kind by the chosen indicator and levels; None without children."""
    return compare_below([family.selection], family.children)[0]


def children_table(family: Family, comparison: Comparison | None) -> Table:
    """Return one row a child - by value, then those without anything to show by code -, the rest row and the total."""
    selection = family.selection
    indicator, levels = selection.indicator, selection.levels
    bands = comparison.bands if comparison else {}
    rows = [
        _child_row(child, banded(family.child(child, indicator, levels), bands.get(child.code)), indicator)
        for child in family.children
    ]
    rows.sort(key=_order)
    if family.children:
        rows.append(_sum_row(REST_LABEL, family.rest(indicator, levels), indicator, kind="rest"))
    rows.append(_sum_row(TOTAL_LABEL, family.own(indicator, levels), indicator, kind="total", region=family.region))
    notes_zh, notes_en = paired(SUPPRESSION, *_contents(family, indicator), *comparison_notes(comparison))
    return Table(
        key=f"children:{indicator.code}",
        title_zh=f"{family.region.name}各地区{indicator.name_zh}",
        title_en=f"{indicator.name_en} by region in {family.region.name}",
        columns=(CODE_COLUMN, *estimate_columns(indicator), BAND_COLUMN),
        rows=tuple(rows),
        notes_zh=notes_zh,
        notes_en=notes_en,
        indicator=indicator,
    )


def _child_row(child: RegionRef, value: Estimate, indicator: Indicator) -> Row:
    return Row(
        label_zh=child.name,
        label_en=child.name,
        cells=(child.code, *estimate_cells(value, indicator), band_cell(value)),
        estimate=value,
        kind=row_kind(value),
        region=child,
    )


def _sum_row(
    label: tuple[str, str], value: Estimate, indicator: Indicator, *, kind: str, region: RegionRef | None = None
) -> Row:
    code: Cell = region.code if region else None
    return Row(
        label_zh=label[0],
        label_en=label[1],
        cells=(code, *estimate_cells(value, indicator), None),
        estimate=value,
        kind=kind,
        region=region,
    )


def _order(row: Row) -> tuple[bool, float, str]:
    """By value, largest first; equal values and rows without one by code."""
    value = row.estimate.value if row.estimate.is_shown else None
    return value is None, -(value or 0.0), row.region.code if row.region else ""


def _contents(family: Family, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    levels = family.selection.levels
    if levels:
        return (left_out_note(levels),)
    if family.figures.is_pooled(indicator.block, family.region.code):
        return (contents_note(family.figures.levels(indicator.block, family.region.code)),)
    return ()
