"""Making a file: the reading door gives the tables, a writer lays them down, the register says that it is done."""

import hashlib
import logging
import os
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BufferedRandom
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from burden.access.export_jobs import Job, claimed_job, fail_job, finish_job, note_progress
from burden.access.file_kinds import FileKind
from burden.access.refusals import RefusalError
from burden.access.scopes import Viewer
from burden.domain.sentences import gettext_noop as _
from burden.exports.csv_files import file_stem, write_pack_csv, write_table_csv
from burden.exports.kinds import FORMATS
from burden.exports.pdf_files import write_pdf
from burden.exports.words import Words
from burden.exports.xlsx_files import write_workbook
from burden.reports.errors import BadFilterError
from burden.reports.pages import LINE_OF
from burden.reports.question import Question
from burden.reports.tables import PACK, table_for
from burden.reports.telling import told
from burden.reports.types import TablePage

logger = logging.getLogger(__name__)

Writer = Callable[..., None]
# A PDF says more than its tables: see `_writer`.
WRITERS: dict[FileKind, Writer] = {
    FileKind.TABLE_CSV: write_table_csv,
    FileKind.TABLE_XLSX: write_workbook,
    FileKind.PACK_CSV: write_pack_csv,
    FileKind.PACK_XLSX: write_workbook,
}
METHOD = "method"
PERCENT_WHEN_READ = 20  # the tables are there, nothing is written yet
NOTHING_TO_SHOW = _("没有这个地区，或没有可以显示的内容。")
WENT_WRONG = _("文件没有生成，请再试一次；若仍不行，请告诉运维。")


def make_file(job_id: uuid.UUID | str) -> None:
    """Make the file of a job; safe to repeat, late, or by two workers at once.

    An error of ours is written into the register in plain words and raised for the log.
    """
    with claimed_job(job_id) as claim:
        if claim is None:
            return
        job, viewer = claim
        try:
            _make(job, viewer)
        except (RefusalError, BadFilterError):
            fail_job(job.id, NOTHING_TO_SHOW)
        except Exception:
            fail_job(job.id, WENT_WRONG)
            raise


def path_of_file(job_id: uuid.UUID) -> Path:
    """Return where the file of a job lies."""
    return Path(settings.MEDIA_ROOT) / str(job_id)


def tables_of(viewer: Viewer, job: Job) -> TablePage:
    """Return what goes into the file, as whom it is for; a single table's file gets the method besides.

    Raises NothingToShow and BadFilterError as the reading door does.
    """
    kind = FileKind(job.kind)
    question = _question(viewer, job)
    if kind.is_pack:
        return table_for(replace(question, page=PACK))
    page = table_for(question)
    if kind in {FileKind.TABLE_CSV, FileKind.PAGE_PDF}:
        return page
    pack = table_for(replace(question, page=PACK))
    method = tuple(table for table in pack.tables if table.key == METHOD)
    return TablePage(frame=page.frame, tables=(*page.tables, *method))


def _make(job: Job, viewer: Viewer) -> None:
    kind = FileKind(job.kind)
    page = tables_of(viewer, job)
    note_progress(job.id, PERCENT_WHEN_READ)
    language = job.parameters.get("language")
    words = Words(is_english=language == "en", is_traditional=language == "zh-hant")

    def progress(done: int, total: int) -> None:
        note_progress(job.id, PERCENT_WHEN_READ + (99 - PERCENT_WHEN_READ) * done // total)

    write = _writer(kind, job, viewer)
    path = path_of_file(job.id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half_written = path.with_suffix(".new")
    with open(half_written, "w+b", opener=_private) as file:
        write(page, file, words=words, progress=progress)
        sha256 = _sha256(file)
    half_written.replace(path)
    finish_job(
        job,
        file_name=_file_name(page, job, words),
        sha256=sha256,
        rows=sum(len(table.rows) for table in page.tables),
        release_id=page.frame.release.id,
        is_public=page.frame.is_public_view,
    )


def _writer(kind: FileKind, job: Job, viewer: Viewer) -> Writer:
    """Return what lays the file down; a PDF prints the name of the page and what its charts say as well."""
    if kind is not FileKind.PAGE_PDF:
        return WRITERS[kind]
    return partial(write_pdf, said=told(_question(viewer, job)))


def _question(viewer: Viewer, job: Job) -> Question:
    """Return what was asked, as it was written down."""
    return Question(
        viewer=viewer,
        page=job.parameters.get("page", ""),
        wave=job.wave_code,
        region=job.region_code,
        levels=tuple(job.parameters.get("levels", ())),
        indicator=job.parameters.get("indicator", ""),
        what_if=job.parameters.get("what_if", ""),
        event=job.parameters.get("event", ""),
        app=job.parameters.get("app", ""),
        language=job.parameters.get("language") or "zh-hans",
    )


def _private(path: str, flags: int) -> int:
    """Open a file that only its owner may read, from its first byte on."""
    return os.open(path, flags, 0o600)


def _sha256(file: BufferedRandom) -> str:
    file.flush()
    os.fsync(file.fileno())
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _file_name(page: TablePage, job: Job, words: Words) -> str:
    """Return a name that says region, wave, contents and release, e.g. ``云汀省_2025Q4_汇总_1a2b3c4d.xlsx``."""
    frame = page.frame
    kind = FileKind(job.kind)
    contents = words.say("汇总", "summary") if kind.is_pack else _contents(page, job, words)
    stem = file_stem(f"{words.name(frame.region.name)} {frame.wave.code} {contents} {frame.release.short_id}")
    return f"{stem[:100]}{FORMATS[kind].suffix}"


def _contents(page: TablePage, job: Job, words: Words) -> str:
    """Return the title of the page's first table; a page without any, not counting the method, is named itself."""
    first = next((table for table in page.tables if table.key != METHOD), None)
    if first is not None:
        return words.title(first)
    with translation.override(job.parameters.get("language") or "zh-hans"):
        return gettext(LINE_OF[job.parameters["page"]].label)
