"""Adding what a promotion took out of the inbox to the packs of a wave: afterwards nothing tells the new ones apart.

Careless answers are marked here, by :func:`burden.domain.quality.flag_of_columns`; until then nobody has judged them.
Which flags a release leaves out is a parameter of the release, which prints how many there were.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from burden.domain.packing import packed
from burden.domain.packs import Pack, encode, merged, pack_code
from burden.domain.quality import flag_of_columns
from burden.models import AnswerPack, BatchItem

BATCH = BatchItem._meta.db_table  # noqa: SLF001  # Django's documented way to a table's name
ROWS_AT_ONCE = 20_000  # a batch may hold millions

Waiting = tuple[str, str]  # digits that the pack's people share, the answer's columns as JSON


def pack_batch(*, wave_id: int, kind: str) -> int:
    """Add all answers of one kind that were taken out of a wave to its packs and return how many there were.

    Within the caller's transaction, which holds the waves (:func:`burden.intake.rewriting.hold_waves`); packs are
    touched in the order of their codes, so that two callers never wait in a circle.  Raises
    :class:`burden.domain.packs.PackError` for an answer that no form can give.
    """
    moved = 0
    with connection.chunked_cursor() as waiting:
        waiting.execute(
            f"SELECT left(answers->>'region_code', 6), answers::text FROM {BATCH}"  # noqa: S608  # a constant
            " WHERE wave_id = %s AND kind = %s ORDER BY 1",
            [wave_id, kind],
        )
        while rows := waiting.fetchmany(ROWS_AT_ONCE):
            fresh = {pack_code(county): packed(kind, _said(kind, of_county)) for county, of_county in _by_county(rows)}
            add_to_packs(wave_id=wave_id, kind=kind, fresh=fresh)
            moved += len(rows)
    return moved


def add_to_packs(*, wave_id: int, kind: str, fresh: dict[str, Pack]) -> None:
    """Merge people into the packs of a wave, by code of the pack; packs that are not there yet begin with them."""
    there = AnswerPack.objects.select_for_update().filter(wave_id=wave_id, kind=kind, county_code__in=sorted(fresh))
    for stored in there.order_by("county_code"):
        fresh[stored.county_code] = merged([fresh[stored.county_code], stored.unpacked()])
    AnswerPack.objects.bulk_create(
        [
            AnswerPack(
                wave_id=wave_id,
                kind=kind,
                county_code=county_code,
                people=pack.size,
                app_codes=list(pack.app_codes),
                app_names=list(pack.app_names),
                data=encode(pack),
            )
            for county_code, pack in sorted(fresh.items())
        ],
        update_conflicts=True,
        unique_fields=["wave", "kind", "county_code"],
        update_fields=["people", "app_codes", "app_names", "data"],
    )


def _by_county(rows: Sequence[Waiting]) -> Iterator[tuple[str, Iterator[Waiting]]]:
    return groupby(rows, key=itemgetter(0))


def _said(kind: str, rows: Iterator[Waiting]) -> Iterator[dict[str, Any]]:
    for _, answers in rows:
        said: dict[str, Any] = json.loads(answers)
        if kind == BatchItem.Kind.RESPONSE:
            said["quality_flag"] = flag_of_columns(said).value
        yield said
