"""How this site is, subject by subject: for ``manage.py doctor``, the page of health and the desk's home alike."""

from collections.abc import Iterator

from burden.operate.health import machine_checks, work_checks
from burden.operate.health.checked import worries
from burden.operate.health.neighbours import NOT_MIGRATED, OK, UNREACHABLE, broker_state, database_state
from burden.operate.health.observation import Observation


def examine() -> Iterator[Observation]:
    """Yield one observation a subject; what cannot be looked at while something below it is away is left out."""
    state = database_state()
    yield machine_checks.database(state)
    if state != UNREACHABLE:
        yield machine_checks.migrations(state)
    if state not in (UNREACHABLE, NOT_MIGRATED):
        yield from _work()
    broker = machine_checks.broker(broker_state())
    yield broker
    if broker.is_well:
        yield machine_checks.workers()
    yield machine_checks.clock(is_migrated=state == OK)
    yield machine_checks.keys()
    yield machine_checks.disk()


def examine_at_a_glance() -> tuple[Observation, ...]:
    """Return what is not well, worst first, without asking any other process: cheap enough for the desk's home.

    Regions are left out: the checklist beside it begins with them.
    """
    seen = (
        work_checks.intake(),
        *worries(),
        machine_checks.disk(),
        machine_checks.pulse(),
        work_checks.inbox(),
        work_checks.releases(),
        work_checks.promotion(),
        machine_checks.keys(),
    )
    return tuple(found for found in seen if not found.is_well)


def _work() -> Iterator[Observation]:
    yield work_checks.regions()
    yield work_checks.intake()
    yield work_checks.promotion()
    yield work_checks.inbox()
    yield work_checks.releases()
    yield from worries() or (work_checks.checks_are_well(),)
