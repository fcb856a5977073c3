"""Codes name their wave without a constraint: their table gets a new file at each promotion (burden.intake.rewriting)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("burden", "0024_batch_of_a_promotion")]

    operations = [
        migrations.AlterField(
            model_name="invitationcode",
            name="wave",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitation_codes",
                to="burden.wave",
            ),
        ),
    ]
