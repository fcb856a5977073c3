"""``python -m bench.files``: how long files of 50,000 rows take to be checked and stored, and how their bars move.

A temporary site with the real tree; each kind of file as CSV and as XLSX, worked on as a worker does it.
"""

import argparse
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from bench.own_site import own_site

if TYPE_CHECKING:
    from burden.intake.row_files import Column
    from burden.models import FileImport, Wave

SECONDS_BETWEEN_LOOKS = 0.5
ROOT = "000000000000"


def main(*, rows: int) -> None:
    """Bring each file, confirm it, and print seconds and what the bar showed."""
    with own_site(has_regions=True):
        from burden.intake.catalogue import COLUMNS as CATALOGUE  # noqa: PLC0415  # Django must be set up first
        from burden.intake.headcounts import COLUMNS as HEADCOUNTS  # noqa: PLC0415  # likewise
        from burden.intake.region_file import COLUMNS as REGIONS  # noqa: PLC0415  # likewise
        from burden.models import FileImport, TreeVersion  # noqa: PLC0415  # likewise

        wave, kinds = _wave(), FileImport.Kind
        edition = {"version": "bench", "as_of_on": "2027-09-01", "source": "bench"}
        _measure("head counts", kinds.HEADCOUNTS, HEADCOUNTS, _people(rows), wave=wave)
        _measure("catalogue", kinds.CATALOGUE, CATALOGUE, _apps(rows), tree=TreeVersion.objects.get())
        _measure("regions", kinds.REGIONS, REGIONS, _regions(), parameters=edition)


def _measure(
    name: str,
    kind: "FileImport.Kind",
    columns: Sequence["Column"],
    rows: Sequence[Mapping[str, Any]],
    **about: Any,
) -> None:
    from burden.intake.sheet_files import sheet_file  # noqa: PLC0415  # Django must be set up first
    from burden.operate.files import machine  # noqa: PLC0415  # likewise

    for form in ("csv", "xlsx"):
        content = sheet_file(form, columns=columns, rows=rows)
        record = machine.bring(kind=kind, content=content, file_name=f"x.{form}", email="bench@x", **about)
        checking = _work(record)
        record.refresh_from_db()
        machine.confirm(record.pk, seen=record.beneath, email="bench@x")
        storing = _work(record)
        record.refresh_from_db()
        size = f"{len(content) / 1e6:.1f} MB"
        _say(f"{name}, {len(rows):,} rows, {form} of {size}: {checking}; {storing}; {record.state}")


def _work(record: "FileImport") -> str:
    """Do a worker's next step and return how long it took and what the bar showed meanwhile."""
    from burden.operate.files import machine  # noqa: PLC0415  # Django must be set up first

    started = time.perf_counter()
    with _looking_at(record) as seen:
        machine.work_on(record.pk)
    return f"{time.perf_counter() - started:.1f} s, bar at {' '.join(map(str, dict.fromkeys(seen)))}"


@contextmanager
def _looking_at(record: "FileImport") -> Iterator[list[int]]:
    """Look at the bar as a page does, again and again, on a connection of its own."""
    from django.db import connection  # noqa: PLC0415  # Django must be set up first

    from burden.models import FileImport  # noqa: PLC0415  # likewise

    seen: list[int] = []
    is_over = threading.Event()

    def look() -> None:
        while not is_over.wait(SECONDS_BETWEEN_LOOKS):
            seen.extend(FileImport.objects.filter(pk=record.pk).values_list("progress", flat=True))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        is_over.set()
        thread.join()


def _wave() -> "Wave":
    from burden.models import TreeVersion, Wave  # noqa: PLC0415  # Django must be set up first

    return Wave.objects.create(
        code="bench",
        tree=TreeVersion.objects.get(),
        region_code=ROOT,
        opens_on=date(2026, 9, 1),
        closes_on=date(2026, 9, 30),
    )


def _people(rows: int) -> list[dict[str, Any]]:
    from burden.models import Region  # noqa: PLC0415  # Django must be set up first

    townships = list(Region.objects.filter(kind="township").order_by("code").values_list("code", "name"))
    units = [(code, name, level) for level in ("乡镇街道", "村社区") for code, name in townships][:rows]
    more = {"people": 40, "source": "编制统计", "as_of_on": date(2026, 9, 30)}
    return [{"region_code": code, "region_name": name, "level": level} | more for code, name, level in units]


def _apps(rows: int) -> list[dict[str, Any]]:
    from burden.intake.catalogue_files import EXAMPLE  # noqa: PLC0415  # Django must be set up first

    return [{**EXAMPLE, "app_code": f"B{number:06}", "region_code": "330522000000"} for number in range(rows)]


def _regions() -> list[dict[str, Any]]:
    from burden.intake.regions import stored_rows  # noqa: PLC0415  # Django must be set up first
    from burden.models import TreeVersion  # noqa: PLC0415  # likewise

    return [vars(row) | {"kind": row.kind.value} for row in stored_rows(TreeVersion.objects.get().version)]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    main(rows=parser.parse_args().rows)
