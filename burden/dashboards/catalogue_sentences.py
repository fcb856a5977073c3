"""The sentences about leads, decisions and sponsors; every number stands in the table below it."""

from burden.dashboards.charts.what_if import SAVED
from burden.dashboards.language import Language
from burden.dashboards.numbers import evidence_text, value_with_unit
from burden.dashboards.sentences import nothing_sentence, overlap_doubt
from burden.reports.apps.board_page import BoardReport
from burden.reports.types import Row, Table


def board_sentence(*, report: BoardReport, language: Language) -> str:
    """Say how many apps there is a reason to look at, how many of them are decided about, how many wait."""
    apps, found, decided = report.apps, report.with_lead, report.decided
    if not apps:
        return language.say("目录里没有本地区在用的应用。", "The catalogue holds no app in use here.")
    if not found:
        return language.say(f"{apps}个应用里，没有看到线索。", f"No lead about any of {apps} apps.")
    return language.say(
        f"{apps}个应用里，{found}个有线索，值得看一看：{decided}个已有决定，{found - decided}个待核实。",
        f"Of {apps} apps there is a reason to look at {found}: {decided} are decided about, "
        f"{found - decided} are to be checked.",
    )


def sponsors_sentence(*, table: Table, language: Language) -> str:
    """Say whose apps take most time and whose least; one office or level alone is named without comparison."""
    shown = [row for row in table.rows if row.estimate.is_shown]
    if not shown:
        return nothing_sentence(language)
    most, least = shown[0], shown[-1]
    if len(shown) == 1:
        return language.say(
            f"能显示的只有{_named(most, language)}。", f"Only one can be shown: {_named(most, language)}."
        )
    doubt = overlap_doubt(most.estimate, least.estimate, language)
    return language.say(
        f"用时较多的是{_named(most, language)}，较少的是{_named(least, language)}。{doubt}",
        f"More time: {_named(most, language)}. Less: {_named(least, language)}. {doubt}".rstrip(),
    )


def _named(row: Row, language: Language) -> str:
    value = value_with_unit(row.estimate, SAVED, language)
    evidence = evidence_text(row.estimate, SAVED, language)
    return language.say(f"{row.label_zh}：{value}（{evidence}）", f"{row.label_en}, {value} ({evidence})")
