"""What was decided about apps of the catalogue; the database lets rows be added and taken away with the demo, not changed."""

import django.db.models.deletion
from django.db import migrations, models


APPEND_ONLY = """
CREATE FUNCTION burden_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are added, never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER catalogue_decisions_stay BEFORE UPDATE ON burden_cataloguedecision
    FOR EACH ROW EXECUTE FUNCTION burden_refuse_change();
"""
CHANGEABLE = """
DROP TRIGGER catalogue_decisions_stay ON burden_cataloguedecision;
DROP FUNCTION burden_refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('burden', '0010_release_checks'),
    ]

    operations = [
        migrations.CreateModel(
            name='CatalogueDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('zombie', '疑似僵尸'), ('low_use', '疑似低效'), ('duplicate', '疑似重复'), ('scattered', '疑似小散'), ('other', '没有线索，另有依据')], max_length=9, verbose_name='which lead it answers')),
                ('state', models.CharField(choices=[('waiting', '待核实'), ('stop', '停用'), ('merge', '合并'), ('keep', '保留'), ('transfer', '转交')], max_length=8, verbose_name='what was decided')),
                ('decided_on', models.DateField(verbose_name='day of the decision')),
                ('decided_by', models.CharField(max_length=60, verbose_name='body that decided')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('email', models.EmailField(max_length=254, verbose_name='who recorded it')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='when it was recorded')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='burden.catalogueitem')),
                ('merge_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='takes_in', to='burden.catalogueitem')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('merge_into__isnull', False), ('state', 'merge')), models.Q(models.Q(('state', 'merge'), _negated=True), ('merge_into__isnull', True)), _connector='OR'), name='decision_merges_into_one'), models.CheckConstraint(condition=models.Q(('merge_into', models.F('item')), _negated=True), name='decision_merges_into_another')],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, CHANGEABLE),
    ]
