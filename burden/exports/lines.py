"""What a list of files says of each one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from burden.access.export_jobs import Job
from burden.access.file_kinds import FileKind, file_kind_words
from burden.reports.pages import LINE_OF


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file in words."""

    job: Job
    title: str
    state: str
    error: str


def line_of(job: Job) -> FileLine:
    """Return the words for one file, in the language of the request."""
    region = job.parameters.get("region_name", job.region_code)
    return FileLine(
        job=job,
        title=f"{region} · {job.wave_code} · {_contents(job)}",
        state=_state(job),
        error=_(job.error) if job.error else "",
    )


def _contents(job: Job) -> str:
    kind = file_kind_words()[FileKind(job.kind)]
    page = job.parameters.get("page", "")
    return f"{_(LINE_OF[page].label)} {kind}" if page else kind


def _state(job: Job) -> str:
    if job.is_done:
        return _("可以下载")
    return _("没有生成") if job.is_failed else _("正在生成")
