"""What the reading door hands out: frozen values that pages draw, JSON serves and files print.

A table is built once; chart, table, sentence, JSON, CSV, XLSX and PDF all print the same object, so they agree.
Suppressed is a value of its own, never None or zero: nothing can confuse "too few" with "no answers" - which is the
same thing on purpose - or with 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from burden.domain.indicators import Indicator, ReferenceLine

SUPPRESSED_ZH = "样本不足或无数据"
SUPPRESSED_EN = "too few answers, or none"


class State(StrEnum):
    """Whether a value is shown."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"


class Band(StrEnum):
    """Where a unit stands against the pooled mean of its peers; never a rank."""

    HIGHER = "higher"  # ▲ 高于同级
    SIMILAR = "similar"  # ● 无差异
    LOWER = "lower"  # ▼ 低于同级
    UNKNOWN = "unknown"


# What a cell with a band prints, in Chinese and English; the sign keeps bands apart without colour.
BAND_WORDS: dict[Band, tuple[str, str]] = {
    Band.HIGHER: ("▲ 高于同级", "▲ higher than peers"),
    Band.SIMILAR: ("● 无明显差异", "● no clear difference"),
    Band.LOWER: ("▼ 低于同级", "▼ lower than peers"),
    Band.UNKNOWN: ("", ""),
}


@dataclass(frozen=True, kw_only=True)
class Quantiles:
    """Released quantiles of a distribution; None where n does not carry them (docs/arithmetic.md)."""

    p10: float | None = None
    p25: float | None = None
    median: float | None = None
    p75: float | None = None
    p90: float | None = None
    median_low: float | None = None
    median_high: float | None = None


@dataclass(frozen=True, kw_only=True)
class HistogramBar:
    """One merged bar: people whose value is from ``low`` to ``high``; ``high`` is None for the open last bar.

    ``people`` is None below county, where the number of answers is shown as a band only; draw ``percent`` (whole
    percent of the people, the same at every kind of region).
    """

    low: int
    high: int | None
    people: int | None
    percent: int = 0


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """One published value with everything that must stand beside it.

    ``value``, ``low`` and ``high`` are rounded to the indicator's decimals already: what is printed is what is drawn.
    ``text`` is the value in words where it is not a plain number ("<5 %", ">95 %"): print it instead of ``value``,
    which is then the limit itself (5 or 95) and may be drawn.  ``n_text`` is the exact count or a band ("10–19",
    "20–49", "50+"); ``n`` is None where only the band may be shown.
    """

    state: State
    value: float | None = None
    low: float | None = None
    high: float | None = None
    text: str = ""
    n: int | None = None
    n_text: str = ""
    grade: str = ""  # "A", "B" or "C"
    quantiles: Quantiles = field(default_factory=Quantiles)
    band: Band = Band.UNKNOWN

    @property
    def is_shown(self) -> bool:
        """Whether there is a value to draw."""
        return self.state is State.SHOWN


SUPPRESSED = Estimate(state=State.SUPPRESSED)


@dataclass(frozen=True, kw_only=True)
class RegionRef:
    """A region by code and name; ``kind`` as in RegionKind; ``path`` its shared digits."""

    code: str
    name: str
    kind: str
    path: str


@dataclass(frozen=True, kw_only=True)
class WaveRef:
    """A wave as pages name it; ``count_text`` is the coarse count of an open wave ("不足50份", "1450份以上")."""

    code: str
    state: str
    opens_on: date
    closes_on: date
    region: RegionRef
    is_demo: bool
    assurance: str
    is_unverified: bool  # link wave that is no demo: labelled 未核验
    asks_for_text: bool = False
    further_fields: tuple[str, ...] = ()  # questions of page 2 that it asks
    count_text: str = ""


@dataclass(frozen=True, kw_only=True)
class RegionCount:
    """Coarse count of answers that have come in for a province or city of an open wave."""

    region: RegionRef
    count_text: str


@dataclass(frozen=True, kw_only=True)
class BlockAccount:
    """What became of the answers to one block, over the whole wave; all but ``published`` in coarse words."""

    block: str
    accepted: str
    published: int
    held_back: str
    excluded: str
    not_answered: str


@dataclass(frozen=True, kw_only=True)
class FlagAccount:
    """How common one quality mark is among answers to page 1, in coarse words, and whether it leaves them out."""

    flag: str
    share: str
    is_left_out: bool


@dataclass(frozen=True, kw_only=True)
class ReleaseRef:
    """The release that a page prints at its foot; ``parameters`` are the rules in force, as the release stores them."""

    id: str
    short_id: str
    content_hash: str
    published_on: date
    smallest_group: int
    wave_code: str = ""
    balance: tuple[BlockAccount, ...] = ()
    flags: tuple[FlagAccount, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table.

    ``key`` names the cell, ``kind`` says how files format it: text, code, date, count, number, percent, minutes, band.
    A percent is on the scale 0-100.  A cell of a number column may hold a text ("<5 %", "50+"): print it as it is;
    where nothing may be shown it is ``SUPPRESSED_ZH`` (``SUPPRESSED_EN`` on English pages) and its neighbours are None.
    A cell of kind band holds a ``Band``, printed by ``BAND_WORDS``; one of kind date an ISO date.
    """

    key: str
    title_zh: str
    title_en: str
    kind: str
    decimals: int = 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table; cells in column order, None prints as an empty cell.

    The label is not among the cells: it is printed first, under the table's ``head_zh`` / ``head_en``.  ``kind`` is
    "plain", "rest" (其余（并入本级）), "group" (several levels together, already counted in other rows), "total" or
    "suppressed" (a plain row without anything to show; rest and total keep their kind); ``region`` lets a page link
    the row.  ``levels`` are the levels a row of levels stands for.
    ``estimates`` are further estimates of the row by name (apps: "holders", "active", "minutes").
    """

    label_zh: str
    label_en: str
    cells: tuple[str | int | float | None, ...]
    estimate: Estimate = SUPPRESSED
    kind: str = "plain"
    region: RegionRef | None = None
    level: int | None = None
    levels: tuple[int, ...] = ()
    estimates: tuple[tuple[str, Estimate], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """The one object behind a chart, its table, its JSON and its files.

    ``head_zh`` / ``head_en`` title the column of labels, which comes before ``columns``.  ``indicator`` is what the
    rows' estimates are of, where it is one indicator; ``reference_lines`` belong into its chart.
    """

    key: str
    title_zh: str
    title_en: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes_zh: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()
    head_zh: str = "地区"
    head_en: str = "Region"
    indicator: Indicator | None = None
    reference_lines: tuple[ReferenceLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page prints around its tables: where, when, whom, which release.

    ``notes_zh`` / ``notes_en`` are the sentences that stand beside every number: what the sample is, 演示数据, 未核验.
    """

    wave: WaveRef
    release: ReleaseRef
    region: RegionRef
    breadcrumb: tuple[RegionRef, ...]  # from the viewer's topmost readable region down to ``region``
    levels: tuple[int, ...]  # () = all levels
    levels_zh: str
    levels_en: str
    indicator: Indicator
    waves: tuple[WaveRef, ...]  # released waves that the viewer may choose
    level_choices: tuple[tuple[int, str, str], ...]  # (level, zh, en) found in the release
    is_public_view: bool = False  # only the four public indicators, nothing below county
    is_for_inspector: bool = False
    indicator_choices: tuple[Indicator, ...] = ()  # what the viewer may choose here
    notes_zh: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OverviewReport:
    """The overview of one region: headline indicators, levels, region x level."""

    frame: Frame
    headline: tuple[tuple[Indicator, Estimate], ...]
    by_level: tuple[Table, ...]  # one table an indicator of the headline, rows = levels (and city+county departments)
    heatmap: Table  # rows = children, columns = levels, cells = values of the chosen indicator
    heatmap_levels: tuple[int, ...]
    heatmap_estimates: tuple[tuple[Estimate, ...], ...]  # same shape as the cells
    honest: "HonestPage | None" = None


@dataclass(frozen=True, kw_only=True)
class HonestPage:
    """For a region with few answers: what can be said, what cannot, how many more answers would show what."""

    n_text: str
    can_say: tuple[tuple[str, str], ...]  # sentences (zh, en)
    cannot_say: tuple[tuple[str, str], ...]
    more_needed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class RegionReport:
    """Children of one region against their peers.

    ``funnel_low`` / ``funnel_high`` limit what chance alone does to a child with the median number of answers; the
    band of each child follows from its own number.  Both are None where there is nothing to compare by.
    """

    frame: Frame
    own: Estimate
    benchmark: Estimate  # pooled mean of the children's peers
    funnel_low: float | None
    funnel_high: float | None
    children: Table  # one row a child, then the rest row; rows add up to the region
    distribution: tuple[HistogramBar, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The regions below; the shape of the distribution is the page's alone."""
        return (self.children,)


@dataclass(frozen=True, kw_only=True)
class AppsReport:
    """Users and minutes of the catalogue's apps in one region."""

    frame: Frame
    people: Estimate  # n of the usage block
    apps: Table  # rows = apps sorted by users; holders, users, active share with interval, minutes among users
    weights: Table  # rows = apps sorted by minutes of everybody; share of all minutes, and together with those before
    balance: Table  # rows = apps; minutes of users beside the share of them who find it useful
    opinions: Table  # rows = app and saying, those that may be shown

    @property
    def tables(self) -> tuple[Table, ...]:
        """Use and minutes, weight, balance, opinions."""
        return (self.apps, self.weights, self.balance, self.opinions)


@dataclass(frozen=True, kw_only=True)
class WaveCost:
    """What one wave cost the people who answered its first page, in hours of all of them together.

    ``hours`` is an estimate from the middles of the time bands, ``low`` and ``high`` from their edges; all are whole.
    ``within_90`` is the share that took no longer than 90 seconds, of those whose browser reported a band.
    """

    wave_code: str
    hours: int
    low: int
    high: int
    within_90: Estimate


@dataclass(frozen=True, kw_only=True)
class PublicReport:
    """What anybody may read of a county or above."""

    frame: Frame
    headline: tuple[tuple[Indicator, Estimate], ...]
    children: tuple[RegionRef, ...]
    by_level: tuple[Table, ...] = ()  # one table an indicator, as in the overview
    cost: WaveCost | None = None  # of the whole wave; None where too few times are known


@dataclass(frozen=True, kw_only=True)
class PracticesReport:
    """Which practices people met in the last three months, and the official classes they are evidence of."""

    frame: Frame
    people: Estimate  # n of the practices block
    practices: Table  # rows = practices, columns = share of all chosen levels, then of each level
    classes: Table  # rows = official classes, same columns
    regions: Table  # rows = children and the rest, columns = classes, then practices; no rows without children

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, that of the regions below where there are any."""
        return (self.practices, self.classes, self.regions) if self.regions.rows else (self.practices, self.classes)


@dataclass(frozen=True, kw_only=True)
class FurtherReport:
    """What people said on page 2: one table a topic, rows = indicators, columns = chosen levels, then each level."""

    frame: Frame
    topics: tuple[Table, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """One table a topic."""
        return self.topics


@dataclass(frozen=True, kw_only=True)
class FrontPage:
    """What the first page needs: waves that can be answered now, and what was found last."""

    open_waves: tuple[WaveRef, ...]
    newest: PublicReport | None


@dataclass(frozen=True, kw_only=True)
class TablePage:
    """All tables of a page with their frame: what JSON serves and files print."""

    frame: Frame
    tables: tuple[Table, ...]
