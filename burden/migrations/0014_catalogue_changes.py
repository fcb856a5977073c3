"""The history of the catalogue, which the database lets grow only, and entries of one app that became one."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER catalogue_changes_stay BEFORE UPDATE ON burden_cataloguechange
    FOR EACH ROW EXECUTE FUNCTION burden_refuse_change()
"""


class Migration(migrations.Migration):

    dependencies = [
        ('burden', '0013_two_steps_to_a_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='CatalogueChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.UUIDField(db_index=True, default=uuid.uuid4, verbose_name='what was changed together')),
                ('field', models.CharField(blank=True, max_length=24, verbose_name='which field')),
                ('before', models.CharField(blank=True, max_length=200, verbose_name='what stood there')),
                ('after', models.CharField(blank=True, max_length=200, verbose_name='what stands there')),
                ('door', models.CharField(choices=[('page', '网页'), ('file', '文件'), ('command', '命令'), ('merge', '合并'), ('moderation', '填报人写的名称')], max_length=10, verbose_name='by which way')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='who')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('waves_begun', models.PositiveIntegerField(verbose_name='how many waves had asked about the entry until then')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='burden.catalogueitem')),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.RunSQL(APPEND_ONLY, 'DROP TRIGGER catalogue_changes_stay ON burden_cataloguechange'),
        migrations.AddField(
            model_name='catalogueitem',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='merged_from', to='burden.catalogueitem', verbose_name='merged into'),
        ),
        migrations.AddConstraint(
            model_name='catalogueitem',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('is_retired', True), _connector='OR'), name='merged_is_retired'),
        ),
        migrations.AddConstraint(
            model_name='catalogueitem',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('pk')), _negated=True), name='merged_into_another'),
        ),
    ]
