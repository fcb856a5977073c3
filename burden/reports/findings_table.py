"""The table of findings, as an inspector takes it along."""

from collections.abc import Sequence
from datetime import date

from burden.domain.rule_book import RULE_CLASS_NAMES, RULES_VERSION
from burden.domain.rule_sources import SOURCES
from burden.domain.thresholds import FINDING_LOW_PERCENT, FINDING_STRONG_LOW_PERCENT, LEAD_FROM
from burden.reports.findings_types import Finding
from burden.reports.lead_words import GRADE_WORDS
from burden.reports.notes import left_out_note, paired
from burden.reports.rows import n_cell, value_cell
from burden.reports.types import Column, Frame, Row, Table
from burden.reports.wording import Wording

COLUMNS = (
    Column(key="rule", title_zh="编号", title_en="Rule", kind="code"),
    Column(key="class", title_zh="类别", title_en="Class", kind="text"),
    Column(key="grade", title_zh="分量", title_en="Weight", kind="text"),
    Column(key="region", title_zh="地区", title_en="Region", kind="text"),
    Column(key="region_code", title_zh="区划代码", title_en="Region code", kind="code"),
    Column(key="app", title_zh="应用", title_en="App", kind="text"),
    Column(key="app_code", title_zh="应用编号", title_en="App code", kind="code"),
    Column(key="evidence", title_zh="依据", title_en="Evidence", kind="text"),
    Column(key="base", title_zh="谁说的", title_en="Of whom", kind="text"),
    Column(key="n", title_zh="人数", title_en="People", kind="count"),
    Column(key="share", title_zh="占比（%）", title_en="Share (%)", kind="percent", decimals=1),
    Column(key="low", title_zh="区间下限", title_en="95% low", kind="percent", decimals=1),
    Column(key="high", title_zh="区间上限", title_en="95% high", kind="percent", decimals=1),
    Column(key="source", title_zh="出处", title_en="Source", kind="text"),
)
ONLY_LEADS = (
    "这里只是值得去看一看的线索，不是结论；先听基层怎么说，再下判断。",
    "These are leads to look into, no conclusions; hear the grassroots before you judge.",
)
BARS = (
    f"线索：{LEAD_FROM}人以上答了，95%区间的下限到{FINDING_LOW_PERCENT}%；下限到{FINDING_STRONG_LOW_PERCENT}%的是较强线索。",
    f"Lead: {LEAD_FROM} answers and a lower end of {FINDING_LOW_PERCENT} %; strong: {FINDING_STRONG_LOW_PERCENT} %.",
)
TOGETHER = (
    "两个要求要同时成立的，按最少有多少人两样都说了来算。",
    "Where two things must hold together, what counts is how many must have said both at the very least.",
)
NO_ROOM = (
    "文件里写的是“不得”；门槛只决定多少人说了才值得跑一趟，不表示门槛以下就可以。",
    "The documents say “must not”: thresholds only decide when a visit is worth it and allow nothing below them.",
)


def findings_table(frame: Frame, findings: Sequence[Finding], *, as_of: date) -> Table:
    """Return one row a finding, by rule, region and app."""
    contents = (left_out_note(frame.levels),) if frame.levels else ()
    dated = (
        f"规则版本{RULES_VERSION}；目录以{as_of.isoformat()}为准，占比出自本次发布。",
        f"Rules of {RULES_VERSION}; catalogue as of {as_of.isoformat()}, shares of this release.",
    )
    notes_zh, notes_en = paired(ONLY_LEADS, BARS, TOGETHER, NO_ROOM, dated, *contents)
    return Table(
        key="findings",
        title_zh=f"{frame.region.name}：线索",
        title_en=f"{frame.region.name}: findings",
        columns=COLUMNS,
        rows=tuple(_row(finding) for finding in findings),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="规则",
        head_en="Rule",
    )


def _row(finding: Finding) -> Row:
    rule, share, app = finding.rule, finding.share, finding.app
    sources = [SOURCES[source] for source in rule.sources]
    return Row(
        label_zh=rule.zh,
        label_en=rule.en,
        cells=(
            rule.code,
            Wording(*RULE_CLASS_NAMES[rule.rule_class]),
            Wording(*GRADE_WORDS[finding.grade]),
            finding.region.name,
            finding.region.code,
            app.name if app else None,
            app.code if app else None,
            finding.evidence,
            finding.base or None,
            n_cell(share) if share.is_shown else None,
            value_cell(share) if share.is_shown else None,
            share.low,
            share.high,
            Wording(
                "；".join(f"{source.zh}，{source.day}" for source in sources),
                "; ".join(f"{source.en}, {source.day}" for source in sources),
            ),
        ),
        estimate=share,
        region=finding.region,
    )
