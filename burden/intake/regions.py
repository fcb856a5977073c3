"""Storing an edition of the region tree, and saying what changed against the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection, transaction

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


class TreeInUseError(ValueError):
    """An edition that a wave already uses may not change."""


@dataclass(frozen=True, kw_only=True)
class TreeChanges:
    """What an edition adds, renames and removes against ``compared_with`` (the same edition, else the newest other).

    Renamed regions are (code, old name, new name); ``is_stored`` is False where the database held all of it already.
    """

    compared_with: str | None
    total: int
    added: tuple[Change, ...]
    renamed: tuple[tuple[str, str, str], ...]
    removed: tuple[Change, ...]
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
    before = _contents(tree.version)
    after = {row.code: (row.name, row.kind.value, row.parent_code, row.source) for row in rows}
    changes = _changes(tree, before=before, after=after)
    if before == after:
        return changes
    if before and Wave.objects.filter(tree=tree).exclude(state=Wave.State.DRAFT).exists():
        raise TreeInUseError(f"版本 {version} 已有调查在用，不能改动；请换一个版本号另行装入。")
    Region.objects.filter(tree=tree).delete()
    Region.objects.bulk_create((_region(tree, row) for row in rows), batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE burden_region")
    return changes


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


def _changes(tree: TreeVersion, *, before: Content, after: Content) -> TreeChanges:
    compared_with: str | None = tree.version if before else None
    old = before
    if not before:
        other = TreeVersion.objects.filter(is_demo=tree.is_demo).exclude(pk=tree.pk).order_by("-as_of_on").first()
        compared_with = other.version if other else None
        old = _contents(other.version) if other else {}
    return TreeChanges(
        compared_with=compared_with,
        total=len(after),
        added=tuple((code, after[code][0]) for code in sorted(after.keys() - old.keys())),
        renamed=tuple(
            (code, old[code][0], after[code][0])
            for code in sorted(after.keys() & old.keys())
            if old[code][0] != after[code][0]
        ),
        removed=tuple((code, old[code][0]) for code in sorted(old.keys() - after.keys())),
        is_stored=before != after,
    )
