"""Databases of earlier states of the program: what they hold is not dropped unseen."""

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

pytestmark = pytest.mark.django_db


@pytest.fixture
def nothing_migrated() -> None:
    """Look into a schema of its own, which hides that this database has every migration already."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA earlier; SET LOCAL search_path = earlier, public")
        cursor.execute("CREATE TABLE earlier.django_migrations (LIKE public.django_migrations INCLUDING ALL)")


def migrated_to(name: str) -> StateApps:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come cannot be altered
    executor = MigrationExecutor(connection)
    return executor.migrate([("burden", name)]).apps


@pytest.mark.usefixtures("nothing_migrated")
def test_figures_that_were_published_row_by_row_stop_the_migration_that_would_drop_them() -> None:
    earlier = migrated_to("0008_leases")
    tree = earlier.get_model("burden", "TreeVersion").objects.create(version="1", as_of_on="2026-01-01")
    wave = earlier.get_model("burden", "Wave").objects.create(
        code="2026Q4", tree=tree, region_code="990000000000", opens_on="2026-10-01", closes_on="2026-10-31"
    )
    release = earlier.get_model("burden", "Release").objects.create(wave=wave, parameters={})
    earlier.get_model("burden", "Figure").objects.create(
        release=release, block="groups", region_code="990000000000", level=60, n=12, head=[12], histogram=[]
    )
    with pytest.raises(CommandError, match="published figures"):
        migrated_to("0009_figure_packs")
    earlier.get_model("burden", "Figure").objects.all().delete()
    migrated_to("0009_figure_packs")
