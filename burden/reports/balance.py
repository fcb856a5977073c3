"""Where the answers of a wave have gone: published, held back, left out, or the question skipped - coarsely.

The release keeps the exact balance by block and level, and whoever closes the wave sees it once.  Readers get what a
crowd can be told: an exact remainder of three people at one level would be a published number of three people, and an
exact zero would prove that whoever is not shown was silent.
"""

from collections import Counter
from collections.abc import Collection

from burden.domain.further_blocks import BLOCK_NAMES
from burden.domain.release_rules import FLAGGED, QUALITY_NAMES
from burden.domain.thresholds import OPEN_COUNT_STEP
from burden.reports.estimates import PERCENT
from burden.reports.types import BlockAccount, Column, FlagAccount, ReleaseRef, Row, Table
from burden.reports.wording import Wording

BLOCK_WORDS: dict[str, tuple[str, str]] = {
    "apps": ("应用与账号数", "apps and accounts"),
    "groups": ("工作群数", "work groups"),
    "minutes": ("用时", "minutes"),
    "attitude": ("态度", "attitude"),
    "practices": ("遇到的做法", "practices met"),
    "heaviest": ("最费时间的应用", "most time-consuming apps"),
    "usage": ("应用使用报告", "app-usage reports"),
    "use": ("各应用用时", "minutes by app"),
    "minutes_source": ("用时是怎么知道的", "how minutes were known"),
    "duration": ("填第一页的时间", "time for the first page"),
    **BLOCK_NAMES,
}
COLUMNS = (
    Column(key="accepted", title_zh="收到（约数）", title_en="Accepted (coarse)", kind="text"),
    Column(key="published", title_zh="已发布", title_en="Published", kind="count"),
    Column(key="held_back", title_zh="人数不足未发布", title_en="Held back", kind="text"),
    Column(key="excluded", title_zh="质量原因未计入", title_en="Left out for quality", kind="text"),
    Column(key="not_answered", title_zh="没有作答", title_en="Question skipped", kind="text"),
)
NOTE = (
    "整次调查合计，不分地区和层级。后三列是占收到份数的大致比例，说得更细会显出很少的几个人；不到100份的不说。",
    "Of the whole wave, not by region or level. The last three are rough shares, none of fewer than 100 answers.",
)
FLAG_COLUMNS = (
    Column(key="share", title_zh="占第一页答卷（约）", title_en="Share of answers to page 1 (rough)", kind="text"),
    Column(key="fate", title_zh="处理", title_en="What became of them", kind="text"),
)
FLAG_NOTE = (
    "标记由程序按答卷本身给出，不看是谁；数特别大的只按上限截断，照常计入。",
    "Marks come from the answers alone, whoever gave them; unusually large numbers are capped and counted.",
)
LEFT_OUT, COUNTED = Wording("不计入", "left out"), Wording("照常计入", "counted")
SHARE_LIMITS = (2, 5, 10)  # percent
FEWEST_BELOW_A_LIMIT = 10  # people: the lowest band must not tell fewer apart
NOT_TOLD = "—"


def accounts_of(balance: dict[str, dict[str, dict[str, int]]]) -> tuple[BlockAccount, ...]:
    """Return what readers may know of a release's balance (block, then level, then exact numbers)."""
    return tuple(_account(block, levels) for block, levels in balance.items() if block != FLAGGED)


def flags_of(balance: dict[str, dict[str, dict[str, int]]], *, excluded: Collection[str]) -> tuple[FlagAccount, ...]:
    """Return how common each quality mark is among answers to page 1; ``excluded`` are the marks left out.

    Every mark is listed, found or not: an exact none would say that nobody was hasty.
    """
    found: Counter[str] = Counter()
    for flags in balance.get(FLAGGED, {}).values():
        found.update(flags)
    accepted = sum(line["accepted"] for line in balance.get("attitude", {}).values())
    return tuple(
        FlagAccount(flag=flag, share=share_band(found[flag], accepted), is_left_out=flag in excluded)
        for flag in QUALITY_NAMES
    )


def flags_table(release: ReleaseRef) -> Table:
    """Return one row a quality mark."""
    return Table(
        key="flags",
        title_zh="质量标记",
        title_en="Quality marks",
        columns=FLAG_COLUMNS,
        rows=tuple(_flag_row(account) for account in release.flags),
        notes_zh=(FLAG_NOTE[0],),
        notes_en=(FLAG_NOTE[1],),
        head_zh="标记",
        head_en="Mark",
    )


def balance_table(release: ReleaseRef) -> Table:
    """Return one row a block."""
    return Table(
        key="balance",
        title_zh="答卷去向",
        title_en="Where the answers went",
        columns=COLUMNS,
        rows=tuple(_row(account) for account in release.balance),
        notes_zh=(NOTE[0],),
        notes_en=(NOTE[1],),
        head_zh="题目",
        head_en="Questions",
    )


def share_band(part: int, whole: int) -> str:
    """Return the rough share of a part, in the same words for nobody and for a few; of fewer than 100 nothing.

    A limit that is less than ten people is left out, so that no band is a small number of people.

    >>> share_band(0, 1500), share_band(29, 1500), share_band(30, 1500), share_band(4, 14)
    ('<2 %', '<2 %', '2–5 %', '—')
    >>> share_band(0, 199), share_band(19, 199), share_band(20, 199)
    ('<10 %', '<10 %', '≥10 %')
    """
    limits = [limit for limit in SHARE_LIMITS if limit * whole >= PERCENT * FEWEST_BELOW_A_LIMIT]
    if not limits:
        return NOT_TOLD
    below = [limit for limit in limits if PERCENT * part >= limit * whole]
    if not below:
        return f"<{limits[0]} %"
    above = limits[len(below) :]
    return f"{below[-1]}–{above[0]} %" if above else f"≥{below[-1]} %"


def _account(block: str, levels: dict[str, dict[str, int]]) -> BlockAccount:
    total = {key: sum(line[key] for line in levels.values()) for key in (column.key for column in COLUMNS)}
    accepted = total["accepted"]
    return BlockAccount(
        block=block,
        accepted=_coarse(accepted),
        published=total["published"],
        held_back=share_band(total["held_back"], accepted),
        excluded=share_band(total["excluded"], accepted),
        not_answered=share_band(total["not_answered"], accepted),
    )


def _coarse(count: int) -> str:
    steps = count // OPEN_COUNT_STEP
    return f"≥{steps * OPEN_COUNT_STEP}" if steps else f"<{OPEN_COUNT_STEP}"


def _row(account: BlockAccount) -> Row:
    block_zh, block_en = BLOCK_WORDS[account.block]
    cells = (account.accepted, account.published, account.held_back, account.excluded, account.not_answered)
    return Row(label_zh=block_zh, label_en=block_en, cells=cells)


def _flag_row(account: FlagAccount) -> Row:
    zh, en = QUALITY_NAMES[account.flag]
    return Row(label_zh=zh, label_en=en, cells=(account.share, LEFT_OUT if account.is_left_out else COUNTED))
