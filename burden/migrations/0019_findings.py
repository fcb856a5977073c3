"""Rules as operators keep them, leads as they stood at a release, and what came of them; rows are added, not changed."""

import django.db.models.deletion
from django.db import migrations, models

from burden.models.edition import watching

STAYING = ('burden_rulerevision', 'burden_findinground', 'burden_finding', 'burden_findingstep')


class Migration(migrations.Migration):

    dependencies = [
        ('burden', '0018_file_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='FindingRound',
            fields=[
                ('release', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='finding_round', serialize=False, to='burden.release')),
                ('rules_version', models.PositiveIntegerField(verbose_name='version of the rules')),
                ('as_of', models.DateField(verbose_name='day of the catalogue')),
            ],
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=3, verbose_name='number of the rule')),
                ('region_code', models.CharField(max_length=12, verbose_name='region code')),
                ('app_code', models.CharField(blank=True, max_length=12, verbose_name='app')),
                ('app_name', models.CharField(blank=True, max_length=40, verbose_name='its name on that day')),
                ('has_portrait', models.BooleanField(default=True, verbose_name='whether the app has a page')),
                ('is_exempt_scene', models.BooleanField(default=False, verbose_name='exempt scene on that day')),
                ('sponsor_level', models.PositiveSmallIntegerField(null=True, verbose_name='level that asks for the app')),
                ('evidence', models.CharField(max_length=80, verbose_name='what speaks')),
                ('grade', models.CharField(choices=[('D', '台账事实'), ('H', '较强线索'), ('L', '线索'), ('W', '提醒')], max_length=1, verbose_name='weight')),
                ('words_zh', models.TextField(verbose_name='evidence in words')),
                ('words_en', models.TextField(verbose_name='evidence in English')),
                ('base_zh', models.CharField(blank=True, max_length=60, verbose_name='of whom the share is')),
                ('base_en', models.CharField(blank=True, max_length=80, verbose_name='of whom, in English')),
                ('value', models.FloatField(null=True, verbose_name='share')),
                ('low', models.FloatField(null=True, verbose_name='lower end')),
                ('high', models.FloatField(null=True, verbose_name='upper end')),
                ('text', models.CharField(blank=True, max_length=12, verbose_name='share in words')),
                ('n', models.PositiveIntegerField(null=True, verbose_name='people')),
                ('n_text', models.CharField(blank=True, max_length=12, verbose_name='people, or their band')),
                ('threshold', models.FloatField(null=True, verbose_name='threshold that was reached')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='burden.findinground')),
            ],
            options={
                'ordering': ('rule', 'region_code', 'app_code', 'evidence'),
            },
        ),
        migrations.CreateModel(
            name='FindingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', '待核实'), ('true', '核实属实'), ('untrue', '不属实'), ('mended', '已整改'), ('exempt', '豁免')], max_length=7, verbose_name='what became of it')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('email', models.EmailField(max_length=254, verbose_name='who recorded it')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='burden.finding')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='RuleRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='version of all rules')),
                ('code', models.CharField(max_length=3, verbose_name='number of the rule')),
                ('zh', models.CharField(max_length=120, verbose_name='text')),
                ('en', models.CharField(max_length=200, verbose_name='text in English')),
                ('sources', models.JSONField(verbose_name='documents')),
                ('bars', models.JSONField(verbose_name='thresholds')),
                ('where', models.CharField(choices=[('all', '各省都用'), ('only', '只在选中的省用'), ('except', '除选中的省外都用'), ('none', '都不用')], default='all', max_length=6, verbose_name='where it counts')),
                ('provinces', models.JSONField(default=list, verbose_name='provinces')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='why it was changed')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='who changed it')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'ordering': ('version', 'code'),
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='rule_revised_once_a_version')],
            },
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('round', 'rule', 'region_code', 'app_code', 'evidence'), name='finding_once_a_round'),
        ),
        *(
            migrations.RunSQL(
                f'CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} '
                'FOR EACH ROW EXECUTE FUNCTION burden_refuse_change()',
                f'DROP TRIGGER {table}_stays ON {table}',
            )
            for table in STAYING
        ),
        *(watching(table) for table in STAYING),
    ]
