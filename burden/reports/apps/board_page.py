"""The board: which apps of a region there is a reason to look at, and what was decided about each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from burden.access.scopes import Viewer
from burden.domain.thresholds import LEAD_FROM
from burden.models import CatalogueDecision
from burden.reports.apps.catalogue import items_of
from burden.reports.apps.decisions import STATE_WORDS, AppDecision, histories_of
from burden.reports.apps.lead_words import GRADE_WORDS, evidence_words, kind_words
from burden.reports.apps.leads import Leads, leads_in
from burden.reports.apps.sponsor_load import load_tables
from burden.reports.notes import left_out_note, paired, rules_note
from burden.reports.rows import Cell, n_cell, value_cell
from burden.reports.selection import Selection, frame_of, select
from burden.reports.types import SUPPRESSED, Column, Estimate, Frame, Row, Table
from burden.reports.wording import Wording

WAITING = CatalogueDecision.State.WAITING.value
NOT_DECIDED = Wording(*STATE_WORDS[WAITING])
OTHER = CatalogueDecision.About.OTHER.value
COLUMNS = (
    Column(key="code", title_zh="编号", title_en="Code", kind="code"),
    Column(key="lead", title_zh="线索", title_en="Lead", kind="text"),
    Column(key="decision", title_zh="决定", title_en="Decision", kind="text"),
    Column(key="decided_on", title_zh="哪天定的", title_en="Decided on", kind="date"),
    Column(key="merge_into", title_zh="并到哪里", title_en="Merged into", kind="text"),
    Column(key="evidence", title_zh="依据", title_en="Evidence", kind="text"),
    Column(key="grade", title_zh="分量", title_en="Weight", kind="text"),
    Column(key="n", title_zh="人数", title_en="People", kind="count"),
    Column(key="share", title_zh="占比（%）", title_en="Share (%)", kind="percent"),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="percent"),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="percent"),
    Column(key="decided_by", title_zh="谁定的", title_en="Decided by", kind="text"),
    Column(key="note", title_zh="理由", title_en="Reason", kind="text"),
)
ONLY_LEADS = (
    "线索只说明值得看一看，不等于认定；没有人作决定以前，一律是“待核实”。",
    "A lead is a reason to look and settles nothing; until somebody decides, everything is to be checked.",
)
TODAY = (
    "线索出自所选的这次调查和目录；决定以今天登记的为准，不改动任何一次发布的数。",
    "Leads follow from the chosen wave and the catalogue; decisions are those of today and change no release.",
)
WORST = (
    f"占比的区间已按取整的最坏情形放宽；装了或说了的人不足{LEAD_FROM}，不作线索，规则可以定得更严。",
    f"Intervals hold for the worst rounding; fewer than {LEAD_FROM} people make no lead; a rule may ask for more.",
)


@dataclass(frozen=True, kw_only=True)
class BoardReport:
    """Leads and decisions of a region, and whose apps take how much time.

    ``with_lead`` apps have one or several leads, of ``apps`` in use; ``decided`` of them have a decision in force.
    """

    frame: Frame
    apps: int
    with_lead: int
    decided: int
    board: Table
    by_level: Table
    by_office: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables as files and JSON hold them."""
        return (self.board, self.by_level, self.by_office)


def build_board_report(
    *, viewer: Viewer, wave: str | None = None, region: str | None = None, levels: tuple[int, ...] = ()
) -> BoardReport:
    """Return the board of one of the viewer's own regions.

    NothingToShow outside the viewer's subtrees, BadFilterError for unknown levels.  As many queries however many apps.
    """
    selection = select(viewer=viewer, wave=wave, region=region, levels=levels, reads_all=True)
    found = leads_in(selection)
    items = {item.app_code: item for item in items_of(selection.release, selection.region)}
    histories = histories_of(selection.wave.tree_id, items)
    with_lead = {lead.code for lead in found.leads}
    by_level, by_office = load_tables(selection, items)
    return BoardReport(
        frame=frame_of(selection),
        apps=len(found.items),
        with_lead=len(with_lead),
        decided=len(with_lead & set(_in_force(histories))),
        board=board_table(selection, found, histories),
        by_level=by_level,
        by_office=by_office,
    )


def _in_force(histories: Mapping[str, tuple[AppDecision, ...]]) -> dict[str, AppDecision]:
    return {code: history[-1] for code, history in histories.items() if history[-1].state != WAITING}


def board_table(
    selection: Selection, found: Leads, histories: Mapping[str, tuple[AppDecision, ...]], *, only: str = ""
) -> Table:
    """Return one row a lead, then apps decided about without one; those about a single app with ``only`` its code."""
    in_force = _in_force(histories)
    contents = [ONLY_LEADS, TODAY, WORST, rules_note(found.rules_version)]
    if found.unknown and not only:
        contents.append(
            (
                f"另有{found.unknown}个应用样本不足或无数据，看不出有没有人用。",
                f"Of {found.unknown} more apps there are too few answers, or none, to see whether they are used.",
            )
        )
    if selection.levels:
        contents.append(left_out_note(selection.levels))
    notes_zh, notes_en = paired(*contents)
    with_lead = {lead.code for lead in found.leads}
    settled = [decision for code, decision in sorted(in_force.items()) if code not in with_lead]
    return Table(
        key="board",
        title_zh=f"{selection.region.name}：应用的线索和决定",
        title_en=f"{selection.region.name}: leads about apps, and decisions",
        columns=COLUMNS,
        rows=(*_lead_rows(found, in_force, only=only), *(_settled_row(decision) for decision in settled)),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="应用",
        head_en="App",
    )


def _lead_rows(found: Leads, in_force: Mapping[str, AppDecision], *, only: str) -> Iterator[Row]:
    for lead in found.leads:
        if only and lead.code != only:
            continue
        share = found.shares[lead.code, lead.basis] if lead.share else SUPPRESSED
        evidence = (evidence_words(lead, found), Wording(*GRADE_WORDS[lead.grade]), *_share_cells(share))
        name = found.items[lead.code].name_zh
        yield _row(name, (lead.code, kind_words(lead.kind.value)), evidence, in_force.get(lead.code), share=share)


def _settled_row(decision: AppDecision) -> Row:
    return _row(decision.app_name, (decision.app_code, kind_words(OTHER)), (None,) * 6, decision)


def _share_cells(share: Estimate) -> tuple[Cell, ...]:
    return (n_cell(share), value_cell(share), share.low, share.high) if share.is_shown else (None,) * 4


def _row(
    name: str,
    subject: tuple[Cell, ...],
    evidence: tuple[Cell, ...],
    decision: AppDecision | None,
    *,
    share: Estimate = SUPPRESSED,
) -> Row:
    before: tuple[Cell, ...] = (NOT_DECIDED, None, None)
    after: tuple[Cell, ...] = (None, None)
    if decision is not None:
        before = (decision.state_words, decision.decided_on.isoformat(), decision.merge_into or None)
        after = (decision.decided_by, decision.note or None)
    return Row(label_zh=name, label_en=name, cells=(*subject, *before, *evidence, *after), estimate=share)
