"""What the nightly checks of publications found."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("burden", "0009_figure_packs")]

    operations = [
        migrations.CreateModel(
            name="ReleaseCheck",
            fields=[
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="check_made",
                        serialize=False,
                        to="burden.release",
                    ),
                ),
                (
                    "stored",
                    models.CharField(
                        choices=[("same", "与发布时相同"), ("changed", "与发布时不同"), ("small", "可推算出过小的一组")],
                        max_length=7,
                        verbose_name="stored numbers",
                    ),
                ),
                ("stored_on", models.DateField(verbose_name="looked at")),
                (
                    "recount",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same", "重算相同"),
                            ("other", "重算不同"),
                            ("gone", "答卷已按期删除"),
                            ("broken", "没有算完"),
                        ],
                        default="",
                        max_length=6,
                        verbose_name="computed again",
                    ),
                ),
                ("recounted_on", models.DateField(null=True, verbose_name="computed again on")),
            ],
            options={"ordering": ("release",)},
        ),
    ]
