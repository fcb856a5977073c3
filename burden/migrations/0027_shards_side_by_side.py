"""A shard may hold several regions of one parent, from the first to the last."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('burden', '0026_putting_off'),
    ]

    operations = [
        migrations.AddField(
            model_name='releaseshard',
            name='last_code',
            field=models.CharField(default='', max_length=12, verbose_name='region code'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='releaseshard',
            name='rows',
            field=models.PositiveIntegerField(verbose_name='answers in these subtrees'),
        ),
    ]
