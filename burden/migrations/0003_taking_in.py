"""The one function that takes a submission in: everything is looked at before anything is written.

It is a function of the database because only there does one round trip take a lock and then look: each query within
has a snapshot of its own, so the look after the lock sees the wave as it is by then.

Each look costs as much as a small statement, so wave, place, code and key are one look.  The lock is an advisory one
(:mod:`burden.intake.closing_lock`): many sharers of one row make PostgreSQL write a list of them, for every submission
anew.  The inbox has no foreign key to its wave for the same reason.

The lock comes first, whatever was sent: were it taken only for what will be stored, whoever had copied slips could tell
by a clock, without a trace, which of them had answered.

Sequential reading is switched off: keys and codes are looked up one by one, but a plan made while the table was empty
reads all of it, and connections keep their plans while the table grows.

Whoever changes the function must keep two orders.  Tables: codes, keys, inbox, first touch counts, reading included;
the promotion locks them in the same order.  Locks: wave, key, code or pass, inbox.
"""

import django.db.models.deletion
from django.db import migrations, models

TAKE_IN = """
CREATE FUNCTION burden_take_in(
    p_wave text,            -- code of the wave
    p_day date,             -- the day the answers count for, against the dates of the wave
    p_kind text,            -- of the inbox
    p_level integer,
    p_region text,          -- 12 digits
    p_least_digits integer, -- of the path that a region must have for this level
    p_app_codes text[],     -- apps named; NULL where the caller has looked them up
    p_above text[],         -- codes of the region and of those above it: whose apps may be named
    p_key bytea,            -- hash of the idempotency key, or NULL
    p_key_until date,
    p_right bytea,          -- hash of the code or pass, or NULL
    p_right_wrong text,     -- what is wrong with the code or pass as it was sent, or NULL
    p_today date,           -- last day of a spent pass
    p_answers jsonb,        -- for the inbox, or NULL
    p_suggestion jsonb      -- likewise
) RETURNS text LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
DECLARE
    w record;
    refusal text;
    locked text;
BEGIN
    -- Submissions run side by side; a closing waits for them, or they wait for it and then see that it closed.  An
    -- assignment, because an expression costs less than a query.
    locked := pg_advisory_xact_lock_shared(hashtext('burden wave'), hashtext(p_wave));
    -- Codes stand before keys in the list of tables, so they are locked in this order too.
    SELECT wave.id, wave.tree_id, wave.state, wave.opens_on, wave.closes_on, wave.asks_for_text,
           wave.assurance = 'coded' AND NOT wave.is_demo AS needs_code,
           top.path AS top, place.path AS place, code.is_spent, home.path AS home,
           EXISTS (SELECT FROM burden_submissionkey WHERE key_hash = p_key) AS is_repeated,
           p_kind <> 'response' AND EXISTS (SELECT FROM burden_submissionkey WHERE key_hash = p_right) AS is_pass_spent
      INTO w
      FROM burden_wave wave
      JOIN burden_region top ON top.tree_id = wave.tree_id AND top.code = wave.region_code
      LEFT JOIN burden_region place ON place.tree_id = wave.tree_id AND place.code = p_region
      LEFT JOIN burden_invitationcode code ON code.code_hash = p_right AND code.wave_id = wave.id
      LEFT JOIN burden_region home ON home.tree_id = wave.tree_id AND home.code = code.region_code
     WHERE wave.code = p_wave;
    IF NOT FOUND THEN
        RETURN 'wave_unknown';
    END IF;
    -- Before anything is refused: the answers were stored, whatever has become of wave, code or pass since.
    IF w.is_repeated THEN
        RETURN 'repeated';
    END IF;

    IF w.state IN ('closed', 'released') OR p_day > w.closes_on THEN
        refusal := 'wave_closed';
    ELSIF w.state = 'draft' OR p_day < w.opens_on THEN
        refusal := 'wave_not_open';
    ELSIF w.place IS NULL OR NOT starts_with(w.place, w.top) THEN
        refusal := 'region_unknown';
    ELSIF p_level = 20 AND length(w.top) > 2 THEN
        refusal := 'level_not_offered';
    ELSIF length(w.place) < p_least_digits THEN
        refusal := 'region_too_shallow';
    ELSIF p_suggestion IS NOT NULL AND NOT w.asks_for_text THEN
        refusal := 'text_not_asked';
    ELSIF p_app_codes <> '{}' AND EXISTS (
        SELECT FROM unnest(p_app_codes) named WHERE NOT EXISTS (
            SELECT FROM burden_catalogueitem item
             WHERE item.app_code = named AND item.tree_id = w.tree_id AND item.region_code = ANY(p_above)
               AND NOT item.is_retired AND item.kind IN ('app', 'mini_program', 'quick_app')))
    THEN
        refusal := 'app_unknown';
    ELSIF p_right_wrong IS NOT NULL AND (w.needs_code OR p_right_wrong NOT IN ('code_missing', 'pass_missing')) THEN
        refusal := p_right_wrong;
    ELSIF p_kind = 'response' AND w.needs_code THEN
        IF w.home IS NULL THEN
            refusal := 'code_unknown';
        -- The place first: otherwise a wrong one would tell whoever copied a slip whether it was used, without a trace.
        -- Slips of small units carry the parent's name, and the township may be left out: above or below will do.
        ELSIF NOT (starts_with(w.home, w.place) OR starts_with(w.place, w.home)) THEN
            refusal := 'code_of_elsewhere';
        ELSIF w.is_spent THEN
            refusal := 'code_spent';
        END IF;
    ELSIF w.is_pass_spent THEN
        refusal := 'pass_spent';
    END IF;
    IF refusal IS NOT NULL THEN
        RETURN refusal;
    END IF;

    IF p_key IS NOT NULL THEN
        -- The same key in flight is waited for here.
        INSERT INTO burden_submissionkey (key_hash, expires_on) VALUES (p_key, p_key_until) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN 'repeated';
        END IF;
    END IF;
    IF p_kind = 'response' AND w.needs_code THEN
        UPDATE burden_invitationcode SET is_spent = true WHERE code_hash = p_right AND NOT is_spent;
        IF NOT FOUND THEN
            refusal := 'code_spent';
        END IF;
    ELSIF p_kind <> 'response' AND p_right IS NOT NULL THEN
        INSERT INTO burden_submissionkey (key_hash, expires_on) VALUES (p_right, p_today) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            refusal := 'pass_spent';
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        -- Somebody else spent it a moment ago.  The key is given back: the corrected form may come with the same one.
        DELETE FROM burden_submissionkey WHERE key_hash = p_key;
        RETURN refusal;
    END IF;
    IF p_answers IS NOT NULL THEN
        INSERT INTO burden_inboxitem (id, wave_id, kind, answers)
        VALUES (gen_random_uuid(), w.id, p_kind, p_answers);
    END IF;
    IF p_suggestion IS NOT NULL THEN
        INSERT INTO burden_inboxitem (id, wave_id, kind, answers)
        VALUES (gen_random_uuid(), w.id, 'text', p_suggestion);
    END IF;
    RETURN 'received';
END $$;
"""


class Migration(migrations.Migration):
    """Adds the function, and drops the foreign key that would lock the wave's row."""

    dependencies = [("burden", "0002_further_responses")]

    operations = [
        migrations.AlterField(
            model_name="inboxitem",
            name="wave",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="inbox_items",
                to="burden.wave",
            ),
        ),
        migrations.RunSQL(TAKE_IN, "DROP FUNCTION burden_take_in"),
    ]
