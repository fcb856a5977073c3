"""Puts a made-up wave on the real site: the tree, the inbox, the closing.  What attackers read comes out of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from unittest.mock import patch

from django.test import Client
from django.utils import timezone

from burden.access.scopes import Role
from burden.aggregation import shards
from burden.domain.blocks import PRACTICE_CODES
from burden.domain.levels import RegionKind
from burden.intake.region_file import RegionRow
from burden.intake.regions import store_tree
from burden.models import Headcount, InboxItem, Release, Scope, User, Wave
from burden.operate.closing.close import close_wave
from tests.attacks.worlds import PROVINCE, MadeUp, Person, RegionLine

WAVE = "2026Q4"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def publish(made_up: MadeUp, *, code: str = WAVE, version: str = "attacked", is_demo: bool = True) -> Release:
    """Let the people answer, close the wave and return its release.

    A demo leaves no answer out for haste, so that readers may compare with everybody who answered.
    """
    store_regions(made_up.regions, version=version, is_demo=is_demo)
    wave = open_wave(code, version=version, is_demo=is_demo)
    Headcount.objects.bulk_create(
        Headcount(
            wave=wave, region_code=region, level=level, people=people, source="made up", as_of_on=date(2026, 9, 1)
        )
        for (region, level), people in made_up.headcounts.items()
    )
    answer(wave, made_up.people)
    # A wave as small as these would be a single shard; what shards hand up is to be attacked, too.
    with patch.object(shards, "FEWEST_ROWS", 200):
        return close_wave(wave=wave, wait=True)


def store_regions(regions: Iterable[RegionLine], *, version: str, is_demo: bool) -> None:
    """Store an edition of the tree under the root."""
    rows = [("000000000000", "", "root"), *regions]
    store_tree(
        version=version,
        source="made up",
        as_of_on=date(2026, 9, 1),
        is_demo=is_demo,
        rows=[
            RegionRow(code=code, kind=RegionKind(kind), parent_code=parent, name=f"地区{code}", source="made up")
            for code, parent, kind in rows
        ],
    )


def open_wave(code: str, *, version: str, is_demo: bool) -> Wave:
    """Store a wave that takes answers."""
    today = timezone.localdate()
    return Wave.objects.create(
        code=code,
        tree_id=version,
        region_code=PROVINCE,
        opens_on=today - timedelta(days=5),
        closes_on=today + timedelta(days=5),
        state=Wave.State.OPEN,
        assurance=Wave.Assurance.CODED,
        is_demo=is_demo,
    )


def answer(wave: Wave, people: Iterable[Person]) -> None:
    """Lay the answers into the inbox as the intake does after its checks."""
    InboxItem.objects.bulk_create(
        [InboxItem(wave=wave, kind=InboxItem.Kind.RESPONSE, answers=_columns(person)) for person in people]
    )


def reader(*, role: Role = Role.SUPERVISOR, region: str = PROVINCE, is_demo: bool = True) -> Client:
    """Return the browser of somebody who reads this region."""
    user = User.objects.create_user(f"{role.value}-{region}@example.invalid", None, role=role.value)
    Scope.objects.create(user=user, is_demo=is_demo, region_code=region)
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _columns(person: Person) -> dict[str, object]:
    columns = {name: value for name, value in person.items() if name not in {"level_code", "practices_3m"}}
    if "practices_3m" in person:
        columns["practices_3m"] = sum(1 << PRACTICE_CODES.index(p) for p in person["practices_3m"] if p != "p_none")
    defaults = {"minutes_source": "", "scale_reversed": False, "apps": [], "duration_band": "", "quality_flag": "ok"}
    return defaults | columns | {"level": person["level_code"]}
