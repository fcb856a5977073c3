"""Accounts as operators keep them: one-time links, the log of changes and sign-ins, sessions with their account."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


STAY = """
CREATE TRIGGER account_changes_stay BEFORE UPDATE ON burden_accountchange
    FOR EACH ROW EXECUTE FUNCTION burden_refuse_change();
CREATE TRIGGER account_changes_are_kept BEFORE DELETE ON burden_accountchange
    FOR EACH ROW WHEN (NOT OLD.is_demo) EXECUTE FUNCTION burden_refuse_change();
CREATE TRIGGER sign_ins_stay BEFORE UPDATE ON burden_signinrecord
    FOR EACH ROW EXECUTE FUNCTION burden_refuse_change();
"""
CHANGEABLE = """
DROP TRIGGER sign_ins_stay ON burden_signinrecord;
DROP TRIGGER account_changes_are_kept ON burden_accountchange;
DROP TRIGGER account_changes_stay ON burden_accountchange;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('burden', '0019_findings'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='whose account')),
                ('kind', models.CharField(choices=[('invited', '开通'), ('changed', '改身份、地区或期限'), ('suspended', '停用'), ('restored', '恢复'), ('link', '给了新的链接'), ('password', '设了密码'), ('factor-added', '加了第二道验证'), ('factor-removed', '去掉了第二道验证'), ('factors-renewed', '清除了第二道验证，重新设置'), ('sessions-ended', '退出了所有登录')], max_length=15, verbose_name='what was done')),
                ('detail', models.JSONField(default=dict, verbose_name='from what to what')),
                ('by', models.EmailField(blank=True, max_length=254, verbose_name='who did it; empty for the terminal')),
                ('is_demo', models.BooleanField(default=False, verbose_name='of a demo account')),
                ('happened_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['email', '-id'], name='change_of_account')],
            },
        ),
        migrations.CreateModel(
            name='AccountLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True, verbose_name="SHA-256 of the link's secret")),
                ('expires_at', models.DateTimeField(verbose_name='until when it works')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='link', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignInRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='whose account')),
                ('role', models.CharField(max_length=10, verbose_name='role at the time')),
                ('outcome', models.CharField(choices=[('in', '登录'), ('password', '密码不对'), ('code', '验证码不对')], max_length=8, verbose_name='how it ended')),
                ('is_demo', models.BooleanField(default=False, verbose_name='of a demo account')),
                ('at', models.DateTimeField(verbose_name='when, to the minute')),
            ],
            options={
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['email', '-at'], name='sign_in_of_account')],
            },
        ),
        migrations.CreateModel(
            name='SignInSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('begun_at', models.DateTimeField(null=True, verbose_name='since when, to the minute')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-begun_at', 'session_key'),
            },
        ),
        migrations.RunSQL(STAY, CHANGEABLE),
        # Sessions stand in a table of the site's own from here on.
        migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop),
    ]
