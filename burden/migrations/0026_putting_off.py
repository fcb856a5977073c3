"""Operators may say that a release must wait, and have it computed anew; both stand in the life of its wave."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('burden', '0025_codes_without_constraint'),
    ]

    operations = [
        migrations.AlterField(
            model_name='waveevent',
            name='kind',
            field=models.CharField(choices=[('prepared', '开始准备'), ('changed', '改了设置'), ('deleted', '删除草稿'), ('opened', '开始收答卷'), ('extended', '延期'), ('closed', '截止'), ('computed', '汇总完成'), ('held', '发布检查没有通过'), ('approved', '同意发布'), ('put-off', '先不发布'), ('again', '重新汇总'), ('published', '发布')], max_length=9, verbose_name='what happened'),
        ),
    ]
