"""What the front page and the public results show of open waves and published regions."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from burden.dashboards.addresses import Filters
from burden.dashboards.language import Language
from burden.dashboards.page_frame import Link
from burden.dashboards.tables import PageTable, page_table
from burden.domain.sentences import said
from burden.reports.demo import DEMO_INVITATION_NAME, DEMO_INVITATION_REGION
from burden.reports.results_page import ResultsReport
from burden.reports.types import PublicReport, RegionRef, WaveRef


@dataclass(frozen=True, kw_only=True)
class OpenWaveNote:
    """A wave that can be answered now; ``demo_href`` leads to the township that waits for its tenth answer."""

    code: str
    region: str
    opens_on: str
    closes_on: str
    href: str
    count_text: str
    is_unverified: bool
    demo_href: str
    demo_name: str


@dataclass(frozen=True, kw_only=True)
class DeedLine:
    """Something that was done to lighten the load."""

    day: str
    text: str
    note: str


def open_wave_notes(waves: tuple[WaveRef, ...], *, language: Language) -> tuple[OpenWaveNote, ...]:
    """Return the waves that can be answered now, as the front page names them."""
    return tuple(
        OpenWaveNote(
            code=wave.code,
            region=language.name_of(wave.region.name),
            opens_on=wave.opens_on.isoformat(),
            closes_on=wave.closes_on.isoformat(),
            href=f"/s/{wave.code}/",
            count_text=said(wave.count_text, gettext),
            is_unverified=wave.is_unverified,
            demo_href=f"/s/{wave.code}/{DEMO_INVITATION_REGION}/" if wave.is_demo else "",
            demo_name=language.name_of(DEMO_INVITATION_NAME),
        )
        for wave in waves
    )


def result_tables(report: PublicReport, *, language: Language) -> tuple[PageTable, ...]:
    """Return one table an indicator, rows are levels."""
    return tuple(page_table(table, language=language) for table in report.by_level)


def place_links(report: ResultsReport, filters: Filters, *, language: Language) -> dict[str, Any]:
    """Return trail, regions below, regions found and waves to choose from, as links of the public page."""
    frame = report.public.frame

    def href(code: str) -> str:
        return reverse("dashboards:results") + filters.with_changes(region=code).query()

    def link(region: RegionRef) -> Link:
        is_here = region.code == frame.region.code
        return Link(label=language.name_of(region.name), href=href(region.code), is_here=is_here)

    return {
        "here": language.name_of(frame.region.name),
        "trail": tuple(link(region) for region in frame.breadcrumb),
        "children": tuple(link(region) for region in report.public.children),
        "found": tuple(
            Link(label=language.name_of(" ".join((*found.above, found.region.name))), href=href(found.region.code))
            for found in report.found
        ),
        "waves": tuple(
            Link(
                label=wave.code,
                href=reverse("dashboards:results") + filters.with_changes(wave=wave.code).query(),
                is_here=wave.code == frame.wave.code,
            )
            for wave in frame.waves
        ),
        "notes": tuple(
            language.say(note, note) for note in (frame.notes_en if language is Language.ENGLISH else frame.notes_zh)
        ),
    }


def deed_lines(report: ResultsReport, *, language: Language) -> tuple[DeedLine, ...]:
    """Return what was done, newest first."""
    return tuple(
        DeedLine(
            day=deed.day.isoformat(),
            text=language.say(f"{deed.region}：{deed.zh}", f"{deed.region}: {deed.en}"),
            note=language.name_of(deed.note),
        )
        for deed in report.deeds
    )
