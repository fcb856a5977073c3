"""Databases of earlier states of the program: what they hold is not dropped unseen."""

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from tests.aggregation.world import make_world

pytestmark = pytest.mark.django_db


def migrated_to(name: str) -> StateApps:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come cannot be altered
    executor = MigrationExecutor(connection)
    return executor.migrate([("burden", name)]).apps


def test_figures_that_were_published_row_by_row_stop_the_migration_that_would_drop_them() -> None:
    wave = make_world(people=0).wave
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    earlier = migrated_to("0008_leases")
    release = earlier.get_model("burden", "Release").objects.create(wave_id=wave.pk, parameters={})
    earlier.get_model("burden", "Figure").objects.create(
        release=release, block="groups", region_code="990000000000", level=60, n=12, head=[12], histogram=[]
    )
    with pytest.raises(CommandError, match="published figures"):
        migrated_to("0009_figure_packs")
    earlier.get_model("burden", "Figure").objects.all().delete()
    migrated_to("0009_figure_packs")
