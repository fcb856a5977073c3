"""The name of an edition: another one after every change to what pages read, the same one otherwise."""

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from django.db import connection, transaction

from burden.models import InboxItem, Release, TreeVersion, Wave
from burden.models.edition import watched_tables
from burden.reports.edition import TablesRead, current_edition
from tests.aggregation.world import make_world

# What comes in, who signs in, who took or changed what; pages of figures show none of it.
UNWATCHED = {
    "burden_accountchange",
    "burden_accountlink",
    "burden_answerpack",
    "burden_batchitem",
    "burden_cataloguechange",
    "burden_downloadrecord",
    "burden_edition",
    "burden_exportjob",
    "burden_fileimport",
    "burden_inboxitem",
    "burden_invitationcode",
    "burden_releaseshard",
    "burden_scope",
    "burden_signinrecord",
    "burden_signinsession",
    "burden_submissionkey",
    "burden_taskrun",
    "burden_user",
    "burden_waveevent",
}


@pytest.mark.django_db
def test_every_table_is_watched_or_said_not_to_be() -> None:
    with connection.cursor() as cursor:
        tables = {name for name in connection.introspection.table_names(cursor) if name.startswith("burden_")}
    assert tables - UNWATCHED == watched_tables()


@pytest.mark.django_db
def test_a_change_makes_a_new_edition_and_undoing_it_brings_the_old_one_back() -> None:
    wave = make_world(people=0).wave
    before = current_edition()
    assert before == current_edition() != ""
    with transaction.atomic():
        Wave.objects.update(issuer="县统计局")
        assert current_edition() != before
        transaction.set_rollback(True)
    assert current_edition() == before
    wave.delete()
    assert current_edition() != before


@pytest.mark.django_db
def test_answers_that_come_in_and_renewed_leases_leave_the_edition_as_it_is() -> None:
    wave = make_world(people=0).wave
    release = Release.objects.create(wave=wave, parameters={})
    before = current_edition()
    InboxItem.objects.create(wave=wave, kind=InboxItem.Kind.RESPONSE, answers={})
    Release.objects.filter(pk=release.pk).update(tries=2)
    assert current_edition() == before
    Release.objects.filter(pk=release.pk).update(state=Release.State.HELD)
    assert current_edition() != before


@pytest.mark.django_db
def test_a_page_that_reads_what_is_not_watched_is_known() -> None:
    watched, unwatched, written = TablesRead(), TablesRead(), TablesRead()
    with watched.noting():
        list(Wave.objects.select_related("tree").filter(releases__state="published"))
    with unwatched.noting():
        list(Wave.objects.filter(pk__in=InboxItem.objects.values("wave")))
    with written.noting():
        Wave.objects.update(issuer="县统计局")
    assert (watched.are_watched, unwatched.are_watched, written.are_watched) == (True, False, False)


@pytest.fixture
def others(transactional_db: None) -> Iterator[list["psycopg.Connection[tuple[str]]"]]:
    """Give two connections of their own."""
    address = connection.get_connection_params()
    known = {name: address[name] for name in ("dbname", "user", "password", "host", "port") if address.get(name)}
    found = [psycopg.connect(**known) for _ in range(2)]
    yield found
    for one in found:
        one.close()


def test_changes_at_the_same_time_wait_for_nobody_and_each_makes_an_edition(
    others: list["psycopg.Connection[tuple[str]]"],
) -> None:
    one, other = others
    seen = [current_edition()]
    TreeVersion.objects.create(version="1", source="made up", as_of_on=date(2026, 1, 1))
    seen.append(current_edition())
    for number, each in enumerate(others):
        each.execute("SET lock_timeout = '2s'")
        each.execute("INSERT INTO burden_treeversion VALUES (%s, '', '2026-01-01', false)", [f"other {number}"])
    other.commit()
    seen.append(current_edition())
    one.commit()
    seen.append(current_edition())
    TreeVersion.objects.all().delete()
    seen.append(current_edition())
    assert len({*seen}) == len(seen)
    assert len(seen[-1].split()) == 1
