"""What operators enter about this site itself; rows are added, not changed."""

from django.db import migrations, models

from burden.models.edition import watching

APPEND_ONLY = """
CREATE TRIGGER site_facts_stay BEFORE UPDATE ON burden_sitefactchange
    FOR EACH ROW EXECUTE FUNCTION burden_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("burden", "0020_accounts_kept")]

    operations = [
        migrations.CreateModel(
            name="SiteFactChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("sponsor", "主办单位"),
                            ("sponsor_level", "主办单位是哪一级"),
                            ("filing_no", "备案号"),
                            ("exemption", "不用备案的书面依据"),
                            ("complaint_link", "投诉的网址"),
                        ],
                        max_length=14,
                        verbose_name="which fact",
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=200, verbose_name="what was told before")),
                ("after", models.CharField(blank=True, max_length=200, verbose_name="what is told now")),
                ("email", models.EmailField(max_length=254, verbose_name="who entered it")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
            ],
            options={"ordering": ("-pk",)},
        ),
        migrations.RunSQL(APPEND_ONLY, "DROP TRIGGER site_facts_stay ON burden_sitefactchange"),
        watching("burden_sitefactchange"),
    ]
