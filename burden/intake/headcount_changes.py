"""What a file of head counts would change: people by level and by the regions next below the wave's, now and then."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from burden.domain.levels import RESPONDENT_LEVELS, Level
from burden.intake.headcounts import HeadcountRow, stored_headcounts
from burden.intake.places import territory_of
from burden.models import Region, Wave


@dataclass(frozen=True, kw_only=True)
class Compared:
    """People of one part before and after; ``key`` is a level as text or the code of a region."""

    key: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class HeadcountChanges:
    """Rows by what becomes of them, and people by level and by region; the regions are those next below the wave's."""

    rows: int
    added: int
    changed: int
    removed: int
    by_level: tuple[Compared, ...]
    by_place: tuple[Compared, ...]

    @property
    def people(self) -> int:
        """All people of the file."""
        return sum(line.after for line in self.by_level)

    @property
    def people_before(self) -> int:
        """All people stored now."""
        return sum(line.before for line in self.by_level)


def compare_headcounts(wave: Wave, rows: Sequence[HeadcountRow]) -> HeadcountChanges:
    """Compare rows with the stored ones; a row is changed where its people, source or day are others."""
    stored = {(row.region_code, row.level): row for row in stored_headcounts(wave)}
    coming = {(row.region_code, row.level): row for row in rows}
    both = stored.keys() & coming.keys()
    return HeadcountChanges(
        rows=len(coming),
        added=len(coming) - len(both),
        changed=sum(_said(stored[unit]) != _said(coming[unit]) for unit in both),
        removed=len(stored) - len(both),
        by_level=_by_level(stored.values(), coming.values()),
        by_place=_by_place(wave, stored.values(), coming.values()),
    )


def _said(row: HeadcountRow) -> tuple[object, ...]:
    return row.people, row.source, row.as_of_on


def _by_level(stored: Iterable[HeadcountRow], coming: Iterable[HeadcountRow]) -> tuple[Compared, ...]:
    before, after = _sums(stored, _level_of), _sums(coming, _level_of)
    levels = [level for level in RESPONDENT_LEVELS if before[_key(level)] or after[_key(level)]]
    return tuple(
        Compared(key=_key(level), name="", before=before[_key(level)], after=after[_key(level)]) for level in levels
    )


def _by_place(wave: Wave, stored: Iterable[HeadcountRow], coming: Iterable[HeadcountRow]) -> tuple[Compared, ...]:
    territory = territory_of(wave)
    own = Region.objects.get(tree_id=wave.tree_id, code=wave.region_code)
    below = list(territory.regions().filter(parent_code=own.code).values_list("path", "code", "name"))
    lengths = sorted({len(path) for path, _, _ in below}, reverse=True)
    code_at = {path: code for path, code, _ in below}

    def place_of(row: HeadcountRow) -> str:
        prefixes = (row.region_code[:length] for length in lengths)
        return next((code_at[prefix] for prefix in prefixes if prefix in code_at), own.code)

    before, after = _sums(stored, place_of), _sums(coming, place_of)
    places = [(own.code, own.name), *((code, name) for _, code, name in below)]
    return tuple(
        Compared(key=code, name=name, before=before[code], after=after[code])
        for code, name in places
        if before[code] or after[code]
    )


def _sums(rows: Iterable[HeadcountRow], key: Callable[[HeadcountRow], str]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[key(row)] += row.people
    return sums


def _level_of(row: HeadcountRow) -> str:
    return _key(row.level)


def _key(level: Level) -> str:
    return str(int(level))
