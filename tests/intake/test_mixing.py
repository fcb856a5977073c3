"""After the close of a wave nothing in the answer tables tells which promotion brought which answer."""

import pytest
from django.db import connection
from scipy.stats import spearmanr

from burden.domain.further_check import check_further
from burden.domain.questionnaire import check_response
from burden.intake.mixing import mix_batches
from burden.intake.promotion import promote_inbox
from burden.intake.submissions import record_submissions
from burden.models import FurtherResponse, Response, Wave
from tests.intake.small_world import TOWNSHIP

TABLES = {"burden_response": "group_count", "burden_furtherresponse": "dead_group_count"}
BATCHES, A_BATCH = 4, 25


def promote_in_batches(wave: Wave) -> None:
    """Promote four times 25 persons, each with page 1 and page 2 that both say the person's number."""
    for batch in range(BATCHES):
        for person in range(batch * A_BATCH, (batch + 1) * A_BATCH):
            said = {"wave": wave.code, "region_code": TOWNSHIP, "level_code": "60"}
            one = check_response(said | {"group_count": person}).values
            two = check_further(said | {"dead_group_count": person}).values
            assert one
            assert two
            record_submissions(wave=wave, submissions=[one, two])
        promote_inbox(wave=wave)


def marks_of(table: str, wave: Wave) -> list[tuple[str, int]]:
    """Return the transaction that wrote each row and the person's number, in the order of the file."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT xmin::text, {TABLES[table]} FROM {table} WHERE wave_id = %s ORDER BY ctid",  # noqa: S608
            [wave.pk],
        )
        return [(xmin, person) for xmin, person in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", TABLES)
def test_batches_are_gone_after_mixing(wave: Wave, table: str) -> None:
    promote_in_batches(wave)
    before = marks_of(table, wave)
    assert len({xmin for xmin, _ in before}) == BATCHES
    assert spearmanr(range(len(before)), [person for _, person in before]).statistic > 0.8

    mix_batches(wave=wave)
    after = marks_of(table, wave)
    assert len({xmin for xmin, _ in after}) == 1
    assert (
        abs(spearmanr(range(len(after)), [person for _, person in after]).statistic) < 0.5
    )  # five standard deviations of chance
    assert sorted(person for _, person in after) == list(range(BATCHES * A_BATCH))


@pytest.mark.django_db(transaction=True)
def test_mixing_leaves_other_waves_alone_and_does_nothing_twice(wave: Wave) -> None:
    promote_in_batches(wave)
    later = Wave.objects.get(pk=wave.pk)
    later.pk, later.code = None, "later"
    later.save()
    promote_in_batches(later)
    untouched = marks_of("burden_response", later)
    mix_batches(wave=wave)
    ids = set(Response.objects.filter(wave=wave).values_list("pk", flat=True))
    mix_batches(wave=wave)
    assert set(Response.objects.filter(wave=wave).values_list("pk", flat=True)) == ids
    assert marks_of("burden_response", later) == untouched
    assert FurtherResponse.objects.count() == 2 * BATCHES * A_BATCH
