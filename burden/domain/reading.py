"""Reading one raw object field by field, collecting errors and warnings under their names."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar

from burden.domain.raw_values import RefusedValueError
from burden.domain.sentences import Sentence
from burden.domain.sentences import gettext_noop as _

LONGEST_NAME_QUOTED = 40
MOST_UNKNOWN_QUOTED = 10

UNKNOWN_FIELD = _("没有名为“%(name)s”的项目，请删去。")
NOT_AN_OBJECT = _("请按说明提交一个JSON对象。")
NOT_A_LIST = _("请按说明提交一个列表。")
TOO_MANY_APPS = _("最多写%(most)s个APP。")

Value = TypeVar("Value")


class Reading:
    """One object being read: takes fields, keeps what is wrong with them.

    ``path`` precedes every field name, such as ``apps.0.`` for the first app.  Fields outside ``fields`` are refused
    by name, so that a misspelt one is noticed instead of counted as skipped.
    """

    def __init__(self, raw: Mapping[Any, Any], *, fields: Collection[str], path: str = "") -> None:
        self.raw = raw
        self.path = path
        self.errors: dict[str, Sentence] = {}
        self.warnings: dict[str, Sentence] = {}
        unknown = [name for name in raw if name not in fields]
        for name in unknown[:MOST_UNKNOWN_QUOTED]:
            quoted = "".join(c if c.isprintable() else "?" for c in str(name)[:LONGEST_NAME_QUOTED])
            self.refuse(quoted, UNKNOWN_FIELD, name=quoted)

    def refuse(self, field: str, template: str, **values: str | int) -> None:
        """Record an error; the first one of a field stands."""
        self.errors.setdefault(f"{self.path}{field}", Sentence(template, **values))

    def warn(self, field: str, template: str, **values: str | int) -> None:
        """Record a soft warning; the first one of a field stands."""
        self.warnings.setdefault(f"{self.path}{field}", Sentence(template, **values))

    def is_refused(self, field: str) -> bool:
        """Tell whether the field has an error already."""
        return f"{self.path}{field}" in self.errors

    def has_rows(self, field: str) -> bool:
        """Tell whether the field lists at least one row that says something."""
        listed = self.raw.get(field)
        return isinstance(listed, (list, tuple)) and any(
            isinstance(row, Mapping) and not is_blank(row) for row in listed
        )

    def take(self, field: str, reader: Callable[[Any], Value]) -> Value | None:
        """Return the field as ``reader`` sees it, None when blank or refused."""
        try:
            return reader(self.raw.get(field))
        except RefusedValueError as refusal:
            self.errors.setdefault(f"{self.path}{field}", refusal.sentence)
            return None

    def rows(self, field: str, *, fields: Collection[str], most: int) -> Iterator["Reading"]:
        """Yield a reading for each row of a list of objects; blank rows are left out, their numbers kept.

        More than ``most`` rows that say something, or anything that is no list of objects, is an error.
        """
        listed = self.raw.get(field)
        if listed in (None, ""):
            return
        if not isinstance(listed, (list, tuple)) or not all(isinstance(row, Mapping) for row in listed):
            self.refuse(field, NOT_A_LIST)
            return
        filled = [(number, row) for number, row in enumerate(listed) if not is_blank(row)]
        if len(filled) > most:
            self.refuse(field, TOO_MANY_APPS, most=most)
            return
        for number, row in filled:
            part = Reading(row, fields=fields, path=f"{self.path}{field}.{number}.")
            yield part
            self.errors.update(part.errors)
            self.warnings.update(part.warnings)


def is_blank(row: Mapping[Any, Any]) -> bool:
    """Tell whether an empty row of the form was sent along: nothing typed, nothing ticked."""
    return all(
        value is None or value is False or (isinstance(value, str) and not value.strip()) for value in row.values()
    )
