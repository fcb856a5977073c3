"""The server keeps no samples of what passes through.

``ANALYZE`` copies about a hundred values of each column into ``pg_statistic``, where they outlive their rows: emptying
a table does not forget them.  Such a sample of the inbox would hold whole answers for good.  Nothing is planned by
these columns but look-ups of a key, which need no sample.
"""

from django.db import migrations

COLUMNS = (
    ("burden_inboxitem", "id", "uuid"),
    ("burden_inboxitem", "answers", "jsonb"),
    ("burden_suggestion", "text", "varchar(100)"),
    ("burden_submissionkey", "key_hash", "bytea"),
    ("burden_invitationcode", "code_hash", "bytea"),
)


class Migration(migrations.Migration):
    dependencies = [("burden", "0004_moderation_decisions")]

    operations = [
        migrations.RunSQL(
            # Naming the type again, the same one, forgets the samples taken so far.
            f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0, ALTER COLUMN {column} TYPE {kind}",
            f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS -1",
        )
        for table, column, kind in COLUMNS
    ]
