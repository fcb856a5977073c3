"""What stands around the charts of a page: trail of regions, filters, state of the release, navigation."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from burden.dashboards.addresses import Filters, More
from burden.dashboards.language import Language
from burden.dashboards.numbers import people_text
from burden.domain.indicators import TOPIC_NAMES, Topic
from burden.domain.levels import RegionKind
from burden.reports.filters import ALL_LEVELS
from burden.reports.pages import APP, BEFORE_AFTER, LINE_OF, OVERVIEW, REGION, WHAT_IF, Group, open_lines
from burden.reports.types import Estimate, Frame, RegionRef, Table


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One choice of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class ChoiceGroup:
    """Choices under one head."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A named address; ``is_here`` marks the page itself."""

    label: str
    href: str
    is_here: bool = False


@dataclass(frozen=True, kw_only=True)
class LinkGroup:
    """Pages that answer one kind of question; ``href`` leads to the first, ``is_here`` marks the group of the page."""

    label: str
    href: str
    is_here: bool
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class PageFrame:
    """The parts that all pages of figures share; ``export`` are the hidden fields that ask for a file.

    ``title`` is the region, ``label`` the page; ``has_indicator`` says whether an indicator can be chosen, which
    ``definition`` explains.  ``people`` and ``grade`` are those of the region's own number, empty where there are many.
    ``pinned`` is the query of an address that will show the same wave tomorrow; ``source`` stands under saved pictures.
    """

    title: str
    label: str
    has_indicator: bool
    has_levels: bool
    trail: tuple[Link, ...]
    groups: tuple[LinkGroup, ...]
    waves: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    indicators: tuple[ChoiceGroup, ...]
    levels_text: str
    indicator_text: str
    definition: str
    people: str
    grade: str
    dates: str
    pinned: str
    source: str
    notes: tuple[str, ...]
    export: tuple[tuple[str, str], ...]


def page_frame(  # noqa: PLR0913  # what differs from page to page
    *,
    frame: Frame,
    page: str,
    filters: Filters,
    language: Language,
    own: Estimate | None = None,
    taken: More = (),
) -> PageFrame:
    """Return what stands around the charts of ``page`` (a name of :mod:`burden.reports.pages`).

    ``own`` is the number of the region itself that the page is about, where there is one.  ``taken`` is what the page
    took by default of the filters that it alone knows: addresses to hand on and files name it, other links do not.
    """
    fixed = filters.with_changes(more=taken or filters.more)
    notes = frame.notes_en if language is Language.ENGLISH else frame.notes_zh
    levels = language.say(frame.levels_zh, frame.levels_en) if frame.levels else language.say(*ALL_LEVELS)
    return PageFrame(
        title=language.name_of(frame.region.name),
        label=_(LINE_OF[page].label),
        has_indicator=LINE_OF[page].has_indicator,
        has_levels=LINE_OF[page].has_levels,
        trail=_trail(frame, page, filters, language),
        groups=_groups(frame, page, filters),
        waves=tuple(
            Choice(value=wave.code, label=wave.code, is_chosen=wave.code == frame.wave.code) for wave in frame.waves
        ),
        levels=tuple(
            Choice(value=str(level), label=language.say(zh, en), is_chosen=level in frame.levels)
            for level, zh, en in frame.level_choices
            if level
        ),
        indicators=_indicators(frame, language),
        levels_text=levels,
        indicator_text=language.say(frame.indicator.name_zh, frame.indicator.name_en),
        definition=language.say(frame.indicator.definition_zh, frame.indicator.definition_en),
        people=people_text(own) if own and own.is_shown else "",
        grade=own.grade if own and own.is_shown else "",
        dates=f"{frame.wave.opens_on:%Y-%m-%d} – {frame.wave.closes_on:%Y-%m-%d}",
        pinned=_pinned(frame, page, fixed),
        source=_source(frame, levels, language),
        notes=tuple(language.say(note, note) for note in notes),
        export=(*_export_fields(frame, page), *_more_of_export(page, fixed)),
    )


def _indicators(frame: Frame, language: Language) -> tuple[ChoiceGroup, ...]:
    """Return the indicators to choose from under their topics; topics without any are left out."""
    groups = (
        ChoiceGroup(
            label=language.say(*TOPIC_NAMES[topic]),
            choices=tuple(
                Choice(
                    value=indicator.code,
                    label=language.say(indicator.name_zh, indicator.name_en),
                    is_chosen=indicator.code == frame.indicator.code,
                )
                for indicator in frame.indicator_choices
                if indicator.topic is topic
            ),
        )
        for topic in Topic
    )
    return tuple(group for group in groups if group.choices)


def region_href(page: str, region: RegionRef, filters: Filters) -> str:
    """Return the address of a page about a region, with the same wave, levels and indicator."""
    if page == REGION:
        kept = filters.with_changes(region="")
        return reverse("dashboards:region", args=[region.code]) + kept.query()
    if page == APP:
        return app_href(dict(filters.more)["app"], filters.with_changes(region=region.code))
    return reverse(f"dashboards:{page}") + filters.with_changes(region=region.code).query()


def app_href(code: str, filters: Filters) -> str:
    """Return the address of an app's portrait, with the same wave, region and levels."""
    return reverse("dashboards:app", args=[code]) + filters.with_changes(more=()).query()


def app_hrefs(table: Table, filters: Filters) -> dict[str, str]:
    """Return the addresses of the portraits of a table's apps, by code; the first column holds the codes."""
    return {str(row.cells[0]): app_href(str(row.cells[0]), filters) for row in table.rows}


def down_href(region: RegionRef, filters: Filters) -> str:
    """Return where the way down leads: to the regions below, or to a township's overview, as nothing is below it."""
    return region_href(OVERVIEW if region.kind == RegionKind.TOWNSHIP else REGION, region, filters)


def _trail(frame: Frame, page: str, filters: Filters, language: Language) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=language.name_of(region.name),
            href=region_href(page, region, filters),
            is_here=region.code == frame.region.code,
        )
        for region in frame.breadcrumb
    )


def _groups(frame: Frame, page: str, filters: Filters) -> tuple[LinkGroup, ...]:
    """Return the pages open for this region by group; links keep wave, region, levels and indicator."""
    lines = open_lines(
        kind=RegionKind(frame.region.kind),
        is_public_view=frame.is_public_view,
        is_inspector=frame.is_for_inspector,
    )
    elsewhere = filters.with_changes(more=())
    links = [
        (
            line.group,
            Link(
                label=_(line.label),
                href=region_href(line.name, frame.region, filters if line.name == page else elsewhere),
                is_here=line.name == page,
            ),
        )
        for line in lines
    ]
    groups = [(group, tuple(link for of, link in links if of is group)) for group in Group]
    return tuple(
        LinkGroup(label=_(group), href=inside[0].href, is_here=LINE_OF[page].group is group, links=inside)
        for group, inside in groups
        if inside
    )


def _pinned(frame: Frame, page: str, filters: Filters) -> str:
    """Return the query that names what the page took by default: today's newest wave is not tomorrow's."""
    line = LINE_OF[page]
    return filters.with_changes(
        wave=frame.wave.code,
        region="" if page == REGION else frame.region.code,
        levels=frame.levels,
        indicator=frame.indicator.code if line.has_indicator else "",
        more=() if page == APP else filters.more,
    ).query()


def _source(frame: Frame, levels: str, language: Language) -> str:
    """Return what a picture must say when it leaves the site."""
    demo = language.say("演示数据，非真实", "demo data, not real") if frame.wave.is_demo else ""
    unverified = language.say("未核验", "not verified") if frame.wave.is_unverified else ""
    release = language.say(f"发布号{frame.release.short_id}", f"release {frame.release.short_id}")
    site = language.say("来源：基层减负看板，自愿填报的自报数", "Source: burden dashboard, self-reported by volunteers")
    parts = (language.name_of(frame.region.name), frame.wave.code, levels, demo, unverified, release, site)
    return " · ".join(part for part in parts if part)


def _export_fields(frame: Frame, page: str) -> tuple[tuple[str, str], ...]:
    fields = {
        "wave": frame.wave.code,
        "region": frame.region.code,
        "page": page,
        "level": ",".join(str(level) for level in frame.levels),
        "indicator": frame.indicator.code,
    }
    return tuple((name, value) for name, value in fields.items() if value)


def _more_of_export(page: str, filters: Filters) -> tuple[tuple[str, str], ...]:
    """Return the question of a what-if page as one field, the clean-up of before and after, the app of a portrait."""
    if page in {APP, BEFORE_AFTER}:
        return filters.more
    return (("what_if", urlencode(filters.more, safe=",")),) if page == WHAT_IF and filters.more else ()
