"""Packs lie in one table a wave, all of them parts of ``burden_answerpack``.

What a promotion changes is then written anew, and what is past its time deleted, at the cost of the wave concerned.
Parts are made when the first packs of a wave are stored (:class:`burden.models.answer_pack.AnswerPackQuerySet`): first
the table, then its attachment, since a part that is created as such locks out every reader of packs.
"""

import django.db.models.deletion
from django.db import migrations, models

SAID = ("app_codes", "app_names", "data")
NO_SAMPLES = ", ".join(f"ALTER COLUMN {column} SET STATISTICS 0" for column in SAID)

PARTITIONED = f"""
ALTER TABLE burden_answerpack RENAME TO burden_answerpack_of_all;
ALTER INDEX burden_answerpack_pkey RENAME TO burden_answerpack_of_all_pkey;
CREATE TABLE burden_answerpack (LIKE burden_answerpack_of_all INCLUDING CONSTRAINTS INCLUDING STORAGE)
    PARTITION BY LIST (wave_id);
ALTER TABLE burden_answerpack ADD PRIMARY KEY (wave_id, kind, county_code), {NO_SAMPLES};
"""

MAKE_ROOM = f"""
CREATE FUNCTION burden_make_room(p_wave bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    room text := 'burden_answerpack_' || p_wave;
BEGIN
    IF to_regclass(room) IS NULL THEN
        EXECUTE format('CREATE TABLE %I (LIKE burden_answerpack INCLUDING CONSTRAINTS INCLUDING STORAGE)', room);
        EXECUTE format('ALTER TABLE %I {NO_SAMPLES}', room);
        EXECUTE format('ALTER TABLE burden_answerpack ATTACH PARTITION %I FOR VALUES IN (%s)', room, p_wave);
    END IF;
END $$;
"""

DROP_ROOM = """
CREATE FUNCTION burden_drop_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass('burden_answerpack_' || OLD.id) IS NOT NULL THEN
        IF EXISTS (SELECT FROM burden_answerpack WHERE wave_id = OLD.id) THEN
            RAISE foreign_key_violation USING MESSAGE = format('wave %s still has packs', OLD.id);
        END IF;
        EXECUTE format('DROP TABLE %I', 'burden_answerpack_' || OLD.id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER burden_drop_room AFTER DELETE ON burden_wave FOR EACH ROW EXECUTE FUNCTION burden_drop_room();
"""

MOVE = """
SELECT burden_make_room(wave_id) FROM (SELECT DISTINCT wave_id FROM burden_answerpack_of_all) known;
INSERT INTO burden_answerpack SELECT * FROM burden_answerpack_of_all ORDER BY wave_id, kind, county_code;
DROP TABLE burden_answerpack_of_all;
"""


class Migration(migrations.Migration):
    dependencies = [("burden", "0022_catalogue_outlives_editions")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL([PARTITIONED, MAKE_ROOM, DROP_ROOM, MOVE])],
            state_operations=[
                migrations.AlterField(
                    model_name="answerpack",
                    name="wave",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_packs",
                        to="burden.wave",
                    ),
                ),
            ],
        ),
    ]
