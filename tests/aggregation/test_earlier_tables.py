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


@pytest.mark.usefixtures("nothing_migrated")
@pytest.mark.parametrize(
    ("before", "after"),
    [("0027_shards_side_by_side", "0028_shards_so_far"), ("0029_bytes_as_they_are", "0030_hand_ups_anew")],
)
def test_a_release_under_way_is_computed_anew_and_a_published_one_keeps_its_packs(before: str, after: str) -> None:
    earlier = migrated_to(before)
    tree = earlier.get_model("burden", "TreeVersion").objects.create(version="1", as_of_on="2026-01-01")
    packs, shards = (earlier.get_model("burden", name).objects for name in ("FigurePack", "ReleaseShard"))
    for code, state in (("2026Q3", "published"), ("2026Q4", "computing")):
        wave = earlier.get_model("burden", "Wave").objects.create(
            code=code, tree=tree, region_code="000000000000", opens_on="2026-10-01", closes_on="2026-10-31"
        )
        release = earlier.get_model("burden", "Release").objects.create(
            wave=wave, parameters={}, state=state, published_on="2026-11-01", content_hash="0f"
        )
        packs.create(release=release, family="page_one", region_code="990000000000", data=b"pack")
        shards.create(
            release=release,
            root_code="990000000000",
            last_code="990000000000",
            rows=12,
            is_done=True,
            carry=b"of earlier days",
        )
    migrated_to(after)
    assert list(packs.values_list("release__wave__code", flat=True)) == ["2026Q3"]
    left = shards.order_by("release__wave__code").values_list("last_code", "is_done", "carry")
    assert [(last, done, carry and bytes(carry)) for last, done, carry in left] == [
        ("990000000000", True, b"of earlier days"),
        ("990000000000", False, None),
    ]
