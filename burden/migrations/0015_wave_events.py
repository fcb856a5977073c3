"""What was done to waves, by whom and when; the database lets rows be added and taken away with the demo, not changed."""

from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER wave_events_stay BEFORE UPDATE ON burden_waveevent
    FOR EACH ROW EXECUTE FUNCTION burden_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("burden", "0014_catalogue_changes")]

    operations = [
        migrations.CreateModel(
            name="WaveEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wave_code", models.CharField(db_index=True, max_length=12, verbose_name="wave")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prepared", "开始准备"),
                            ("changed", "改了设置"),
                            ("deleted", "删除草稿"),
                            ("opened", "开始收答卷"),
                            ("extended", "延期"),
                            ("closed", "截止"),
                            ("computed", "汇总完成"),
                            ("held", "发布检查没有通过"),
                            ("approved", "同意发布"),
                            ("published", "发布"),
                        ],
                        max_length=9,
                        verbose_name="what happened",
                    ),
                ),
                ("done_by", models.CharField(max_length=254, verbose_name="e-mail address of who did it, or what did")),
                ("happened_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("details", models.JSONField(default=list, verbose_name="sentences about it")),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.RunSQL(APPEND_ONLY, "DROP TRIGGER wave_events_stay ON burden_waveevent"),
    ]
