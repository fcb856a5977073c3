"""Where every answer of a wave has gone: published, held back, left out, or the question skipped."""

from burden.domain.levels import LEVEL_NAMES, Level
from burden.reports.types import Column, ReleaseRef, Row, Table

BLOCK_WORDS: dict[str, tuple[str, str]] = {
    "apps": ("应用与账号数", "apps and accounts"),
    "groups": ("工作群数", "work groups"),
    "minutes": ("用时", "minutes"),
    "attitude": ("态度", "attitude"),
    "practices": ("遇到的做法", "practices met"),
    "heaviest": ("最费时间的应用", "most time-consuming apps"),
    "usage": ("应用使用报告", "app-usage reports"),
    "use": ("各应用用时", "minutes by app"),
}
COLUMNS = (
    Column(key="level", title_zh="层级", title_en="Level", kind="code"),
    Column(key="accepted", title_zh="收到", title_en="Accepted", kind="count"),
    Column(key="published", title_zh="已发布", title_en="Published", kind="count"),
    Column(key="held_back", title_zh="人数不足未发布", title_en="Held back", kind="count"),
    Column(key="excluded", title_zh="质量原因未计入", title_en="Left out for quality", kind="count"),
    Column(key="not_answered", title_zh="没有作答", title_en="Question skipped", kind="count"),
)
NOTE = (
    "收到的份数是已发布、人数不足未发布、质量原因未计入、没有作答四项之和；整次调查合计，不分地区。",
    "Accepted = published + held back + left out + skipped; of the whole wave, not by region.",
)


def balance_table(release: ReleaseRef) -> Table:
    """Return one row a block and level of the respondents' units."""
    return Table(
        key="balance",
        title_zh="答卷去向",
        title_en="Where the answers went",
        columns=COLUMNS,
        rows=tuple(
            _row(block, int(level), line) for block, levels in release.balance.items() for level, line in levels.items()
        ),
        notes_zh=(NOTE[0],),
        notes_en=(NOTE[1],),
        head_zh="题目",
        head_en="Questions",
    )


def _row(block: str, level: int, line: dict[str, int]) -> Row:
    block_zh, block_en = BLOCK_WORDS[block]
    level_zh, level_en = LEVEL_NAMES[Level(level)]
    return Row(
        label_zh=f"{block_zh} · {level_zh}",
        label_en=f"{block_en} · {level_en}",
        cells=(str(level), *(line[column.key] for column in COLUMNS[1:])),
        level=level,
    )
