"""The portrait of one app in one region: catalogue, use, minutes, demands, opinions, places, waves, decisions."""

from dataclasses import dataclass

from burden.access.scopes import Viewer
from burden.models import Region
from burden.reports.apps.asked import answers_table, blocks_asked, flags_table
from burden.reports.apps.board_page import board_table
from burden.reports.apps.catalogue import AppRef, item_of
from burden.reports.apps.decisions import AppDecision, histories_of
from burden.reports.apps.evidence import blocks_of
from burden.reports.apps.facts import facts_table
from burden.reports.apps.lead_words import kind_words
from burden.reports.apps.leads import leads_in
from burden.reports.apps.page import usage_block_of
from burden.reports.apps.spread import levels_table, regions_below, regions_table, waves_table
from burden.reports.estimates import people_estimate
from burden.reports.figures import Figures, read_figures
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import Column, Estimate, Frame, Row, Table

HISTORY_COLUMNS = (
    Column(key="decision", title_zh="决定", title_en="Decision", kind="text"),
    Column(key="merge_into", title_zh="并到哪里", title_en="Merged into", kind="text"),
    Column(key="about", title_zh="针对的线索", title_en="Lead it answers", kind="text"),
    Column(key="decided_by", title_zh="谁定的", title_en="Decided by", kind="text"),
    Column(key="note", title_zh="理由", title_en="Reason", kind="text"),
)


@dataclass(frozen=True, kw_only=True)
class AppReport:
    """Everything about one app that may be read where the viewer stands; ``regions`` is empty where none lie below.

    ``people`` are those who sent a usage report.
    """

    frame: Frame
    app: AppRef
    people: Estimate
    facts: Table
    leads: Table
    history: Table
    levels: Table
    flags: Table
    answers: Table
    regions: Table
    waves: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables that have rows, as page, files and JSON hold them."""
        every = (
            *(self.facts, self.leads, self.history, self.levels),
            *(self.flags, self.answers, self.regions, self.waves),
        )
        return tuple(table for table in every if table.rows)


def build_app_report(
    *,
    viewer: Viewer,
    app: str,
    wave: str | None = None,
    region: str | None = None,
    levels: tuple[int, ...] = (),
) -> AppReport:
    """Return the portrait of the app with this code in one of the viewer's own regions.

    NothingToShow outside the viewer's subtrees and for apps that do not concern the region; BadFilterError for unknown
    levels.  As many queries for every app, and one for all waves of one catalogue that nobody has asked for.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    item = item_of(selection.release, selection.region, app)
    children = regions_below(item, selection)
    figures = read_figures(
        selection.release,
        blocks=(*blocks_of(selection.release, app), *blocks_asked(app)),
        codes=(selection.region.code, *(child.code for child in children)),
    )
    history = histories_of(selection.wave.tree_id, [app]).get(app, ())
    return AppReport(
        frame=frame_of(selection),
        app=AppRef(code=app, name=item.name_zh),
        people=_people(selection, figures),
        facts=facts_table(item, home=_name_of_home(selection, item.region_code)),
        leads=board_table(selection, leads_in(selection), {app: history} if history else {}, only=app),
        history=_history_table(item.name_zh, history),
        levels=levels_table(item, selection, figures),
        flags=flags_table(item, selection, figures),
        answers=answers_table(item, selection, figures),
        regions=regions_table(item, selection, figures, children),
        waves=waves_table(item, selection),
    )


def _people(selection: Selection, figures: Figures) -> Estimate:
    reported = figures.tally(usage_block_of(selection.release), selection.region.code, selection.levels).n
    return people_estimate(reported, showing=selection.showing(selection.region))


def _name_of_home(selection: Selection, code: str) -> str:
    names = Region.objects.of_tree(selection.wave.tree_id).filter(code=code).values_list("name", flat=True)
    return names.first() or code


def _history_table(name: str, history: tuple[AppDecision, ...]) -> Table:
    """Return one row a decision, the last one recorded first."""
    return Table(
        key="history",
        title_zh=f"{name}：登记过的决定",
        title_en=f"{name}: recorded decisions",
        columns=HISTORY_COLUMNS,
        rows=tuple(
            Row(
                label_zh=decision.decided_on.isoformat(),
                label_en=decision.decided_on.isoformat(),
                cells=(
                    decision.state_words,
                    decision.merge_into or None,
                    kind_words(decision.about),
                    decision.decided_by,
                    decision.note or None,
                ),
            )
            for decision in reversed(history)
        ),
        notes_zh=("以最后登记的为准；决定不改动任何一次发布的数。",),
        notes_en=("The last one recorded counts; decisions change no release.",),
        head_zh="哪天定的",
        head_en="Decided on",
    )
