"""The table of packed answers instead of three tables with one row an answer.

Its bytes are stored as they are: they are read whole, and to unpack compressed ones costs more than to read them.
The server keeps no samples of them: they would outlive the rows (see 0005).
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

SAID = ("app_codes", "app_names", "data")


class Migration(migrations.Migration):
    dependencies = [("burden", "0006_no_samples_of_answers")]

    operations = [
        migrations.CreateModel(
            name="AnswerPack",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "wave", "kind", "county_code", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("response", "response"), ("usage", "usage"), ("further", "further")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("county_code", models.CharField(max_length=12, verbose_name="region code")),
                ("people", models.PositiveIntegerField(verbose_name="people")),
                (
                    "app_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=list,
                        size=None,
                        verbose_name="apps spoken of, sorted",
                    ),
                ),
                (
                    "app_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        default=list,
                        size=None,
                        verbose_name="names not in the list, sorted",
                    ),
                ),
                ("data", models.BinaryField(verbose_name="columns of whole numbers")),
                (
                    "wave",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_packs",
                        to="burden.wave",
                    ),
                ),
            ],
            options={"ordering": ("wave", "kind", "county_code")},
        ),
        migrations.RunSQL(
            "ALTER TABLE burden_answerpack "
            + ", ".join(
                f"ALTER COLUMN {column} SET STORAGE EXTERNAL, ALTER COLUMN {column} SET STATISTICS 0" for column in SAID
            ),
            migrations.RunSQL.noop,
        ),
        *(migrations.DeleteModel(name) for name in ("Response", "UsageReport", "FurtherResponse")),
    ]
