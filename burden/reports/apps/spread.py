"""Where, for whom and when: one app by level, by region below, and wave by wave."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from burden.access.policies import Reach, is_public_kind
from burden.access.scopes import path_of
from burden.domain.blocks import Block
from burden.domain.levels import LEVEL_NAMES, RESPONDENT_LEVELS
from burden.models import CatalogueItem, Release
from burden.reports.apps.catalogue import concerns
from burden.reports.apps.evidence import COLUMNS, AppNumbers, blocks_of, numbers_of
from burden.reports.apps.page import ROUNDED
from burden.reports.by_level import lives_in
from burden.reports.figures import Figures, read_figures_of
from burden.reports.filters import level_words
from burden.reports.kept import Kept
from burden.reports.notes import left_out_note, paired
from burden.reports.regions import children_of
from burden.reports.selection import Selection
from burden.reports.trends.waves import releases_of
from burden.reports.types import RegionRef, Row, Table

VALUES_KEPT = 4096
Words = tuple[str, str]
COUNTIES_UP = (
    "只列县和以上的地区；只列这个应用用到的地区。样本不足的人数不单列。",
    "Counties and above that the app is for; places with too few answers, or none, have no numbers.",
)
EACH_WAVE = (
    "各次调查来填的人可能不同，数字有升降不等于情况变了；请连区间一起看。",
    "Other people may have answered each time: a change is no proof; read the intervals too.",
)


def levels_table(item: CatalogueItem, selection: Selection, figures: Figures) -> Table:
    """Return one row a level that can live in the region, or is chosen, and all of them together."""
    return _table(
        key="app_levels",
        title=(f"{item.name_zh}：各层级", f"{item.name_zh}: by level"),
        head=("层级", "Level"),
        rows=tuple(_level_rows(item, selection, figures)),
        notes=(ROUNDED, *_left_out(selection)),
    )


def _level_rows(item: CatalogueItem, selection: Selection, figures: Figures) -> Iterator[Row]:
    def numbers(levels: tuple[int, ...]) -> AppNumbers:
        return numbers_of(
            item.app_code, release=selection.release, figures=figures, region=selection.region, levels=levels
        )

    for level in RESPONDENT_LEVELS:
        found = numbers((int(level),))
        is_wanted = int(level) in selection.levels if selection.levels else lives_in(level, selection.region)
        if is_wanted or (not selection.levels and found.is_shown):
            yield found.row(LEVEL_NAMES[level])
    yield numbers(selection.levels).row(level_words(selection.levels), kind="total")


def regions_below(item: CatalogueItem, selection: Selection) -> tuple[RegionRef, ...]:
    """Return the regions below that the app is for, counties and larger ones only; one query."""
    home = path_of(item.region_code)
    children = children_of(selection.wave, selection.region, reach=Reach.FULL)
    return tuple(child for child in children if is_public_kind(child.kind) and concerns(home, child.path))


def regions_table(
    item: CatalogueItem, selection: Selection, figures: Figures, children: tuple[RegionRef, ...]
) -> Table:
    """Return one row a region below, by code: no order of who has more."""
    rows = (
        numbers_of(
            item.app_code, release=selection.release, figures=figures, region=child, levels=selection.levels
        ).row((child.name, child.name), region=child)
        for child in children
    )
    return _table(
        key="app_regions",
        title=(
            f"{item.name_zh}：{selection.region.name}各地区",
            f"{item.name_zh}: by region in {selection.region.name}",
        ),
        head=("地区", "Region"),
        rows=tuple(rows),
        notes=(COUNTIES_UP, ROUNDED, *_left_out(selection)),
    )


def waves_table(item: CatalogueItem, selection: Selection) -> Table:
    """Return one row a released wave that reaches the region, oldest first; one query a catalogue not asked for."""
    asked: list[_Asked] = [
        (release, item.app_code, selection.region, selection.levels) for release in releases_of(selection)
    ]
    kept = _kept.all(asked, _read)
    rows = (kept[one].row((one[0].wave.code, one[0].wave.code)) for one in asked)
    return _table(
        key="app_waves",
        title=(f"{item.name_zh}：各次调查", f"{item.name_zh}: by wave"),
        head=("调查", "Wave"),
        rows=tuple(rows),
        notes=(EACH_WAVE, ROUNDED, *_left_out(selection)),
    )


_Asked = tuple[Release, str, RegionRef, tuple[int, ...]]
_kept: Kept[_Asked, AppNumbers] = Kept(VALUES_KEPT)  # never keyed by who asks


def _read(missing: Sequence[_Asked]) -> dict[_Asked, AppNumbers]:
    """Return the numbers of releases, which never change; those of the same catalogue are read together."""
    alike: dict[tuple[Block, ...], list[_Asked]] = defaultdict(list)
    for asked in missing:
        alike[blocks_of(asked[0], asked[1])].append(asked)
    return {asked: numbers for blocks, same in alike.items() for asked, numbers in _read_alike(blocks, same).items()}


def _read_alike(blocks: tuple[Block, ...], missing: Sequence[_Asked]) -> dict[_Asked, AppNumbers]:
    _, app_code, region, levels = missing[0]
    figures = read_figures_of([asked[0] for asked in missing], blocks=blocks, codes=(region.code,))
    return {
        asked: numbers_of(app_code, release=asked[0], figures=figures[asked[0]], region=region, levels=levels)
        for asked in missing
    }


def _left_out(selection: Selection) -> tuple[Words, ...]:
    return (left_out_note(selection.levels),) if selection.levels else ()


def _table(*, key: str, title: Words, head: Words, rows: tuple[Row, ...], notes: tuple[Words, ...]) -> Table:
    notes_zh, notes_en = paired(*notes)
    return Table(
        key=key,
        title_zh=title[0],
        title_en=title[1],
        columns=COLUMNS,
        rows=rows,
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh=head[0],
        head_en=head[1],
    )
