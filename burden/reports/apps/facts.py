"""What the catalogue says of one app, as a table of facts."""

from burden.domain.levels import LEVEL_NAMES, Level
from burden.models import CatalogueItem
from burden.reports.types import Column, Row, Table
from burden.reports.wording import Wording

Kinds, Audiences = CatalogueItem.Kind, CatalogueItem.Audience
KIND_WORDS: dict[str, tuple[str, str]] = {
    Kinds.APP.value: ("APP", "app"),
    Kinds.MINI_PROGRAM.value: ("小程序", "mini-program"),
    Kinds.QUICK_APP.value: ("快应用", "quick app"),
}
AUDIENCE_WORDS: dict[str, tuple[str, str]] = {
    Audiences.INTERNAL.value: ("内部", "cadres"),
    Audiences.PUBLIC.value: ("面向群众", "citizens"),
    Audiences.MIXED.value: ("两者", "both"),
}
NOTHING = Wording("没有写明", "not named")
YES, NO = Wording("有", "yes"), Wording("没有", "no")
COLUMNS = (Column(key="value", title_zh="目录所载", title_en="As the catalogue says", kind="text"),)


def facts_table(item: CatalogueItem, *, home: str) -> Table:
    """Return what the catalogue says of the app; ``home`` is the name of the region it belongs to."""
    rows = (
        ("编号", "Code", item.app_code),
        ("是哪一类", "Kind", Wording(*KIND_WORDS[item.kind])),
        ("哪里用", "Where", home),
        ("哪一级要求用", "Level of the sponsor", _level(item)),
        ("哪个部门", "Office of the sponsor", item.sponsor_dept or NOTHING),
        ("做什么用", "What for", item.function_category or NOTHING),
        ("给谁用", "For whom", Wording(*AUDIENCE_WORDS[item.audience])),
        ("上线", "Launched on", item.launched_on.isoformat() if item.launched_on else NOTHING),
        ("最近更新", "Last updated on", item.last_update_on.isoformat() if item.last_update_on else NOTHING),
        ("备案编号", "Filing number", item.filing_no or NO),
        ("投诉建议渠道", "Complaint channel", YES if item.has_complaint_channel else NO),
        ("例外情形", "Exempt case", item.exempt_basis or (YES if item.is_exempt_scene else NO)),
        ("功能相近的一组", "Group of doubles", item.duplicate_group or NO),
        ("主办方报的近3个月使用人数", "Users in 3 months, by the sponsor", _users(item)),
        ("已停用", "Out of use", _retired(item)),
    )
    return Table(
        key="facts",
        title_zh=f"{item.name_zh}：目录所载",
        title_en=f"{item.name_zh}: as the catalogue says",
        columns=COLUMNS,
        rows=tuple(Row(label_zh=zh, label_en=en, cells=(value,)) for zh, en, value in rows),
        notes_zh=("目录由运维人员维护，以今天的为准。",),
        notes_en=("Operators keep the catalogue; it stands as of today.",),
        head_zh="项目",
        head_en="Item",
    )


def _level(item: CatalogueItem) -> Wording:
    if item.sponsor_level not in set(Level):
        return NOTHING
    return Wording(*LEVEL_NAMES[Level(item.sponsor_level)])


def _retired(item: CatalogueItem) -> Wording:
    if item.merged_into is not None:
        return Wording(f"是，已并到{item.merged_into.name_zh}", f"yes, merged into {item.merged_into.name_zh}")
    return Wording("是", "yes") if item.is_retired else Wording("否", "no")


def _users(item: CatalogueItem) -> Wording:
    users = item.active_users_3m
    return NOTHING if users is None else Wording(f"{users}人", f"{users} people")
