"""Asking for a file: what is asked is checked at once, made by a worker."""

import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from burden.access.export_jobs import Job, create_job, fail_job
from burden.access.file_kinds import FileKind
from burden.access.policies import check_may_download, check_may_read_findings
from burden.access.scopes import Viewer
from burden.domain.sentences import Sentence
from burden.exports import tasks
from burden.reports.apps.catalogue import item_of
from burden.reports.errors import BadFilterError
from burden.reports.pages import APP, BEFORE_AFTER, LINE_OF, WHAT_IF
from burden.reports.selection import select
from burden.reports.tables import PAGES
from burden.reports.what_if.choices import choices_of_text

logger = logging.getLogger(__name__)

NO_SUCH_KIND = Sentence("没有这种文件。可选：table-csv、table-xlsx、page-pdf、pack-csv、pack-xlsx。")
NO_SUCH_PAGE = Sentence("没有这种表。")
LONGEST_KEY = 12
NOT_NOW = Sentence("暂时不能生成文件，请过几分钟再试一次。")


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody asks for; empty values mean the defaults of the page."""

    kind: str
    wave: str = ""
    region: str = ""
    page: str = ""
    levels: tuple[int, ...] = ()
    indicator: str = ""
    what_if: str = ""
    event: str = ""
    app: str = ""
    language: str = ""


def ask_for_file(viewer: Viewer, asked: Request) -> Job:
    """Check what is asked, write it down and hand it to a worker.

    RefusalError (NothingToShow) for what does not exist or may not be read, BadFilterError for what no page knows.
    A file of the defaults says which wave and region they were when it was asked for.
    """
    check_may_download(viewer)
    if asked.kind not in set(FileKind):
        raise BadFilterError("kind", NO_SUCH_KIND)
    page = "" if FileKind(asked.kind).is_pack else asked.page or "overview"
    if page and page not in PAGES:
        raise BadFilterError("page", NO_SUCH_PAGE)
    if page and LINE_OF[page].is_for_inspectors:
        check_may_read_findings(viewer)
    selection = select(
        viewer=viewer,
        wave=asked.wave or None,
        region=asked.region or None,
        levels=asked.levels,
        indicator=asked.indicator or None,
        reads_all=bool(page) and not LINE_OF[page].is_public,
    )
    parameters: dict[str, Any] = {"page": page, "levels": list(selection.levels), "language": asked.language}
    parameters["region_name"] = selection.region.name
    if page and LINE_OF[page].has_indicator:
        parameters["indicator"] = selection.indicator.code
    if page == WHAT_IF:
        parameters["what_if"] = choices_of_text(asked.what_if).text()
    if page == BEFORE_AFTER:
        parameters["event"] = asked.event[:LONGEST_KEY]
    if page == APP:
        parameters["app"] = item_of(selection.release, selection.region, asked.app).app_code
    job = create_job(
        viewer,
        kind=asked.kind,
        wave_code=selection.wave.code,
        region_code=selection.region.code,
        parameters=parameters,
    )
    transaction.on_commit(lambda: _hand_over(job))
    return job


def _hand_over(job: Job) -> None:
    try:
        tasks.make_file.delay(str(job.id))
    except OperationalError:
        logger.warning("The broker does not answer; a file was not made.")
        fail_job(job.id, NOT_NOW)
