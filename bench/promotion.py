"""``python -m bench.promotion``: how long a promotion takes and holds submissions up, and the deletion of a wave.

A temporary site with the real tree holds the packs of a released wave and of an open one, and codes; then so many
answers of each kind wait in the inbox, and others come in while they are promoted (:mod:`bench.sending`).
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bench.real_tree import make_wave, site

if TYPE_CHECKING:
    from bench.packs import Columns
    from burden.models import Wave

KINDS = ("response", "usage", "further")
STEPS = ("take_out", "renew_keys_and_codes", "pack_what_was_taken", "forget_packs")
BATCH = 5_000
SECONDS_ALONE = 3
MILLION = 1_000_000
MEGABYTE = 1_000_000


def main(*, waiting: int, kept: int, codes: int) -> None:
    """Fill packs and inbox, promote, delete; print seconds and sizes."""
    with site():
        wave_id = make_wave(state="open")
        from bench.packs import fill  # noqa: PLC0415  # Django must be set up first
        from bench.people import USES, app_codes, draw  # noqa: PLC0415  # likewise
        from burden.intake import promotion  # noqa: PLC0415  # likewise
        from burden.intake.retention import purge_wave  # noqa: PLC0415  # likewise

        wave, earlier = _waves(wave_id)
        _store_codes(wave, codes)
        for one in (wave, earlier) if kept else ():
            fill(one.pk, draw(kept), app_codes=app_codes(), uses=USES)
        _say(f"{kept:,} people kept of each of two waves, {codes:,} codes: {_size()}")
        for kind in KINDS:
            _wait(wave, kind, draw(waiting))
            steps = [_clocked(promotion, name) for name in STEPS]
            with _sending(wave) as held_up:
                wall = _seconds(promotion.promote_inbox)
            taking, renewing, packing, forgetting = (seconds() for seconds in steps)
            _say(
                f"{waiting:,} of {kind} promoted in {wall:.2f} s: taken out {taking:.2f}, keys and codes "
                f"{renewing:.2f}, packed {packing:.2f}, new file of the packs {forgetting:.2f}; {_size()}"
            )
            _say(f"submissions meanwhile: {held_up[0]}")
        for one in (earlier, wave):
            _say(f"deleting a wave: {_seconds(lambda one=one: purge_wave(one)):.2f} s; {_size()}")  # type: ignore[misc]


def _waves(wave_id: int) -> tuple["Wave", "Wave"]:
    """Open the wave to everybody and return it with another one that was released before."""
    from django.utils import timezone  # noqa: PLC0415  # Django must be set up first

    from burden.models import Wave  # noqa: PLC0415  # likewise

    today = timezone.localdate()
    Wave.objects.update(opens_on=today, closes_on=today, assurance=Wave.Assurance.LINK)
    wave, earlier = (Wave.objects.get(pk=wave_id) for _ in range(2))
    earlier.pk, earlier.code, earlier.state = None, "earlier", Wave.State.RELEASED
    earlier.save(force_insert=True)
    return wave, earlier


def _store_codes(wave: "Wave", codes: int) -> None:
    """Issue codes that nobody knows: they make the table as large as it is in a wave with codes."""
    from django.db import connection  # noqa: PLC0415  # Django must be set up first

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO burden_invitationcode (code_hash, wave_id, region_code, level, is_spent)"
            " SELECT sha256(number::text::bytea), %s, '330522000000', 50, number %% 2 = 0"
            " FROM generate_series(1, %s) number",
            [wave.pk, codes],
        )


@contextmanager
def _sending(wave: "Wave") -> Iterator[list[str]]:
    """Send answers from a process of its own; the list says afterwards how long they took."""
    argv = [sys.executable, "-m", "bench.sending", wave.code, "330522000000"]
    sender = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # this program
    told: list[str] = []
    # It sends for a while before and after, which tells what it takes when nothing holds it up.
    time.sleep(SECONDS_ALONE)
    yield told
    time.sleep(SECONDS_ALONE)
    said, _ = sender.communicate(b"end")
    seconds = sorted(json.loads(said))
    middle, late, last = (seconds[int(share * (len(seconds) - 1))] for share in (0.5, 0.99, 1))
    told.append(f"{len(seconds)}, median {middle * 1000:.0f} ms, p99 {late * 1000:.0f} ms, longest {last:.2f} s")


def _wait(wave: "Wave", kind: str, people: "Columns") -> None:
    """Put a row of each person into the inbox."""
    from burden.models import InboxItem  # noqa: PLC0415  # Django must be set up first

    columns = {name: column.tolist() for name, column in people.items()}
    for start in range(0, len(columns["level"]), BATCH):
        rows = [_answers(kind, columns, who) for who in range(start, min(start + BATCH, len(columns["level"])))]
        InboxItem.objects.bulk_create([InboxItem(wave=wave, kind=kind, answers=row) for row in rows])


def _answers(kind: str, columns: dict[str, list[Any]], who: int) -> dict[str, Any]:
    """Return one person's answers of a kind as the inbox keeps them."""
    from burden.domain.further_items import FURTHER_ITEMS, OPINION_FIELDS  # noqa: PLC0415  # Django must be set up first

    place = {"region_code": str(columns["region_code"][who]), "level": columns["level"][who]}
    if kind == "further":
        return place | {item.field: 1 for item in FURTHER_ITEMS}
    codes = [f"bench-{columns[f'code_{use}'][who]}" for use in range(3)]
    minutes = [columns[f"spent_{use}"][who] for use in range(3)]
    if kind == "usage":
        opinions: dict[str, list[int]] = {name: [] for name in OPINION_FIELDS}
        return place | {"app_codes": codes, "statuses": [1, 1, 1], "minutes": minutes} | opinions
    names = ("app_count", "idle_app_count", "account_count", "group_count", "group_minutes_per_day", "attitude_5")
    flags = {"is_required": True, "has_checkin": False, "has_points_rank": False, "in_appraisal": False}
    more = {"has_location_track": False, "needs_photo_upload": False, "duplicate_entry": False}
    app = {"app_code": codes[0], "new_app_name": None, "minutes_per_day": minutes[0], "duplicate_of_app_code": None}
    return (
        place
        | {name: columns[name][who] for name in names}
        | {"practices_3m": columns["practices_3m"][who], "app_minutes_per_day": sum(minutes)}
        | {"minutes_source": "estimate", "scale_reversed": False, "duration_band": "60_90"}
        | {"apps": [app | flags | more]}
    )


def _clocked(owner: object, name: str) -> Callable[[], float]:
    """Put a clock around one function, until it is read."""
    function: Callable[..., object] = getattr(owner, name)
    seconds: list[float] = []

    def timed(*args: object, **kwargs: object) -> object:
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            seconds.append(time.perf_counter() - started)

    def read() -> float:
        setattr(owner, name, function)
        return sum(seconds)

    setattr(owner, name, timed)
    return read


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _size() -> str:
    """Return what the packs take on disk with all indexes, and what a million people of each kind take of it."""
    from django.db import connection  # noqa: PLC0415  # Django must be set up first

    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_total_relation_size(relid))::bigint FROM pg_partition_tree('burden_answerpack')")
        [(total,)] = cursor.fetchall()
        cursor.execute(
            "SELECT kind, sum(people), sum(pg_column_size(data)) FROM burden_answerpack GROUP BY 1 ORDER BY 1"
        )
        of_each = [f"{kind} {size / people:.1f}" for kind, people, size in cursor.fetchall()]
        cursor.execute("SELECT coalesce(sum(people), 0) FROM burden_answerpack")
        [(everybody,)] = cursor.fetchall()
    a_million = f", {total / everybody * MILLION / MEGABYTE:.0f} MB a million" if everybody else ""
    return f"packs {total / MEGABYTE:.1f} MB{a_million} (bytes of data a person: {', '.join(of_each) or 'none'})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--kept", type=int, default=1_000_000)
    parser.add_argument("--codes", type=int, default=1_000_000)
    options = parser.parse_args()
    main(waiting=options.waiting, kept=options.kept, codes=options.codes)
