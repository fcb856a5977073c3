"""The server keeps no samples of answers either: they would outlive the rows when a wave's answers are deleted.

Wave, region and level stay sampled, since shards are read by them.
"""

from django.db import migrations

TABLES = ("burden_response", "burden_usagereport", "burden_furtherresponse")
SAMPLED = ("wave_id", "region_code", "level")

_EACH_COLUMN = f"""
DO $$
DECLARE answer record;
BEGIN
    FOR answer IN
        SELECT attrelid::regclass AS of_table, attname AS name, format_type(atttypid, atttypmod) AS kind
          FROM pg_attribute
         WHERE attrelid IN ({", ".join(f"'{table}'::regclass" for table in TABLES)})
           AND attnum > 0 AND NOT attisdropped AND attname NOT IN ({", ".join(f"'{name}'" for name in SAMPLED)})
    LOOP
        EXECUTE format('ALTER TABLE %s {{change}}', answer.of_table, answer.name, answer.name, answer.kind);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("burden", "0005_no_samples_of_the_inbox")]

    operations = [
        migrations.RunSQL(
            # Naming the type again, the same one, forgets the samples taken so far.
            _EACH_COLUMN.format(change="ALTER COLUMN %I SET STATISTICS 0, ALTER COLUMN %I TYPE %s"),
            _EACH_COLUMN.format(change="ALTER COLUMN %I SET STATISTICS -1, ALTER COLUMN %I TYPE %s"),
        )
    ]
