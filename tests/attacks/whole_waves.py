"""Released waves in which everything is answered: both pages, usage reports, opinions on apps."""

from collections.abc import Sequence

from burden.models import Wave
from tests.aggregation.oracle import expected_figures
from tests.aggregation.world import APP_MINUTES, World, make_world, released
from tests.answers import stored
from tests.attacks.on_surfaces import Reader
from tests.attacks.retold import Retold
from tests.attacks.stage import WAVE, reader
from tests.attacks.worlds import PROVINCE

COUNTY, TOWNSHIP = "990101000000", "990101001000"


FEW_APP_MINUTES = (0, 5, 17, 30)  # fewer on all apps than the usage reports say of each: savings are capped


def whole_wave(*, seed: int, people: int = 900, app_minutes: Sequence[int] = APP_MINUTES) -> World:
    """Publish a wave, and an earlier one for the trend; return the later one."""
    for code in ("2026Q1", WAVE):
        world = make_world(code=code, seed=seed, people=people, app_minutes=app_minutes)
        released(world)
    if Wave.objects.exclude(state=Wave.State.RELEASED).exists():
        raise AssertionError("A release is held.")
    return world


def read(world: World) -> Reader:
    """Return somebody who reads the whole province, and looks at it and at one county."""
    return Reader(client=reader(is_demo=False), wave=world.wave.code, regions=(PROVINCE, COUNTY))


def retold(world: World) -> Retold:
    """Return what the answers give."""
    return Retold(
        figures=expected_figures(world),
        kinds={code: kind for code, _, kind in world.regions},
        top=PROVINCE,
        answers=len(stored("response", world.wave)),
    )
