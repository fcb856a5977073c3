"""Which questions of page 2 a wave asks, and in which languages; a question that is not asked is not taken in."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

import burden.models.wave

TAKE_IN = import_module("burden.migrations.0003_taking_in").TAKE_IN

WAVE = "wave.asks_for_text,"
BEFORE = "    ELSIF p_app_codes <> '{}'"
# An expression without a query of its own: answers of page 1 must not pay for the look at page 2.
NOT_ASKED = """\
    ELSIF p_kind = 'further'
          AND jsonb_strip_nulls(p_answers - w.further_fields - '{region_code,level}'::text[]) <> '{}' THEN
        refusal := 'question_not_asked';
"""


def changed(text: str, before: str, after: str) -> str:
    """Return the text with its one ``before`` replaced; ValueError where it is not there just once."""
    if text.count(before) != 1:
        raise ValueError(before)
    return text.replace(before, after)


REPLACED = changed(TAKE_IN, "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
TAKE_IN_ASKED = changed(
    changed(REPLACED, WAVE, f"{WAVE} wave.further_fields::text[] AS further_fields,"), BEFORE, NOT_ASKED + BEFORE
)


class Migration(migrations.Migration):
    dependencies = [("burden", "0016_task_runs")]

    operations = [
        migrations.AddField(
            model_name="wave",
            name="further_fields",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=24),
                blank=True,
                default=burden.models.wave.usual_further_fields,
                size=None,
                verbose_name="questions of page 2",
            ),
        ),
        migrations.AddField(
            model_name="wave",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=8),
                default=burden.models.wave.all_languages,
                size=None,
                verbose_name="languages",
            ),
        ),
        migrations.AddField(
            model_name="wave",
            name="contact",
            field=models.CharField(blank=True, max_length=60, verbose_name="whom to ask, as notices print it"),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(("languages__contains", ["zh-hans"])), name="wave_speaks_chinese"
            ),
        ),
        migrations.RunSQL(TAKE_IN_ASKED, REPLACED),
    ]
