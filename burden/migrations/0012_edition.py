"""The mark of what pages read, and the tables whose changes replace it.

Of a release only what is published counts: its lease is renewed every few seconds while it is computed.
"""

import uuid

import django.contrib.postgres.functions
from django.db import migrations, models

from burden.models.edition import NEW_EDITION, watching

WATCHED = (
    "burden_treeversion",
    "burden_region",
    "burden_catalogueitem",
    "burden_cleanupevent",
    "burden_headcount",
    "burden_wave",
    "burden_figurepack",
    "burden_releasecheck",
    "burden_suggestion",
    "burden_moderationdecision",
    "burden_cataloguedecision",
)
PUBLISHED = ("wave_id", "state", "is_current", "parameters", "content_hash", "balance", "published_on")


class Migration(migrations.Migration):
    dependencies = [("burden", "0011_catalogue_decisions")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
        ),
        migrations.RunSQL(NEW_EDITION, "DROP FUNCTION burden_new_edition"),
        migrations.RunSQL("INSERT INTO burden_edition (id) VALUES (gen_random_uuid())", migrations.RunSQL.noop),
        *(watching(table) for table in WATCHED),
        watching("burden_release", columns=PUBLISHED),
    ]
