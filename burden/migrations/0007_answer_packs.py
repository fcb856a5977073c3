"""The table of packed answers instead of three tables with one row an answer.

Its bytes are stored as they are: they are read whole, and to unpack compressed ones costs more than to read them.
The server keeps no samples of them: they would outlive the rows (see 0005).

Answers that the old tables hold are not converted: nobody has used them in earnest.  They are not dropped either: the
migration stops and says so.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SAID = ("app_codes", "app_names", "data")
DROPPED = ("Response", "UsageReport", "FurtherResponse")
ANSWERS_WOULD_BE_LOST = (
    "This database holds answers of an earlier state of the program, which this one cannot take over. "
    "Begin with an empty database; a demo of your own lies in .local and may be deleted."
)


def lose_no_answers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Stop where a table that is to be dropped has rows; raises CommandError."""
    if any(apps.get_model("burden", name).objects.exists() for name in DROPPED):
        raise CommandError(ANSWERS_WOULD_BE_LOST)


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
        migrations.RunPython(lose_no_answers, migrations.RunPython.noop),
        *(migrations.DeleteModel(name) for name in DROPPED),
    ]
