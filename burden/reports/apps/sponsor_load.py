"""Who sends what down: apps, and the time they take of everybody, by level and by office of the sponsor."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from burden.domain.app_leads import PrintedShare
from burden.domain.app_load import Weight, carried, weights_of
from burden.domain.levels import LEVEL_NAMES, Level
from burden.domain.what_if import Freed, together
from burden.models import CatalogueItem
from burden.reports.apps.leads import printed
from burden.reports.apps.minutes import minutes_estimate, weight_estimate
from burden.reports.apps.page import counts_of
from burden.reports.estimates import Showing
from burden.reports.notes import left_out_note, paired
from burden.reports.rows import Cell, n_cell, row_kind, value_cell
from burden.reports.selection import Selection
from burden.reports.types import SUPPRESSED, SUPPRESSED_ZH, Column, Row, Table
from burden.reports.what_if.figures import Evidence, evidence_of

COLUMNS = (
    Column(key="apps", title_zh="应用个数", title_en="Apps", kind="count"),
    Column(key="carried", title_zh="每人装了几个", title_en="On each phone", kind="number", decimals=1),
    Column(key="carried_low", title_zh="区间下限", title_en="95% low", kind="number", decimals=1),
    Column(key="carried_high", title_zh="区间上限", title_en="95% high", kind="number", decimals=1),
    Column(key="counted", title_zh="计入用时的", title_en="With minutes", kind="count"),
    Column(key="n", title_zh="人数", title_en="People", kind="count"),
    Column(key="minutes", title_zh="人均用时（分钟/工作日）", title_en="Minutes a workday", kind="minutes", decimals=1),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="minutes", decimals=1),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="minutes", decimals=1),
    Column(key="share", title_zh="占全部应用用时（%）", title_en="Share of all app minutes (%)", kind="percent"),
    Column(key="share_low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="share_high", title_zh="区间上限", title_en="95% high", kind="percent"),
)
CARRIED_DECIMALS = 1
CARRIED = (
    "每人装了几个：各应用“装了的人”的占比相加，“<5 %”按5%算，区间也相加，所以从宽。",
    "On each phone: the shares of holders added, “<5 %” as 5; the ends of intervals are added too, so they are wide.",
)
EVERYBODY = (
    "人均：在用者的用时合计 ÷ 填了使用报告的全部人数，没在用的算0分钟。",
    "A person's minutes: those of users over all who filled the usage report; no use counts as 0.",
)
COUNTED = (
    "“计入用时的”以外的应用，说了用时的人不够，没有计入；占比的区间从宽。",
    "Apps beyond those with minutes have too few answers and are left out; intervals of shares are wide.",
)
UNNAMED = ("没有写明", "not named")
Sponsor = tuple[str, str, int]  # words in Chinese and English, then what rows are ordered by


def load_tables(selection: Selection, items: Mapping[str, CatalogueItem]) -> tuple[Table, Table]:
    """Return minutes by level of the sponsor, then by office; ``items`` are apps of the region by code; two queries."""
    evidence = evidence_of(selection)
    name = selection.region.name
    return (
        _table(
            selection,
            evidence,
            items,
            sponsor=_level,
            key="sponsor_levels",
            title=(f"{name}：各级要求用的应用", f"{name}: apps by level of the sponsor"),
            head=("哪一级", "Level of the sponsor"),
        ),
        _table(
            selection,
            evidence,
            items,
            sponsor=_office,
            key="sponsor_offices",
            title=(f"{name}：各部门要求用的应用", f"{name}: apps by office of the sponsor"),
            head=("哪个部门", "Office of the sponsor"),
        ),
    )


def _level(item: CatalogueItem) -> Sponsor:
    if item.sponsor_level not in set(Level):
        return (*UNNAMED, item.sponsor_level)
    return (*LEVEL_NAMES[Level(item.sponsor_level)], item.sponsor_level)


def _office(item: CatalogueItem) -> Sponsor:
    return (item.sponsor_dept, item.sponsor_dept, 0) if item.sponsor_dept else (*UNNAMED, 1)


def _table(  # noqa: PLR0913  # one table in two languages
    selection: Selection,
    evidence: Evidence,
    items: Mapping[str, CatalogueItem],
    *,
    sponsor: Callable[[CatalogueItem], Sponsor],
    key: str,
    title: tuple[str, str],
    head: tuple[str, str],
) -> Table:
    groups: dict[Sponsor, list[str]] = defaultdict(list)
    for app in evidence.apps:
        groups[sponsor(items[app.code])].append(app.code)
    contents = (left_out_note(selection.levels),) if selection.levels else ()
    notes_zh, notes_en = paired(CARRIED, EVERYBODY, COUNTED, *contents)
    return Table(
        key=key,
        title_zh=title[0],
        title_en=title[1],
        columns=COLUMNS,
        rows=_rows(groups, evidence, selection.levels),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh=head[0],
        head_en=head[1],
    )


def _rows(groups: Mapping[Sponsor, list[str]], evidence: Evidence, levels: tuple[int, ...]) -> tuple[Row, ...]:
    """One row a sponsor: by minutes, largest first, those without any last; then by level, then by name."""
    loads = {sponsor: _load(codes, evidence, levels) for sponsor, codes in groups.items()}
    sums = {sponsor: together(load.freed) for sponsor, load in loads.items() if load.freed}
    weights = dict(zip(sums, weights_of(list(sums.values())), strict=False))
    order = sorted(groups, key=lambda s: (-sums[s].minutes if s in sums else 1, s[2], s[0]))
    return tuple(_row(s, loads[s], sums.get(s), weights.get(s), evidence.showing) for s in order)


@dataclass(frozen=True, kw_only=True)
class _Load:
    """What is known of one sponsor's apps: each one's minutes and share of holders, as far as they may be shown."""

    apps: int
    freed: tuple[Freed, ...]
    held: tuple[PrintedShare, ...]


def _load(codes: Sequence[str], evidence: Evidence, levels: tuple[int, ...]) -> _Load:
    showing, usage = evidence.showing, evidence.usage
    counts = [counts_of(code, evidence.figures, usage, evidence.code, levels) for code in codes]
    held = (printed(c.share_of_people(c.holders, decimals=0, showing=showing)) for c in counts)
    freed = (evidence.app_minutes(code, levels) for code in codes)
    return _Load(
        apps=len(codes),
        freed=tuple(found for found in freed if found is not None),
        held=tuple(share for share in held if share is not None),
    )


def _row(sponsor: Sponsor, load: _Load, freed: Freed | None, weight: Weight | None, showing: Showing) -> Row:
    minutes, share = minutes_estimate(freed, showing=showing), SUPPRESSED
    if freed is not None and weight is not None:
        share = weight_estimate(weight, freed, showing=showing)
    return Row(
        label_zh=sponsor[0],
        label_en=sponsor[1],
        cells=(
            load.apps,
            *_carried_cells(load.held),
            len(load.freed),
            *(n_cell(minutes), value_cell(minutes), minutes.low, minutes.high),
            *(share.value, share.low, share.high),
        ),
        estimate=minutes,
        kind=row_kind(minutes),
        estimates=(("share", share),),
    )


def _carried_cells(held: Sequence[PrintedShare]) -> tuple[Cell, ...]:
    """Return apps on a phone with both ends; who may be shown of one app may be of all, as one form asks for all."""
    if not held:
        return (SUPPRESSED_ZH, None, None)
    value, interval = carried(held)
    numbers = (value, Fraction(interval.low), Fraction(interval.high))
    return tuple(float(round(number, CARRIED_DECIMALS)) for number in numbers)
