"""What would change in the catalogue if these entries were stored, field by field, and what must not change now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import models

from burden.access.scopes import path_of
from burden.domain.sentences import Sentence
from burden.intake.initials import initials_of
from burden.models import CatalogueItem, Wave

MERGED_INTO = "merged_into"
NOT_EDITED = frozenset({"id", "tree", "app_code", "initials", MERGED_INTO})
# Everything that a form or a file can change; an entry's code and its edition of the tree stay.
FIELDS = tuple(field.name for field in CatalogueItem._meta.concrete_fields if field.name not in NOT_EDITED)  # noqa: SLF001  # Django's documented interface
YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One field of one stored entry that would change; values as texts, nothing as ""."""

    item: CatalogueItem
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class EntryProblem:
    """Why a field of an entry cannot change now, in a sentence for :func:`burden.domain.sentences.said`."""

    app_code: str
    field: str
    sentence: Sentence


@dataclass(frozen=True, kw_only=True)
class CataloguePlan:
    """What storing would do: entries to add, entries to renew with what changes in them, and what stands against it.

    ``unchanged`` is how many entries stand in the catalogue just so.
    """

    new: tuple[CatalogueItem, ...]
    renewed: tuple[CatalogueItem, ...]
    changes: tuple[FieldChange, ...]
    unchanged: int
    problems: tuple[EntryProblem, ...]


def plan_of(items: Sequence[CatalogueItem], *, fields: Sequence[str] = FIELDS) -> CataloguePlan:
    """Compare entries with those stored under their codes, in these fields; nothing is stored.  Three queries."""
    stored = CatalogueItem.objects.filter(app_code__in=[item.app_code for item in items]).select_related(
        "tree", MERGED_INTO
    )
    known = {item.app_code: item for item in stored}
    changes: list[FieldChange] = []
    renewed: list[CatalogueItem] = []
    for item in items:
        found = _changes(known[item.app_code], item, fields) if item.app_code in known else []
        changes += found
        if found:
            renewed.append(item)
    new = tuple(item for item in items if item.app_code not in known)
    for item in (*new, *renewed):
        item.initials = initials_of(item.name_zh)[:40]
    return CataloguePlan(
        new=new,
        renewed=tuple(renewed),
        changes=tuple(changes),
        unchanged=len(items) - len(new) - len(renewed),
        problems=_problems(changes),
    )


def text_of_value(value: object) -> str:
    """Return a value of a field as the history keeps it.

    >>> text_of_value(True), text_of_value(None), text_of_value(date(2026, 9, 11)), text_of_value(40)
    ('yes', '', '2026-09-11', '40')
    """
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, CatalogueItem):
        return value.app_code
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def value_of_text(field: str, text: str) -> object:
    """Return the value that the history keeps as this text; an entry that is gone is none.

    >>> value_of_text("is_retired", "no"), value_of_text("last_update_on", "2026-09-11"), value_of_text("platform", "")
    (False, datetime.date(2026, 9, 11), '')
    """
    column = next(column for column in CatalogueItem._meta.concrete_fields if column.name == field)  # noqa: SLF001  # likewise
    if text in (YES, NO) and isinstance(column, models.BooleanField):
        return text == YES
    if field == MERGED_INTO:
        return CatalogueItem.objects.filter(app_code=text).first() if text else None
    if not text and column.null:
        return None
    return column.to_python(text)


def begun_waves() -> list[Wave]:
    """Return the waves that take answers or have taken them, oldest first; one query."""
    return list(Wave.objects.exclude(state=Wave.State.DRAFT).select_related("tree").order_by("pk"))


def asks_about(wave: Wave, item: CatalogueItem) -> bool:
    """Whether some people of the wave have the entry in their list: its home lies in the wave's region or above it."""
    home, asked = _path(item.region_code), _path(wave.region_code)
    return (home.startswith(asked) or asked.startswith(home)) and wave.tree.is_demo == item.tree.is_demo


def open_wave_about(item: CatalogueItem, waves: Sequence[Wave]) -> Wave | None:
    """Return the open one of these waves whose people can choose the entry just now, None where none is."""
    if item.is_retired or item.kind not in CatalogueItem.ON_A_PHONE:
        return None
    return next((wave for wave in waves if wave.state == Wave.State.OPEN and asks_about(wave, item)), None)


_path = cache(path_of)


def _changes(stored: CatalogueItem, item: CatalogueItem, fields: Sequence[str]) -> list[FieldChange]:
    return [
        FieldChange(item=stored, field=field, before=before, after=after)
        for field in fields
        if (before := text_of_value(getattr(stored, field))) != (after := text_of_value(getattr(item, field)))
    ]


def _problems(changes: Sequence[FieldChange]) -> tuple[EntryProblem, ...]:
    if not changes:
        return ()
    waves = begun_waves()
    returning = {change.item.app_code for change in changes if change.field == MERGED_INTO and not change.after}
    found = []
    for change in changes:
        sentence = _refusal(change, waves, is_unmerged=change.item.app_code in returning)
        if sentence is not None:
            found.append(EntryProblem(app_code=change.item.app_code, field=change.field, sentence=sentence))
    return tuple(found)


def _refusal(change: FieldChange, waves: Sequence[Wave], *, is_unmerged: bool) -> Sentence | None:
    """Say why this must not change now.

    What people can just choose stays in their lists until the wave closes: an answer half filled in, or waiting on a
    phone without network, would be refused otherwise.  What answers have named stays something on a phone.
    """
    item = change.item
    if change.field == "is_retired" and change.after == NO and item.merged_into is not None and not is_unmerged:
        return Sentence(
            "“%(name)s”已并到 %(into)s，不能单独恢复；要分开，请撤销合并。",
            name=item.name_zh,
            into=item.merged_into.app_code,
        )
    leaves_phones = change.field == "kind" and change.after not in CatalogueItem.ON_A_PHONE
    if leaves_phones and item.kind in CatalogueItem.ON_A_PHONE and any(asks_about(wave, item) for wave in waves):
        return Sentence("已有调查问过“%(name)s”，不能改成公众账号或网页系统；请停用它，另加一项。", name=item.name_zh)
    wave = open_wave_about(item, waves)
    if wave is None:
        return None
    if change.field == "is_retired" and change.after == YES:
        return Sentence(
            "调查 %(wave)s 正在进行，有人可能正选到“%(name)s”；截止以后才能停用或合并。",
            wave=wave.code,
            name=item.name_zh,
        )
    if change.field == "region_code":
        return Sentence(
            "调查 %(wave)s 正在进行，有人可能正选到“%(name)s”；截止以后才能改地区。", wave=wave.code, name=item.name_zh
        )
    return None
