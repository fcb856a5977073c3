"""What the installed models really store, and where the inventory and they differ."""

from collections.abc import Iterable, Mapping

from django.apps import apps
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from burden.models.inventory.entries import TableEntry


def installed_models() -> list[type[Model]]:
    """Return every model that has a table: those of all installed apps, and the one that remembers migrations."""
    return [*apps.get_models(include_auto_created=True), MigrationRecorder.Migration]


def stored_tables(models: Iterable[type[Model]] | None = None) -> dict[str, tuple[str, ...]]:
    """Return the columns of each table, in the models' order."""
    return {
        model._meta.db_table: tuple(field.column for field in model._meta.local_concrete_fields)  # noqa: SLF001  # Django's Meta
        for model in (installed_models() if models is None else models)
    }


def gaps(inventory: Iterable[TableEntry], tables: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return a line for each table or column that has no entry, and for each entry that has no table or column."""
    known = {(entry.table, name) for entry in inventory for name, _, _ in entry.columns}
    real = {(table, column) for table, columns in tables.items() for column in columns}
    return sorted(
        [
            *(f"{table}.{column} is not in the inventory" for table, column in real - known),
            *(f"{table}.{column} does not exist" for table, column in known - real),
        ]
    )
