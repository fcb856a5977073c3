"""Storing an edition of the region tree, and saying what changed against the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection, transaction

from burden.domain.levels import RegionKind
from burden.domain.sentences import Sentence
from burden.intake.initials import initials_of
from burden.intake.region_file import RegionRow, check_tree
from burden.models import Region, TreeVersion, Wave

COMMITTED_FILE = Path(__file__).resolve().parent.parent / "data" / "regions.csv.gz"
COMMITTED_VERSION = "2026-09"
COMMITTED_AS_OF = date(2026, 9, 11)
COMMITTED_SOURCE = (
    "民政部地名信息库（2026-09-11摘取，41,751条）；缺乡级的市用国家统计局2023年代码（187条）。未与官网逐条核对。"
)
BATCH = 5_000

Change = tuple[str, str]  # code, name
Content = dict[str, tuple[str, str, str, str]]  # code: name, kind, parent code, source
NAME, PARENT = 0, 2


class TreeInUseError(ValueError):
    """An edition that a wave already uses may not change."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class TreeChanges:
    """What an edition changes against ``compared_with`` (the same edition, else the newest other).

    Renamed regions are (code, old name, new name), moved ones (code, name, old parent, new parent), recoded ones (old
    code, new code, name): regions of one name and kind of which one went and one came.  ``altered`` counts those with
    another kind or source only.  ``is_stored`` is False where the database held all of it already.
    """

    compared_with: str | None
    total: int
    added: tuple[Change, ...]
    renamed: tuple[tuple[str, str, str], ...]
    removed: tuple[Change, ...]
    moved: tuple[tuple[str, str, str, str], ...]
    recoded: tuple[tuple[str, str, str], ...]
    altered: int
    is_stored: bool


@transaction.atomic
def store_tree(
    *, version: str, source: str, as_of_on: date, rows: Sequence[RegionRow], is_demo: bool = False
) -> TreeChanges:
    """Store an edition as a whole; the same rows again change nothing.

    Raises :class:`burden.intake.region_file.RegionFileError` for rows that are no tree, and :class:`TreeInUseError`
    where an opened wave already relies on another content of this edition.
    """
    check_tree(rows)
    tree, _ = TreeVersion.objects.select_for_update().update_or_create(
        version=version, defaults={"source": source, "as_of_on": as_of_on, "is_demo": is_demo}
    )
    changes = compare_tree(version=version, rows=rows, is_demo=is_demo)
    if not changes.is_stored:
        return changes
    check_not_in_use(version)
    Region.objects.filter(tree=tree).delete()
    Region.objects.bulk_create((_region(tree, row) for row in rows), batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE burden_region")
    return changes


def compare_tree(*, version: str, rows: Sequence[RegionRow], is_demo: bool = False) -> TreeChanges:
    """Say what storing rows as this edition would change; nothing is stored."""
    before = _contents(version)
    after = {row.code: (row.name, row.kind.value, row.parent_code, row.source) for row in rows}
    compared_with: str | None = version if before else None
    old = before
    if not before:
        other = TreeVersion.objects.filter(is_demo=is_demo).exclude(pk=version).order_by("-as_of_on").first()
        compared_with = other.version if other else None
        old = _contents(other.version) if other else {}
    return _changes(compared_with, old=old, new=after, is_stored=before != after)


def check_not_in_use(version: str) -> None:
    """Raise :class:`TreeInUseError` where an opened wave relies on what is stored as this edition."""
    begun = Wave.objects.filter(tree=version).exclude(state=Wave.State.DRAFT)
    if begun.exists() and Region.objects.filter(tree=version).exists():
        raise TreeInUseError(
            Sentence("版本 %(version)s 已有调查在用，不能改动；请换一个版本号另行装入。", version=version)
        )


def stored_rows(version: str) -> list[RegionRow]:
    """Return an edition as a file says it, depth first."""
    return [
        RegionRow(code=code, kind=RegionKind(kind), parent_code=parent_code, name=name, source=source)
        for code, (name, kind, parent_code, source) in sorted(_contents(version).items())
    ]


def _region(tree: TreeVersion, row: RegionRow) -> Region:
    return Region(
        tree=tree,
        code=row.code,
        parent_code=row.parent_code,
        kind=row.kind.value,
        path=row.path,
        name=row.name,
        initials=initials_of(row.name)[:60],
        source=row.source,
    )


def _contents(version: str) -> Content:
    rows = Region.objects.of_tree(version).values_list("code", "name", "kind", "parent_code", "source")
    return {code: (name, kind, parent_code, source) for code, name, kind, parent_code, source in rows}


def _changes(compared_with: str | None, *, old: Content, new: Content, is_stored: bool) -> TreeChanges:
    came, went, both = new.keys() - old.keys(), old.keys() - new.keys(), sorted(old.keys() & new.keys())
    recoded = _recoded({code: old[code] for code in went}, {code: new[code] for code in came})
    came -= {code for _, code, _ in recoded}
    went -= {code for code, _, _ in recoded}
    renamed = [code for code in both if old[code][NAME] != new[code][NAME]]
    moved = [code for code in both if old[code][PARENT] != new[code][PARENT]]
    return TreeChanges(
        compared_with=compared_with,
        total=len(new),
        added=tuple((code, new[code][NAME]) for code in sorted(came)),
        renamed=tuple((code, old[code][NAME], new[code][NAME]) for code in renamed),
        removed=tuple((code, old[code][NAME]) for code in sorted(went)),
        moved=tuple((code, new[code][NAME], old[code][PARENT], new[code][PARENT]) for code in moved),
        recoded=recoded,
        altered=sum(old[code] != new[code] for code in set(both).difference(renamed, moved)),
        is_stored=is_stored,
    )


def _recoded(went: Content, came: Content) -> tuple[tuple[str, str, str], ...]:
    """Pair regions that went with those that came, where name and kind say of exactly one that it is the other."""
    gone, new = _by_name(went), _by_name(came)
    pairs = [(gone[key], new[key], key[0]) for key in gone.keys() & new.keys()]
    return tuple(sorted((old[0], fresh[0], name) for old, fresh, name in pairs if len(old) == len(fresh) == 1))


def _by_name(content: Content) -> dict[tuple[str, str], list[str]]:
    codes: dict[tuple[str, str], list[str]] = {}
    for code, (name, kind, _, _) in content.items():
        codes.setdefault((name, kind), []).append(code)
    return codes
