"""When recurring tasks last came to their end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("burden", "0015_wave_events")]

    operations = [
        migrations.CreateModel(
            name="TaskRun",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="task")),
                ("ended_at", models.DateTimeField(verbose_name="when it last came to its end")),
            ],
            options={"ordering": ("name",)},
        ),
    ]
