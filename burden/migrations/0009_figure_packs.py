"""Published totals in packs instead of one row an atom and one row a figure.

Their bytes are stored as they are, for the same reason as those of answers.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("burden", "0008_leases")]

    operations = [
        migrations.DeleteModel(name="Atom"),
        migrations.DeleteModel(name="Figure"),
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
