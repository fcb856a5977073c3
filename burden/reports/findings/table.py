"""The table of findings, as an inspector takes it along."""

from collections.abc import Sequence
from datetime import date

from burden.domain.levels import LEVEL_NAMES, Level
from burden.domain.rule_book import RULE_CLASS_NAMES
from burden.reports.apps.lead_words import GRADE_WORDS
from burden.reports.findings.types import STATE_WORDS, Finding
from burden.reports.notes import paired
from burden.reports.rows import Cell, n_cell, value_cell
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
    Column(key="source_date", title_zh="出处日期", title_en="Its date", kind="text"),
    Column(key="threshold", title_zh="门槛", title_en="Threshold", kind="number"),
    Column(key="sponsor_level", title_zh="哪一级要求用", title_en="Level that asks for it", kind="text"),
    Column(key="exempt_scene", title_zh="例外场景", title_en="Exempt scene", kind="text"),
    Column(key="status", title_zh="核实情况", title_en="What came of it", kind="text"),
    Column(key="wave_code", title_zh="调查", title_en="Wave", kind="text"),
    Column(key="rules_version", title_zh="规则版本", title_en="Version of the rules", kind="text"),
    Column(key="as_of_date", title_zh="目录截至", title_en="Catalogue as of", kind="date"),
)
ONLY_LEADS = (
    "线索仅供核查，不等于认定；先听基层怎么说，再下判断。",
    "Leads are for checking and settle nothing; hear the grassroots before you judge.",
)
BARS = (
    "线索：够多的人答了，95%区间的下限到了门槛；门槛更高一档的是较强线索。各条的门槛见“门槛”一栏。",
    "Lead: enough answers and a lower end at the threshold; strong: at a higher one. Each row prints its own.",
)
STATES = (
    "核实情况由能看这个地区的纪检记录，以最后一次为准；没有记录的是待核实。",
    "Inspectors of the region record what came of a lead; the last record counts, without any it is to be checked.",
)
TOGETHER = (
    "两个要求要同时成立的，按最少有多少人两样都说了来算。",
    "Where two things must hold together, what counts is how many must have said both at the very least.",
)
NO_ROOM = (
    "文件里写的是“不得”；门槛只决定多少人说了才值得跑一趟，不表示门槛以下就可以。",
    "The documents say “must not”: thresholds only decide when a visit is worth it and allow nothing below them.",
)


def findings_table(frame: Frame, findings: Sequence[Finding], *, rules_version: int, as_of: date | None) -> Table:
    """Return one row a finding, by rule, region and app; ``as_of`` is None before the release was looked at."""
    notes_zh, notes_en = paired(ONLY_LEADS, STATES, BARS, TOGETHER, NO_ROOM, _dated(rules_version, as_of))
    around: tuple[Cell, ...] = (frame.wave.code, f"{rules_version}", as_of.isoformat() if as_of else None)
    return Table(
        key="findings",
        title_zh=f"{frame.region.name}：线索",
        title_en=f"{frame.region.name}: leads",
        columns=COLUMNS,
        rows=tuple(_row(finding, around) for finding in findings),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh="规则",
        head_en="Rule",
    )


def _dated(version: int, as_of: date | None) -> tuple[str, str]:
    if as_of is None:
        return "这次发布的线索正在整理。", "The leads of this release are being gathered."
    return (
        f"规则第{version}版；目录以{as_of.isoformat()}为准，占比出自本次发布，各层级合计。",
        f"Rules, version {version}; catalogue as of {as_of.isoformat()}, shares of this release, all levels.",
    )


def _row(finding: Finding, around: tuple[Cell, ...]) -> Row:
    return Row(
        label_zh=finding.rule.zh,
        label_en=finding.rule.en,
        cells=(*_what(finding), *_evidence(finding), *_sources(finding), *_life(finding), *around),
        estimate=finding.share,
        region=finding.region,
    )


def _what(finding: Finding) -> tuple[Cell, ...]:
    rule, app = finding.rule, finding.app
    return (
        rule.code,
        Wording(*RULE_CLASS_NAMES[rule.rule_class]),
        Wording(*GRADE_WORDS[finding.grade]),
        finding.region.name,
        finding.region.code,
        app.name if app else None,
        app.code if app else None,
    )


def _evidence(finding: Finding) -> tuple[Cell, ...]:
    share = finding.share
    numbers = (n_cell(share), value_cell(share)) if share.is_shown else (None, None)
    return (finding.evidence, finding.base or None, *numbers, share.low, share.high)


def _sources(finding: Finding) -> tuple[Cell, ...]:
    sources = finding.rule.sources
    named = Wording("；".join(source.zh for source in sources), "; ".join(source.en for source in sources))
    return named, "；".join(source.day for source in sources)


def _life(finding: Finding) -> tuple[Cell, ...]:
    level = finding.sponsor_level
    return (
        finding.threshold,
        Wording(*LEVEL_NAMES[Level(level)]) if level in set(Level) else None,
        Wording("是", "yes") if finding.is_exempt_scene else None,
        Wording(*STATE_WORDS[finding.state]),
    )
