"""Published totals in packs instead of one row an atom and one row a figure.

Their bytes are stored as they are, for the same reason as those of answers.

Figures that the old tables hold are not converted, since their hash was another one; nor are they dropped: what was
published stays published, so the migration stops and says so.
"""

import django.db.models.deletion
from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

DROPPED = ("Atom", "Figure")
FIGURES_WOULD_BE_LOST = (
    "This database holds published figures of an earlier state of the program, which this one cannot take over. "
    "Begin with an empty database; a demo of your own lies in .local and may be deleted."
)


def lose_no_figures(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Stop where a table that is to be dropped has rows; raises CommandError."""
    if any(apps.get_model("burden", name).objects.exists() for name in DROPPED):
        raise CommandError(FIGURES_WOULD_BE_LOST)


class Migration(migrations.Migration):
    dependencies = [("burden", "0008_leases")]

    operations = [
        migrations.RunPython(lose_no_figures, migrations.RunPython.noop),
        *(migrations.DeleteModel(name) for name in DROPPED),
        migrations.CreateModel(
            name="FigurePack",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "release", "family", "region_code", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("family", models.CharField(max_length=9, verbose_name="family of blocks")),
                ("region_code", models.CharField(blank=True, max_length=12, verbose_name="region code")),
                ("data", models.BinaryField(verbose_name="totals")),
                (
                    "release",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figure_packs",
                        to="burden.release",
                    ),
                ),
            ],
            options={"ordering": ("release", "family", "region_code")},
        ),
        migrations.RunSQL(
            "ALTER TABLE burden_figurepack ALTER COLUMN data SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
