"""What the site finds when it looks at itself now: its tables, the hosts that pages may ask, the survey's weight."""

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import models

from burden.domain.pack_columns import LAYOUTS
from burden.models.inventory import INVENTORY, Group, gaps, stored_tables
from burden.models.inventory.stored import installed_models

# What could tie an answer to a moment, an address or an account.
TELLING_FIELDS = (models.DateField, models.TimeField, models.GenericIPAddressField)
SURVEY_FILES = ("css/survey.css", "js/survey.js")
OWN_SOURCES = ("'", "data:")  # 'self', 'none' and the like; pictures within the page


@dataclass(frozen=True, kw_only=True)
class SelfCheck:
    """Answer columns, within packs too; those that tell a time, address or account; undescribed ones; hosts; bytes."""

    answer_columns: int
    telling_columns: tuple[str, ...]
    undescribed: int
    foreign_hosts: tuple[str, ...]
    survey_bytes: int


def self_check() -> SelfCheck:
    """Look at models, policy and files as they are in this process; no query."""
    answers = {entry.table for entry in INVENTORY if entry.group is Group.ANSWERS}
    answer_models = [model for model in installed_models() if model._meta.db_table in answers]  # noqa: SLF001  # Django's Meta
    fields = [field for model in answer_models for field in model._meta.local_concrete_fields]  # noqa: SLF001  # likewise
    # Within a pack, columns are small whole numbers: none of them can hold a time, an address or an account.
    packed = sum(len(layout.people) + len(layout.apps) for layout in LAYOUTS.values())
    return SelfCheck(
        answer_columns=len(fields) + packed,
        telling_columns=tuple(field.column for field in fields if is_telling(field)),
        undescribed=len(gaps(INVENTORY, stored_tables())),
        foreign_hosts=foreign_hosts(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]),
        survey_bytes=_survey_bytes(),
    )


def is_telling(field: "models.Field[Any, Any]") -> bool:
    """Whether a column could say when, from where or by which account an answer came."""
    related = getattr(field, "related_model", None)
    return isinstance(field, TELLING_FIELDS) or (
        related is not None and related._meta.label_lower == settings.AUTH_USER_MODEL.lower()  # noqa: SLF001  # Django's Meta
    )


def foreign_hosts(directives: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the hosts besides its own that the policy lets a page ask for anything."""
    sources = {source for listed in directives.values() for source in listed}
    return tuple(sorted(source for source in sources if not source.startswith(OWN_SOURCES)))


@cache
def _survey_bytes() -> int:
    """Return the compressed size of style sheet and script of page 1; they change with the program only."""
    total = 0
    for name in SURVEY_FILES:
        path = finders.find(name)
        if path is not None:
            with open(path, "rb") as file:  # noqa: PTH123  # the finder returns a string
                total += len(gzip.compress(file.read()))
    return total
