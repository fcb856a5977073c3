"""How the numbers were made: definitions, thresholds and the release, for the last sheet of a file."""

from collections.abc import Iterator

from burden.domain.indicators import INDICATORS
from burden.domain.release_rules import GRADE_WORDS
from burden.domain.thresholds import (
    GRADE_A_FROM,
    GRADE_B_FROM,
    HISTOGRAM_FROM,
    ROUNDED_SHARES_FROM,
    SHARES_FROM,
    SHOWN_FROM,
    TAILS_FROM,
)
from burden.reports.notes import SELF_SELECTED
from burden.reports.selection import Selection
from burden.reports.types import Column, Frame, Row, Table

COLUMNS = (
    Column(key="zh", title_zh="说明", title_en="Chinese", kind="text"),
    Column(key="en", title_zh="英文说明", title_en="Explanation", kind="text"),
)
# From how many people on something is shown, fewest first, and what; the method page prints the same.
STEPS: tuple[tuple[int, str, str], ...] = (
    (SHOWN_FROM, "平均数和95%区间，中位数", "means with 95% interval, medians"),
    (SHARES_FROM, "态度和做法的占比，四分位数", "shares of attitude and practices, quartiles"),
    (HISTOGRAM_FROM, "分布图，中位数的区间", "distributions, intervals of medians"),
    (ROUNDED_SHARES_FROM, "各应用的占比（按取整后的数）", "shares by app, from rounded counts"),
    (TAILS_FROM, "第10、第90百分位", "10th and 90th percentile"),
)
Line = tuple[str, str, str, str]  # label zh, label en, text zh, text en


def method_table(selection: Selection, frame: Frame) -> Table:
    """Return the method: where and when, definitions, what is shown at which n, the release and its hash."""
    lines = (*_wave_lines(selection, frame), *_definitions(), *_thresholds(frame), *_release_lines(frame))
    return Table(
        key="method",
        title_zh="口径与方法",
        title_en="Definitions and method",
        columns=COLUMNS,
        rows=tuple(Row(label_zh=zh, label_en=en, cells=(text_zh, text_en)) for zh, en, text_zh, text_en in lines),
        head_zh="项目",
        head_en="Item",
    )


def _wave_lines(selection: Selection, frame: Frame) -> Iterator[Line]:
    wave = selection.wave
    dates = f"{wave.opens_on:%Y-%m-%d} — {wave.closes_on:%Y-%m-%d}"
    yield "调查", "Wave", f"{wave.code}（{dates}）", f"{wave.code} ({dates})"
    yield "地区", "Region", f"{frame.region.name}（{frame.region.code}）", f"{frame.region.name} ({frame.region.code})"
    yield "层级", "Levels", frame.levels_zh, frame.levels_en
    header = (
        ("表号", "Form number", wave.form_no),
        ("制定机关", "Issuing body", wave.issuer),
        ("文号", "Issue number", wave.issue_no),
        ("审批机关", "Approving body", wave.approver),
        ("批准文号", "Approval number", wave.approval_no),
        ("有效期限", "Valid until", wave.valid_until.isoformat() if wave.valid_until else ""),
    )
    yield from ((zh, en, text, text) for zh, en, text in header if text)
    for zh, en in zip(frame.notes_zh, frame.notes_en, strict=True):
        if zh != SELF_SELECTED[0]:
            yield "标注", "Label", zh, en
    yield "样本", "Sample", *SELF_SELECTED


def _definitions() -> Iterator[Line]:
    for indicator in INDICATORS:
        yield (
            f"{indicator.code} {indicator.name_zh}",
            f"{indicator.code} {indicator.name_en}",
            indicator.definition_zh,
            indicator.definition_en,
        )


def _thresholds(frame: Frame) -> Iterator[Line]:
    k = frame.release.smallest_group
    yield (
        "最小组",
        "Smallest group",
        f"每个数至少来自{k}人；不足的并入上级，不单列。",
        f"Every number speaks of at least {k} people; fewer are counted with the level above.",
    )
    for bar, zh, en in STEPS:
        yield f"满{max(bar, k)}人", f"From {max(bar, k)} people", zh, en
    grades = {"A": f"≥{GRADE_A_FROM}", "B": f"{GRADE_B_FROM}–{GRADE_A_FROM - 1}", "C": f"<{GRADE_B_FROM}"}
    for grade, (zh, en) in GRADE_WORDS.items():
        bar_words = grades[grade.value]
        yield f"可靠性{grade.value}", f"Grade {grade.value}", f"{zh}（{bar_words}人）", f"{en} ({bar_words} people)"


def _release_lines(frame: Frame) -> Iterator[Line]:
    release = frame.release
    yield "发布号", "Release", release.id, release.id
    yield "发布日期", "Published on", release.published_on.isoformat(), release.published_on.isoformat()
    yield "内容校验值 SHA-256", "Content SHA-256", release.content_hash, release.content_hash
    yield (
        "区间",
        "Intervals",
        "95%区间：平均数用对数尺度的t区间，占比用威尔逊区间。",
        "95% intervals: log-scale t for means, Wilson for shares.",
    )
