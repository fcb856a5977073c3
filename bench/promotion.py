"""``python -m bench.promotion``: how long a promotion takes, what the packs weigh, how long their deletion takes.

A temporary site with the real tree holds the packs of a wave; then so many answers of each kind wait in the inbox.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bench.real_tree import make_wave, site

if TYPE_CHECKING:
    from bench.packs import Columns
    from burden.models import Wave

KINDS = ("response", "usage", "further")
BATCH = 5_000
MILLION = 1_000_000
MEGABYTE = 1_000_000


def main(*, waiting: int, kept: int) -> None:
    """Fill packs and inbox, promote, delete; print seconds and sizes."""
    with site():
        wave_id = make_wave(state="open")
        from bench.packs import fill  # noqa: PLC0415  # Django must be set up first
        from bench.people import USES, app_codes, draw  # noqa: PLC0415  # likewise
        from burden.intake import promotion  # noqa: PLC0415  # likewise
        from burden.intake.retention import purge_wave  # noqa: PLC0415  # likewise
        from burden.models import Wave  # noqa: PLC0415  # likewise

        wave = Wave.objects.get(pk=wave_id)
        if kept:
            fill(wave_id, draw(kept), app_codes=app_codes(), uses=USES)
        _say(f"{kept:,} people kept: {_size()}")
        for kind in KINDS:
            _wait(wave, kind, draw(waiting))
            packing, forgetting = _clocked(promotion, "pack_batch"), _clocked(promotion, "forget_packs")
            wall = _seconds(lambda: promotion.promote_inbox(wave=wave))
            _say(
                f"{waiting:,} of {kind} promoted in {wall:.2f} s: packing {packing():.2f}, a new file for all packs "
                f"{forgetting():.2f}; {_size()}"
            )
        _say(f"deleting the wave: {_seconds(lambda: purge_wave(wave)):.2f} s; {_size()}")


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
        cursor.execute("SELECT pg_total_relation_size('burden_answerpack')")
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
    options = parser.parse_args()
    main(waiting=options.waiting, kept=options.kept)
