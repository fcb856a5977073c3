"""The table of the answers that a promotion has taken out of the inbox, and which it exchanges with the inbox.

Both have the same columns, and of neither does the server keep samples of answers (see 0005).
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

NO_SAMPLES = "ALTER TABLE burden_batchitem ALTER COLUMN id SET STATISTICS 0, ALTER COLUMN answers SET STATISTICS 0"


class Migration(migrations.Migration):
    dependencies = [("burden", "0023_packs_by_wave")]

    operations = [
        migrations.AlterField(
            model_name="inboxitem",
            name="wave",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="burden.wave",
            ),
        ),
        migrations.CreateModel(
            name="BatchItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("response", "Response"), ("usage", "Usage"), ("further", "Further"), ("text", "Suggestion")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("answers", models.JSONField(verbose_name="columns of the answer table, by name")),
                (
                    "wave",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="burden.wave",
                    ),
                ),
            ],
            options={"ordering": ("id",), "abstract": False},
        ),
        migrations.RunSQL(NO_SAMPLES, migrations.RunSQL.noop),
    ]
