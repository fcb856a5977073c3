"""What a release writes is stored as it is: no second look for something to compress, no pieces where a page has room.

``toast_tuple_target`` keeps packs of up to 8,160 bytes in the row itself; a township's rarely take more.  Both are
about the time of writing and reading alone.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('burden', '0028_shards_so_far'),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE burden_releaseshard ALTER COLUMN carry SET STORAGE EXTERNAL",
            "ALTER TABLE burden_releaseshard ALTER COLUMN carry SET STORAGE EXTENDED",
        ),
        migrations.RunSQL(
            "ALTER TABLE burden_figurepack SET (toast_tuple_target = 8160)",
            "ALTER TABLE burden_figurepack RESET (toast_tuple_target)",
        ),
    ]
