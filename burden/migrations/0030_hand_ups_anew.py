"""What shards hand up has another form; what is being computed is computed anew."""

from django.db import migrations

UNDER_WAY = "release_id IN (SELECT id FROM burden_release WHERE state = 'computing')"


class Migration(migrations.Migration):

    dependencies = [
        ('burden', '0029_bytes_as_they_are'),
    ]

    operations = [
        migrations.RunSQL(f"DELETE FROM burden_figurepack WHERE {UNDER_WAY}", migrations.RunSQL.noop),
        migrations.RunSQL(
            f"UPDATE burden_releaseshard SET is_done = false, carry = NULL WHERE {UNDER_WAY}", migrations.RunSQL.noop
        ),
    ]
