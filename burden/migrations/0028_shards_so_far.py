"""Shards so far were single subtrees; what is being computed is computed anew, since shards hand up more now."""

from django.db import migrations

UNDER_WAY = "release_id IN (SELECT id FROM burden_release WHERE state = 'computing')"


class Migration(migrations.Migration):

    dependencies = [
        ('burden', '0027_shards_side_by_side'),
    ]

    operations = [
        migrations.RunSQL("UPDATE burden_releaseshard SET last_code = root_code", migrations.RunSQL.noop),
        migrations.RunSQL(f"DELETE FROM burden_figurepack WHERE {UNDER_WAY}", migrations.RunSQL.noop),
        migrations.RunSQL(
            f"UPDATE burden_releaseshard SET is_done = false, carry = NULL WHERE {UNDER_WAY}", migrations.RunSQL.noop
        ),
    ]
