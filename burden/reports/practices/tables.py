"""The tables of practices: one row a practice or class with its levels, and one row a region."""

from collections.abc import Sequence

from burden.domain.practices import CLASS_NAMES, PRACTICE_SOURCES, PracticeClass
from burden.domain.practices import PRACTICES as PRACTICE_RECORDS
from burden.reports.filters import level_words
from burden.reports.notes import SUPPRESSION, paired
from burden.reports.practices.met import CLASS_FACTS, DECIMALS, PRACTICE_FACTS, Fact, Met
from burden.reports.rows import CODE_COLUMN, REST_LABEL, n_cell, row_kind, value_cell
from burden.reports.types import Column, Frame, RegionRef, Row, Table

Notes = tuple[tuple[str, str], ...]

TITLES = {
    "practices": ("近三个月遇到过的做法（占比）", "practices met in the last three months (share)"),
    "classes": ("五类问题的线索（占比）", "leads by official class (share)"),
}
HEADS = {"practices": ("做法", "Practice"), "classes": ("类别", "Class")}
ENDS = (("low", "区间下限", "95% low"), ("high", "区间上限", "95% high"))
SOURCE_NOTES: Notes = tuple(
    (
        f"{practice.zh}：出自{PRACTICE_SOURCES[practice.code][0]}。",
        f"{practice.en}: {PRACTICE_SOURCES[practice.code][1]}.",
    )
    for practice in PRACTICE_RECORDS
)


def _class_note(kind: PracticeClass) -> tuple[str, str]:
    zh, en = CLASS_NAMES[kind]
    members = [practice for practice in PRACTICE_RECORDS if practice.practice_class is kind]
    return (
        f"{zh}：遇到过{'或'.join(f'“{practice.zh}”' for practice in members)}的人。",
        f"{en}: people who met {' or '.join(practice.en for practice in members)}.",
    )


CLASS_NOTES: Notes = (
    (
        "线索只供核查，不等于认定问题；一个人可以遇到几类。",
        "A lead is for checking and no finding; a person may meet several.",
    ),
    *(_class_note(kind) for kind in PracticeClass if kind is not PracticeClass.HOLLOW),
    (
        "空壳僵尸没有对应的做法，用闲置率：三个月没打开的APP数除以要求装的APP数，没有区间；单个APP看“应用”页。",
        "Hollow and zombie apps have no practice: idle over required apps, no interval; single apps on their page.",
    ),
)


def _percent(key: str, zh: str, en: str) -> Column:
    return Column(key=key, title_zh=zh, title_en=en, kind="percent", decimals=DECIMALS)


PEOPLE = Column(key="n", title_zh="人数", title_en="People", kind="count")


def facts_table(  # noqa: PLR0913  # what a table of practices is made of
    frame: Frame, facts: Sequence[Fact], own: Met, by_level: Sequence[Met], *, key: str, notes: Notes
) -> Table:
    """Return one row a practice or class: the share of the chosen levels together, then of each level."""
    title_zh, title_en = TITLES[key]
    head_zh, head_en = HEADS[key]
    notes_zh, notes_en = paired(*notes)
    return Table(
        key=key,
        title_zh=f"{frame.region.name}：{title_zh}",
        title_en=f"{frame.region.name}: {title_en}",
        columns=_columns(frame),
        rows=tuple(_row(fact, frame, own, by_level) for fact in facts),
        notes_zh=notes_zh,
        notes_en=notes_en,
        head_zh=head_zh,
        head_en=head_en,
    )


def _columns(frame: Frame) -> tuple[Column, ...]:
    return (
        PEOPLE,
        _percent("share", f"{frame.levels_zh}（%）", f"{frame.levels_en} (%)"),
        *(_percent(key, zh, en) for key, zh, en in ENDS),
        *(column for level, zh, en in frame.level_choices for column in _level_columns(level, zh, en)),
    )


def _level_columns(level: int, zh: str, en: str) -> tuple[Column, ...]:
    return (
        Column(key=f"level_{level}_n", title_zh=f"{zh}：人数", title_en=f"{en}: people", kind="count"),
        _percent(f"level_{level}", f"{zh}（%）", f"{en} (%)"),
        *(_percent(f"level_{level}_{key}", f"{zh}：{of_zh}", f"{en}: {of_en}") for key, of_zh, of_en in ENDS),
    )


def _row(fact: Fact, frame: Frame, own: Met, by_level: Sequence[Met]) -> Row:
    value = own.value(fact)
    names = [level_words((level,))[0] for level, _, _ in frame.level_choices]
    levels = tuple(zip(names, (met.value(fact) for met in by_level), strict=True))
    return Row(
        label_zh=fact.zh,
        label_en=fact.en,
        cells=tuple(
            cell for at in (value, *(of for _, of in levels)) for cell in (n_cell(at), value_cell(at), at.low, at.high)
        ),
        estimate=value,
        kind=row_kind(value),
        estimates=levels,
    )


def regions_table(frame: Frame, parts: Sequence[tuple[RegionRef, Met]], rest: Met, *, notes: Notes) -> Table:
    """Return one row a child by code, and the rest, with classes, then practices; no rows where there is no child."""
    facts = (*CLASS_FACTS, *PRACTICE_FACTS)
    notes_zh, notes_en = paired(SUPPRESSION, *notes)
    return Table(
        key="practices_by_region",
        title_zh=f"{frame.region.name}：各地区遇到过的做法（占比）",
        title_en=f"{frame.region.name}: practices met, by region (share)",
        columns=(CODE_COLUMN, PEOPLE, *(_percent(fact.code, f"{fact.zh}（%）", f"{fact.en} (%)") for fact in facts)),
        rows=(
            *(_region_row(child.name, child.name, met, facts, region=child) for child, met in parts),
            *((_region_row(*REST_LABEL, rest, facts, region=None),) if parts else ()),
        ),
        notes_zh=notes_zh,
        notes_en=notes_en,
    )


def _region_row(zh: str, en: str, met: Met, facts: Sequence[Fact], *, region: RegionRef | None) -> Row:
    values = tuple((fact.code, met.value(fact)) for fact in facts)
    people = next(value for code, value in values if code == PRACTICE_FACTS[0].code)
    return Row(
        label_zh=zh,
        label_en=en,
        cells=(region.code if region else None, n_cell(people), *(value_cell(value) for _, value in values)),
        kind=("plain" if any(value.is_shown for _, value in values) else "suppressed") if region else "rest",
        region=region,
        estimates=values,
    )
