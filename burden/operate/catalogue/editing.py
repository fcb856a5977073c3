"""Adding an entry by hand, changing one, taking it out of use and back: what it would do, and doing it."""

from copy import copy
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from burden.intake.catalogue_plan import FIELDS, EntryProblem, begun_waves, open_wave_about, plan_of, text_of_value
from burden.intake.catalogue_store import Author, lock_catalogue, next_own_code, store_catalogue
from burden.models import CatalogueChange, CatalogueItem
from burden.operate.catalogue.doubles import same_named
from burden.operate.catalogue.history import last_change_of
from burden.operate.catalogue.words import field_words, names_of_regions, value_in_words


class OvertakenEditError(RuntimeError):
    """Somebody changed the entry after the form was read, or took its code."""


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """One field in words: what stands there, and what will."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class EditPreview:
    """What storing an entry would do; ``problems`` forbid it, ``warnings`` are to be read first."""

    lines: tuple[FieldLine, ...]
    problems: tuple[EntryProblem, ...]
    warnings: tuple[str, ...]


def preview_of(entry: CatalogueItem, stored: CatalogueItem | None) -> EditPreview:
    """Say what would become of an entry that a form holds; ``stored`` is the one it changes, None where it is new."""
    plan = plan_of([entry]) if stored else None
    changed = {change.field: change.before for change in plan.changes} if plan else _filled_in(entry)
    places = names_of_regions([entry.region_code, *([stored.region_code] if stored else ())])
    lines = tuple(
        FieldLine(
            field=words,
            before=value_in_words(name, changed[name], places=places),
            after=value_in_words(name, text_of_value(getattr(entry, name)), places=places),
        )
        for name, words in field_words().items()
        if name in changed
    )
    warnings = tuple(_warnings(entry, stored, set(changed)))
    return EditPreview(lines=lines, problems=plan.problems if plan else (), warnings=warnings)


@transaction.atomic
def add_entry(entry: CatalogueItem, *, email: str) -> CatalogueItem:
    """Store a new entry, under a code of the desk where it has none.  Raises OvertakenEditError where it is taken."""
    lock_catalogue()
    entry.app_code = entry.app_code or next_own_code()
    if CatalogueItem.objects.filter(app_code=entry.app_code).exists():
        raise OvertakenEditError
    store_catalogue([entry], by=_page(email))
    return entry


@transaction.atomic
def change_entry(entry: CatalogueItem, *, seen: int, email: str) -> None:
    """Renew an entry; ``seen`` is the last change that its writer saw.

    Raises OvertakenEditError, ChangeRefusedError.
    """
    lock_catalogue()
    if last_change_of(CatalogueItem.objects.get(app_code=entry.app_code)) != seen:
        raise OvertakenEditError
    store_catalogue([entry], by=_page(email))


def retired(item: CatalogueItem, *, is_retired: bool) -> CatalogueItem:
    """Return the entry as it would stand out of use, or in use again; nothing is stored."""
    entry = copy(item)
    entry.is_retired = is_retired
    return entry


def retire(item: CatalogueItem, *, is_retired: bool, email: str) -> None:
    """Take an entry out of use, or bring it back; one that stands so already stays.  Raises ChangeRefusedError."""
    store_catalogue([retired(item, is_retired=is_retired)], by=_page(email), fields=("is_retired",))


def _page(email: str) -> Author:
    return Author(door=CatalogueChange.Door.PAGE, email=email)


def _filled_in(entry: CatalogueItem) -> dict[str, str]:
    return {name: "" for name in FIELDS if name != "is_retired" and text_of_value(getattr(entry, name))}


def _warnings(entry: CatalogueItem, stored: CatalogueItem | None, changed: set[str]) -> list[str]:
    found = []
    wave = open_wave_about(stored, begun_waves()) if stored else None
    if wave is not None and "name_zh" in changed:
        found.append(
            _("调查 %(wave)s 正在进行。改了名，正在填的人马上看到新名；已交的答卷按编号记，不受影响。")
            % {"wave": wave.code}
        )
    if stored is not None and "region_code" in changed:
        found.append(_("以前各次调查的结果，也会改到新的地区下列出。"))
    if twins := [other.app_code for other in same_named(entry) if not other.is_retired]:
        found.append(
            _("同一地区已有同名的：%(codes)s。如果是同一个，不必再加；已记了两次的，请到“同类与重复”里合并。")
            % {"codes": _("、").join(twins)}
        )
    return found
