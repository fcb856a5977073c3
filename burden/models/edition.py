"""Which edition of the published site this is: a mark that changes with everything that pages read."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import connection, migrations, models

NEW_EDITION = """
CREATE FUNCTION burden_new_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH older AS (DELETE FROM burden_edition WHERE id IN (SELECT id FROM burden_edition FOR UPDATE SKIP LOCKED))
    INSERT INTO burden_edition (id) VALUES (gen_random_uuid());
    RETURN NULL;
END $$
"""


def watching(table: str, *, columns: tuple[str, ...] = ()) -> migrations.RunSQL:
    """Return the step of a migration after which every change to the table makes a new edition.

    A table that pages read must be watched, or they are made anew each time.  With ``columns`` only these count among
    updates.
    """
    update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
    return migrations.RunSQL(
        f"CREATE TRIGGER new_edition AFTER INSERT OR {update} OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION burden_new_edition()",
        f"DROP TRIGGER new_edition ON {table}",
    )


class Edition(models.Model):
    """A mark of the state of what pages read; all marks that can be seen together name the edition.

    A trigger puts a new random mark in the place of those it finds, in the transaction of the change.  It waits for
    nobody: marks that another transaction is replacing stay, and the next change clears them away.  Every change that
    is committed brings a mark that has never been seen before, so no two states have one name, whatever happens at the
    same time, is undone or is restored from a copy.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)

    def __str__(self) -> str:
        return str(self.pk)


def current_edition() -> str:
    """Return the name of the edition, "" where there is none to name; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(id::text, ' ' ORDER BY id) FROM burden_edition")
        (name,) = cursor.fetchone()
    return name or ""


def watched_tables() -> frozenset[str]:
    """Return the tables whose changes make a new edition; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE tgfoid = 'burden_new_edition'::regproc"
        )
        return frozenset(name for (name,) in cursor.fetchall())
