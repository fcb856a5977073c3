"""Answers may name apps of every edition of the wave's kind of tree, fictional or real: entries outlive their edition."""

from importlib import import_module

from django.db import migrations

ASKED = import_module("burden.migrations.0017_what_a_wave_asks")

OF_ONE_EDITION = "item.tree_id = w.tree_id"
# Two look-ups by the key of a table of a few rows.
OF_ONE_KIND = """(
                SELECT its.is_demo = wave_s.is_demo FROM burden_treeversion its, burden_treeversion wave_s
                 WHERE its.version = item.tree_id AND wave_s.version = w.tree_id)"""


class Migration(migrations.Migration):
    dependencies = [("burden", "0021_site_facts")]

    operations = [
        migrations.RunSQL(
            ASKED.changed(ASKED.TAKE_IN_ASKED, OF_ONE_EDITION, OF_ONE_KIND),
            ASKED.TAKE_IN_ASKED,
        ),
    ]
