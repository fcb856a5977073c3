"""The one door to the catalogue: entries are added or renewed, and each change is written down with who made it."""

import re
import uuid
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from django.db import connection, transaction

from burden.intake.catalogue_plan import FIELDS, CataloguePlan, EntryProblem, asks_about, begun_waves, plan_of
from burden.models import CatalogueChange, CatalogueItem

OWN_CODE = re.compile(r"N([0-9]{1,11})")  # codes that the desk gives: N001, N002 ...
A_BATCH = 2000


class ChangeRefusedError(ValueError):
    """Something must not change now; nothing was stored.  ``problems`` say what and why."""

    def __init__(self, problems: Sequence[EntryProblem]) -> None:
        super().__init__("\n".join(str(problem.sentence) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who changes the catalogue and by which way; whoever runs a command has no e-mail."""

    door: CatalogueChange.Door
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class CatalogueChanges:
    """How many entries are new, changed, and stood there just so; ``deed`` names it in the history."""

    added: int
    renewed: int
    unchanged: int
    deed: uuid.UUID


@transaction.atomic
def store_catalogue(items: Sequence[CatalogueItem], *, by: Author, fields: Sequence[str] = FIELDS) -> CatalogueChanges:
    """Store entries and write down what changed; one with a known code is renewed in ``fields``.

    Entries that are not named stay as they are, and a code stands once among ``items``.  Raises ChangeRefusedError.
    """
    lock_catalogue()
    plan = plan_of(items, fields=fields)
    if plan.problems:
        raise ChangeRefusedError(plan.problems)
    CatalogueItem.objects.bulk_create(plan.new, batch_size=A_BATCH)
    # By code, as if they were new: thousands of rows at once, which an update in Django's way takes minutes for.
    CatalogueItem.objects.bulk_create(
        [_without_key(item) for item in plan.renewed],
        batch_size=A_BATCH,
        update_conflicts=True,
        unique_fields=["app_code"],
        update_fields=[*fields, "initials"],
    )
    deed = uuid.uuid4()
    _write_down(plan, by=by, deed=deed)
    return CatalogueChanges(added=len(plan.new), renewed=len(plan.renewed), unchanged=plan.unchanged, deed=deed)


def lock_catalogue() -> None:
    """Let no other change of the catalogue come between until the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('burden catalogue'))")


def next_own_code() -> str:
    """Return the next free code of the desk, such as N012; to be asked for behind :func:`lock_catalogue`."""
    codes = CatalogueItem.objects.filter(app_code__startswith="N").values_list("app_code", flat=True)
    numbers = [int(match.group(1)) for code in codes if (match := OWN_CODE.fullmatch(code))]
    return f"N{max(numbers, default=0) + 1:03}"


def _without_key(item: CatalogueItem) -> CatalogueItem:
    bare = copy(item)
    bare.pk = None
    return bare


def _write_down(plan: CataloguePlan, *, by: Author, deed: uuid.UUID) -> None:
    waves = begun_waves()

    def row(item: CatalogueItem, *, field: str = "", before: str = "", after: str) -> CatalogueChange:
        begun = sum(1 for wave in waves if asks_about(wave, item))
        return CatalogueChange(
            item=item,
            deed=deed,
            field=field,
            before=before,
            after=after,
            door=by.door,
            email=by.email,
            waves_begun=begun,
        )

    rows = [row(item, after=item.name_zh) for item in plan.new]
    rows += [row(one.item, field=one.field, before=one.before, after=one.after) for one in plan.changes]
    CatalogueChange.objects.bulk_create(rows, batch_size=A_BATCH)
